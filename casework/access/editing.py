"""Two people, one row: nobody's text is lost.

`Versioned` counts the saves of a row; `VersionedForm` refuses to save over a version that its
user has not seen, and shows both versions instead.
"""

from typing import Any, NamedTuple

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _


class Versioned(models.Model):
    """A row that several people may edit."""

    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True


class Difference(NamedTuple):
    """One field in which the stored row differs from what the user is about to save."""

    label: str
    stored: str
    yours: str


class VersionedForm(forms.ModelForm):
    """A form of a `Versioned` row. `conflict` lists what differs when the row has moved on."""

    seen_version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.conflict: list[Difference] = []
        self.initial["seen_version"] = self.instance.version if self.instance.pk else 0

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.instance.pk:
            stored = (
                self._meta.model.objects.select_for_update()
                .unrestricted(because="compared with a row that the view has already granted")
                .get(pk=self.instance.pk)
            )
            if stored.version != cleaned.get("seen_version"):
                self._report_conflict(stored)
            self._keep_the_rest(stored)
            self.instance.version = stored.version + 1
        return cleaned

    def _keep_the_rest(self, stored: models.Model) -> None:
        """What the form does not hold may have moved since the row was read, by a trigger too."""
        for column in stored._meta.concrete_fields:
            if column.name not in self.fields:
                setattr(self.instance, column.attname, getattr(stored, column.attname))

    def _report_conflict(self, stored: models.Model) -> None:
        theirs = self.as_stored(stored)
        for name, field in self.fields.items():
            if name == "seen_version" or name in self.errors:
                continue
            before, mine = (
                theirs.get_initial_for_field(theirs.fields[name], name),
                self.data_of(name),
            )
            if field.has_changed(before, mine):
                self.conflict.append(
                    Difference(
                        str(field.label), theirs.display(name, before), self.display(name, mine)
                    )
                )
        self.data = self.data.copy()
        self.data[self.add_prefix("seen_version")] = str(stored.version)
        self.add_error(
            None,
            _(
                "Somebody else has saved this record since you opened it. Nothing of yours is "
                "lost: both versions are shown. Bring over what should stay, then save again."
            ),
        )

    def as_stored(self, stored: models.Model) -> "VersionedForm":
        """The same form with what is stored; forms that take more arguments pass them on."""
        return type(self)(instance=stored)

    def data_of(self, name: str) -> Any:
        return self[name].data

    def display(self, name: str, value: Any) -> str:
        """The value as its reader knows it: the label of a choice, not its code."""
        field = self.fields[name]
        values = value if isinstance(value, (list, tuple, models.QuerySet)) else [value]
        choices = {str(key): str(label) for key, label in getattr(field, "choices", ())}
        shown = [
            choices.get(str(getattr(v, "pk", v)), str(v)) for v in values if v not in (None, "")
        ]
        return ", ".join(shown)
