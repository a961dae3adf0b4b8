"""The world that is measured: invented case files, the same ones for the same scale.

Rows as plain values, no database: filling.py writes them. Ten entries a file on average, from
two to thirty-five.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from operator import itemgetter

from bench.drawing import COLUMNS, CaseTeam, Pen, Rows
from bench.histories import File, History
from casework.cases.codes import CaseKind, PersonRole, Qualifier, Sight
from casework.cases.models import (
    Case,
    CaseCitation,
    CaseSource,
    Figure,
    Part,
    Participation,
    Person,
    PersonName,
    StatusEntry,
)
from casework.sources.models import Citation, Source

FIRST_OPENED, LAST_OPENED = date(2004, 1, 1), date(2025, 10, 1)
ENTRIES = (2, 3, 4, 5, 6, 8, 9, 11, 17, 35)  # of ten files, one after another: 100 in all
AT_ONCE = 2_000  # files in memory at a time
KINDS = {CaseKind.INDIVIDUAL: 70, CaseKind.GROUP: 20, CaseKind.INCIDENT: 7, CaseKind.COHORT: 3}
PEOPLE = {CaseKind.INDIVIDUAL: (1, 1), CaseKind.GROUP: (0, 3), CaseKind.INCIDENT: (1, 5)}
SIGHTS = {Sight.TEAMS: 95, Sight.ALL_STAFF: 3, Sight.NAMED: 2}
WRITTEN_AT = COLUMNS[StatusEntry].index("recorded_at")
COUNTRIES = ("CN", "KP", "LA", "TH", "VN", "RU", "MN", "MM")


@dataclass(frozen=True)
class Office:
    """A team, two of its people, and of how many files in a hundred it is the team."""

    team: int
    author: int
    reviewer: int
    share: int

    def keys(self, sight: str) -> list[int]:
        """The reader keys of a file of this team, as the database would keep them."""
        return {
            Sight.TEAMS: [2 * self.team],
            Sight.ALL_STAFF: [0],
            Sight.NAMED: [2 * self.author + 1],
        }[sight]


def rows_of(scale: int, offices: Sequence[Office]) -> Iterator[Rows]:
    """So many files, a few thousand at a time."""
    pen = Pen()
    shares = {office: office.share for office in offices}
    for number in range(scale):
        opened = pen.moment(FIRST_OPENED, LAST_OPENED)
        _OneFile(pen, pen.one(shares), opened, ENTRIES[number % 10], pen.one(SIGHTS)).draw()
        if number % AT_ONCE == AT_ONCE - 1 or number == scale - 1:
            drawn = pen.taken()
            # In the order of writing: the entries of one file do not lie side by side.
            drawn[StatusEntry].sort(key=itemgetter(WRITTEN_AT))
            yield drawn


@dataclass(frozen=True)
class _OneFile:
    pen: Pen
    office: Office
    opened: datetime
    entries: int
    sight: str

    def draw(self) -> None:
        pk, kind = self.pen.next(Case), self.pen.one(KINDS)
        file = File(
            pk=pk, author=self.office.author, reviewer=self.office.reviewer,
            opened=self.opened.date(),
            people=self._people(pk, *PEOPLE.get(kind, (0, 0))),
            parts=self._parts(pk) if kind == CaseKind.GROUP else (),
            citations=[self._citation(pk) for _source in range(1 + self.entries // 5)],
            is_counted=kind in {CaseKind.GROUP, CaseKind.COHORT},
        )  # fmt: skip
        if file.is_counted:
            self._figures(file)
        workflow, changed_at = History(self.pen, file).draw(self.entries)
        self.pen.add(
            Case, pk, f"C-{pk:07}", kind, f"File {pk}", self.pen.random.choice(COUNTRIES),
            workflow, self.sight, self.office.author, self._keys, changed_at, *self._stamps,
        )  # fmt: skip
        self.pen.add(CaseTeam, pk, self.office.team)

    @property
    def _stamps(self) -> tuple[int, datetime]:
        return self.office.author, self.opened

    @property
    def _keys(self) -> list[int]:
        return self.office.keys(self.sight)

    def _people(self, case: int, fewest: int, most: int) -> list[int]:
        people = [
            self.pen.next(Person) for _person in range(self.pen.random.randint(fewest, most))
        ]
        role, known_on = PersonRole.VICTIM, self.opened.date()
        for person in people:
            self.pen.add(Person, person, f"Person {person}", self._keys, *self._stamps)
            self.pen.add(PersonName, person, f"Name {person}")
            self.pen.add(Participation, case, person, role, known_on, self.opened)
        return people

    def _parts(self, case: int) -> list[int]:
        parts = [self.pen.next(Part) for _part in range(self.pen.random.randint(2, 4))]
        for part in parts:
            self.pen.add(Part, part, case, f"part {part}", part == parts[-1], self.opened)
        return parts

    def _figures(self, file: File) -> None:
        whole = self.pen.random.randint(12, 400)
        told = [(None, Qualifier.EXACT, whole, None)]
        if self.pen.random.random() < 0.3:
            told.append((None, Qualifier.BETWEEN, whole, whole + 50))
        for part in file.parts[:-1]:
            some = self.pen.random.randint(1, whole // 4)
            told.append((part, Qualifier.AT_LEAST, some, None))
        for figure in told:
            self.pen.add(Figure, file.pk, *figure, file.opened, *self._stamps)

    def _citation(self, case: int) -> int:
        """A source with one passage, both of this file."""
        source, citation = self.pen.next(Source), self.pen.next(Citation)
        kind, title, said = "newspaper_or_agency", f"Report {source}", "So it was."
        self.pen.add(Source, source, kind, title, self._keys, *self._stamps)
        self.pen.add(Citation, citation, source, said, self._keys, *self._stamps)
        self.pen.add(CaseSource, case, source)
        self.pen.add(CaseCitation, case, citation)
        return citation
