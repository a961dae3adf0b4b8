"""What a dossier needs to be told before it is composed."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class DossierForm(forms.Form):
    """For whom, what for, and as of which day."""

    composed_for = forms.CharField(
        label=_("Composed for"), max_length=120,
        help_text=_("Who will read it. It stays inside the organisation."),
    )  # fmt: skip
    purpose = forms.CharField(
        label=_("Purpose"), max_length=200, help_text=_("For example: preparing a hearing.")
    )
    as_of = forms.DateField(
        label=_("As of"), initial=timezone.localdate,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "input-short"}),
        help_text=_("Where the case stood on that day."),
    )  # fmt: skip
    known_on = forms.DateField(
        label=_("As known on"), initial=timezone.localdate,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "input-short"}),
        help_text=_(
            "What had become known to us by the end of that day: what is logged later, or was "
            "confirmed later, is left out."
        ),
    )  # fmt: skip
    unreviewed = forms.BooleanField(
        label=_("Include entries that nobody has confirmed yet, marked as such"), required=False
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        today = timezone.localdate()
        for name in ("as_of", "known_on"):
            if data.get(name) and data[name] > today:
                self.add_error(name, ValidationError(_("That day is still to come.")))
        return data
