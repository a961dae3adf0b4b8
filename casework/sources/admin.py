"""Entering sources, their chains and their citations; the address book of organisations."""

from typing import Any

from django.contrib import admin
from django.db.models import Model
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from import_export.results import Result

from casework.access.admin import GuardedStacked, GuardedTabular, NamedValues
from casework.access.forms import GuardedInlineFormSet
from casework.audit.admin import ReadOnly, RecordedAdmin, RecordedExchange
from casework.sources.attachments import Attachment
from casework.sources.copy_warning import warn_of_copies
from casework.sources.entry_forms import RecordForm
from casework.sources.forms import WhenFormField
from casework.sources.labels import citation_label, relay_label, source_label
from casework.sources.models import Citation, Organisation, Relay, Source
from casework.sources.resources import SourceResource

_LOOKED_AT = 200  # of one import; the others say it on their own pages


@admin.register(Organisation)
class OrganisationAdmin(RecordedAdmin):
    """The shared address book: public bodies only."""

    list_display = ["name", "short_name", "kind", "country"]
    list_filter = ["kind"]
    search_fields = ["name", "short_name"]


class SourceEntryForm(RecordForm):
    published = WhenFormField(
        label=_("Published"), help_text=_("As the source puts it: “25 June 2008”, “March 2008”.")
    )


class RelayInline(GuardedTabular):
    """Where this text has it from."""

    model = Relay
    fk_name = "text"
    fields = ["relation", "upstream", "unnamed_upstream", "as_stated"]
    autocomplete_fields = ["upstream"]


class CitationInline(GuardedStacked):
    """What the source says. A citation stays as it was quoted; add another where one was wrong."""

    model = Citation
    fields = [
        "quotation", "locator", "translation", "said_by", "hands_on", "hedge", "credibility"
    ]  # fmt: skip

    def get_formset(
        self, request: HttpRequest, obj: Model | None = None, **kwargs: Any
    ) -> type[GuardedInlineFormSet]:
        """A passage hands on a step of this source's chain; a new step must be saved first."""
        formset = super().get_formset(request, obj, **kwargs)
        field = formset.form.base_fields["hands_on"]
        field.limit_to(field.queryset.filter(text=obj))
        return formset

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


class AttachmentInline(GuardedTabular):
    """What is kept of the source. Files are added on the source's own page."""

    model = Attachment
    fields = ["shows", "kind", "original_name", "size", "sha256", "recorded_by", "recorded_at"]
    readonly_fields = ["recorded_by", "recorded_at"]

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


@admin.register(Source)
class SourceAdmin(RecordedExchange, RecordedAdmin):
    """Sources. Whoever sees a file that rests on a source sees the source."""

    form = SourceEntryForm
    resource_classes = [SourceResource]
    inlines = [RelayInline, CitationInline, AttachmentInline]
    list_display = ["label", "kind", "published_as_stated", "held", "reliability"]
    list_filter = ["kind", "held", "reliability", ("language", NamedValues)]
    list_select_related = ["publisher"]
    search_fields = ["title", "author", "described_as", "publisher__name", "publisher__short_name"]
    search_help_text = _("Title, author, publisher or description")
    autocomplete_fields = ["publisher", "duplicate_of"]
    choice_select_related = ("publisher",)
    fieldsets = [
        (None, {"fields": [
            "kind", "title", "author", "publisher", "described_as", "published",
            "published_missing",
        ]}),
        (_("How we have it"), {"fields": ["held", "reliability", "duplicate_of", "remark"]}),
        (
            _("Where it is found"),
            {"fields": ["url", "accessed_on", "page_updated_on", "access_terms", "language"]},
        ),
    ]  # fmt: skip

    def choice_label(self, row: Source) -> str:
        return source_label(row)

    def save_related(
        self, request: HttpRequest, form: ModelForm, formsets: list, change: bool
    ) -> None:
        super().save_related(request, form, formsets, change)
        if form.instance.duplicate_of_id is None:
            warn_of_copies(request, [form.instance])

    def add_success_message(self, result: Result, request: HttpRequest) -> None:
        """Of the sources that an import added, those that may be there already are told."""
        super().add_success_message(result, request)
        added = [row.object_id for row in result if row.import_type == row.IMPORT_TYPE_NEW]
        rows = Source.objects.visible_to(request.user).filter(pk__in=added, duplicate_of=None)
        warn_of_copies(request, rows.select_related("publisher")[:_LOOKED_AT])

    @admin.display(description=_("source"), ordering="pk")
    def label(self, row: Source) -> str:
        return row.title or row.name

    @admin.display(description=_("published"), ordering="published_earliest")
    def published_as_stated(self, row: Source) -> str:
        return row.published.phrase()


@admin.register(Citation)
class CitationAdmin(RecordedAdmin):
    """Places in sources. They can be added, never changed."""

    list_display = ["label", "hedge", "credibility"]
    list_filter = ["hedge", "credibility"]
    list_select_related = ["source__publisher", "hands_on__upstream__publisher"]
    search_fields = ["quotation", "translation", "source__title", "source__publisher__name"]
    search_help_text = _("Words of the quotation, or the source")
    autocomplete_fields = ["source", "hands_on"]
    choice_select_related = ("source__publisher",)

    def get_fields(self, request: HttpRequest, obj: Citation | None = None) -> list[str]:
        source = "source" if obj is None else "source_called"
        step = "hands_on" if obj is None else "step_handed_on"
        return [
            source, "quotation", "locator", "translation", "said_by", step, "hedge", "credibility"
        ]  # fmt: skip

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def choice_label(self, row: Citation) -> str:
        return citation_label(row)

    @admin.display(description=_("citation"), ordering="pk")
    def label(self, row: Citation) -> str:
        return citation_label(row)

    @admin.display(description=_("source"))
    def source_called(self, row: Citation) -> str:
        return source_label(row.source)

    @admin.display(description=_("hands on"))
    def step_handed_on(self, row: Citation) -> str:
        return relay_label(row.hands_on) if row.hands_on else ""


@admin.register(Relay)
class RelayAdmin(ReadOnly):
    """Steps of chains; they are entered on the page of their text."""

    list_display = ["label"]
    list_filter = ["relation"]
    list_select_related = ["text__publisher", "upstream__publisher"]
    search_fields = ["text__title", "text__publisher__name", "unnamed_upstream", "as_stated"]
    choice_select_related = ("text__publisher", "upstream__publisher")
    fields = ["label", "relation", "unnamed_upstream", "as_stated"]

    def choice_label(self, row: Relay) -> str:
        return relay_label(row)

    @admin.display(description=_("step"), ordering="pk")
    def label(self, row: Relay) -> str:
        return relay_label(row)
