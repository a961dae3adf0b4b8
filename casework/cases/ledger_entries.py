"""What the entries say of a group: which one holds of a place, who is counted out of it.

No sizes here; those are ``ledger``'s.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from casework.cases import ledger_problems as problems
from casework.cases.ledger_places import Places, Seats
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
    """What is said of some people, and by whom; nothing, unless it is given."""

    situation: str | None = None
    certainty: str = ""
    sources: tuple[str, ...] = ()


@dataclass(frozen=True)
class Taken:
    """People counted out of a place because something of their own is said of them."""

    said: Said
    count: Range
    named: int = 0


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

    def named_out(self, key: Key | None) -> int:
        return sum(taken.named for taken in self.taken[key])

    def tally(self, key: Key | None) -> list[tuple[str, Range]]:
        """How many are counted out of a place, by situation."""
        tally: dict[str, Range] = {}
        for taken in self.taken[key]:
            label = self._label(taken.said)
            tally[label] = tally.get(label, NOTHING) + taken.count
        return list(tally.items())

    def _label(self, said: Said) -> str:
        return str(self._label_of(said.situation or UNKNOWN_SITUATION))

    def _latest(self, entries: list[Standing], where: str) -> Said:
        """What the highest order says; undecided where two of the same order disagree."""
        last = max(entry.order for entry in entries)
        latest = [entry for entry in entries if entry.order == last]
        values = sorted({entry.value for entry in latest})
        sources = tuple(sorted({entry.source for entry in latest} - {""}))
        if len(values) > 1:
            labels = [str(self._label_of(value)) for value in values]
            self._found.differences.append(problems.entries_differ(where, labels))
            return Said(None, "disputed", sources)
        least_sure = max((entry.certainty for entry in latest), key=CERTAINTIES.index)
        return Said(values[0], least_sure, sources)

    def _take_numbers(self, key: Key | None, entries: list[Standing]) -> None:
        """Each number stands for people of its own; where there are several, that is said."""
        counts = []
        for entry in entries:
            try:
                count = entry.range
            except ValueError as problem:
                sentence = problems.unreadable(entry.source, str(problem))
                self._found.contradictions.append(sentence)
                continue
            said = Said(entry.value, entry.certainty, (entry.source,) if entry.source else ())
            self.taken[key].append(Taken(said, count))
            counts.append(f"{range_words(count)} {self._label(said)}")
        if len(counts) > 1:
            note = problems.taken_as_different(counts, self._places.called(key))
            self._found.notes.append(note)

    def _take_persons(self, of_person: dict[Key, list[Standing]]) -> None:
        """Persons of one place of whom the same is said make one row."""
        alike: dict[tuple[Key | None, str | None, str], list[Said]] = defaultdict(list)
        for person, entries in of_person.items():
            said = self._latest(entries, self._seats.called(person))
            seats = self._seats.of.get(person)
            if seats is None:
                sentence = problems.person_not_in_group(self._label(said))
                self._found.contradictions.append(sentence)
            elif not seats:
                self._leave(person, said)
            for key in seats or ():
                alike[key, said.situation, said.certainty].append(said)
        for (key, situation, certainty), group in sorted(alike.items(), key=_by_words):
            sources = {source for said in group for source in said.sources}
            merged = Said(situation, certainty, tuple(sorted(sources)))
            self.taken[key].append(Taken(merged, Range(len(group), len(group)), len(group)))

    def _leave(self, person: Key, said: Said) -> None:
        """A person who cannot be put in one row changes no total; the note says why."""
        name, label = self._seats.called(person), self._label(said)
        doubt = self._seats.doubts.get(person)
        if doubt is None:
            note = problems.not_moved(name, label, "", "")
        else:
            part = self._places.called(doubt.part)
            note = problems.not_moved(name, label, doubt.certainty, part)
        self._found.notes.append(note)


def _rank(entry: Standing) -> tuple[int, str, int, str, int, str]:
    """One order for the same entries, however they were handed in."""
    doubt = CERTAINTIES.index(entry.certainty)
    return entry.order, entry.value, doubt, entry.qualifier, entry.persons or 0, entry.source


def _by_words(item: tuple[tuple[Key | None, str | None, str], object]) -> tuple[str, str, str]:
    key, situation, certainty = item[0]
    return str(key), situation or "", certainty
