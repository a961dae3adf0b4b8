"""What a process does that writes status history at random, in every way that writes rows.

`main(["prepare"])`, then `["storm", SEED, DEEDS]` (any number at once, each may be killed), then
`["differences"]`: what the projection says and status.py does not, or the reverse.
"""

import sys
import uuid
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from random import Random

import psycopg
from django.db import DatabaseError, connection, transaction
from django.db.models import Model, QuerySet
from psycopg.sql import SQL, Identifier, Placeholder

from accounts.models import User
from casework.cases import status
from casework.cases.codes import Axis, ChangeReason, Decision, LegalStage, Situation
from casework.cases.models import (
    Case,
    Confirmation,
    CurrentStanding,
    Part,
    Participation,
    Review,
    StatusEntry,
)
from tests.cast import make_cast
from tests.makers import make_group_of_17, make_person

BECAUSE = "a storm of writing asks nobody"
FILES = 5
Row = dict[str, object]


# ---- Ways to write rows -------------------------------------------------------------------------


def by_save(model: type[Model], rows: Sequence[Row]) -> None:
    for row in rows:
        model(**row).save(force_insert=True)


def by_bulk_create(model: type[Model], rows: Sequence[Row]) -> None:
    model.objects.bulk_create([model(**row) for row in rows])


def by_insert(model: type[Model], rows: Sequence[Row]) -> None:
    columns = _columns(model, rows)
    statement = SQL("INSERT INTO {} ({}) VALUES ({})").format(
        Identifier(model._meta.db_table), SQL(", ").join(map(Identifier, columns)),
        SQL(", ").join(Placeholder() * len(columns)),
    )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.executemany(statement, _values(model, rows))


def by_copy(model: type[Model], rows: Sequence[Row]) -> None:
    statement = SQL("COPY {} ({}) FROM STDIN").format(
        Identifier(model._meta.db_table), SQL(", ").join(map(Identifier, _columns(model, rows)))
    )
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for values in _values(model, rows):
            copy.write_row(values)


def _columns(model: type[Model], rows: Sequence[Row]) -> list[str]:
    """Those of the rows, and those that the database does not fill in."""
    by_itself = {"id", "recorded_at"}
    return [
        field.attname
        for field in model._meta.concrete_fields
        if field.attname in rows[0]
        or not (field.null or field.generated or field.attname in by_itself)
    ]


def _values(model: type[Model], rows: Sequence[Row]) -> list[list[object]]:
    columns = _columns(model, rows)
    return [[getattr(model(**row), column) for column in columns] for row in rows]


WAYS: tuple[Callable[[type[Model], Sequence[Row]], None], ...] = (
    by_save, by_bulk_create, by_insert, by_copy,
)  # fmt: skip


# ---- What is written ----------------------------------------------------------------------------


