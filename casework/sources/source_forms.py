"""The forms of a source on the site: entering it, editing it, its chain, its passages.

The forms of the back office are in admin.py.
"""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from casework.access.editing import VersionedForm
from casework.access.forms import shown
from casework.sources.codes import Credibility, Hedge, Held, RelayKind, Reliability, SourceKind
from casework.sources.copies import LikelyCopy, Told, likely_copies
from casework.sources.forms import DatedModelForm, WhenFormField
from casework.sources.labels import relay_label, source_label
from casework.sources.models import Organisation, Relay, Source

CHOOSE = [("", gettext_lazy("Choose …"))]
ANOTHER_TEXT = "another"


def _words(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class SourceForm(VersionedForm, DatedModelForm):
    """What a source is, where it is found, and how we have it."""

    published = WhenFormField(
        label=gettext_lazy("Published"),
        help_text=gettext_lazy("As the source puts it: “25 June 2008”, “March 2008”."),
    )
    url = forms.URLField(
        label=gettext_lazy("Address"), required=False, max_length=500, assume_scheme="https"
    )

    class Meta:
        model = Source
        fields = [
            "kind", "title", "publisher", "described_as", "author", "published", "language",
            "url", "accessed_on", "access_terms", "held", "reliability", "remark",
        ]  # fmt: skip
        widgets = {
            "accessed_on": forms.DateInput(
                format="%Y-%m-%d", attrs={"type": "date", "class": "input-short"}
            ),
            "remark": _words(2),
        }

    def display(self, name: str, value: Any) -> str:
        return shown(self.fields[name], value)


class PassageFields(forms.Form):
    """A place in a source and the words that stand there."""

    quotation = forms.CharField(
        label=gettext_lazy("Exact words"), required=False, widget=_words(3)
    )
    locator = forms.CharField(
        label=gettext_lazy("Page or place in it"), required=False, max_length=120
    )
    said_by = forms.CharField(
        label=gettext_lazy("Said by"), required=False, max_length=200,
        help_text=gettext_lazy("Whose statement it is, where that is not the source’s own."),
    )  # fmt: skip
    translation = forms.CharField(
        label=gettext_lazy("Our translation"), required=False, widget=_words(2)
    )
    hedge = forms.ChoiceField(
        label=gettext_lazy("How the source put it"), choices=CHOOSE + Hedge.choices,
        required=False,
    )
    credibility = forms.TypedChoiceField(
        label=gettext_lazy("Credibility of what it says"), choices=Credibility.choices,
        coerce=int, initial=Credibility.UNKNOWN,
    )  # fmt: skip

    def passage(self) -> dict[str, Any]:
        """What the passage says, as `cite` takes it."""
        return {name: self.cleaned_data[name] for name in PassageFields.base_fields}

    def has_passage(self) -> bool:
        told = ("quotation", "locator", "said_by", "translation")
        return any(self.cleaned_data.get(name) for name in told)

    def ask_for_hedge(self) -> None:
        """A passage says how the source put it; without one there is nothing to put."""
        if self.has_passage() and not self.cleaned_data.get("hedge"):
            self.add_error(
                "hedge", _("Choose how the source put it: plainly, or with a doubt.")
            )


class NewSourceForm(SourceForm, PassageFields):
    """A source and, if there is one, its first passage.

    Where it may be a text that is there already, the user says first whether it is: `likely`
    holds what it looks like, and `same_as` appears.
    """

    def __init__(self, *args: Any, reader: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reader = reader
        self.likely: list[LikelyCopy] = []
        self.initial["held"] = Held.SEEN

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        self.ask_for_hedge()
        if not self.errors:
            self.likely = likely_copies(self._told(data), self.reader)
        if self.likely:
            self._ask_whether_it_is_one(data)
        return data

    def _told(self, data: dict[str, Any]) -> Told:
        names = ("url", "title", "publisher", "described_as", "published")
        quoted = tuple(filter(None, [data["quotation"]]))
        return Told(**{name: data[name] for name in names}, quotations=quoted)

    def _ask_whether_it_is_one(self, data: dict[str, Any]) -> None:
        self.fields["same_as"] = same_text_field(self.likely)
        chosen = self.data.get(self.add_prefix("same_as"), "")
        if chosen not in {key for key, _label in self.fields["same_as"].choices}:
            self.add_error(
                "same_as", _("This may be a text that is there already. Say whether it is.")
            )
        elif chosen != ANOTHER_TEXT:
            data["same_as"] = next(
                like.source for like in self.likely if str(like.source.pk) == chosen
            )

    def source(self) -> dict[str, Any]:
        """What the source is, as `add_source` takes it."""
        return {name: self.cleaned_data[name] for name in SourceForm.Meta.fields}


def same_text_field(likely: Sequence[LikelyCopy]) -> forms.ChoiceField:
    """Whether a text is one of those that it looks like, or another."""
    same = [
        (
            str(like.source.pk),
            _("The same text as %(source)s (%(why)s)")
            % {"source": source_label(like.source), "why": ", ".join(like.reasons)},
        )
        for like in likely
    ]
    return forms.ChoiceField(
        label=_("Is it a text that is there already?"), widget=forms.RadioSelect, required=False,
        choices=[*same, (ANOTHER_TEXT, _("Not the same: another text"))],
        help_text=_("Copies of one text count as one source."),
    )  # fmt: skip


class PassageForm(PassageFields):
    """A passage of a source that is there. Where several files rest on it, the user says which."""

    field_order = ["case", "quotation", "locator", "said_by", "hands_on"]

    case = forms.ChoiceField(
        label=gettext_lazy("For which case file"),
        help_text=gettext_lazy("Only people who may see that file can read the passage."),
    )
    hands_on = forms.ChoiceField(
        label=gettext_lazy("Hands on"), required=False,
        help_text=gettext_lazy(
            "The step of the source’s chain that this passage repeats. Empty: its own words."
        ),
    )  # fmt: skip

    def __init__(
        self, *args: Any, cases: Sequence[tuple[str, str]], steps: Sequence[Relay], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.steps = {str(step.pk): step for step in steps}
        self.fields["hands_on"].choices = [("", gettext_lazy("nothing: its own words"))] + [
            (key, relay_label(step)) for key, step in self.steps.items()
        ]
        self.fields["case"].choices = cases if len(cases) == 1 else [*CHOOSE, *cases]
        if not cases:
            del self.fields["case"]  # the source is in no file: whoever recorded it reads it

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        self.ask_for_hedge()
        if not self.has_passage() and not self.errors:
            self.add_error("quotation", _("Give the words, or the place where they stand."))
        data["hands_on"] = self.steps.get(data.get("hands_on", ""))
        return data


class StepForm(forms.Form):
    """Where a text has it from: a source that is there, a new one, or somebody unnamed."""

    OLD, NEW, UNNAMED = "old", "new", "unnamed"

    relation = forms.ChoiceField(
        label=gettext_lazy("What the text does with it"), choices=RelayKind.choices,
        initial=RelayKind.REPORTS,
    )  # fmt: skip
    goes_back_to = forms.ChoiceField(
        label=gettext_lazy("It goes back to"), widget=forms.RadioSelect,
        choices=[
            (OLD, gettext_lazy("A source of the same files")),
            (NEW, gettext_lazy("A new one")),
            (UNNAMED, gettext_lazy("Somebody whom nobody names")),
        ],
    )  # fmt: skip
    upstream = forms.ChoiceField(label=gettext_lazy("Which source"), required=False)
    publisher = forms.ModelChoiceField(
        Organisation.objects.all(), label=gettext_lazy("Publisher"), required=False
    )
    described_as = forms.CharField(
        label=gettext_lazy("Or described as"), required=False, max_length=200
    )
    title = forms.CharField(label=gettext_lazy("Title"), required=False, max_length=300)
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind of source"), required=False, choices=CHOOSE + SourceKind.choices
    )
    published = WhenFormField(label=gettext_lazy("Its date"))
    held = forms.ChoiceField(
        label=gettext_lazy("Do we have it?"), required=False, choices=Held.choices,
        initial=Held.CITED,
    )  # fmt: skip
    reliability = forms.ChoiceField(
        label=gettext_lazy("Reliability of the source"), required=False,
        choices=Reliability.choices, initial=Reliability.F,
    )  # fmt: skip
    unnamed_upstream = forms.CharField(
        label=gettext_lazy("As the text puts it"), required=False, max_length=200,
        help_text=gettext_lazy("For example: “unnamed sources”."),
    )  # fmt: skip
    as_stated = forms.CharField(
        label=gettext_lazy("In the text’s own words"), required=False, max_length=300,
        help_text=gettext_lazy("How it says where it has it from, if it does."),
    )  # fmt: skip

    def __init__(self, *args: Any, sources: Sequence[Source], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sources = {str(source.pk): source for source in sources}
        self.fields["upstream"].choices = CHOOSE + [
            (key, source_label(source)) for key, source in self.sources.items()
        ]
        for name in ("upstream", "unnamed_upstream", "kind", "held", "reliability"):
            self.fields[name].is_needed = True

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        choice = data.get("goes_back_to")
        if choice == self.OLD and not data.get("upstream"):
            self.add_error("upstream", _("Choose the source that the text goes back to."))
        if choice == self.UNNAMED and not data.get("unnamed_upstream"):
            self.add_error("unnamed_upstream", _("Say how the text describes them."))
        if choice == self.NEW:
            self._clean_new(data)
        return data

    def _clean_new(self, data: dict[str, Any]) -> None:
        if not (data.get("publisher") or data.get("described_as") or data.get("title")):
            self.add_error(
                "publisher", _("Say what it is: a publisher, a description or a title.")
            )
        for name in ("kind", "held", "reliability"):
            if not data.get(name) and name not in self.errors:
                self.add_error(name, _("Choose one."))

    def step(self) -> dict[str, Any]:
        """The step itself, as `relay` takes it, without a new source that it may go back to."""
        data, choice = self.cleaned_data, self.cleaned_data["goes_back_to"]
        return {
            "relation": data["relation"],
            "as_stated": data["as_stated"],
            "upstream": self.sources.get(data["upstream"]) if choice == self.OLD else None,
            "unnamed_upstream": data["unnamed_upstream"] if choice == self.UNNAMED else "",
        }

    def new_source(self) -> dict[str, Any] | None:
        """The new source that it goes back to, as `add_source` takes it; None where it is none."""
        if self.cleaned_data["goes_back_to"] != self.NEW:
            return None
        names = (
            "publisher", "described_as", "title", "kind", "published", "held", "reliability",
        )  # fmt: skip
        return {name: self.cleaned_data[name] for name in names}
