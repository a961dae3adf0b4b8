"""Random groups of individuals, and true statements about them.

A world is made of people first; what is told of it is derived. A ledger that contradicts such a
telling, or whose numbers do not hold the truth, has invented or lost somebody.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from hypothesis import strategies as st

from casework.cases.ledger import Figure, Ledger, Member, Part, Row, Standing, reconcile

SITUATIONS = ["departed", "detained", "third_country", "unknown"]
HEDGES = [(), ("reportedly",), ("rumoured",)]
DOUBTS = ["believed", "disputed"]
BESIDE = "beside"

Key = str | None


@dataclass(frozen=True)
class Place:
    """People whom no further part tells apart: one row, but for those who have rows of their own.

    `leaf` is the key of that row, `path` everything that the place lies in, the leaf included.
    """

    leaf: Key
    path: tuple[Key, ...]
    people: int


@dataclass
class Telling:
    """What is told of a world, and the true answer for every row of its ledger.

    `truth` says how many people a row is really about, `named` how many of them are described: by
    the entry that gives them a row of their own, or by the place of all others.
    """

    parts: list[Part]
    places: list[Place]
    figures: list[Figure] = field(default_factory=list)
    standings: list[Standing] = field(default_factory=list)
    members: list[Member] = field(default_factory=list)
    truth: Counter = field(default_factory=Counter)
    named: Counter = field(default_factory=Counter)

    def people_in(self, key: Key) -> int:
        return sum(place.people for place in self.places if key in place.path)

    def ledger(self) -> Ledger:
        return reconcile(self.parts, self.figures, self.standings, self.members)

    def own_entries(self, row: Row) -> list[object]:
        """The entries that give people a row of their own; none where the row is of all others."""
        return [entry for entry in row.entries if entry in self.truth]

    def answers_for(self, row: Row) -> tuple[int, int]:
        """How many people a row is really about, and how many of them are described."""
        keys = self.own_entries(row) or [("others", row.part)]
        return sum(self.truth[key] for key in keys), sum(self.named[key] for key in keys)


def true_ways(truth: int, below: int, above: int) -> dict[str, tuple[int | None, int | None]]:
    """Every true way to put a number, as loosely as `below` and `above` say."""
    ways: dict[str, tuple[int | None, int | None]] = {
        "exact": (truth, None),
        "about": (truth, None),
        "at_least": (truth - below, None),
        "at_most": (truth + above, None),
        "less_than": (truth + above + 1, None),
        "between": (truth - below, truth + above),
    }
    if truth > below:
        ways["more_than"] = (truth - below - 1, None)
    if truth >= 2:
        ways["several"] = (2, None)
    return ways


@st.composite
def true_figures(draw: st.DrawFn, key: Key, truth: int) -> Figure:
    ways = true_ways(truth, draw(st.integers(0, min(3, truth))), draw(st.integers(0, 3)))
    qualifier = draw(st.sampled_from(sorted(ways)))
    women = draw(st.integers(0, truth))
    both = (("women", women), ("men", truth - women))
    divided = draw(st.sampled_from([(), both, both[:1]]))
    return Figure(key, qualifier, *ways[qualifier], breakdown=divided)


@st.composite
def trees(draw: st.DrawFn) -> tuple[list[Part], list[Place]]:
    """Up to five parts, in two floors, some what remains, one perhaps counted apart."""
    parts: list[Part] = []
    paths: dict[Key, tuple[Key, ...]] = {None: (None,)}
    for name in "abcd"[: draw(st.integers(0, 4))]:
        above = draw(st.sampled_from([key for key, path in paths.items() if len(path) < 3]))
        rests = {part.parent for part in parts if part.is_remainder}
        rest = above not in rests and draw(st.booleans())
        parts.append(Part(name, f"part {name}", parent=above, is_remainder=rest))
        paths[name] = (*paths[above], name)
    if draw(st.booleans()):
        parts.append(Part(BESIDE, BESIDE, counted_apart=True))
        paths[BESIDE] = (BESIDE,)
    rests = {part.parent for part in parts if part.is_remainder}
    sizes = st.integers(0, 5)
    return parts, [Place(key, paths[key], draw(sizes)) for key in paths if key not in rests]


@st.composite
def tellings(draw: st.DrawFn) -> Telling:
    telling = Telling(*draw(trees()))
    for key in [None, *(part.key for part in telling.parts)]:
        truth = telling.people_in(key)
        telling.figures += draw(st.lists(true_figures(key, truth), max_size=2))
        if draw(st.booleans()):
            standing = Standing(draw(st.sampled_from(SITUATIONS)), part=key, entry=("place", key))
            telling.standings.append(standing)
    for place in telling.places:
        _tell_of(draw, telling, place)
    for stranger in range(draw(st.integers(0, 1))):
        _tell_of_a_stranger(draw, telling, f"stranger {stranger}")
    return telling


def _tell_of(draw: st.DrawFn, telling: Telling, place: Place) -> None:
    """Of some people of a place: who they are, where they are now, or so many of them unnamed."""
    described = range(draw(st.integers(0, place.people)))
    moved = {number for number in described if draw(st.booleans())}
    for number in described:
        person = f"{place.leaf} {number}"
        telling.members += _memberships(draw, telling, person, place.path)
        if number in moved:
            _tell_of_person(draw, telling, person, 1)
    others = draw(st.permutations(sorted(set(range(place.people)) - moved)))
    for _entry in range(draw(st.integers(0, 2))):
        count = draw(st.integers(0, len(others)))
        if count:
            _tell_of_number(draw, telling, place, [n in described for n in others[:count]])
        others = others[count:]
    telling.truth["others", place.leaf] = len(others)
    telling.named["others", place.leaf] = sum(number in described for number in others)


def _memberships(
    draw: st.DrawFn, telling: Telling, person: str, path: Sequence[Key]
) -> list[Member]:
    """Surely somewhere on the path to where the person is, or nowhere surely; and rumours."""
    sure = draw(st.sets(st.sampled_from(path)))
    keys = [part.key for part in telling.parts if part.counted_apart == (path[0] == BESIDE)]
    doubtful = draw(st.sets(st.sampled_from([path[0], *keys]), max_size=2)) - sure
    if not sure and path[0] not in doubtful:
        doubtful = {*doubtful, path[0]}
    doubt = st.sampled_from(DOUBTS)
    return [
        *(Member(person, key) for key in sorted(sure, key=str)),
        *(Member(person, key, draw(doubt)) for key in sorted(doubtful, key=str)),
    ]


def _tell_of_person(draw: st.DrawFn, telling: Telling, person: str, truth: int) -> None:
    standing = Standing(
        draw(st.sampled_from(SITUATIONS)),
        person=person,
        entry=person,
        hedges=draw(st.sampled_from(HEDGES)),
    )
    telling.standings.append(standing)
    telling.truth[person] = telling.named[person] = truth


def _tell_of_number(
    draw: st.DrawFn, telling: Telling, place: Place, described: Sequence[bool]
) -> None:
    """So many people of a place, unnamed; who of them is described elsewhere is not told."""
    key = ("number", place.leaf, len(telling.standings))
    ways = true_ways(len(described), draw(st.integers(0, len(described) - 1)), 1)
    del ways["between"]
    qualifier = draw(st.sampled_from(sorted(ways)))
    telling.standings.append(
        Standing(
            draw(st.sampled_from(SITUATIONS)),
            part=place.leaf,
            persons=ways[qualifier][0],
            qualifier=qualifier,
            entry=key,
        )
    )
    telling.truth[key], telling.named[key] = len(described), sum(described)


def _tell_of_a_stranger(draw: st.DrawFn, telling: Telling, person: str) -> None:
    """Somebody who is believed to be of the group, and is not."""
    telling.members.append(Member(person, None, "believed"))
    _tell_of_person(draw, telling, person, 0)
