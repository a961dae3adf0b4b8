"""Conditions on a stored date for queries, and a filter of lists that says which of them it means.

They answer exactly what `When.certainly_in` and `When.possibly_in` answer, from the two columns
of the date's reach (fields.py).
"""

from datetime import date
from typing import Any

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

POSSIBLY, CERTAINLY = "possibly", "certainly"

HOW_SURE = [
    (POSSIBLY, gettext_lazy("possibly then: not known to be before or after")),
    (CERTAINLY, gettext_lazy("certainly then: it cannot have been on any other day")),
]


def possibly_in(field: str, first: date | None, last: date | None) -> Q:
    """Rows whose date is not known to fall outside the days from `first` to `last`, both included.

    None is no limit on that side. A date of which nothing is known is always possible. `field` is
    the name of a `WhenField`, with the path to it: "since", "entries__since".
    """
    condition = Q()
    if first is not None:
        condition &= Q(**{f"{field}_reach_latest__gte": first}) | Q(
            **{f"{field}_reach_latest__isnull": True}
        )
    if last is not None:
        condition &= Q(**{f"{field}_reach_earliest__lte": last}) | Q(
            **{f"{field}_reach_earliest__isnull": True}
        )
    return condition


def certainly_in(field: str, first: date | None, last: date | None) -> Q:
    """Rows whose date cannot fall outside the days from `first` to `last`, both included.

    None is no limit on that side; a date that has no bound on that side is then no less certain.
    """
    condition = Q()
    if first is not None:
        condition &= Q(**{f"{field}_reach_earliest__gte": first})
    if last is not None:
        condition &= Q(**{f"{field}_reach_latest__lte": last})
    return condition


class DaysWidget(forms.MultiWidget):
    """Two days and how sure the answer shall be."""

    template_name = "sources/days_widget.html"
    use_fieldset = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        day = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "input-short"})
        widgets = {"from": day, "to": day, "sure": forms.Select(choices=HOW_SURE)}
        super().__init__(widgets, attrs)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        labels = (_("from"), _("to"), _("how sure"))
        for part, label in zip(context["widget"]["subwidgets"], labels, strict=True):
            part["label"] = label
        return context

    def decompress(self, value: tuple | None) -> list[Any]:
        return list(value) if value else [None, None, POSSIBLY]


class DaysField(forms.MultiValueField):
    """Cleans to (first day or None, last day or None, POSSIBLY or CERTAINLY), or to None."""

    widget = DaysWidget

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        super().__init__(
            fields=(
                forms.DateField(required=False),
                forms.DateField(required=False),
                forms.ChoiceField(choices=HOW_SURE, required=False),
            ),
            require_all_fields=False,
            **kwargs,
        )

    def compress(self, values: list[Any]) -> tuple[date | None, date | None, str] | None:
        first, last, sure = values or (None, None, "")
        if first is None and last is None:
            return None
        if first and last and first > last:
            raise ValidationError(_("The first day is later than the last. Turn them round."))
        return first, last, sure or POSSIBLY


class WhenFilter(django_filters.Filter):
    """Rows by a fuzzy date: `since = WhenFilter(label=_("When"))` over the field of that name."""

    field_class = DaysField

    def filter(
        self, rows: QuerySet, value: tuple[date | None, date | None, str] | None
    ) -> QuerySet:
        if value is None:
            return rows
        first, last, sure = value
        meant = certainly_in if sure == CERTAINLY else possibly_in
        return self.get_method(rows)(meant(self.field_name, first, last))
