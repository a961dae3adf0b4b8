"""What stood in rows at a past moment, put back from the copies that the database keeps."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import TypeVar

from django.db import models
from django.utils.translation import gettext as _

from accounts.models import User
from casework.access.guard import GuardedModel
from casework.audit.changes import CHANGED, Change

Row = TypeVar("Row", bound=models.Model)
Field = models.Field
# Link of a model → the rows that it led to then and that the reader may see, by key.
Targets = Mapping[Field, Mapping[object, models.Model]]


def as_stood(rows: Sequence[Row], reader: User, moment: datetime) -> list[Row]:
    """The same rows of one tracked model, with the values that they had at the moment.

    Codes, numbers, days and links are put back for whoever sees the row. A row that led to
    something that the reader may not see is left out. Texts are put back only for who may read
    the earlier state, since a name that is protected today may stand in it; for others words in
    their place say so. The rows are changed in place and must not be saved. Two queries and one
    for each link that was changed, however many rows.
    """
    found = _first_since(rows, moment)
    if not found:
        return list(rows)
    copies = type(rows[0]).pgh_event_models[CHANGED].objects
    keys = [copy.pk for copy in found.values()]
    readable = set(copies.visible_to(reader).filter(pk__in=keys).values_list("pk", flat=True))
    changed = [(row, found[row.pk]) for row in rows if row.pk in found]
    targets = {link: _led_to(link, changed, reader) for link in _links(changed[0][1], rows[0])}
    gone = {row.pk for row, copy in changed if _led_to_hidden(row, copy, targets)}
    for row, copy in changed:
        if row.pk not in gone:
            _put_back(row, copy, targets, with_texts=copy.pk in readable)
    return [row for row in rows if row.pk not in gone]


def _first_since(rows: Sequence[models.Model], moment: datetime) -> dict[object, Change]:
    """Key of a row → the first copy of it since, which holds what stood there at the moment."""
    if not rows:
        return {}
    copies = type(rows[0]).pgh_event_models[CHANGED].objects
    first_since = (
        copies.unrestricted(because="of rows that the reader sees; texts wait for the rule below")
        .filter(pgh_obj__in=[row.pk for row in rows], pgh_created_at__gte=moment)
        .order_by("pgh_obj_id", "pgh_id")
        .distinct("pgh_obj_id")
    )
    return {copy.pgh_obj_id: copy for copy in first_since}


def _kept(copy: Change, row: models.Model) -> list[Field]:
    names = {field.name for field in copy._meta.concrete_fields}
    fields = row._meta.concrete_fields
    return [field for field in fields if field.name in names and not field.primary_key]


def _links(copy: Change, row: models.Model) -> list[Field]:
    return [field for field in _kept(copy, row) if field.is_relation]


def _led_elsewhere(link: Field, row: models.Model, copy: Change) -> bool:
    """Whether the row led to another one then than it does now."""
    then = getattr(copy, link.attname)
    return then is not None and then != getattr(row, link.attname)


def _led_to(
    link: Field, changed: Iterable[tuple[models.Model, Change]], reader: User
) -> dict[object, models.Model]:
    moved = [copy for row, copy in changed if _led_elsewhere(link, row, copy)]
    if not moved:
        return {}
    rows = link.related_model.objects
    if issubclass(link.related_model, GuardedModel):
        rows = rows.visible_to(reader)
    return rows.in_bulk({getattr(copy, link.attname) for copy in moved})


def _led_to_hidden(row: models.Model, copy: Change, targets: Targets) -> bool:
    return any(
        _led_elsewhere(link, row, copy) and getattr(copy, link.attname) not in found
        for link, found in targets.items()
    )


def _put_back(row: models.Model, copy: Change, targets: Targets, *, with_texts: bool) -> None:
    for field in _kept(copy, row):
        now, then = getattr(row, field.attname), getattr(copy, field.attname)
        if now == then:
            continue
        if then and _is_text(field) and not with_texts:
            then = _withheld(field)
        setattr(row, field.attname, then)
        if field.is_relation and then is not None:
            setattr(row, field.name, targets[field][then])


def _withheld(field: Field) -> object:
    """What stands in the place of a text; today's would stand beside the codes of another day."""
    if isinstance(field, models.JSONField):
        return {}
    return _("(an earlier text that you may not read)")


def _is_text(field: Field) -> bool:
    """Whether somebody typed it: a choice is none, nor a time zone or the reading of a date."""
    if isinstance(field, models.JSONField):
        return True
    is_words = isinstance(field, models.CharField | models.TextField)
    return is_words and not field.choices and not field.name.endswith(("_edtf", "time_zone"))
