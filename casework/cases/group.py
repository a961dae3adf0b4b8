"""From the rows of a case file to its ledger: what counts on which day, in plain values.

How the values add up is ledger.py's; this module only chooses and translates rows.
"""

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import Prefetch, QuerySet

from accounts.models import User
from casework.cases import ledger_problems as problems
from casework.cases import status
from casework.cases.codes import Axis, CaseKind, PersonRole, Situation, Unit
from casework.cases.hedging import hedge_of
from casework.cases.history import StatusEntry
from casework.cases.knowledge import known_rows
from casework.cases.ledger import (
    Figure,
    Ledger,
    Member,
    Part,
    Segment,
    Standing,
    bar,
    reconcile,
    summary,
)
from casework.cases.ledger_values import CERTAINTIES, NOTHING, UNKNOWN
from casework.cases.ledger_words import place, situation_words
from casework.cases.models import Case
from casework.cases.models import Figure as FigureRow
from casework.cases.models import Part as PartRow
from casework.cases.people import Participation
from casework.cases.vantage import NOW, Vantage
from casework.sources.models import Citation
from casework.sources.when import When

COUNTED_ROLES = frozenset({PersonRole.VICTIM})
_NAMING_A_SOURCE = (
    "publisher__name", "publisher__short_name", "described_as", "author", "title",
)  # fmt: skip
_SITUATIONS = dict(Situation.choices)


def situation_label(code: str) -> str:
    return str(_SITUATIONS.get(code, code))


@dataclass(frozen=True)
class Group:
    """The people of a file as they add up: the ledger, its bar and its line in a list."""

    ledger: Ledger
    bar: tuple[Segment, ...]
    summary: str
    remainder: int | None

    def room_in(self, part: int | None) -> int | None:
        """The most people who can be counted out of a part; None where nobody knows a limit.

        `part` None: out of everybody whom no part names, or of the whole where nothing is told.
        """
        part = self.remainder if part is None else part
        rows = [row for row in self.ledger.rows if row.part == part and not row.unplaced]
        limits = [self.ledger.sizes.get(part, UNKNOWN)]  # its rows may be more than there are
        if rows:
            limits.append(sum((row.count for row in rows), NOTHING))
        known = [c.high for c in limits if c.high is not None and not c.approximate]
        return min(known, default=None)


def as_group(
    *,
    parts: Iterable[PartRow],
    figures: Iterable[FigureRow],
    entries: Sequence[StatusEntry],
    participations: Iterable[Participation],
    known_on: date | None = None,
    is_individual: bool = False,
) -> Group:
    """The ledger of rows that a reader has fetched. `entries` are those in force.

    Figures and entries come with the citations that the reader may see (`citations_read`): the
    sources' hedges stand beside the numbers. The one person of an individual file is not counted
    in its line.
    """
    parts = list(parts)
    apart = {part.pk for part in parts if part.counted_apart}
    counted = [member for member in participations if member.role in COUNTED_ROLES]
    people = {member.person_id for member in counted}
    current = [
        entry
        for entry in status.current(entries, Axis.SITUATION).values()
        if entry.person_id is None or entry.person_id in people
    ]
    one_day = _told_of_one_day(entries, current, {part.pk: part.name for part in parts})
    ledger = reconcile(
        parts=[_part(part) for part in parts],
        figures=[_figure(figure) for figure in figures if _counts(figure, known_on)],
        standings=[_standing(entry, order) for order, entry in enumerate(current)],
        members=[member for row in counted for member in _members(row, apart)],
        label_of=situation_label,
    )
    ledger = replace(ledger, notes=(*ledger.notes, *one_day))
    return Group(
        ledger=ledger,
        bar=bar(ledger),
        summary=_in_one_line(ledger, current, is_individual=is_individual and len(people) <= 1),
        remainder=_remainder(parts),
    )


def _remainder(parts: Iterable[PartRow]) -> int | None:
    """The part of everybody whom no other part names."""
    found = (part.pk for part in parts if part.is_remainder and part.parent_id is None)
    return next(found, None)


def _part(row: PartRow) -> Part:
    return Part(
        key=row.pk,
        name=row.name,
        parent=row.parent_id,
        is_remainder=row.is_remainder,
        counted_apart=row.counted_apart,
    )


def _figure(row: FigureRow) -> Figure:
    return Figure(
        part=row.part_id,
        qualifier=row.qualifier,
        low=_whole(row.low),
        high=_whole(row.high),
        unit=row.unit,
        source=row.estimated_by,
        area=row.area,
        year=_year(row.as_of),
        breakdown=tuple((who, int(count)) for who, count in row.breakdown.items()),
        hedges=hedge_of(row),
    )


def _year(when: When) -> int | None:
    """The year that a date surely lies in; none where it may lie in several."""
    if when.earliest is None or when.latest is None or when.earliest.year != when.latest.year:
        return None
    return when.earliest.year


