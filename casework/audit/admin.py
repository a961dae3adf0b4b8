"""The trail for auditors to read, and the base of pages whose deeds it records."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest

from accounts.admin import TeamAdmin, UserAdmin
from accounts.models import Team, User
from casework.access.admin import GuardedAdmin, NamedValues
from casework.access.exchange_admin import GuardedExchange
from casework.audit.models import Event, Recorded
from casework.audit.trail import record


class RecordedAdmin(GuardedAdmin):
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
            deed = "changed" if change else "entered"
            record(by, deed, form.instance, fields=sorted(form.changed_data))
        for formset in formsets:
            for row in formset.new_objects:
                record(by, "entered", row, within=form.instance.pk)
            for row, changed in formset.changed_objects:
                record(by, "changed", row, within=form.instance.pk, fields=sorted(changed))
            for row in formset.deleted_objects:
                record(by, "removed", within=form.instance.pk, kind=row._meta.label)


def _sign(request: HttpRequest, row: Model) -> None:
    if isinstance(row, Recorded) and row._state.adding:
        row.recorded_by = request.user


class RecordedExchange(GuardedExchange):
    """An export is a deed, written before the bytes leave."""

    def get_export_data(
        self, file_format: Any, request: HttpRequest, queryset: QuerySet, **kwargs: Any
    ) -> Any:
        record(request.user, "exported", kind=self.model._meta.label, rows=queryset.count())
        return super().get_export_data(file_format, request, queryset, **kwargs)


class ReadOnly(GuardedAdmin):
    """Rows that are read here and written elsewhere, or never changed at all."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


@admin.register(Event)
class EventAdmin(ReadOnly):
    """What happened, newest first."""

    list_display = ["at", "actor", "deed", "object_type", "object_id", "detail"]
    list_filter = ["deed", ("object_type", NamedValues), "actor"]
    list_select_related = ["actor"]
    date_hierarchy = "at"
    search_fields = ["=object_id"]
    fields = ["at", "actor", "deed", "object_type", "object_id", "detail"]


admin.site.unregister([User, Team])


@admin.register(User)
class RecordedUserAdmin(RecordedAdmin, UserAdmin):
    """Accounts, with the trail that the application of accounts cannot know."""

    form = UserAdmin.form


@admin.register(Team)
class RecordedTeamAdmin(RecordedAdmin, TeamAdmin):
    """Teams, with the trail."""
