"""The forms of second thoughts: deciding on an entry, answering a question, withdrawing an entry
and telling it anew."""

import uuid
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from casework.cases.codes import Axis, Decision
from casework.cases.forms import LogUpdateForm
from casework.cases.labels import case_label
from casework.cases.models import Case, StatusEntry
from casework.cases.source_forms import SourceFields


class WaitingForm(forms.Form):
    """Which of the entries that wait for a reviewer are shown."""

    file = forms.ChoiceField(label=_("Case file"), required=False)
    author = forms.TypedChoiceField(
        label=_("Logged by"), required=False, coerce=int, empty_value=None
    )
    unsourced = forms.BooleanField(label=_("Only without a source"), required=False)

    def __init__(self, *args: Any, waiting: QuerySet[StatusEntry], reader: User) -> None:
        super().__init__(*args)
        self.waiting = waiting
        of = waiting.order_by()
        files = Case.objects.visible_to(reader).filter(pk__in=of.values("case"))
        authors = User.objects.filter(pk__in=of.values("recorded_by")).order_by("name")
        self.fields["file"].choices = [
            ("", _("All")), *((case.reference, case_label(case)) for case in files)
        ]  # fmt: skip
        self.fields["author"].choices = [
            ("", _("Everybody")), *((user.pk, user.name) for user in authors)
        ]  # fmt: skip

    @property
    def chosen(self) -> QuerySet[StatusEntry]:
        """Those that fit; what cannot be understood chooses nothing."""
        entries = self.waiting
        data = self.cleaned_data if self.is_valid() else {}
        if data.get("file"):
            entries = entries.filter(case__reference=data["file"])
        if data.get("author"):
            entries = entries.filter(recorded_by=data["author"])
        return entries.filter(citations=None) if data.get("unsourced") else entries


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


class AnswerForm(SourceFields):
    """The author's answer to a reviewer's question, with a source where one was asked for."""

    without_source = _("No further source")
    words = forms.CharField(label=_("Your answer"), widget=forms.Textarea({"rows": 3}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"source_choice": self.NONE})
        super().__init__(*args, **kwargs)
        del self.fields["known_on"]  # the entry has its own day


class RetractForm(forms.Form):
    """Withdrawing an entry: why."""

    submission = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    reason_in_words = forms.CharField(
        label=_("Why is it withdrawn?"), max_length=300, widget=forms.Textarea({"rows": 3})
    )


class ReplaceForm(LogUpdateForm):
    """An earlier entry as it should have been told: filled in with what it says, and why."""

    reason_in_words = forms.CharField(
        label=_("What was wrong with it, and how do we know?"), max_length=300,
        widget=forms.Textarea({"rows": 2}),
    )  # fmt: skip

    def __init__(self, *args: Any, entry: StatusEntry, **kwargs: Any) -> None:
        """`entry` comes with the citations that its reader may see (citations_read)."""
        self.entry = entry
        super().__init__(*args, initial=_as_told(entry), **kwargs)
        if entry.citations_read:
            as_before = (self.SAME, _("The same as before"))
            self.fields["source_choice"].choices = [
                as_before, *self.fields["source_choice"].choices
            ]  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """A date whose text nobody touched keeps its bounds, which its text may not tell."""
        data = super().clean()
        for name in ("since", "until"):
            if name in data and name not in self.changed_data:
                data[name] = getattr(self.entry, name)
        if data.get("concerns") == self.PEOPLE and len(data.get("people", ())) > 1:
            self.add_error("people", _("One entry speaks of one person. Log the others anew."))
        if data.get("axis") == Axis.WORKFLOW:
            self.add_error("axis", _("Our own work corrects nothing. Log it as a new update."))
        return data


def _as_told(entry: StatusEntry) -> dict[str, Any]:
    """What an entry says, as the form asks for it."""
    told = ("axis", "since", "since_missing", "until", "place", "place_missing", "told",
            "certainty")  # fmt: skip
    return {
        **{name: getattr(entry, name) for name in told},
        entry.axis: entry.value,
        **_of_whom(entry),
        "source_choice": LogUpdateForm.SAME if entry.citations_read else LogUpdateForm.NONE,
    }


def _of_whom(entry: StatusEntry) -> dict[str, Any]:
    if entry.count is not None:
        return {
            "concerns": LogUpdateForm.NUMBER, "number": entry.count,
            "number_put_as": entry.count_qualifier, "out_of": entry.part_id or "",
        }  # fmt: skip
    if entry.person_id is not None:
        return {"concerns": LogUpdateForm.PEOPLE, "people": [str(entry.person_id)]}
    if entry.part_id is not None:
        return {"concerns": LogUpdateForm.PART, "part": entry.part_id}
    return {"concerns": LogUpdateForm.ALL}
