"""The forms of an open question: asking it, what a source says to it, and our position."""

import uuid
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.access.editing import VersionedForm
from casework.cases.codes import Position, Stance
from casework.cases.labels import entry_label
from casework.cases.models import Dispute, StatusEntry
from casework.cases.source_forms import SourceFields


class QuestionForm(forms.Form):
    """A question of fact, optionally about one entry of the history."""

    submission = forms.UUIDField(widget=forms.HiddenInput)
    question = forms.CharField(
        label=_("What is not known, or disputed?"), max_length=300,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("As a question: “Are the mother and her two children among the seven?”"),
    )  # fmt: skip
    about = forms.ChoiceField(
        label=_("Which entry does it put in doubt?"), required=False,
        help_text=_("Leave it empty if the question is about none."),
    )  # fmt: skip

    def __init__(self, *args: Any, entries: Iterable[StatusEntry], **kwargs: Any) -> None:
        kwargs["initial"] = {"submission": uuid.uuid4(), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        self.fields["about"].choices = [
            ("", _("none")), *((str(entry.pk), entry_label(entry)) for entry in entries),
        ]  # fmt: skip


class ClaimForm(SourceFields):
    """What one source says to the question, in our words and in its own."""

    without_source = ""  # what nobody says is no claim

    submission = forms.UUIDField(widget=forms.HiddenInput)
    stance = forms.ChoiceField(
        label=_("To this question, the source"), widget=forms.RadioSelect, choices=Stance.choices
    )
    claim = forms.CharField(
        label=_("What it says, in our words"), max_length=300, widget=forms.Textarea({"rows": 2}),
        help_text=_("Keep the words of an authority for the quotation below."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"submission": uuid.uuid4(), "source_choice": self.NEW}
        super().__init__(*args, **kwargs)


class PositionForm(VersionedForm):
    """What we hold, and why. What we held before stays readable."""

    class Meta:
        model = Dispute
        fields = ["position", "adopted_answer", "adopted_stance", "reasoning"]
        widgets = {
            "position": forms.RadioSelect,
            "adopted_answer": forms.Textarea({"rows": 2}),
            "reasoning": forms.Textarea({"rows": 4}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Only where the question puts an entry in doubt can an answer say yes or no to it."""
        super().__init__(*args, **kwargs)
        if self.instance.about_id is None:
            del self.fields["adopted_stance"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        self._clean_stance(cleaned)
        position, answer = cleaned.get("position"), cleaned.get("adopted_answer")
        if position == Position.ADOPTED and not answer:
            self.add_error("adopted_answer", _("Say which answer we adopt."))
        if position and position != Position.ADOPTED and answer:
            self.add_error(
                "adopted_answer", _("We adopt no answer with this position. Empty this.")
            )
        if position and position != Position.UNDETERMINED and not cleaned.get("reasoning"):
            self.add_error("reasoning", _("Say why we take this position."))
        return cleaned

    def _clean_stance(self, cleaned: dict[str, Any]) -> None:
        """An adopted answer says which way it goes, or the entry would stay contested."""
        adopts, stance = cleaned.get("position") == Position.ADOPTED, cleaned.get("adopted_stance")
        if "adopted_stance" not in self.fields or adopts == bool(stance):
            return
        if adopts:
            problem = _("Say what the answer means for the entry: yes, no, or yes with limits.")
        else:
            problem = _("We adopt no answer with this position. Empty this.")
        self.add_error("adopted_stance", problem)
