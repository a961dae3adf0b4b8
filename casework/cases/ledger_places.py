"""Where people stand in a group before anything is counted: parts within parts, persons in them.

No numbers here; those are ``ledger``'s. Bad data (a part of itself, a person in two parts) is
reported and put where it does least harm, never raised.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from casework.cases import ledger_problems as problems
from casework.cases.ledger_problems import Findings
from casework.cases.ledger_values import CERTAINTIES, WHOLE, Key, Member, Part
from casework.cases.ledger_words import place, somebody


class Places:
    """The whole and its parts as a tree. A part counted apart is the root of a tree of its own."""

    def __init__(self, parts: Sequence[Part], found: Findings) -> None:
        self.parts = {part.key: part for part in parts}
        self.apart = [part.key for part in parts if part.counted_apart]
        self.remainder: dict[Key | None, Key] = {}
        self._stated: dict[Key | None, list[Key]] = defaultdict(list)
        self._parents: dict[Key, Key | None] = {}
        for part in parts:
            if not part.counted_apart:
                self._hang(part, found)

    def _hang(self, part: Part, found: Findings) -> None:
        parent = part.parent
        if not self._is_sound(part):
            found.contradictions.append(problems.misplaced_part(part.name))
            parent = WHOLE
        self._parents[part.key] = parent
        if part.is_remainder and parent not in self.remainder:
            self.remainder[parent] = part.key
            return
        if part.is_remainder:
            found.contradictions.append(problems.second_remainder(part.name))
        self._stated[parent].append(part.key)

    def _is_sound(self, part: Part) -> bool:
        """Whether the part hangs on one that is there, and not in the end on itself."""
        seen: set[Key | None] = set()
        above = part.parent
        if above not in self:
            return False
        while above in self.parts and above not in seen:
            seen.add(above)
            above = self.parts[above].parent
        return part.key not in seen

    def __contains__(self, key: Key | None) -> bool:
        return key is WHOLE or key in self.parts

    def name(self, key: Key | None) -> str:
        """The part's name; empty for the whole."""
        return "" if key is WHOLE else self.parts[key].name

    def called(self, key: Key | None) -> str:
        """As a sentence speaks of it: the group, ‘the seven’."""
        return place(self.name(key))

    def is_remainder(self, key: Key | None) -> bool:
        return key is not WHOLE and self.remainder.get(self.parent(key)) == key

    def parent(self, key: Key) -> Key | None:
        return self._parents.get(key, WHOLE)

    def above(self, key: Key | None) -> list[Key | None]:
        """Everything the key lies in, nearest first, up to the whole or a part counted apart."""
        path: list[Key | None] = []
        while key in self._parents:
            key = self._parents[key]
            path.append(key)
        return path

    def root(self, key: Key | None) -> Key | None:
        return [key, *self.above(key)][-1]

    def stated(self, key: Key | None) -> list[Key]:
        """The parts directly inside, the remainder not among them."""
        return self._stated.get(key, [])

    def inside(self, key: Key | None) -> list[Key]:
        """The parts directly inside, the remainder last."""
        last = [self.remainder[key]] if key in self.remainder else []
        return [*self.stated(key), *last]

    def is_divided(self, key: Key | None) -> bool:
        """Whether it has stated parts, or what remains of it has: one may be in any of those."""
        if key in self.remainder and self.is_divided(self.remainder[key]):
            return True
        return bool(self.stated(key))

    def open_room(self, key: Key | None) -> Key | None:
        """Where those are who are in the place but in no stated part of it."""
        while key in self.remainder:
            key = self.remainder[key]
        return key


@dataclass(frozen=True)
class Doubt:
    """The nearest membership that is not sure: why a person cannot be put in one row."""

    certainty: str
    part: Key | None


@dataclass(frozen=True)
class Roaming:
    """Somewhere in a place, in which of its rows cannot be told; perhaps not even there."""

    within: Key | None
    surely: bool


class Seats:
    """Which named persons are surely where, and within what the others may be anywhere."""

    def __init__(self, places: Places, members: Iterable[Member], found: Findings) -> None:
        self._places = places
        self._found = found
        self._names: dict[Key, str] = {}
        self.doubts: dict[Key, Doubt] = {}
        self.of: dict[Key, set[Key | None]] = {}
        self.roaming: dict[Key, list[Roaming]] = {}
        for person, memberships in self._by_person(members).items():
            self.of[person], self.roaming[person] = self._seats(person, memberships)
            unsure = [key for key, certainty in memberships.items() if certainty != "known"]
            if unsure:
                part = min(unsure, key=lambda key: (-len(places.above(key)), str(key)))
                self.doubts[person] = Doubt(memberships[part], part)
        self._count()

    def _count(self) -> None:
        self._taken: Counter[Key | None] = Counter()
        self._surely: Counter[Key | None] = Counter()
        self._roaming: Counter[Key | None] = Counter()
        for seats in self.of.values():
            for key in seats:
                self._taken[key] += 1
                self._surely.update([key, *self._places.above(key)])
        for roaming in self.roaming.values():
            for each in roaming:
                self._roaming[each.within] += 1
                if each.surely:
                    self._surely.update([each.within, *self._places.above(each.within)])

    def _by_person(self, members: Iterable[Member]) -> dict[Key, dict[Key | None, str]]:
        """Each person's memberships; of two about one place the less sure one holds."""
        persons: dict[Key, dict[Key | None, str]] = {}
        for member in members:
            self._names[member.person] = max(member.name, self._names.get(member.person, ""))
            memberships = persons.setdefault(member.person, {})
            if member.part not in self._places:
                self._found.contradictions.append(problems.stranger("member"))
                continue
            told = memberships.get(member.part, member.certainty)
            memberships[member.part] = max(told, member.certainty, key=CERTAINTIES.index)
        return persons

    def _seats(
        self, person: Key, memberships: dict[Key | None, str]
    ) -> tuple[set[Key | None], list[Roaming]]:
        """One place in each tree where that can be told; else within what it may be any place."""
        sure: dict[Key | None, set[Key | None]] = defaultdict(set)
        for key, certainty in memberships.items():
            sure[self._places.root(key)] |= {key} if certainty == "known" else set()
        seats, roaming = set(), []
        for root, keys in sure.items():
            nearest = keys - {above for key in keys for above in self._places.above(key)}
            if len(nearest) > 1:
                names = sorted(self._places.name(key) for key in nearest)
                sentence = problems.in_two_places(self.called(person), names)
                self._found.contradictions.append(sentence)
            if len(nearest) == 1 and not self._places.is_divided(*nearest):
                seats.add(self._places.open_room(*nearest))
            else:
                within = next(iter(nearest)) if len(nearest) == 1 else root
                roaming.append(Roaming(within, surely=bool(nearest)))
        return seats, roaming

    def called(self, person: Key) -> str:
        return somebody(self._names.get(person, ""))

    def taken_in(self, key: Key | None) -> int:
        """How many persons have their seat in this very place."""
        return self._taken[key]

    def surely_in(self, key: Key | None) -> int:
        """How many persons are surely in the place, in whichever part of it."""
        return self._surely[key]

    def may_be_in(self, key: Key | None) -> int:
        """How many persons without a seat may be in this very place."""
        return sum(self._roaming[around] for around in [key, *self._places.above(key)])

    def are_unplaced_in(self, root: Key | None) -> int:
        """How many persons of the tree of that root have no seat in it."""
        return sum(
            any(self._places.root(each.within) == root for each in roaming)
            for roaming in self.roaming.values()
        )
