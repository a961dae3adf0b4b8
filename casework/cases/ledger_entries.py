"""What the entries say of a group: which one holds of a place, who is counted out of it.

No sizes here; those are ``ledger``'s.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from casework.cases import ledger_problems as problems
from casework.cases.hedging import doubted, shared
from casework.cases.ledger_places import Places, Roaming, Seats
from casework.cases.ledger_problems import Findings
from casework.cases.ledger_values import (
    CERTAINTIES,
    NOTHING,
    UNKNOWN_SITUATION,
    Key,
    Range,
    Standing,
)
from casework.cases.ledger_words import range_words


@dataclass(frozen=True)
class Said:
    """What is said of some people, and by which entries; nothing, unless it is given."""

    situation: str | None = None
    certainty: str = ""
    hedges: tuple[str, ...] = ()
    entries: tuple[Key, ...] = ()


@dataclass(frozen=True)
class Taken:
    """People counted out of a place because something of their own is said of them.

    ``named`` of them are surely persons; a number of unnamed people may turn out to be anybody.
    """

    said: Said
    count: Range
    named: int = 0

    @property
    def is_unnamed(self) -> bool:
        return not self.named


class Entries:
    """The entries, sorted by whom they concern: a place, a person, a number of people."""

    def __init__(
        self,
        standings: Iterable[Standing],
        places: Places,
        seats: Seats,
        label_of: Callable[[str], str],
        found: Findings,
    ) -> None:
        self._places = places
        self._seats = seats
        self._label_of = label_of
        self._found = found
        self._said: dict[Key | None, Said] = {}
        self.taken: dict[Key | None, list[Taken]] = defaultdict(list)
        self.roaming: dict[Key | None, list[Taken]] = defaultdict(list)
        of_place: dict[Key | None, list[Standing]] = defaultdict(list)
        of_person: dict[Key, list[Standing]] = defaultdict(list)
        of_number: dict[Key | None, list[Standing]] = defaultdict(list)
        for standing in sorted(standings, key=_rank):
            if standing.person is not None:
                of_person[standing.person].append(standing)
            elif standing.part not in places:
                found.contradictions.append(problems.stranger("entry"))
            elif standing.persons is None:
                of_place[standing.part].append(standing)
            else:
                of_number[places.open_room(standing.part)].append(standing)
        for key, entries in of_place.items():
            self._said[key] = self._latest(entries, places.called(key))
        for key, entries in of_number.items():
            self._take_numbers(key, entries)
        self._take_persons(of_person)

    def said_of(self, key: Key | None) -> Said:
        """What holds of a place: its own entry, else that of the nearest place around it."""
        for around in [key, *self._places.above(key)]:
            if around in self._said:
                return self._said[around]
        return Said()

    def counted_out(self, key: Key | None) -> Range:
        return sum((taken.count for taken in self.taken[key]), NOTHING)

    def moved_unnamed(self, key: Key | None) -> Range:
        """How many of a place have been moved as a number, so that any of the named may be it."""
        return sum((taken.count for taken in self.taken[key] if taken.is_unnamed), NOTHING)

    def named_out(self, key: Key | None) -> int:
        return sum(taken.named for taken in self.taken[key])

    def perhaps_out(self, key: Key | None) -> int:
        """How many have a row of their own and may be of this place or of another one."""
        around = [key, *self._places.above(key)]
        return sum(taken.named for place in around for taken in self.roaming[place])

    def taken_within(self, key: Key | None) -> list[Taken]:
        """Everybody with a row of their own in a place, in whichever part of it."""
        children = self._places.inside(key)
        inside = [taken for child in children for taken in self.taken_within(child)]
        return [*inside, *self.taken[key], *self.roaming[key]]

    def tally(self, taken: Iterable[Taken]) -> list[tuple[str, Range]]:
        """How many of them are in which situation, with the doubt on it."""
        tally: dict[str, Range] = {}
        for each in taken:
            label = self._label(each.said)
            tally[label] = tally.get(label, NOTHING) + each.count
        return list(tally.items())

    def _label(self, said: Said) -> str:
        label = str(self._label_of(said.situation or UNKNOWN_SITUATION))
        return doubted(label, said.certainty, said.hedges)

    def _latest(self, entries: list[Standing], where: str) -> Said:
        """What the highest order says; undecided where two of the same order disagree."""
        last = max(entry.order for entry in entries)
        latest = [entry for entry in entries if entry.order == last]
        values = sorted({entry.value for entry in latest})
        keys = _keys(entry.entry for entry in latest)
        if len(values) > 1:
            labels = [str(self._label_of(value)) for value in values]
            self._found.differences.append(problems.entries_differ(where, labels))
            return Said(None, "disputed", entries=keys)
        least_sure = max((entry.certainty for entry in latest), key=CERTAINTIES.index)
        return Said(values[0], least_sure, shared(entry.hedges for entry in latest), keys)

    def _take_numbers(self, key: Key | None, entries: list[Standing]) -> None:
        """Each number stands for people of its own; where there are several, that is said."""
        counts = []
        for entry in entries:
            try:
                count = entry.range
            except ValueError as problem:
                sentence = problems.unreadable(str(self._label_of(entry.value)), str(problem))
                self._found.contradictions.append(sentence)
                continue
            said = Said(entry.value, entry.certainty, entry.hedges, _keys([entry.entry]))
            self.taken[key].append(Taken(said, count))
            counts.append(f"{range_words(count)} {self._label(said)}")
        if len(counts) > 1:
            note = problems.taken_as_different(counts, self._places.called(key))
            self._found.notes.append(note)

    def _take_persons(self, of_person: dict[Key, list[Standing]]) -> None:
        """Persons of one place of whom the same is said make one row.

        So do those who are somewhere in the place: each is counted once, and may be missing
        wherever they may have been. Who is perhaps not of the group at all may be nobody in it.
        """
        seated: dict[Key | None, list[Said]] = defaultdict(list)
        roaming: dict[Roaming, list[Said]] = defaultdict(list)
        for person, entries in of_person.items():
            said = self._latest(entries, self._seats.called(person))
            if person not in self._seats.of:
                sentence = problems.person_not_in_group(self._label(said))
                self._found.contradictions.append(sentence)
                continue
            for key in self._seats.of[person]:
                seated[key].append(said)
            for somewhere in self._seats.roaming[person]:
                roaming[somewhere].append(said)
                self._found.notes.append(self._why_roaming(person, said))
        for key, group in seated.items():
            self.taken[key].extend(_alike(group, surely=True))
        for somewhere in sorted(roaming, key=lambda each: not each.surely):
            alike = _alike(roaming[somewhere], surely=somewhere.surely)
            self.roaming[somewhere.within].extend(alike)

    def _why_roaming(self, person: Key, said: Said) -> str:
        name, label = self._seats.called(person), self._label(said)
        doubt = self._seats.doubts.get(person)
        if doubt is None:
            return problems.somewhere(name, label, "", "")
        return problems.somewhere(name, label, doubt.certainty, self._places.called(doubt.part))


def _rank(entry: Standing) -> tuple[object, ...]:
    """One order for the same entries, however they were handed in."""
    doubt = CERTAINTIES.index(entry.certainty)
    words = (entry.order, entry.value, doubt, entry.qualifier, entry.persons or 0)
    return *words, *entry.hedges, str(entry.entry)


def _keys(keys: Iterable[Key | None]) -> tuple[Key, ...]:
    return tuple(sorted({key for key in keys if key is not None}, key=str))


def _alike(group: Iterable[Said], *, surely: bool) -> Iterator[Taken]:
    """One row for all persons of whom the same is said, in the same words of doubt."""
    alike: dict[tuple[str, str, tuple[str, ...]], list[Said]] = defaultdict(list)
    for said in group:
        alike[said.situation or "", said.certainty, said.hedges].append(said)
    for key in sorted(alike):
        same = alike[key]
        merged = replace(same[0], entries=_keys(e for said in same for e in said.entries))
        yield Taken(merged, Range(len(same) if surely else 0, len(same)), len(same))