class Storm:
    """Writes rows that are like those of people, in no order that people would keep."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        users = {user.username: user.pk for user in User.objects.all()}
        self.author, self.reviewer = users["mara"], users["teo"]
        self.files = list(every(Case).values_list("pk", flat=True))
        self.done: Counter[str] = Counter()

    def rage(self, deeds: int) -> None:
        for _deed in range(deeds):
            draw = self.random.choice((self.entries, self.entries, self.reviews, self.reviews,
                                       self.confirmations))  # fmt: skip
            way = self.random.choice(WAYS)
            try:
                with transaction.atomic():
                    model, rows = draw()
                    if rows:
                        way(model, rows)
                    transaction.set_rollback(self.random.random() < 0.1)
                self.done[f"{model.__name__} {way.__name__}"] += len(rows)
            except (DatabaseError, psycopg.Error) as error:  # withdrawn twice, or a deadlock
                self.done[f"refused: {type(error).__name__}"] += 1
            sys.stdout.write(".")
            sys.stdout.flush()

    def entries(self) -> tuple[type[Model], list[Row]]:
        return StatusEntry, [self._entry() for _row in range(self.random.randint(1, 6))]

    def reviews(self) -> tuple[type[Model], list[Row]]:
        decisions = (*[Decision.CONFIRMED] * 6, Decision.RETURNED, Decision.REJECTED)
        return Review, [
            {
                "entry_id": entry, "decision": self.random.choice(decisions), "words": "So.",
                "recorded_by_id": self.reviewer,
            }
            for entry in self._some_entries(8, undecided=True)
        ]  # fmt: skip

    def confirmations(self) -> tuple[type[Model], list[Row]]:
        return Confirmation, [
            {
                "entry_id": entry, "confirmed_on": self._day(), "submission": self._uuid(),
                "recorded_by_id": self.author,
            }
            for entry in self._some_entries(3)
        ]  # fmt: skip

    def _some_entries(self, most: int, *, undecided: bool = False) -> list[int]:
        rows = every(StatusEntry).order_by("pk")
        if undecided:  # a review ends with its decision
            decided = every(Review).filter(decision=Decision.REJECTED).values("entry")
            rows = rows.filter(confirmed_at=None).exclude(pk__in=decided)
        keys = list(rows.values_list("pk", flat=True))
        return self.random.sample(keys, min(len(keys), self.random.randint(1, most)))

    def _entry(self) -> Row:
        case = self.random.choice(self.files)
        axis = self.random.choice((*[Axis.SITUATION] * 4, Axis.LEGAL_STAGE, Axis.WORKFLOW))
        values = {Axis.SITUATION: Situation.values, Axis.LEGAL_STAGE: LegalStage.values}
        begun = self.random.choice((None, self._day()))
        until = self.random.choice((None, None, None, self._day()))
        return {
            "case_id": case, "axis": axis, "certainty": "known",
            "value": self.random.choice(values.get(axis, ["active", "dormant"])),
            "since_earliest": begun, "since_latest": begun, "until_latest": until,
            "known_on": self._day(), "submission": self._uuid(), "recorded_by_id": self.author,
            **self._subject(case), **self._correction(case, axis),
        }  # fmt: skip

    def _subject(self, case: int) -> Row:
        part = self.random.choice(list(every(Part).filter(case=case).values_list("pk", flat=True)))
        people = every(Participation).filter(case=case).values_list("person", flat=True)
        return self.random.choice(
            (
                {"part_id": None, "person_id": None, "count": None, "count_qualifier": ""},
                {"part_id": part, "person_id": None, "count": None, "count_qualifier": ""},
                {"part_id": part, "person_id": None, "count": 2, "count_qualifier": "exact"},
                {"part_id": None, "person_id": self.random.choice(list(people)), "count": None,
                 "count_qualifier": ""},
            )
        )  # fmt: skip

    def _correction(self, case: int, axis: str) -> Row:
        earlier = every(StatusEntry).filter(case=case, axis=axis).order_by("pk")
        keys = list(earlier.values_list("pk", flat=True))
        if not keys or self.random.random() < 0.5:
            return {"corrects_id": None, "reason": ChangeReason.NEW_INFORMATION,
                    "reason_in_words": ""}  # fmt: skip
        reason = self.random.choice((ChangeReason.CORRECTION, ChangeReason.RETRACTION))
        return {"corrects_id": self.random.choice(keys), "reason": reason,
                "reason_in_words": "We were told otherwise."}  # fmt: skip

    def _day(self) -> date:
        return date(2008, 1, 1) + timedelta(days=self.random.randrange(40))

    def _uuid(self) -> uuid.UUID:
        return uuid.UUID(int=self.random.getrandbits(128))


# ---- Before and after ---------------------------------------------------------------------------


def prepare() -> None:
    """Five groups with parts and two people each."""
    cast = make_cast()
    for _file in range(FILES):
        case = make_group_of_17(cast.mara, cast.teo, cast.east_asia)
        for label in ("One", "Another"):
            make_person(cast.mara, case, label)


def differences() -> set[tuple[int, int]]:
    """(file, entry) that stands in the projection or after status.py, and not in both."""
    kept = set(every(CurrentStanding).values_list("case_id", "entry_id"))
    reckoned = set()
    for case in every(Case):
        entries = every(StatusEntry).filter(case=case).with_reviews()
        held = status.in_force(list(entries))
        for axis in (Axis.SITUATION, Axis.LEGAL_STAGE):
            for entry in status.current(held, axis).values():
                reckoned.add((case.pk, entry.pk))
    return kept ^ reckoned


def every(model: type[Model]) -> QuerySet:
    return model.objects.unrestricted(because=BECAUSE)


def main(arguments: Sequence[str]) -> None:
    match arguments:
        case ["prepare"]:
            prepare()
        case ["storm", seed, deeds]:
            storm = Storm(int(seed))
            storm.rage(int(deeds))
            sys.stdout.write(f"\n{dict(storm.done)}\n")
        case ["differences"]:
            sys.stdout.write(f"{sorted(differences())}\n")

