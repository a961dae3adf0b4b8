"""Marked ink: rows in which every text carries a stamp of its own, and finding stamps again.

A stamp is `zanzi` and four digits: it survives cutting, capitals, file names and PDF, and stands
for one field of one row, so that a hit names both.
"""

import re
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone

from accounts.models import User
from casework.access.guard import GuardedModel

_STAMP = re.compile(r"zanzi(\d{4})", re.IGNORECASE)
_BEFORE_THE_NUMBER = "zanzi"
WRITTEN_BEFORE = timedelta(days=3)  # so that on the day before today the rows stood as they were

# Texts that cannot carry a stamp, and why each tells nothing that somebody typed about a case.
WITHOUT_A_STAMP = {
    "audit.Event.deed": "a code of the program",
    "audit.Event.object_type": "the name of a model",
    "audit.Event.session": "the mark of a session",
    "audit.Event.why": "a code of a reason",
    "audit.Seal.prev": "a hash",
    "audit.Seal.hash": "a hash",
    "sources.Attachment.sha256": "a hash",
    "sources.Attachment.copy_sha256": "a hash",
    "notes.Note.sealed_text": "sealed; what it says is stamped as the text of a note",
    "cases.Whereabouts.sealed": "sealed; what it says is stamped where it is opened",
    "audit.Event.detail": "ids, counts and codes; the log of the crawl is searched for the rest",
    "cases.CurrentStanding.value": "a code of a situation or of a legal stage",
    "cases.PersonName.script": "four letters of ISO 15924",
    "advocacy.Action.time_zone": "a name of the database of time zones",
}
# Columns that hold no words: what is not of these kinds, and no text, fails until it is placed.
_NO_TEXT = (
    models.AutoField, models.BooleanField, models.DateField, models.DecimalField,
    models.ForeignKey, models.GeneratedField, models.IntegerField, models.UUIDField,
    models.BinaryField,
)  # fmt: skip


@dataclass(frozen=True)
class Stamp:
    """What a stamp stands for: a field of a row, in one of the files of the world."""

    place: str
    model: type[models.Model]
    key: Any
    field: str

    def __str__(self) -> str:
        return f"{self.place}: {self.model._meta.label}.{self.field}"


@dataclass
class Ink:
    """All stamps that were given out, by their number."""

    stamps: dict[int, Stamp] = field(default_factory=dict)
    first: int = 1

    def row(self, place: str, model: type[models.Model], **given: Any) -> Any:
        """A row as if stored days ago: each text that is not given carries a stamp."""
        if any(column.name == "recorded_at" for column in model._meta.fields):
            given.setdefault("recorded_at", timezone.now() - WRITTEN_BEFORE)
        row = model(**given)
        numbers = {}
        for column in texts_of(model):
            if column.name not in given:
                numbers[column.name] = self.next() + len(numbers)
                setattr(row, column.name, inked(column, numbers[column.name]))
        row.save()
        for name, number in numbers.items():
            self.stamps[number] = Stamp(place, model, row.pk, name)
        return row

    def adopt(self, place: str, row: models.Model, name: str, number: int) -> None:
        """A stamp that somebody else has written into a row."""
        self.stamps[number] = Stamp(place, type(row), row.pk, name)

    def revise(self, place: str, row: models.Model) -> models.Model:
        """Write each stamped text of a row anew; the row that keeps what stood there before, and
        now carries the earlier stamps."""
        columns = {column.name for column in row._meta.concrete_fields} - {"reference"}
        before = {
            stamped.field: number
            for number, stamped in self.stamps.items()
            if stamped.model is type(row) and stamped.key == row.pk and stamped.field in columns
        }
        for name in before:
            fresh = self.next()
            setattr(row, name, inked(row._meta.get_field(name), fresh))
            self.adopt(place, row, name, fresh)
        if not before:
            _choose_otherwise(row)
        row.save()
        kept = apps.get_model(f"{row._meta.label}Change").objects
        earlier = kept.unrestricted(because="a test looks up what stood before").latest("pgh_id")
        for name, number in before.items():
            self.adopt(place, earlier, name, number)
        return earlier

    def next(self) -> int:
        return self.first + len(self.stamps)

    def found_in(self, text: str) -> set[int]:
        """The numbers of the stamps that occur in a text."""
        return {int(number) for number in _STAMP.findall(text)}

    def seen_by(self, reader: User | None) -> set[int]:
        """The numbers of the stamps of those rows that policy.py lets this person see."""
        if reader is None:
            return set()
        visible: dict[type[models.Model], set[Any]] = {}
        for model in {stamp.model for stamp in self.stamps.values()}:
            visible[model] = set(model.objects.visible_to(reader).values_list("pk", flat=True))
        return {n for n, stamp in self.stamps.items() if stamp.key in visible[stamp.model]}


def _choose_otherwise(row: models.Model) -> None:
    """Changes a row that holds no text, so that there is an earlier state of it."""
    column = next((c for c in row._meta.concrete_fields if c.choices), None)
    if column is None:  # a mere link: it points elsewhere, and back again
        before = row.action
        row.action = type(before).objects.create(
            recorded_by=before.recorded_by, kind=before.kind, title="Another"
        )
        row.save()
        row.action = before
        return
    codes = [code for code, _label in column.choices if code != getattr(row, column.name)]
    setattr(row, column.name, codes[0])


def stamp(number: int) -> str:
    return f"{_BEFORE_THE_NUMBER}{number:04d}"


def inked(column: models.Field, number: int) -> Any:
    """A value with the stamp that the column takes."""
    text = stamp(number)
    if column.name == "reference":
        return f"C-{text.upper()}"
    if isinstance(column, models.URLField):
        return f"https://example.org/{text}"
    if isinstance(column, models.JSONField):
        return {text: 1}
    if isinstance(column, ArrayField):
        return [text]
    return text


def texts_of(model: type[models.Model]) -> list[models.Field]:
    """The columns of a model in which somebody's words can stand."""
    return [column for column in model._meta.concrete_fields if is_text(column)]


def is_text(column: models.Field) -> bool:
    """Raises AssertionError for a kind of column that nobody has placed yet."""
    label = f"{column.model._meta.label}.{column.name}"
    if label in WITHOUT_A_STAMP or column.choices or column.name.endswith("_edtf"):
        return False
    if isinstance(column, ArrayField):
        return is_text_kind(column.base_field, label)
    return is_text_kind(column, label)


def is_text_kind(column: models.Field, label: str) -> bool:
    if isinstance(column, models.CharField | models.TextField | models.JSONField):
        return True
    assert isinstance(column, _NO_TEXT), (
        f"{label}: can words stand in a {type(column).__name__}? Teach tests/worlds/ink.py to "
        "stamp it, or add the kind to _NO_TEXT there."
    )
    return False


def guarded_models() -> list[type[GuardedModel]]:
    """Every guarded model of the product."""
    found, waiting = [], [GuardedModel]
    while waiting:
        model = waiting.pop()
        waiting += model.__subclasses__()
        if not model._meta.abstract and model.__module__.startswith(("casework.", "accounts.")):
            found.append(model)
    return sorted(found, key=lambda model: model._meta.label)