def _standing(entry: StatusEntry, order: int) -> Standing:
    return Standing(
        value=entry.value,
        certainty=entry.certainty,
        part=entry.part_id,
        persons=entry.count,
        qualifier=entry.count_qualifier or "exact",
        person=entry.person_id,
        order=order,
        entry=entry.pk,
        hedges=hedge_of(entry),
    )


def _told_of_one_day(
    entries: Sequence[StatusEntry], current: Sequence[StatusEntry], parts: Mapping[int, str]
) -> Iterator[str]:
    """Where two situations of the same people begin on one day and were heard on one day."""
    told: dict[tuple[object, ...], set[str]] = defaultdict(set)
    for entry in entries:
        if entry.axis == Axis.SITUATION:
            told[_of_whom_and_when(entry)].add(entry.value)
    for shown in current:
        others = told[_of_whom_and_when(shown)] - {shown.value}
        if others:
            of_person = shown.person_id is not None
            whom = shown.person.label if of_person else place(parts.get(shown.part_id, ""))
            labels = [situation_label(value) for value in sorted(others)]
            yield problems.told_of_one_day(whom, situation_label(shown.value), labels)


def _of_whom_and_when(entry: StatusEntry) -> tuple[object, ...]:
    when = entry.since_earliest, entry.since_latest
    return status.Subject.of(entry), *when, entry.known_on


def _in_one_line(
    ledger: Ledger, current: Sequence[StatusEntry], *, is_individual: bool
) -> str:  # fmt: skip
    """The ledger's line; of one person whom nobody counts, the situation itself."""
    rows = ledger.rows
    is_one = is_individual or (current and current[0].person_id is not None)
    is_told = len(current) == len(rows) == 1 and (is_individual or not rows[0].unplaced)
    if ledger.whole.is_unknown and is_one and is_told:
        return situation_words(rows[0], situation_label)
    return summary(ledger, situation_label)


def _members(row: Participation, apart: Container[int]) -> list[Member]:
    """A person of the group, and of the part where a source puts them, each as sure as it is.

    In a part nobody is more surely than in the group; who is counted apart is not of the group.
    """
    whole = Member(person=row.person_id, certainty=row.certainty, name=row.person.label)
    if row.part_id is None:
        return [whole]
    less_sure = max(row.certainty, row.part_certainty, key=CERTAINTIES.index)
    part = replace(whole, part=row.part_id, certainty=less_sure)
    return [part] if row.part_id in apart else [whole, part]


def _whole(number: object) -> int | None:
    return None if number is None else int(number)


def _counts(figure: FigureRow, known_on: date | None) -> bool:
    """Counts people of this file, was known on the day, and has not been withdrawn by then."""
    day = known_on or date.max
    return (
        figure.measures_group
        and figure.unit == Unit.PERSONS
        and figure.known_on <= day
        and (figure.withdrawn_on is None or figure.withdrawn_on > day)
    )


def groups_of(cases: Sequence[Case], reader: User, vantage: Vantage = NOW) -> dict[int, Group]:
    """The ledgers of a page of cases from a vantage, in as many queries for one as for fifty."""
    opened = {case.pk: case.recorded_at for case in cases}

    def known(rows: QuerySet) -> list:
        of_cases = rows.filter(case__in=opened)
        return known_rows(of_cases, reader, vantage, lambda row: opened[row.case_id])

    cited = Prefetch(
        "citations",
        Citation.objects.visible_to(reader).select_related("source__publisher").only(
            "hedge", "recorded_at", *(f"source__{field}" for field in _NAMING_A_SOURCE)
        ),
        to_attr="citations_read",
    )
    parts = known(PartRow.objects.visible_to(reader))
    figures = known(FigureRow.objects.visible_to(reader).prefetch_related(cited))
    figures = [figure for figure in figures if vantage.had_begun(figure.as_of)]
    members = known(Participation.objects.visible_to(reader).select_related("person"))
    individual = {case.pk for case in cases if case.kind == CaseKind.INDIVIDUAL}
    files = Case.objects.visible_to(reader).filter(pk__in=opened)
    standing = StatusEntry.objects.visible_to(reader).standing(files, vantage)
    entries = list(standing.prefetch_related(cited))
    forget_later_passages([*figures, *entries], vantage, opened)
    by_case: dict[int, tuple[list, list, list, list]] = {pk: ([], [], [], []) for pk in opened}
    for slot, rows in enumerate((parts, figures, entries, members)):
        for row in rows:
            by_case[row.case_id][slot].append(row)
    return {
        pk: as_group(
            parts=parts,
            figures=figures,
            entries=entries,
            participations=members,
            known_on=vantage.known_on,
            is_individual=pk in individual,
        )
        for pk, (parts, figures, entries, members) in by_case.items()
    }


def forget_later_passages(
    rows: Iterable[FigureRow | StatusEntry], vantage: Vantage, opened: Mapping[int, datetime]
) -> None:
    """A passage quoted only after the day of knowledge had taken no hedge away by then."""
    until = vantage.known_until
    for row in rows:
        if until is not None and vantage.is_kept_by(opened[row.case_id]):
            row.citations_read = [c for c in row.citations_read if c.recorded_at < until]
