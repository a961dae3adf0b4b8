"""The lists of the back office looked at from a day: a filter of two days, and what it shows."""

from collections.abc import Iterator
from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from casework.access.search_admin import KeyedChangeList
from casework.cases.group import groups_of
from casework.cases.models import Case
from casework.cases.vantage import Vantage
from casework.cases.vantage_forms import VantageForm

DAYS = ("on", "known_on")


def vantage_of(request: HttpRequest) -> Vantage:
    """The days in the address of a list, or of what is exported from it."""
    return VantageForm(request.GET).vantage


class LookedAtFromADay(admin.ModelAdmin):
    """Mixed into an admin whose list is looked at from a day: the two days may stand in its
    address.
    """

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        return lookup in DAYS or super().lookup_allowed(lookup, value, request)


class FromADay(admin.ListFilter):
    """As of a day, as known on a day: it chooses no files, but from where they are looked at."""

    title = _("day looked at")
    template = "admin/vantage_filter.html"

    def __init__(self, request: HttpRequest, params: dict, model: Any, model_admin: Any) -> None:
        super().__init__(request, params, model, model_admin)
        for name in DAYS:
            value = params.pop(name, None)
            if value:
                self.used_parameters[name] = value[-1]
        self.form = VantageForm(self.used_parameters)
        self.others: list[tuple[str, str]] = []

    def has_output(self) -> bool:
        return True

    def expected_parameters(self) -> list[str]:
        return [*DAYS]

    def choices(self, changelist: ChangeList) -> Iterator[dict[str, Any]]:
        """What else is in the address is kept; without a day it is the way back."""
        self.others = [
            (name, value)
            for name, values in changelist.filter_params.items()
            if name not in DAYS
            for value in (values if isinstance(values, list) else [values])
        ]
        yield {"query_string": changelist.get_query_string(remove=[*DAYS])}

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        return queryset


class StoodOnADay(FromADay):
    """Of the history: only the entries that said where somebody stood, from the day."""

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        vantage = self.form.vantage
        if vantage.is_now:
            return queryset
        files = Case.objects.visible_to(request.user)
        return queryset.standing(files, vantage)


class ListFromADay(KeyedChangeList):
    """A list of case files, each row with its people as they stood from the day."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        rows = list(self.result_list)
        groups = groups_of(rows, request.user, vantage_of(request))
        for row in rows:
            row.group = groups[row.pk]
        self.result_list = rows
