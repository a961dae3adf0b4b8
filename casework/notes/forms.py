"""Writing a note: plain text, and who reads it."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from casework.access.policy import keys_of
from casework.cases.models import Case
from casework.notes.models import Level, NoteKind


class NoteForm(forms.Form):
    """Only colleagues who may see the file can be named as readers."""

    submission = forms.UUIDField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(label=_("Kind"), choices=NoteKind.choices, initial=NoteKind.ANALYSIS)
    level = forms.ChoiceField(
        label=_("Who reads it"), widget=forms.RadioSelect, choices=Level.choices,
        initial=Level.CASE_TEAM,
    )  # fmt: skip
    named_readers = forms.MultipleChoiceField(
        label=_("Named people"), required=False, widget=forms.CheckboxSelectMultiple
    )
    text = forms.CharField(label=_("Note"), widget=forms.Textarea({"rows": 8}))

    def __init__(self, *args: Any, case: Case, author: User, **kwargs: Any) -> None:
        kwargs["initial"] = {"submission": uuid.uuid4(), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        colleagues = [
            user
            for user in User.objects.filter(is_active=True)
            .exclude(pk=author.pk)
            .prefetch_related("teams")
            if set(keys_of(user)) & set(case.reader_keys)
        ]
        self.fields["named_readers"].choices = [
            (user.pk, f"{user.name}, {user.get_role_display()}") for user in colleagues
        ]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        named = [int(pk) for pk in data.get("named_readers") or []]
        data["named_readers"] = named if data.get("level") == Level.NAMED else []
        if data.get("level") == Level.NAMED and not named:
            self.add_error("named_readers", _("Choose at least one colleague who may read it."))
        return data
