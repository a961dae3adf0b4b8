"""The trail for auditors to read; accounts and teams, whose every change is a deed.

The bases of other pages are in recorded_admin.py, and re-exported here.
"""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest
from django.utils.translation import gettext as _

from accounts.admin import SiteModeAdmin, TeamAdmin, UserAdmin
from accounts.models import SiteMode, Team, User
from casework.audit.deeds import Deed
from casework.audit.grants import grants_of, record_grants
from casework.audit.history import LONGEST
from casework.audit.models import Event
from casework.audit.recorded_admin import (
    ReadOnly,
    RecordedAdmin,
    RecordedExchange,
    RecordedExport,
    Told,
)
from casework.audit.trail_admin import EventAdmin

__all__ = ["EventAdmin", "ReadOnly", "RecordedAdmin", "RecordedExchange", "RecordedExport"]

admin.site.unregister([User, Team, SiteMode])


class TeamsAndAccounts(RecordedAdmin):
    """History from the trail: neither table keeps earlier states."""

    def history_of(self, request: HttpRequest, row: Model) -> dict[str, Any]:
        """The deeds done to this row, the latest first, as far as the reader may see the trail."""
        told = Event.objects.visible_to(request.user).filter(
            object_type=row._meta.label, object_id=row.pk
        )
        title = _("What the audit trail tells of it")
        return {"title": title, "events": told.select_related("actor")[:LONGEST]}


@admin.register(User)
class RecordedUserAdmin(TeamsAndAccounts, UserAdmin):
    """Accounts, with the trail that the application of accounts cannot know."""

    form = UserAdmin.form

    def save_model(
        self, request: HttpRequest, obj: User, form: forms.ModelForm, change: bool
    ) -> None:
        request.grants_before = grants_of(obj.pk) if change else None
        super().save_model(request, obj, form, change)

    def save_related(
        self, request: HttpRequest, form: forms.ModelForm, formsets: list, change: bool
    ) -> None:
        super().save_related(request, form, formsets, change)
        record_grants(request.user, form.instance, request.grants_before)


@admin.register(SiteMode)
class ToldSiteModeAdmin(Told, SiteModeAdmin):
    """The switch, with what the trail tells of it."""

    def history_of(self, request: HttpRequest, row: Model) -> dict[str, Any]:
        told = Event.objects.visible_to(request.user).filter(deed=Deed.SITE_MODE_CHANGED)
        title = _("What the audit trail tells of it")
        return {"title": title, "events": told.select_related("actor")[:LONGEST]}


@admin.register(Team)
class RecordedTeamAdmin(TeamsAndAccounts, TeamAdmin):
    """Teams, with the trail."""
