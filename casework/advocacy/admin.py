"""Entering actions: parties, asks, replies, and what is known of the relation to what followed."""

from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Model, Prefetch, QuerySet
from django.http import HttpRequest
from django.utils.timezone import make_naive
from django.utils.translation import gettext_lazy as _

from casework.access.admin import GuardedStacked, GuardedTabular, VisibleRows
from casework.access.forms import GuardedForm, GuardedInlineFormSet
from casework.advocacy.codes import OutcomeRelation
from casework.advocacy.models import (
    Action,
    ActionCase,
    ActionParty,
    Ask,
    Office,
    OutcomeLink,
    Reply,
)
from casework.advocacy.resources import ActionResource, OutcomeTable
from casework.audit.admin import RecordedAdmin, RecordedExchange, RecordedExport
from casework.cases.admin import cited
from casework.cases.labels import case_label, entry_label
from casework.cases.models import Case, StatusEntry
from casework.cases.sourcing import use_citations
from casework.sources.entry_forms import DatedForm, RecordForm
from casework.sources.forms import WhenFormField


@admin.register(Office)
class OfficeAdmin(RecordedAdmin):
    """Posts that people hold one after another."""

    list_display = ["title", "organisation"]
    list_select_related = ["organisation"]
    search_fields = ["title", "organisation__name"]
    autocomplete_fields = ["organisation"]


class AtLeastOneFile(GuardedInlineFormSet):
    def clean(self) -> None:
        super().clean()
        if not any(form.instance.pk or form.has_changed() for form in self.forms):
            raise ValidationError(_("Choose at least one case file that the action concerns."))


class FileLinkForm(GuardedForm):
    fixed = ("case",)


class ActionCaseInline(GuardedTabular):
    model = ActionCase
    form = FileLinkForm
    formset = AtLeastOneFile
    autocomplete_fields = ["case"]
    fields = ["case"]
    extra = 1


class PartyInline(GuardedStacked):
    model = ActionParty
    autocomplete_fields = ["person", "office", "organisation"]
    fields = [
        "role", "described_as", "person", "office", "organisation", "qualifier", "count",
        "is_remote",
    ]  # fmt: skip


class AskInline(GuardedStacked):
    model = Ask
    autocomplete_fields = ["citations"]
    fields = ["text", "kind", "of_whom", "status", "citations"]


class ReplyForm(DatedForm):
    received = WhenFormField(label=_("When"))


class ReplyInline(GuardedStacked):
    model = Reply
    form = ReplyForm
    autocomplete_fields = ["citations"]
    fields = [
        "kind", "grade", "received", "received_missing", "from_whom", "on_behalf_of", "summary",
        "is_adverse", "citations",
    ]  # fmt: skip


