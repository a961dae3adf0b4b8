"""Entering case files, people and open questions; reading the status history."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from casework.access.admin import NamedValues, VisibleRows
from casework.access.editing import VersionedForm
from casework.access.forms import GuardedForm
from casework.audit.admin import ReadOnly, RecordedAdmin, RecordedExchange, RecordedExport
from casework.cases import (
    figure_admin,  # noqa: F401  (registers the figures)
    history_admin,  # noqa: F401  (registers the history)
    status,
)
from casework.cases.case_forms import CaseForm, OpeningForm
from casework.cases.codes import Axis, Certainty, Workflow
from casework.cases.inlines import (
    CaseSourceInline,
    ClaimInline,
    DisputeInline,
    FigureInline,
    FilesOfPersonInline,
    FilesOfSourceInline,
    KinshipInline,
    NameInline,
    ParticipationInline,
    PartInline,
)
from casework.cases.labels import case_label
from casework.cases.models import (
    Case,
    CaseSource,
    Dispute,
    Issue,
    Part,
    Participation,
    Person,
)
from casework.cases.resources import CaseResource, PersonResource
from casework.cases.search import matching_people
from casework.cases.sourcing import follow_chain, use_citations, use_source
from casework.cases.tables_out import QuestionTable
from casework.cases.vantage_admin import (
    FromADay,
    ListFromADay,
    LookedAtFromADay,
    vantage_of,
)
from casework.cases.viewing import record_view
from casework.sources.admin import SourceAdmin
from casework.sources.entry_forms import RecordForm
from casework.sources.forms import WhenFormField
from casework.sources.models import Citation, Source


def cited(formsets: list) -> Iterator[tuple[Model, Citation]]:
    """(fact, citation) of every row of a page that its user has just saved."""
    for formset in formsets:
        for form in formset.forms:
            chosen = form.cleaned_data.get("citations", ()) if form.has_changed() else ()
            for citation in chosen:
                yield form.instance, citation


class CaseEntryForm(GuardedForm, CaseForm):
    """The cover of a file, as on the site."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, user=self.user, **kwargs)


