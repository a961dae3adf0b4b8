"""A fuzzy date in a model: five plain columns that PostgreSQL can filter and sort, one value.

`happened = WhenField(_("when"))` gives the columns happened_words, happened_edtf,
happened_earliest, happened_latest and happened_origin, and the attribute `happened`, a `When`.
"""

from typing import Any

from django.db import models

from casework.sources.when import Origin, When

_COLUMNS = ("words", "edtf", "earliest", "latest", "origin")


class WhenField:
    """Set and read as a `When`, stored as words, EDTF, bounds and origin."""

    def __init__(self, verbose_name: Any) -> None:
        self.verbose_name = verbose_name

    def contribute_to_class(self, model: type[models.Model], name: str) -> None:
        self.name = name
        self.columns = tuple(f"{name}_{column}" for column in _COLUMNS)
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
        for column, value in zip(self.columns, values, strict=True):
            setattr(row, column, value)
