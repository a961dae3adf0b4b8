"""The bases of pages of the back office whose deeds the trail tells: saving, searching, exporting.

What happened to one row is shown by history_admin.py. Django's own log, which copies labels of
rows into a table of its own, is not written.
"""

from typing import Any

from django import forms
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse

from casework.access.admin import GuardedAdmin
from casework.access.exchange_admin import GuardedExchange, GuardedExport
from casework.audit.deeds import Deed
from casework.audit.history_admin import WithHistory
from casework.audit.models import Recorded
from casework.audit.trail import record


class Told(WithHistory, GuardedAdmin):
    """A page whose searches are deeds, told by how much was found and never by what was typed."""

    def searched(self, request: HttpRequest, hits: int) -> None:
        record(request.user, Deed.SEARCHED, kind=self.model._meta.label, hits=hits)

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        response = super().changelist_view(request, extra_context)
        listed = (getattr(response, "context_data", None) or {}).get("cl")
        if listed is not None and listed.query:
            self.searched(request, listed.result_count)
        return response

    def log_addition(self, request: HttpRequest, obj: Model, message: Any) -> None:
        """The trail tells it."""

    def log_change(self, request: HttpRequest, obj: Model, message: Any) -> None:
        """The trail tells it."""

    def log_deletions(self, request: HttpRequest, queryset: QuerySet) -> None:
        """Nothing is deleted here."""


class RecordedAdmin(Told):
    """Who recorded a row is whoever saved it; what was entered or changed, by field names only."""

    def save_model(
        self, request: HttpRequest, obj: Model, form: forms.ModelForm, change: bool
    ) -> None:
        _sign(request, obj)
        super().save_model(request, obj, form, change)

    def save_formset(
        self, request: HttpRequest, form: forms.ModelForm, formset: Any, change: bool
    ) -> None:
        for row in formset.save(commit=False):
            _sign(request, row)
            row.save()
        for row in formset.deleted_objects:
            row.delete()
        formset.save_m2m()

    def save_related(
        self, request: HttpRequest, form: forms.ModelForm, formsets: list, change: bool
    ) -> None:
        super().save_related(request, form, formsets, change)
        by = request.user
        if not change or form.changed_data:
            deed = Deed.CHANGED if change else Deed.ENTERED
            record(by, deed, form.instance, fields=sorted(form.changed_data))
        for formset in formsets:
            for row in formset.new_objects:
                record(by, Deed.ENTERED, row, within=form.instance.pk)
            for row, changed in formset.changed_objects:
                record(by, Deed.CHANGED, row, within=form.instance.pk, fields=sorted(changed))
            for row in formset.deleted_objects:
                record(by, Deed.REMOVED, within=form.instance.pk, kind=row._meta.label)


def _sign(request: HttpRequest, row: Model) -> None:
    if isinstance(row, Recorded) and row._state.adding:
        row.recorded_by = request.user


class RecordedExport(GuardedExport):
    """An export is a deed, written before the bytes leave."""

    def get_export_data(
        self, file_format: Any, request: HttpRequest, queryset: QuerySet, **kwargs: Any
    ) -> Any:
        record(request.user, Deed.EXPORTED, kind=self.model._meta.label, rows=queryset.count())
        return super().get_export_data(file_format, request, queryset, **kwargs)


class RecordedExchange(RecordedExport, GuardedExchange):
    """An export that is a deed, and an import; every row that it writes is one (resources.py)."""


class ReadOnly(Told):
    """Rows that are read here and written elsewhere, or never changed at all."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False
