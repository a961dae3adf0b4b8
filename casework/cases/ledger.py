"""How a group adds up: from figures, parts, entries and members to a reconciled ledger.

Pure functions over plain values (``ledger_values``). The caller chooses the day and what was
known on it, and passes what was in force then. Words are in ``ledger_words``.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from casework.cases import ledger_problems as problems
from casework.cases import ledger_words as words
from casework.cases.ledger_entries import Entries, Said
from casework.cases.ledger_places import Places, Seats
from casework.cases.ledger_problems import Findings
from casework.cases.ledger_values import (
    NOTHING,
    UNKNOWN,
    WHOLE,
    Figure,
    Key,
    Ledger,
    Member,
    Part,
    Range,
    Row,
    Segment,
    Standing,
    bounds,
)
from casework.cases.ledger_words import LabelOf, plain_label, summary

__all__ = [
    "Figure",
    "Ledger",
    "Member",
    "Part",
    "Range",
    "Row",
    "Segment",
    "Standing",
    "bar",
    "bounds",
    "reconcile",
    "summary",
]


def reconcile(
    parts: Sequence[Part] = (),
    figures: Iterable[Figure] = (),
    standings: Iterable[Standing] = (),
    members: Iterable[Member] = (),
    *,
    label_of: LabelOf = plain_label,
) -> Ledger:
    """The rows that sum to the whole, and every reason why they might not.

    Rows come part by part in the order given, the remainder last; inside a part first the numbers
    counted out of it, then the persons with entries of their own, then everybody else. Figures
    that differ become a range, never a choice. The order of figures, entries and members does not
    matter. ``label_of`` words a situation's code for the sentences. Never raises on what a
    database may hold: a number that cannot be read is reported and left out.
    """
    return _Reckoning(parts, figures, standings, members, label_of).ledger()


def bar(ledger: Ledger) -> tuple[Segment, ...]:
    """The stretches of a bar whose shares sum to 1; empty where any proportion would be false.

    Drawn only for a whole of one number and without contradictions. Each row is as long as the
    fewest people it surely has; people of whom the row cannot be told get a hatched stretch.
    """
    whole = ledger.whole
    if ledger.contradictions or whole.low != whole.high or whole.is_nothing:
        return ()
    segments = [
        Segment(
            label=row.label,
            share=row.count.low / whole.low,
            count=words.count_words(row),
            situation=row.situation,
            certainty=row.certainty,
            hatched=row.is_unknown or row.certainty != "known",
        )
        for row in ledger.rows
        if row.count.low
    ]
    untold = whole.low - sum(row.count.low for row in ledger.rows)
    if untold:
        label, count = words.cannot_be_told(), words.number(untold)
        segments.append(Segment(label, untold / whole.low, count, None, "", hatched=True))
    return tuple(segments)


class _Reckoning:
    """One reckoning: first what is told (places, entries, figures), then sizes, then rows."""

    def __init__(
        self,
        parts: Sequence[Part],
        figures: Iterable[Figure],
        standings: Iterable[Standing],
        members: Iterable[Member],
        label_of: LabelOf,
    ) -> None:
        self.found = Findings()
        self.places = Places(parts, self.found)
        self.seats = Seats(self.places, members, self.found)
        self.entries = Entries(standings, self.places, self.seats, label_of, self.found)
        self.figures = self._readable(figures)
        self.stated = {key: self._stated(key) for key in [WHOLE, *self.places.parts]}

    def ledger(self) -> Ledger:
        rows = self._rows(WHOLE)
        apart = [row for key in self.places.apart for row in self._rows(key)]
        told = words.figure_words(self.figures.get(WHOLE, []))
        return Ledger(
            whole=self.stated[WHOLE],
            reasons=tuple(told) or (problems.nobody_says_how_many(),),
            rows=tuple(rows),
            apart=tuple(apart),
            contradictions=_once(self.found.contradictions),
            differences=_once(self.found.differences),
            notes=_once(self.found.notes),
            unplaced=len(self.seats.of) - self.seats.are_placed_in(WHOLE),
        )

    # What the sources state.

    def _readable(self, figures: Iterable[Figure]) -> dict[Key | None, list[Figure]]:
        """The figures that count people of a part that is there; the others are reported."""
        readable: dict[Key | None, list[Figure]] = defaultdict(list)
        for figure in figures:
            if figure.unit != "persons":
                self.found.notes.append(problems.not_persons(figure.unit, figure.source))
            elif figure.part not in self.places:
                self.found.contradictions.append(problems.stranger("figure"))
            else:
                try:
                    figure.range  # noqa: B018  reading it is the test
                except ValueError as problem:
                    sentence = problems.unreadable(figure.source, str(problem))
                    self.found.contradictions.append(sentence)
                    continue
                readable[figure.part].append(figure)
        return readable

    def _stated(self, key: Key | None) -> Range:
        """From the lowest to the highest that anybody states; unknown where nobody does."""
        ranges = [figure.range for figure in self.figures.get(key, [])]
        if not ranges:
            return UNKNOWN
        if len(set(ranges)) == 1:
            return min(ranges, key=lambda size: size.stated_as)
        told = words.figure_words(self.figures[key])
        self.found.differences.append(problems.sources_differ(self.places.name(key), told))
        highs = [size.high for size in ranges if size.high is not None]
        return Range(
            min(size.low for size in ranges),
            max(highs) if len(highs) == len(ranges) else None,
            any(size.approximate for size in ranges),
        )

    # How many there are.

    def _needed(self, key: Key | None) -> int:
        """The fewest people that a place must have for what is said of it to be true."""
        stated = 0 if self.places.is_remainder(key) else self.stated[key].low
        inside = sum(self._needed(child) for child in self.places.inside(key))
        return max(stated, self.entries.counted_out(key).low + inside)

    def _size(self, key: Key | None) -> Range:
        """How many are in a place; of a remainder, what its siblings leave of the parent."""
        if not self.places.is_remainder(key):
            return self.stated[key].with_at_least(self._needed(key))
        parent = self.places.parent(key)
        return self._size(parent) - self._inside(parent)

    def _inside(self, key: Key | None) -> Range:
        """All stated parts of a place together, its remainder not among them."""
        return sum((self._size(child) for child in self.places.stated(key)), NOTHING)

    # The rows.

    def _rows(self, key: Key | None) -> list[Row]:
        size = self._size(key)
        room = size - self._inside(key)
        self._check_parts(key, size)
        self._check_room(key, room)
        rows = [row for child in self.places.inside(key) for row in self._rows(child)]
        label = self.places.name(key) or words.place("")
        for taken in self.entries.taken[key]:
            rows.append(_row(key, label, taken.said, taken.count, taken.named, derived=False))
        if key not in self.places.remainder:
            rows.extend(self._rest(key, room))
        return rows

    def _rest(self, key: Key | None, room: Range) -> list[Row]:
        """Everybody of whom nothing of their own is said; no row where nobody is left."""
        said = self.entries.said_of(key)
        count = room - self.entries.counted_out(key)
        named = self.seats.taken_in(key) - self.entries.named_out(key)
        if not count.holds(named):
            where = self.places.called(key)
            self.found.notes.append(problems.named_may_have_moved(named, where, count))
            named = count.high or 0
        nobody_told = key is WHOLE and self.stated[WHOLE].is_unknown and said == Said()
        if count.is_nothing or nobody_told:
            return []
        is_all = not self.places.stated(key) and not self.entries.taken[key]
        label = words.the_rest(self.places.name(key), is_all=is_all)
        derived = self.places.is_remainder(key) or not is_all
        return [_row(key, label, said, count, named, derived=derived)]

    # What does not add up.

    def _check_parts(self, key: Key | None, size: Range) -> None:
        """A part, or all parts together, larger than the place; a remainder's own figure."""
        name = self.places.name(key)
        sizes = {child: self._size(child) for child in self.places.stated(key)}
        too_large = [child for child in sizes if not size.holds(sizes[child].low)]
        for child in too_large:
            part = self.places.name(child)
            sentence = problems.part_is_larger(part, sizes[child], name, size)
            self.found.contradictions.append(sentence)
        together = sum(part.low for part in sizes.values())
        if not too_large and not size.holds(together):
            names = [self.places.name(child) for child in sizes]
            sentence = problems.parts_are_larger(names, together, name, size)
            self.found.contradictions.append(sentence)
        if self.places.is_remainder(key) and self.figures.get(key):
            stated = self.stated[key]
            if not size.holds(stated.low) or not stated.holds(size.low):
                told = words.figure_words(self.figures[key])
                sentence = problems.remainder_is_stated(name, told, size)
                self.found.contradictions.append(sentence)

    def _check_room(self, key: Key | None, room: Range) -> None:
        """More people counted out of a place than are in none of its parts; more people named."""
        where, shared = self.places.called(key), bool(self.places.stated(key))
        if not room.holds(self.entries.counted_out(key).low):
            tally = self.entries.tally(key)
            sentence = problems.more_than_there_are(tally, where, room, shared=shared)
            self.found.contradictions.append(sentence)
        named = self.seats.taken_in(key)
        if not room.holds(named):
            sentence = problems.more_named_than_there_are(named, where, room)
            self.found.contradictions.append(sentence)


def _row(
    key: Key | None, label: str, said: Said, count: Range, named: int, *, derived: bool
) -> Row:
    return Row(
        part=key,
        label=label,
        situation=said.situation,
        certainty=said.certainty,
        count=count,
        named=named,
        derived=derived,
        sources=said.sources,
    )


def _once(sentences: Iterable[str]) -> tuple[str, ...]:
    """Each sentence once, in an order that does not depend on the order of the input."""
    return tuple(sorted(set(sentences)))