class OpeningEntryForm(GuardedForm, OpeningForm):
    """The cover of a new file, as on the site."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, user=self.user, **kwargs)


@admin.register(Case)
class CaseAdmin(LookedAtFromADay, RecordedExchange, RecordedAdmin):
    """Case files. Where one stands is logged on the site, not here."""

    form = CaseEntryForm
    resource_classes = [CaseResource]
    inlines = [PartInline, FigureInline, ParticipationInline, CaseSourceInline, DisputeInline]
    list_display = [
        "reference", "called", "stands", "kind", "country", "workflow", "priority", "changed_on",
    ]  # fmt: skip
    list_filter = [FromADay, "kind", "workflow", "priority", "publicity", ("country", NamedValues)]
    search_fields = ["=reference", "public_title", "working_title"]
    search_help_text = _("Reference or title")
    fieldsets = [
        (None, {"fields": ["public_title", "working_title", "kind", "country", "summary"]}),
        (_("Our work"), {"fields": ["issues", "priority", "publicity"]}),
        (_("Who works on it and sees it"), {"fields": ["teams", "lead", "sight"]}),
    ]

    def get_form(self, request: HttpRequest, obj: Case | None = None, **kwargs: Any) -> type:
        """Who sees a file is chosen when it is opened, and later on a page of its own."""
        if obj is None:
            kwargs["form"] = OpeningEntryForm
        return super().get_form(request, obj, **kwargs)

    def get_readonly_fields(self, request: HttpRequest, obj: Case | None = None) -> list[str]:
        return ["sight"] if obj is None else ["teams", "lead", "sight"]

    def choice_label(self, row: Case) -> str:
        return case_label(row)

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> Case | None:
        case = super().get_object(request, object_id, from_field)
        if case is not None:
            record_view(request.user, case)
        return case

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return ListFromADay

    def get_resource_kwargs(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict:
        given = super().get_resource_kwargs(request, *args, **kwargs)
        return {**given, "vantage": vantage_of(request)}

    @admin.display(description=_("where it stands"))
    def stands(self, row: Case) -> str:
        return row.group.summary or _("nothing confirmed")

    @admin.display(description=_("title"), ordering="public_title")
    def called(self, row: Case) -> str:
        return row.title

    @admin.display(description=_("last changed"), ordering="changed_at")
    def changed_on(self, row: Case) -> date:
        return localdate(row.changed_at)

    def save_related(
        self, request: HttpRequest, form: forms.ModelForm, formsets: list, change: bool
    ) -> None:
        super().save_related(request, form, formsets, change)
        case = form.instance
        if not change:
            status.log_update(
                by=request.user, case=case, axis=Axis.WORKFLOW, value=Workflow.INTAKE,
                certainty=Certainty.KNOWN,
            )  # fmt: skip
        for _fact, citation in cited(formsets):
            use_citations(case, [citation])
        for formset in formsets:
            for row in formset.new_objects:
                if isinstance(row, CaseSource):
                    use_source(case, row.source)


class PersonEntryForm(RecordForm):
    born = WhenFormField(label=_("Born"))


@admin.register(Person)
class PersonAdmin(RecordedExchange, RecordedAdmin):
    """People. Whoever sees a file sees the people who have a part in it."""

    form = PersonEntryForm
    resource_classes = [PersonResource]
    inlines = [NameInline, KinshipInline, FilesOfPersonInline]
    list_display = ["label", "sex", "nationality", "name_missing", "is_public_figure"]
    list_filter = ["sex", "name_missing", "is_public_figure", ("nationality", NamedValues)]
    search_fields = ["label"]
    search_help_text = _("What the person is called, or any written name")
    fieldsets = [
        (None, {"fields": ["label", "name_missing", "is_public_figure"]}),
        (
            _("Who it is"),
            {"fields": [
                "sex", "sex_missing", "born", "born_missing", "age_as_stated", "age_missing",
                "is_minor", "nationality", "nationality_missing", "occupation",
                "occupation_missing",
            ]},
        ),
        (None, {"fields": ["remark"]}),
    ]  # fmt: skip

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet, search_term: str
    ) -> tuple[QuerySet, bool]:
        """By names through their own rule, as on the site."""
        if not search_term.strip():
            return queryset, False
        found = matching_people(search_term, request.user)
        return queryset.filter(pk__in=found.values("pk")), False

    def choice_label(self, row: Person) -> str:
        return row.label

    def save_related(
        self, request: HttpRequest, form: forms.ModelForm, formsets: list, change: bool
    ) -> None:
        """A name or a kinship has its source in every file of the person that the user edits."""
        super().save_related(request, form, formsets, change)
        files = Case.objects.editable_by(request.user).filter(participations__person=form.instance)
        for fact, citation in cited(formsets):
            for case in [fact.case] if isinstance(fact, Participation) else files.distinct():
                use_citations(case, [citation])


class QuestionEntryForm(GuardedForm, VersionedForm):
    """A question and our position on it, which colleagues edit on the site as well."""


@admin.register(Dispute)
class DisputeAdmin(RecordedExport, RecordedAdmin):
    """What is not known or disputed, and what each source says to it."""

    form = QuestionEntryForm
    resource_classes = [QuestionTable]
    inlines = [ClaimInline]
    list_display = ["question", "position", "file"]
    list_filter = ["position", ("case", VisibleRows)]
    list_select_related = ["case"]
    search_fields = ["question", "case__reference"]
    autocomplete_fields = ["case", "about"]

    def get_fields(self, request: HttpRequest, obj: Dispute | None = None) -> list[str]:
        file = "case" if obj is None else "file"
        return [
            file, "question", "about", "position", "adopted_answer", "adopted_stance", "reasoning"
        ]  # fmt: skip

    def get_readonly_fields(self, request: HttpRequest, obj: Dispute | None = None) -> list[str]:
        return [] if obj is None else ["file"]

    def choice_label(self, row: Dispute) -> str:
        return row.question

    @admin.display(description=_("case file"), ordering="case")
    def file(self, row: Dispute) -> str:
        return case_label(row.case)

    def save_related(
        self, request: HttpRequest, form: forms.ModelForm, formsets: list, change: bool
    ) -> None:
        super().save_related(request, form, formsets, change)
        for formset in formsets:
            changed = [row for row, _fields in formset.changed_objects]
            for claim in [*formset.new_objects, *changed]:
                use_citations(form.instance.case, [claim.citation])


@admin.register(Issue)
class IssueAdmin(RecordedAdmin):
    """What cases are about."""

    list_display = ["name", "standard_code"]
    search_fields = ["name"]


@admin.register(Part)
class PartAdmin(ReadOnly):
    """Parts of groups; they are entered on the page of their file."""

    list_display = ["name", "file", "is_remainder", "counted_apart"]
    list_select_related = ["case"]
    search_fields = ["name"]
    fields = ["file", "name", "is_remainder", "counted_apart", "description"]

    def choice_label(self, row: Part) -> str:
        return row.name

    @admin.display(description=_("case file"), ordering="case")
    def file(self, row: Part) -> str:
        return case_label(row.case)


admin.site.unregister(Source)


@admin.register(Source)
class SourceOfFilesAdmin(SourceAdmin):
    """Sources with the files that rest on them, which the application of sources cannot know."""

    inlines = [*SourceAdmin.inlines, FilesOfSourceInline]

    def save_related(
        self, request: HttpRequest, form: forms.ModelForm, formsets: list, change: bool
    ) -> None:
        super().save_related(request, form, formsets, change)
        follow_chain(form.instance)
