"""The pen that the invented world is drawn with: one source of chance, and rows for each table."""

import uuid
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import count
from random import Random
from typing import Any, TypeVar

from django.db.models import Model

from casework.cases.models import (
    Case,
    CaseCitation,
    CaseSource,
    Confirmation,
    Figure,
    Part,
    Participation,
    Person,
    PersonName,
    Review,
    StatusEntry,
)
from casework.sources.models import Citation, Source

SEED = 20081215
CaseTeam = Case.teams.through
EntryCitation = StatusEntry.citations.through
ConfirmationCitation = Confirmation.citations.through

_STAMPS = ("recorded_by_id", "recorded_at")
_WHEN = tuple(
    f"{clock}_{column}"
    for clock in ("since", "until")
    for column in ("words", "edtf", "earliest", "latest")
)

# What a row of each table gives, in the order in which the tables are written.
COLUMNS: dict[type[Model], tuple[str, ...]] = {
    Case: (
        "id", "reference", "kind", "public_title", "country", "workflow", "sight", "lead_id",
        "reader_keys", "changed_at", *_STAMPS,
    ),
    CaseTeam: ("case_id", "team_id"),
    Part: ("id", "case_id", "name", "is_remainder", "recorded_at"),
    Figure: ("case_id", "part_id", "qualifier", "low", "high", "known_on", *_STAMPS),
    Person: ("id", "label", "reader_keys", *_STAMPS),
    PersonName: ("person_id", "text"),
    Participation: ("case_id", "person_id", "role", "known_on", "recorded_at"),
    Source: ("id", "kind", "title", "reader_keys", *_STAMPS),
    Citation: ("id", "source_id", "quotation", "reader_keys", *_STAMPS),
    CaseSource: ("case_id", "source_id"),
    CaseCitation: ("case_id", "citation_id"),
    StatusEntry: (
        "id", "case_id", "part_id", "person_id", "count", "count_qualifier", "axis", "value",
        "certainty", "told", *_WHEN, "known_on", "reason", "corrects_id", "reason_in_words",
        "submission", *_STAMPS, "confirmed_at",
    ),
    EntryCitation: ("statusentry_id", "citation_id"),
    Review: ("entry_id", "decision", "words", *_STAMPS),
    Confirmation: ("id", "entry_id", "confirmed_on", "submission", *_STAMPS),
    ConfirmationCitation: ("confirmation_id", "citation_id"),
}  # fmt: skip

Rows = dict[type[Model], list[tuple[Any, ...]]]
Chosen = TypeVar("Chosen")


class Pen:
    """Draws the same things in the same order each time."""

    def __init__(self) -> None:
        self.random = Random(SEED)
        self._numbers: dict[type[Model], Iterator[int]] = defaultdict(lambda: count(1))
        self._drawn: Rows = {table: [] for table in COLUMNS}

    def taken(self) -> Rows:
        """What has been drawn since this was asked last."""
        drawn, self._drawn = self._drawn, {table: [] for table in COLUMNS}
        return drawn

    def add(self, table: type[Model], *values: object) -> None:
        self._drawn[table].append(values)

    def next(self, table: type[Model]) -> int:
        """The key of another row."""
        return next(self._numbers[table])

    def one(self, weights: dict[Chosen, int]) -> Chosen:
        return self.random.choices(list(weights), list(weights.values()))[0]

    def moment(self, first: date, last: date) -> datetime:
        """An afternoon from the first day on and before the last."""
        day = first + timedelta(days=self.random.randrange((last - first).days))
        noon = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
        return noon + timedelta(seconds=self.random.randrange(20_000))

    def submission(self) -> uuid.UUID:
        return uuid.UUID(int=self.random.getrandbits(128))
