"""Rotation of keys: every sealed text that is not under the first key is sealed anew.

In small transactions with locked rows, so that it may be stopped at any moment, run again, and
run while people work. No text is shown to anybody or kept anywhere.
"""

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from django.apps import apps
from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from casework.access.sealing import NotAuthentic, SealedColumn, SealProblem, kid_of, prefix_of

DAMAGED = "?"


class Batch(NamedTuple):
    """What one transaction did: texts sealed anew, and texts that no key of ours opens."""

    resealed: int
    unreadable: int


def counts(column: SealedColumn) -> Counter[str]:
    """Key id → how many texts of the column are under it; DAMAGED for what is no sealed text."""
    found: Counter[str] = Counter()
    for sealed in _sealed(column).values_list(column.field, flat=True).iterator():
        try:
            found[kid_of(sealed)] += 1
        except NotAuthentic:
            found[DAMAGED] += 1
    return found


def reseal(column: SealedColumn, batch: int) -> Iterator[Batch]:
    """Seal anew, `batch` rows to a transaction; yields after each one that is committed."""
    first = prefix_of(settings.SEALING_KEYS[0].kid)
    last = 0
    while True:
        waiting = _sealed(column).exclude(**{f"{column.field}__startswith": first})
        ahead = waiting.filter(pk__gt=last).order_by("pk")
        rows = list(ahead.values_list("pk", flat=True)[:batch])
        if not rows:
            return
        with transaction.atomic():
            # Read again under the lock: somebody may have sealed or opened the row meanwhile.
            locked = waiting.filter(pk__in=rows).order_by("pk").select_for_update()
            done = [_reseal_row(column, *row) for row in _values(column, locked)]
        yield Batch(done.count(True), done.count(False))
        last = rows[-1]


def _reseal_row(column: SealedColumn, row: int, key: object, sealed: str) -> bool:
    try:
        text = column.unseal(key, sealed)
    except SealProblem:
        return False
    _rows(column).filter(pk=row).update(**{column.field: column.seal(key, text)})
    return True


def _values(column: SealedColumn, rows: QuerySet) -> list[tuple]:
    return list(rows.values_list("pk", column.key, column.field))


def _rows(column: SealedColumn) -> QuerySet:
    model = apps.get_model(column.model)
    return model.objects.unrestricted(because="sealed anew without being shown to anybody")


def _sealed(column: SealedColumn) -> QuerySet:
    return _rows(column).filter(**{f"{column.field}__gt": ""})  # neither empty nor NULL
