"""The rows entered on the page of a file, of a person, of an open question or of a source."""

from decimal import Decimal
from typing import Any

from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from casework.access.admin import GuardedInline, GuardedStacked, GuardedTabular
from casework.access.forms import GuardedForm
from casework.cases.breakdown_forms import BreakdownField
from casework.cases.models import (
    CaseSource,
    Dispute,
    DisputedClaim,
    Figure,
    Kinship,
    Part,
    Participation,
    PersonName,
)
from casework.sources.entry_forms import DatedForm
from casework.sources.forms import WhenFormField


class _PartsOfThisFile(GuardedInline):
    """Only parts of the file on whose page the row stands can be chosen."""

    part_fields: tuple[str, ...] = ("part",)

    def get_formset(self, request: HttpRequest, obj: Model | None = None, **kwargs: Any):
        formset = super().get_formset(request, obj, **kwargs)
        for name in self.part_fields:
            if name in formset.form.base_fields:
                field = formset.form.base_fields[name]
                field.limit_to(field.queryset.filter(case=obj))
        return formset


class PartInline(_PartsOfThisFile, GuardedStacked):
    model = Part
    part_fields = ("parent",)
    fields = ["name", "parent", "is_remainder", "counted_apart", "description"]


class FigureForm(DatedForm):
    """Figures stand side by side: one that was wrong is withdrawn, and the right one added."""

    as_of = WhenFormField(label=_("As of"))
    breakdown = BreakdownField(label=_("Breakdown"), required=False)

    numbers = ("low", "high")
    told = ("part", "measures_group", "unit", "qualifier", "low", "high", "as_of", "known_on")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Seventeen people are 17, not 17.00."""
        super().__init__(*args, **kwargs)
        for name in self.numbers:
            number = self.initial.get(name)
            if number is not None and number == int(number):
                self.initial[name] = Decimal(int(number))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for name in self.told:
            if self.instance.pk and name in self.changed_data and name not in self.errors:
                self.add_error(
                    name,
                    _(
                        "A figure is never overwritten, so that what was known on a day can still "
                        "be told. Withdraw this one, saying why, and add the right one."
                    ),
                )
        return cleaned


class FigureInline(_PartsOfThisFile, GuardedStacked):
    model = Figure
    form = FigureForm
    autocomplete_fields = ["estimating_body", "citations"]
    fields = [
        "part", "measures_group", "unit", "qualifier", "low", "high", "population", "area",
        "area_missing", "breakdown", "as_of", "as_of_missing", "estimated_by", "estimating_body",
        "estimated_by_missing", "remark", "citations", "known_on", "withdrawn_on",
        "withdrawn_because",
    ]  # fmt: skip


class ParticipationInline(_PartsOfThisFile, GuardedStacked):
    model = Participation
    autocomplete_fields = ["person", "citations"]
    fields = ["person", "role", "certainty", "part", "part_certainty", "remark", "citations"]


class SourceLinkForm(GuardedForm):
    fixed = ("source",)


class CaseSourceInline(GuardedTabular):
    model = CaseSource
    form = SourceLinkForm
    autocomplete_fields = ["source"]
    fields = ["source"]


class DisputeInline(GuardedStacked):
    """Questions are added here; claims, and our position, have the question’s own page."""

    model = Dispute
    fields = ["question", "position", "adopted_answer", "reasoning"]
    show_change_link = True

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


class ClaimInline(GuardedStacked):
    model = DisputedClaim
    autocomplete_fields = ["citation"]
    fields = ["stance", "claim", "citation", "known_on"]


class NameInline(GuardedStacked):
    model = PersonName
    autocomplete_fields = ["citations"]
    fields = [
        "text", "kind", "script", "language", "romanisation", "written_order", "family_part",
        "given_part", "attested", "citations",
    ]  # fmt: skip

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """Protected names have a page of their own, where opening them is recorded."""
        return super().get_queryset(request).filter(is_protected=False)


class KinshipInline(GuardedTabular):
    model = Kinship
    fk_name = "person"
    autocomplete_fields = ["relative", "citations"]
    fields = ["kind", "relative", "citations"]


class FilesOfPersonInline(GuardedStacked):
    """In which part of a group somebody is, is entered on the page of the file."""

    model = Participation
    autocomplete_fields = ["case", "citations"]
    fields = ["case", "role", "certainty", "remark", "citations"]
    verbose_name = _("file in which the person has a part")
    verbose_name_plural = _("files in which the person has a part")


class FileLinkForm(GuardedForm):
    fixed = ("case",)


class FilesOfSourceInline(GuardedTabular):
    model = CaseSource
    form = FileLinkForm
    autocomplete_fields = ["case"]
    fields = ["case"]
    verbose_name = _("file that rests on this source")
    verbose_name_plural = _("files that rest on this source")
