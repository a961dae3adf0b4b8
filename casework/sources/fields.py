"""A fuzzy date in a model: plain columns that PostgreSQL can filter and sort, one value.

`happened = WhenField(_("when"))` gives the columns happened_words, happened_edtf,
happened_earliest, happened_latest, happened_origin, happened_reach_earliest and
happened_reach_latest, and the attribute `happened`, a `When`. Lists are sorted by the bounds; the
reach, what "about" and "possibly" allow, is what conditions ask (when_filters.py).
"""

from typing import Any

from django.db import models

from casework.sources.when import Origin, When

_COLUMNS = ("words", "edtf", "earliest", "latest", "origin")
_REACH = ("reach_earliest", "reach_latest")  # follows from the others: written, never read back


class WhenField:
    """Set and read as a `When`, stored as words, EDTF, bounds, origin and reach."""

    def __init__(self, verbose_name: Any) -> None:
        self.verbose_name = verbose_name

    def contribute_to_class(self, model: type[models.Model], name: str) -> None:
        self.name = name
        self.columns = tuple(f"{name}_{column}" for column in _COLUMNS)
        self.reach = tuple(f"{name}_{column}" for column in _REACH)
        words, edtf, earliest, latest, origin = self.columns
        text = {"blank": True, "default": "", "editable": False}
        bound = {"null": True, "blank": True, "editable": False}
        for column, field in (
            (words, models.CharField(max_length=200, verbose_name=self.verbose_name, **text)),
            (edtf, models.CharField(max_length=60, **text)),
            (earliest, models.DateField(**bound)),
            (latest, models.DateField(**bound)),
            (
                origin,
                models.CharField(
                    max_length=20,
                    default=Origin.STATED.value,
                    choices=[(o.value, o.value) for o in Origin],
                    editable=False,
                ),
            ),
            *((column, models.DateField(**bound)) for column in self.reach),
        ):
            if column not in {f.name for f in model._meta.local_fields}:
                model.add_to_class(column, field)
        setattr(model, name, property(self._read, self._write))

    def _read(self, row: models.Model) -> When:
        words, edtf, earliest, latest, origin = (getattr(row, column) for column in self.columns)
        return When(
            words=words, edtf=edtf, earliest=earliest, latest=latest, origin=Origin(origin)
        )

    def _write(self, row: models.Model, when: When) -> None:
        values = (when.words, when.edtf, when.earliest, when.latest, Origin(when.origin).value)
        for column, value in zip(self.columns + self.reach, values + when.reach, strict=True):
            setattr(row, column, value)
