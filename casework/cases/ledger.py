"""How a group adds up: from figures, parts, entries and members to a reconciled ledger.

Pure functions over plain values (``ledger_values``). The caller chooses the day and what was
known on it, and passes what was in force then. Words are in ``ledger_words``.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from casework.cases import ledger_problems as problems
from casework.cases import ledger_words as words
from casework.cases.ledger_entries import Entries, Said, Taken
from casework.cases.ledger_figures import Figures
from casework.cases.ledger_places import Places, Seats
from casework.cases.ledger_problems import Findings
from casework.cases.ledger_values import (
    NOTHING,
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
    that differ become a range, never a choice; so does every row that a person may be in or not.
    The order of figures, entries and members does not matter. ``label_of`` words a situation's
    code for the sentences. Never raises on what a database may hold: a number that cannot be read
    is reported and left out.
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
            count=words.bar_words(row),
            situation=row.situation,
            certainty=row.certainty,
            hatched=row.is_unknown or row.certainty != "known" or bool(row.hedges),
            hedges=row.hedges,
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
        self.figures = Figures(figures, self.places, self.found)
        self.stated = self.figures.stated

    def ledger(self) -> Ledger:
        rows = self._rows(WHOLE)
        apart = [row for key in self.places.apart for row in self._rows(key)]
        return Ledger(
            whole=self.stated[WHOLE],
            reasons=tuple(self.figures.told(WHOLE)) or (problems.nobody_says_how_many(),),
            hedges=self.figures.hedges(WHOLE),
            breakdowns=tuple(self.figures.breakdowns),
            rows=tuple(rows),
            apart=tuple(apart),
            contradictions=_once(self.found.contradictions),
            differences=_once(self.found.differences),
            notes=_once(self.found.notes),
            unplaced=self.seats.are_unplaced_in(WHOLE),
            sizes={key: self._size(key) for key in (WHOLE, *self.places.parts)},
        )

    # How many there are.

    def _needed(self, key: Key | None) -> int:
        """The fewest people that a place must have for what is said of it to be true."""
        stated = 0 if self.places.is_remainder(key) else self.stated[key].low
        inside = sum(self._needed(child) for child in self.places.inside(key))
        told = self.entries.counted_out(key).low + inside
        return max(stated, told, self._with_own_rows(key))

    def _with_own_rows(self, key: Key | None) -> int:
        """The fewest people who have rows of their own, in whichever part of the place."""
        return sum(taken.count.low for taken in self.entries.taken_within(key))

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
        self._check_entries(key, size, room)
        self._check_named(key, size, room)
        rows = [row for child in self.places.inside(key) for row in self._rows(child)]
        label = self.places.name(key) or words.place("")
        for taken in self.entries.taken[key]:
            rows.append(_row(key, label, taken, self._named_of(key, taken)))
        if key not in self.places.remainder:
            rows.extend(self._rest(key, room))
        for taken in self.entries.roaming[key]:
            label = words.somewhere(self.places.name(key), surely=taken.count.low > 0)
            rows.append(replace(_row(key, label, taken, taken.count), unplaced=True))
        return rows

    def _rest(self, key: Key | None, room: Range) -> list[Row]:
        """Everybody of whom nothing of their own is said; no row where nobody is left."""
        said = self.entries.said_of(key)
        elsewhere = Range(0, self.entries.perhaps_out(key))
        count = room - self.entries.counted_out(key) - elsewhere
        waiting = self._waiting(key)
        if not count.holds(waiting):
            where = self.places.called(key)
            self.found.notes.append(problems.named_may_have_moved(waiting, where, count))
        nobody_told = key is WHOLE and self.stated[WHOLE].is_unknown and said == Said()
        if count.is_nothing or nobody_told:
            return []
        moved = self.entries.moved_unnamed(key).high
        fewest = 0 if moved is None else max(0, waiting - moved)
        named = _at_most(Range(fewest, waiting + self._perhaps_waiting(key)), count)
        is_all = not self.places.stated(key) and not self.entries.taken[key]
        label = words.the_rest(self.places.name(key), is_all=is_all)
        derived = self.places.is_remainder(key) or not is_all
        return [replace(_row(key, label, Taken(said, count), named), derived=derived)]

    def _named_of(self, key: Key | None, taken: Taken) -> Range:
        """How many of a row are named: of a number of people, anybody who waits may be one."""
        if not taken.is_unnamed:
            return taken.count
        return _at_most(Range(0, self._waiting(key) + self._perhaps_waiting(key)), taken.count)

    def _waiting(self, key: Key | None) -> int:
        """The named people of a place of whom nothing of their own is said."""
        return self.seats.taken_in(key) - self.entries.named_out(key)

    def _perhaps_waiting(self, key: Key | None) -> int:
        return self.seats.may_be_in(key) - self.entries.perhaps_out(key)

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
        if self.places.is_remainder(key) and self.figures.told(key):
            stated = self.stated[key]
            if not size.holds(stated.low) or not stated.holds(size.low):
                sentence = problems.remainder_is_stated(name, self.figures.told(key), size)
                self.found.contradictions.append(sentence)

    def _check_entries(self, key: Key | None, size: Range, room: Range) -> None:
        """More people counted out of a place than are in none of its parts, or than it has."""
        where, shared = self.places.called(key), bool(self.places.stated(key))
        taken, limit = self.entries.taken[key], room
        if room.holds(self.entries.counted_out(key).low):
            if not self.entries.roaming[key] or size.holds(self._with_own_rows(key)):
                return
            taken, limit, shared = self.entries.taken_within(key), size, False
        tally = self.entries.tally(taken)
        sentence = problems.more_than_there_are(tally, where, limit, shared=shared)
        self.found.contradictions.append(sentence)

    def _check_named(self, key: Key | None, size: Range, room: Range) -> None:
        """More people named in a place than it has, or outside its parts than these leave."""
        where, shared = self.places.called(key), bool(self.places.stated(key))
        for named, limit, is_shared in (
            (self.seats.surely_in(key), size, False),
            (self.seats.taken_in(key), room, shared),
        ):
            if not limit.holds(named):
                sentence = problems.more_named_than_there_are(
                    named, where, limit, shared=is_shared
                )
                self.found.contradictions.append(sentence)
                return


def _row(key: Key | None, label: str, taken: Taken, named: Range) -> Row:
    said = taken.said
    return Row(
        part=key,
        label=label,
        situation=said.situation,
        certainty=said.certainty,
        count=taken.count,
        named=named,
        entries=said.entries,
        hedges=said.hedges,
    )


def _at_most(named: Range, count: Range) -> Range:
    """The named among so many people: no more of them than there are people."""
    high = named.high if count.high is None else min(named.high or 0, count.high)
    return Range(min(named.low, high or 0), high)


def _once(sentences: Iterable[str]) -> tuple[str, ...]:
    """Each sentence once, in an order that does not depend on the order of the input."""
    return tuple(sorted(set(sentences)))
