"""What stood in rows at a past moment, put back from the copies that the database keeps."""

from collections.abc import Sequence
from datetime import datetime

from django.db import models

from accounts.models import User
from casework.audit.changes import CHANGED, Change


def as_stood(
    rows: Sequence[models.Model], reader: User, moment: datetime
) -> Sequence[models.Model]:
    """The same rows of one tracked model, with the values that they had at the moment.

    Codes, numbers, days and links are put back for whoever sees the row. Texts are put back only
    for who may read the earlier state: a name that is protected today may stand in it. The rows
    are changed in place and must not be saved. One query or two, however many rows.
    """
    if not rows:
        return rows
    copies = type(rows[0]).pgh_event_models[CHANGED].objects
    first_since = (
        copies.unrestricted(because="of rows that the reader sees; texts wait for the rule below")
        .filter(pgh_obj__in=[row.pk for row in rows], pgh_created_at__gte=moment)
        .order_by("pgh_obj_id", "pgh_id")
        .distinct("pgh_obj_id")
    )
    found = {copy.pgh_obj_id: copy for copy in first_since}
    keys = [copy.pk for copy in found.values()]
    readable = set(copies.visible_to(reader).filter(pk__in=keys).values_list("pk", flat=True))
    for row in rows:
        copy = found.get(row.pk)
        if copy is not None:
            _put_back(row, copy, with_texts=copy.pk in readable)
    return rows


def _put_back(row: models.Model, copy: Change, *, with_texts: bool) -> None:
    kept = {field.name for field in copy._meta.concrete_fields}
    for field in row._meta.concrete_fields:
        if field.name in kept and not field.primary_key and (with_texts or not _is_text(field)):
            setattr(row, field.attname, getattr(copy, field.attname))


def _is_text(field: models.Field) -> bool:
    """Whether somebody typed it: a choice is none, nor is the reading of a date (EDTF)."""
    if isinstance(field, models.JSONField):
        return True
    is_words = isinstance(field, models.CharField | models.TextField)
    return is_words and not field.choices and not field.name.endswith("_edtf")