class OutcomeForm(GuardedForm):
    """More than an order in time is said only with a source for it."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        case, entry = cleaned.get("case"), cleaned.get("entry")
        if case and entry and entry.case_id != case.pk:
            self.add_error("entry", _("What happened belongs to another case file."))
        silent = {OutcomeRelation.UNKNOWN, OutcomeRelation.SEQUENCE_ONLY}
        if cleaned.get("relation") not in silent and not cleaned.get("citations"):
            self.add_error(
                "relation", _("Give the source that says so, or leave the relation as not known.")
            )
        action = cleaned.get("action")
        if action and case and not self._concerns(action, case):
            self.add_error("action", _("That action does not concern this case file."))
        return cleaned

    def _concerns(self, action: Action, case: Case) -> bool:
        links = ActionCase.objects.visible_to(self.user)
        return links.filter(action=action, case=case).exists()


class OutcomeInline(GuardedStacked):
    """Only what happened in files of this action can be chosen: save the action first."""

    model = OutcomeLink
    form = OutcomeForm
    autocomplete_fields = ["citations"]
    fields = ["case", "entry", "relation", "asserted_by", "reasoning", "citations"]

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return obj is not None and super().has_add_permission(request, obj)

    def get_formset(self, request: HttpRequest, obj: Model | None = None, **kwargs: Any):
        formset = super().get_formset(request, obj, **kwargs)
        links = ActionCase.objects.visible_to(request.user).filter(action=obj)
        for name, path in (("case", "pk__in"), ("entry", "case__in")):
            field = formset.form.base_fields[name]
            field.limit_to(field.queryset.filter(**{path: links.values("case")}))
        return formset


class ActionEntryForm(RecordForm):
    """Hours are those of a clock at the place: they are entered and shown in its own time zone."""

    happened = WhenFormField(label=_("When"))

    hours = ("starts_at", "ends_at")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.hours:
            moment = getattr(self.instance, name)
            if moment is not None and self.instance.time_zone:
                at_the_place = moment.astimezone(ZoneInfo(self.instance.time_zone))
                self.initial[name] = at_the_place.replace(tzinfo=None)

    def clean_time_zone(self) -> str:
        name = self.cleaned_data["time_zone"]
        try:
            return name and ZoneInfo(name).key
        except (ValueError, OSError, ZoneInfoNotFoundError):
            raise ValidationError(
                _("There is no time zone of that name. Write it like America/New_York.")
            ) from None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        zone, told = cleaned.get("time_zone"), [n for n in self.hours if cleaned.get(n)]
        if told and not zone and "time_zone" not in self.errors:
            self.add_error(
                "time_zone",
                _(
                    "Say in which time zone. Where the source gives none, leave the hours empty "
                    "and write them as stated."
                ),
            )
        for name in told if zone else []:
            cleaned[name] = make_naive(cleaned[name]).replace(tzinfo=ZoneInfo(zone))
        return cleaned


@admin.register(Action)
class ActionAdmin(RecordedExchange, RecordedAdmin):
    """Letters, hearings and every other action, by us or by others."""

    form = ActionEntryForm
    resource_classes = [ActionResource]
    inlines = [ActionCaseInline, PartyInline, AskInline, ReplyInline, OutcomeInline]
    list_display = ["title", "kind", "when", "our_role", "status", "is_quiet"]
    list_filter = ["kind", "our_role", "status", "is_quiet"]
    search_fields = ["title", "summary", "place"]
    autocomplete_fields = ["citations"]
    fieldsets = [
        (None, {"fields": [
            "kind", "title", "happened", "happened_missing", "place", "our_role", "status",
        ]}),
        (_("Hours"), {"fields": ["starts_at", "ends_at", "time_zone", "clock_as_stated"]}),
        (None, {"fields": ["summary", "citations", "is_quiet"]}),
    ]  # fmt: skip

    def choice_label(self, row: Action) -> str:
        return f"{row.get_kind_display()} · {row.happened.phrase()} · {row.title}"

    @admin.display(description=_("when"), ordering="happened_earliest")
    def when(self, row: Action) -> str:
        return row.happened.phrase()

    def save_related(
        self, request: HttpRequest, form: forms.ModelForm, formsets: list, change: bool
    ) -> None:
        """The sources of an action belong to those of its files that the user edits."""
        super().save_related(request, form, formsets, change)
        links = ActionCase.objects.editable_by(request.user).filter(action=form.instance)
        files = [link.case for link in links.select_related("case")]
        for citation in form.cleaned_data["citations"]:
            for case in files:
                use_citations(case, [citation])
        for fact, citation in cited(formsets):
            for case in [fact.case] if isinstance(fact, OutcomeLink) else files:
                use_citations(case, [citation])


@admin.register(OutcomeLink)
class OutcomeLinkAdmin(RecordedExport, RecordedAdmin):
    """Explanations of what happened, those too that need none of our actions."""

    form = OutcomeForm
    resource_classes = [OutcomeTable]
    list_display = ["what_happened", "relation", "asserted_by", "file"]
    list_filter = ["relation", ("case", VisibleRows)]
    list_select_related = ["case"]
    search_fields = ["asserted_by", "reasoning", "case__reference"]
    autocomplete_fields = ["case", "action", "entry", "citations"]
    fields = ["case", "entry", "action", "relation", "asserted_by", "reasoning", "citations"]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        entries = StatusEntry.objects.visible_to(request.user).select_related("case")
        told = Prefetch("entry", queryset=entries.with_citations(request.user))
        return super().get_queryset(request).prefetch_related(told)

    @admin.display(description=_("what happened"), ordering="entry")
    def what_happened(self, row: OutcomeLink) -> str:
        return entry_label(row.entry)

    @admin.display(description=_("case file"), ordering="case")
    def file(self, row: OutcomeLink) -> str:
        return case_label(row.case)

    def save_related(
        self, request: HttpRequest, form: forms.ModelForm, formsets: list, change: bool
    ) -> None:
        super().save_related(request, form, formsets, change)
        for citation in form.cleaned_data["citations"]:
            use_citations(form.instance.case, [citation])
