"""The form for what is protected of a person: the label that stands everywhere, who reads more."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from casework.access.editing import VersionedForm
from casework.access.readers import colleagues, who_sees
from casework.cases.models import Person, PersonName
from casework.cases.protection import protect


class ProtectionForm(VersionedForm):
    """Names that its user sees can be protected; the label may hold none of them."""

    confidants = forms.TypedMultipleChoiceField(
        label=_("Who reads it"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "Colleagues who may see the person; at least two: what only one can read is lost with "
            "that account."
        ),
    )  # fmt: skip
    protected = forms.TypedMultipleChoiceField(
        label=_("Protected names"), coerce=int, required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    new_name = forms.CharField(
        label=_("Add a protected name"), required=False, max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip

    whereabouts = forms.CharField(
        label=_("Add what is known of where the person is"), required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Sealed in the database; read by the same people, and in no search."),
    )  # fmt: skip

    class Meta:
        model = Person
        fields = ["label", "name_missing"]
        widgets = {"label": forms.TextInput(attrs={"autocomplete": "off"})}

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["confidants"].choices = [
            (colleague.pk, f"{colleague.name}, {colleague.get_role_display()}")
            for colleague in who_sees([self.instance], colleagues())[0]
        ]
        self.fields["confidants"].initial = self.instance.confidants or [user.pk]
        self.names = list(PersonName.objects.editable_by(user).filter(person=self.instance))
        self.fields["protected"].choices = [
            (name.pk, _("Protected name %d") % number if name.is_protected else name.text)
            for number, name in enumerate(self.names, start=1)
        ]
        self.fields["protected"].initial = [name.pk for name in self.names if name.is_protected]
        if not self.names:
            del self.fields["protected"]
        self.fields["label"].help_text = _(
            "What everybody else reads, for example “Mother, name withheld”."
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        kept = [name.text for name in self.names if name.pk in cleaned.get("protected", ())]
        kept.append(cleaned.get("new_name", ""))
        label = cleaned.get("label", "").casefold()
        if any(text and text.casefold() in label for text in kept):
            self.add_error("label", _("This holds a protected name. Write what may be read."))
        if any([*kept, cleaned.get("whereabouts")]):
            self._ask_for_two(cleaned.get("confidants", ()))
        return cleaned

    def _ask_for_two(self, readers: list[int]) -> None:
        """What one alone can read is lost with that account."""
        if len(readers) < min(2, len(self.fields["confidants"].choices)):
            self.add_error("confidants", _("Name at least two readers."))

    def save(self, commit: bool = True) -> Person:
        """Raises ValidationError where nobody, or the wrong people, would read it."""
        person = super().save(commit)
        protect(
            by=self.user,
            person=person,
            confidants=self.cleaned_data["confidants"],
            names=self.cleaned_data.get("protected", ()),
            new_name=self.cleaned_data["new_name"],
            whereabouts=self.cleaned_data["whereabouts"],
        )
        return person

    def as_stored(self, stored: Person) -> "ProtectionForm":
        return ProtectionForm(instance=stored, user=self.user)
