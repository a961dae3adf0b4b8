"""Choosing from where a file, a list or a table is looked at: as of a day, as known on a day."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casework.cases.vantage import Vantage


def a_day() -> forms.DateInput:
    """The browser's own field for a day, which reads and writes 2008-04-01."""
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class VantageForm(forms.Form):
    """Two days, both optional; valid or not, `vantage` is what could be read of them."""

    on = forms.DateField(label=_("as of"), required=False, widget=a_day())
    known_on = forms.DateField(label=_("as known on"), required=False, widget=a_day())

    def clean_known_on(self) -> date | None:
        day = self.cleaned_data["known_on"]
        if day and day > timezone.localdate():
            raise ValidationError(_("That day is still to come. Choose today or a day before."))
        return day

    @property
    def vantage(self) -> Vantage:
        self.is_valid()
        read = self.cleaned_data
        return Vantage(read.get("on"), read.get("known_on"))
