"""The forms of a review: deciding on an entry, answering a question, withdrawing an entry."""

import uuid
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.cases.codes import Decision
from casework.cases.forms import CHOOSE, source_label
from casework.sources.codes import SourceKind
from casework.sources.forms import WhenFormField
from casework.sources.models import Source


class ReviewForm(forms.Form):
    """What a second person decides on an entry."""

    decision = forms.ChoiceField(
        label=_("Decision"), widget=forms.RadioSelect,
        choices=[
            (Decision.CONFIRMED, _("Confirm it")),
            (Decision.RETURNED, _("Send it back with a question")),
            (Decision.REJECTED, _("Reject it")),
        ],
    )  # fmt: skip
    words = forms.CharField(
        label=_("In words"), required=False, widget=forms.Textarea({"rows": 3}),
        help_text=_("The question or the reason. Needed unless you confirm."),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("decision") in {Decision.RETURNED, Decision.REJECTED} and not data.get(
            "words"
        ):
            self.add_error("words", _("Say what is missing or why, so that the author can act."))
        return data


class AnswerForm(forms.Form):
    """The author's answer to a reviewer's question, with a source where one was asked for."""

    words = forms.CharField(label=_("Your answer"), widget=forms.Textarea({"rows": 3}))
    source = forms.ChoiceField(label=_("Source of this file"), required=False)
    teller = forms.CharField(
        label=_("Or a new source: who told us, or published it"), required=False, max_length=200
    )
    source_kind = forms.ChoiceField(
        label=_("Its kind"), required=False, choices=CHOOSE + SourceKind.choices
    )
    source_date = WhenFormField(label=_("Its date"))
    quotation = forms.CharField(
        label=_("Exact words of the source"), required=False, widget=forms.Textarea({"rows": 2})
    )

    def __init__(self, *args: Any, sources: Sequence[Source], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["source"].choices = CHOOSE + [
            (str(source.pk), source_label(source)) for source in sources
        ]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("teller") and not data.get("source_kind"):
            self.add_error("source_kind", _("Choose what kind of source it is."))
        if data.get("teller") and data.get("source"):
            self.add_error("teller", _("Choose a source of the file or name a new one, not both."))
        if data.get("quotation") and not (data.get("source") or data.get("teller")):
            self.add_error("quotation", _("Say whose words these are: choose or name the source."))
        return data


class RetractForm(forms.Form):
    """Withdrawing an entry: why."""

    submission = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    reason_in_words = forms.CharField(
        label=_("Why is it withdrawn?"), max_length=300, widget=forms.Textarea({"rows": 3})
    )
