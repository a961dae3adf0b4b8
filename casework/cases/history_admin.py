"""Reading the status history and its reviews. Both are written on the site, and only grow."""

from typing import Any

from django.contrib import admin
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from casework.access.admin import VisibleRows
from casework.audit.admin import ReadOnly, RecordedExport
from casework.cases.codes import Decision
from casework.cases.history_queries import WAITING
from casework.cases.labels import case_label, entry_label
from casework.cases.models import Confirmation, Review, StatusEntry
from casework.cases.tables_out import EntryTable
from casework.cases.vantage_admin import LookedAtFromADay, StoodOnADay, vantage_of
from casework.sources.labels import citation_label
from casework.sources.passages import citations_read


@admin.register(StatusEntry)
class StatusEntryAdmin(LookedAtFromADay, RecordedExport, ReadOnly):
    """The status history. It is written with “Log an update” on the site, and only grows."""

    resource_classes = [EntryTable]
    list_display = [
        "file", "axis", "what", "when", "certainty", "state", "known_on", "recorded_by",
    ]  # fmt: skip
    list_filter = [StoodOnADay, "axis", "certainty", "reason", ("case", VisibleRows)]
    list_select_related = ["case", "recorded_by"]
    search_fields = ["told", "place", "case__reference"]
    choice_select_related = ("case",)
    date_hierarchy = "known_on"
    fields = [
        "file", "axis", "what", "of_whom", "when", "since_missing", "certainty", "place",
        "place_missing", "told_so", "sources", "state", "known_on", "reason",
        "reason_in_words", "recorded_by", "recorded_at",
    ]  # fmt: skip

    def get_queryset(self, request: HttpRequest) -> Any:
        self.reader = request.user
        return super().get_queryset(request).with_reviews().with_citations(request.user)

    def get_resource_kwargs(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict:
        given = super().get_resource_kwargs(request, *args, **kwargs)
        return {**given, "vantage": vantage_of(request)}

    def choice_label(self, row: StatusEntry) -> str:
        return entry_label(row)

    @admin.display(description=_("case file"), ordering="case")
    def file(self, row: StatusEntry) -> str:
        return case_label(row.case)

    @admin.display(description=_("what"), ordering="value")
    def what(self, row: StatusEntry) -> str:
        return row.said

    @admin.display(description=_("review"))
    def state(self, row: StatusEntry) -> str:
        states = {WAITING: _("waiting for a second person"), **dict(Decision.choices)}
        return states[row.review_state]

    @admin.display(description=_("what we were told"))
    def told_so(self, row: StatusEntry) -> str:
        return row.told_with_doubt

    @admin.display(description=_("of whom"))
    def of_whom(self, row: StatusEntry) -> str:
        named = row.person.label if row.person else row.part.name if row.part else _("everyone")
        return f"{row.get_count_qualifier_display()} {row.count} · {named}" if row.count else named

    @admin.display(description=_("when"), ordering="since_earliest")
    def when(self, row: StatusEntry) -> str:
        return row.since.phrase()

    @admin.display(description=_("sources"))
    def sources(self, row: StatusEntry) -> str:
        shown = row.citations.visible_to(self.reader).select_related("source__publisher")
        return "; ".join(citation_label(citation) for citation in shown)


@admin.register(Review)
class ReviewAdmin(ReadOnly):
    """What second people decided. Reviews are written on the site."""

    list_display = ["about", "decision", "recorded_by", "recorded_at"]
    list_filter = ["decision"]
    list_select_related = ["recorded_by"]
    fields = ["about", "decision", "words", "recorded_by", "recorded_at"]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        entries = StatusEntry.objects.visible_to(request.user).select_related("case")
        of_whom = Prefetch("entry", queryset=entries.with_citations(request.user))
        return super().get_queryset(request).prefetch_related(of_whom)

    @admin.display(description=_("entry"), ordering="entry")
    def about(self, row: Review) -> str:
        return entry_label(row.entry)


@admin.register(Confirmation)
class ConfirmationAdmin(ReadOnly):
    """What was found to be still so. Confirmations are written on the site, and only grow."""

    list_display = ["about", "confirmed_on", "recorded_by", "recorded_at"]
    list_select_related = ["recorded_by"]
    date_hierarchy = "confirmed_on"
    fields = ["about", "confirmed_on", "words", "sources", "recorded_by", "recorded_at"]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        entries = StatusEntry.objects.visible_to(request.user).select_related("case")
        of_whom = Prefetch("entry", queryset=entries.with_citations(request.user))
        rows = super().get_queryset(request)
        return rows.prefetch_related(of_whom, citations_read(request.user))

    @admin.display(description=_("entry"), ordering="entry")
    def about(self, row: Confirmation) -> str:
        return entry_label(row.entry)

    @admin.display(description=_("sources"))
    def sources(self, row: Confirmation) -> str:
        return "; ".join(citation_label(citation) for citation in row.citations_read)
