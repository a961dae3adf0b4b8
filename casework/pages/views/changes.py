"""What changed in a case file between two days, as it was known on each."""

from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casework.cases.vantage import Vantage
from casework.cases.vantage_forms import a_day
from casework.dossiers.material import gather
from casework.pages.changes import Changes
from casework.pages.grants import granted

USUAL = timedelta(days=30)


class TwoDaysForm(forms.Form):
    """Two days of our knowledge; the file as known on the first, and as known on the second."""

    first = forms.DateField(label=_("Between what was known on"), widget=a_day())
    second = forms.DateField(label=_("and what was known on"), widget=a_day())

    def clean(self) -> dict:
        data = super().clean()
        first, second = data.get("first"), data.get("second")
        if second and second > timezone.localdate():
            self.add_error("second", ValidationError(_("That day is still to come.")))
        elif first and second and first >= second:
            self.add_error("first", ValidationError(_("Choose a day before the second one.")))
        return data


def changes(request: HttpRequest, reference: str) -> HttpResponse:
    case = granted(request, reference)
    today = timezone.localdate()
    form = TwoDaysForm({"first": today - USUAL, "second": today, **request.GET.dict()})
    context = {"case": case, "form": form, "nav_section": "cases"}
    if form.is_valid():
        first, second = form.cleaned_data["first"], form.cleaned_data["second"]
        before, after = (
            gather(case, request.user, Vantage(known_on=day)) for day in (first, second)
        )
        context |= {"changes": Changes(before, after), "first": first, "second": second}
        context["is_kept"] = before.vantage.is_kept_by(case.recorded_at)
    return render(request, "pages/changes.html", context)
