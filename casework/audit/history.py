"""What was changed in a row: field, before and after, who and when, for whoever may see it now."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

from django.db import models
from django.utils.formats import localize
from django.utils.translation import gettext as _

from accounts.models import User
from casework.access.guard import GuardedModel
from casework.access.policy import NAMED_READERS
from casework.audit.changes import CHANGED, Change

LONGEST = 500  # the latest changes of one row, and of one kind of row that hangs on it

# The bounds, the reach and the origin of a date follow from its words and its reading.
_FOLLOWS = re.compile(r"_(?:(?:reach_)?(?:earliest|latest)|origin)$")
_NEVER_SHOWN = {"id", "version", "recorded_at", "recorded_by"}

# From a row that the reader may see to what a person reads for it.
Label = Callable[[models.Model], str]


@dataclass(frozen=True, slots=True)
class Difference:
    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Step:
    """One change of one row; `of_what` is empty for the page's own row."""

    at: datetime
    who: str
    of_what: str
    differences: tuple[Difference, ...]


def is_tracked(model: type[models.Model]) -> bool:
    return hasattr(model, "pgh_event_models")


def steps_of(rows: Iterable[models.Model], reader: User, *, label: Label, own: bool) -> list[Step]:
    """The changes of visible rows of one tracked model, the latest first."""
    now = {row.pk: row for row in rows}
    if not now:
        return []
    model = type(next(iter(now.values())))
    changes = model.pgh_event_models[CHANGED].objects.visible_to(reader)
    kept = list(changes.filter(pgh_obj__in=now).order_by("-pgh_id")[:LONGEST])
    told = _Words(kept, reader, label)
    steps = []
    for key, row in now.items():
        states = [change for change in reversed(kept) if change.pgh_obj_id == key]
        for before, after in pairwise([*states, row]):
            found = told.differences(model, before, after)
            if found:
                of_what = "" if own else str(row)
                steps.append(Step(before.pgh_created_at, told.who(before), of_what, found))
    return sorted(steps, key=lambda step: step.at, reverse=True)


class _Words:
    """Values as a person reads them; what a value points at is named only if it is visible."""

    def __init__(self, kept: list[Change], reader: User, label: Label) -> None:
        self.reader, self.label = reader, label
        self.known: dict[tuple[type, Any], str] = {}
        ids = {(change.pgh_context or {}).get("user") for change in kept} - {None}
        self.people = dict(User.objects.filter(pk__in=ids).values_list("pk", "name"))

    def who(self, change: Change) -> str:
        return self.people.get((change.pgh_context or {}).get("user"), _("not recorded"))

    def differences(
        self, model: type[models.Model], before: models.Model, after: models.Model
    ) -> tuple[Difference, ...]:
        fields = [field for field in before._meta.local_fields if _is_shown(field, model)]
        return tuple(
            Difference(_label_of(field, model), self.value(field, old), self.value(field, new))
            for field in fields
            for old, new in [(getattr(before, field.attname), getattr(after, field.attname))]
            if old != new
        )

    def value(self, field: models.Field, value: Any) -> str:
        if value in (None, "", [], {}):
            return ""
        if isinstance(field, models.ForeignKey):
            return self.row(field.related_model, value)
        if field.name in NAMED_READERS.values():
            return ", ".join(self.row(User, key) for key in value)
        if isinstance(value, dict):
            return "; ".join(f"{key}: {one}" for key, one in value.items())
        if isinstance(value, list):
            return ", ".join(map(str, value))
        if isinstance(value, bool):
            return _("yes") if value else _("no")
        return str(dict(field.flatchoices).get(value) or localize(value))

    def row(self, model: type[models.Model], key: Any) -> str:
        if (model, key) not in self.known:
            guarded = issubclass(model, GuardedModel)
            rows = model.objects.visible_to(self.reader) if guarded else model.objects
            found = rows.filter(pk=key).first()
            hidden = _("a record that you may not see")
            self.known[model, key] = self.label(found) if found is not None else hidden
        return self.known[model, key]


def _is_shown(field: models.Field, model: type[models.Model]) -> bool:
    name = field.name
    if name.startswith("pgh_") or name in _NEVER_SHOWN:
        return False
    date = _FOLLOWS.sub("", name)
    return date == name or f"{date}_words" not in _names(model)


def _label_of(field: models.Field, model: type[models.Model]) -> str:
    date, _underscore, part = field.name.rpartition("_")
    if part == "edtf" and f"{date}_words" in _names(model):
        words = model._meta.get_field(f"{date}_words").verbose_name
        return _("%(date)s, as read") % {"date": words}
    return str(model._meta.get_field(field.name).verbose_name)


def _names(model: type[models.Model]) -> set[str]:
    return {field.name for field in model._meta.local_fields}
