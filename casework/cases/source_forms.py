"""Where a fact comes from, as every form asks it: a passage, a source of the file, or a new one.

What these fields hold is stored by quoting.py.
"""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casework.sources.codes import Credibility, Hedge, Held, Reliability, SourceKind
from casework.sources.forms import ReasonFormField, WhenFormField, value_or_reason
from casework.sources.labels import citation_label, source_label
from casework.sources.models import Citation, Source

CHOOSE = [("", _("Choose …"))]


class SourceFields(forms.Form):
    """Who says so, in which words, how the source puts it, and when we heard."""

    PASSAGE, OLD, NEW, NONE, SAME = "passage", "old", "new", "none", "same"
    NEEDED_WHERE_SHOWN: tuple[str, ...] = (
        "passage", "source", "teller", "source_kind", "held", "reliability", "hedge",
        "credibility",
    )  # fmt: skip
    OF_A_QUOTATION = ("quotation", "locator", "said_by")
    without_source = _("No source yet: the reviewer will ask for one")

    source_choice = forms.ChoiceField(label=_("Source"), widget=forms.RadioSelect)
    passage = forms.ChoiceField(label=_("Which passage"), required=False)
    source = forms.ChoiceField(label=_("Which source"), required=False)
    teller = forms.CharField(
        label=_("Who told us, or published it"), required=False, max_length=200
    )
    source_kind = forms.ChoiceField(
        label=_("Kind of source"), required=False, choices=CHOOSE + SourceKind.choices,
        initial=SourceKind.EMAIL_OR_CALL,
    )  # fmt: skip
    source_date = WhenFormField(label=_("Its date"))
    source_date_missing = ReasonFormField(label=_("Why it has no date"))
    held = forms.ChoiceField(
        label=_("Do we have it?"), required=False, choices=Held.choices, initial=Held.SEEN
    )
    reliability = forms.ChoiceField(
        label=_("Reliability of the source"), required=False, choices=Reliability.choices,
        initial=Reliability.F,
    )  # fmt: skip
    hedge = forms.ChoiceField(
        label=_("How the source put it"), required=False, choices=CHOOSE + Hedge.choices
    )
    quotation = forms.CharField(
        label=_("Exact words of the source"), required=False, widget=forms.Textarea({"rows": 2})
    )
    said_by = forms.CharField(
        label=_("Whose words they are"), required=False, max_length=200,
        help_text=_("If they are not the source’s own: “the principal”, “an official”."),
    )  # fmt: skip
    locator = forms.CharField(label=_("Page or place in it"), required=False, max_length=120)
    credibility = forms.TypedChoiceField(
        label=_("Credibility of this information"), required=False, choices=Credibility.choices,
        initial=Credibility.UNKNOWN, coerce=int, empty_value=Credibility.UNKNOWN.value,
    )  # fmt: skip
    known_on = forms.DateField(
        label=_("When did we hear?"), initial=timezone.localdate,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "input-short"}),
    )  # fmt: skip

    def __init__(
        self, *args: Any, sources: Sequence[Source], passages: Sequence[Citation] = (),
        **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        own = [name for name in self.fields if name not in SourceFields.base_fields]
        self.order_fields(own)  # what is told comes before who told it
        for name in self.NEEDED_WHERE_SHOWN:
            self.fields[name].is_needed = True
        self.fields["source"].choices = CHOOSE + [
            (str(source.pk), source_label(source)) for source in sources
        ]
        self.fields["passage"].choices = CHOOSE + [
            (str(passage.pk), citation_label(passage)) for passage in passages
        ]
        self.fields["source_choice"].choices = self._ways(bool(sources), bool(passages))

    def _ways(self, has_sources: bool, has_passages: bool) -> list[tuple[str, Any]]:
        ways = [(self.NEW, _("A new one"))]
        if has_sources:
            ways.append((self.OLD, _("One of this file")))
        if has_passages:
            ways.append((self.PASSAGE, _("A passage that this file quotes already")))
        return [*ways, (self.NONE, self.without_source)] if self.without_source else ways

    def clean_known_on(self) -> Any:
        day = self.cleaned_data["known_on"]
        if day > timezone.localdate():
            raise ValidationError(_("That day is still to come. When did we hear of it?"))
        return day

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if self.asks_for_source(data):
            self._clean_source(data)
        self._clean_words_of_source(data)
        value_or_reason(self, "source_date", "source_date_missing")
        return data

    @property
    def has_stray_words(self) -> bool:
        """Whether words without a source were sent: they are shown, wherever they were hidden."""
        return any(name in self.errors for name in (*self.OF_A_QUOTATION, "hedge"))

    @property
    def has_more_to_mend(self) -> bool:
        """Whether a field that is folded away has an error."""
        folded = ("known_on", "source_date", "source_date_missing", "held", "locator",
                  "credibility")  # fmt: skip
        return any(name in self.errors for name in folded)

    def asks_for_source(self, data: dict[str, Any]) -> bool:
        """Whether what is told here can rest on a source at all."""
        return True

    def _clean_source(self, data: dict[str, Any]) -> None:
        choice = data.get("source_choice")
        if choice == self.PASSAGE and not data.get("passage"):
            self.add_error("passage", _("Choose the passage that says so."))
        if choice == self.OLD and not data.get("source"):
            self.add_error("source", _("Choose the source, or choose “A new one”."))
        if choice == self.NEW:
            if not data.get("teller"):
                self.add_error("teller", _("Say who told us or who published it."))
            if not data.get("source_kind"):
                self.add_error("source_kind", _("Choose what kind of source it is."))
        if choice in {self.OLD, self.NEW} and not data.get("hedge"):
            self.add_error("hedge", _("Choose how the source put it: plainly, or with a doubt."))

    def _clean_words_of_source(self, data: dict[str, Any]) -> None:
        """Words, whose they are and their hedge are kept with a source, or would be lost."""
        if not self.asks_for_source(data):
            problem = _("Our own work is noted without a source. Empty this, or log it apart.")
        elif data.get("source_choice") == self.NONE:
            problem = _("This is kept with its source. Say above which source it is, or empty it.")
        elif data.get("source_choice") in {self.PASSAGE, self.SAME}:
            problem = _("A passage keeps its own words. Empty this, or quote its source anew.")
        else:
            return
        for name in self.OF_A_QUOTATION:
            if data.get(name):
                self.add_error(name, problem)
        if data.get("source_choice") == self.NONE and data.get("hedge") not in {"", Hedge.STATED}:
            self.add_error("hedge", problem)
