"""Writing a note, changing its readers, keeping its text as a source."""

import uuid
from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from casework.access.editing import Difference
from casework.cases.labels import case_label
from casework.cases.models import Case
from casework.cases.source_forms import CHOOSE
from casework.notes.models import Level, Note, NoteKind
from casework.notes.readers import in_words, who_may_be_named
from casework.sources.codes import Hedge, Held, Reliability, SourceKind
from casework.sources.forms import WhenFormField

_LEVELS = [
    (Level.CASE_TEAM, _("The case team: caseworkers and managers who see the file")),
    (Level.MANAGERS, _("Managers who see the file, and you")),
    (Level.NAMED, _("Named people, and you: sealed on the disk, and no search finds it")),
]


class ReadersFields(forms.Form):
    """Who reads a note: only colleagues who may see the file can be named."""

    level = forms.ChoiceField(
        label=_("Who reads it"), widget=forms.RadioSelect, choices=_LEVELS,
        initial=Level.CASE_TEAM,
    )  # fmt: skip
    named_readers = forms.MultipleChoiceField(
        label=_("Named people"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def offer(self, people: Iterable[User]) -> None:
        self.fields["named_readers"].is_needed = True
        self.fields["named_readers"].choices = [
            (user.pk, f"{user.name}, {user.get_role_display()}") for user in people
        ]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        named = [int(pk) for pk in data.get("named_readers") or []]
        data["named_readers"] = named if data.get("level") == Level.NAMED else []
        if data.get("level") == Level.NAMED and not named and "named_readers" not in self.errors:
            self.add_error("named_readers", _("Choose at least one colleague who may read it."))
        return data


class NoteForm(ReadersFields):
    """A note. Where it may belong to one of several files, the writer says to which."""

    field_order = ["submission", "case", "text", "kind", "level", "named_readers"]

    submission = forms.UUIDField(widget=forms.HiddenInput)
    case = forms.ChoiceField(
        label=_("In which case file"),
        help_text=_("Only people who may see that file can read the note."),
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=NoteKind.choices, initial=NoteKind.ANALYSIS)
    text = forms.CharField(
        label=_("Note"), widget=forms.Textarea({"rows": 8}),
        help_text=_("Plain text. An empty line begins a new paragraph."),
    )  # fmt: skip

    def __init__(self, *args: Any, cases: Sequence[Case], author: User, **kwargs: Any) -> None:
        kwargs["initial"] = {"submission": uuid.uuid4(), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        self.cases = {str(case.pk): case for case in cases}
        self.may_be_named = who_may_be_named(cases, author)
        everybody = {user.pk: user for users in self.may_be_named.values() for user in users}
        self.offer(sorted(everybody.values(), key=lambda user: user.name))
        self.fields["case"].choices = [(key, case_label(c)) for key, c in self.cases.items()]
        if len(self.cases) == 1:
            del self.fields["case"]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        only = next(iter(self.cases)) if len(self.cases) == 1 else None
        key = only or data.pop("case", None)
        if key is None:
            return data
        data["case"] = self.cases[key]
        allowed = self.may_be_named[data["case"].pk]
        outside = set(data["named_readers"]) - {user.pk for user in allowed}
        if outside:
            names = {user.pk: user.name for users in self.may_be_named.values() for user in users}
            self.add_error(
                "named_readers",
                _("Not allowed to see that file: %s. Choose others, or another file.")
                % ", ".join(sorted(names[pk] for pk in outside)),
            )
        return data


class ReadersForm(ReadersFields):
    """The author changes who reads a note. `differences` are filled where the form was stale."""

    seen_version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, note: Note, **kwargs: Any) -> None:
        kwargs["initial"] = {
            "level": note.level, "named_readers": note.named_readers,
            "seen_version": note.version,
        }  # fmt: skip
        super().__init__(*args, **kwargs)
        self.differences: list[Difference] = []
        self.people = who_may_be_named([note.case], note.author)[note.case_id]
        self.offer(self.people)

    def show_conflict(self, stored: Note) -> None:
        """Both versions side by side; sent again, the form means the one that is stored now."""
        names = {user.pk: user.name for user in self.people}
        mine = self.cleaned_data
        self.differences = [
            Difference(
                str(self.fields["level"].label),
                in_words(stored.level, stored.named_readers, names),
                in_words(mine["level"], mine["named_readers"], names),
            )
        ]
        self.data = self.data.copy()
        self.data["seen_version"] = str(stored.version)
        self.add_error(
            None,
            _(
                "The readers of this note were changed since you opened this page, perhaps by "
                "you in another window. Both versions are shown. Choose again, then save."
            ),
        )


class SourceFromNoteForm(forms.Form):
    """What a note says, as a source of the file: from whom, and their words."""

    submission = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    quotation = forms.CharField(
        label=_("Words to keep"), widget=forms.Textarea({"rows": 8}),
        help_text=_(
            "From your note: take out what not everybody who sees the file should read."
        ),
    )  # fmt: skip
    teller = forms.CharField(
        label=_("Who told us, or published it"), max_length=200,
        help_text=_("“A partner”, if a name would put somebody in danger."),
    )  # fmt: skip
    source_kind = forms.ChoiceField(
        label=_("Kind of source"), choices=SourceKind.choices, initial=SourceKind.EMAIL_OR_CALL
    )
    source_date = WhenFormField(label=_("Its date"))
    held = forms.ChoiceField(label=_("Do we have it?"), choices=Held.choices, initial=Held.SEEN)
    reliability = forms.ChoiceField(
        label=_("Reliability of the source"), choices=Reliability.choices, initial=Reliability.F
    )
    hedge = forms.ChoiceField(
        label=_("How the source put it"), choices=CHOOSE + Hedge.choices
    )
    locator = forms.CharField(label=_("Page or place in it"), required=False, max_length=120)
