"""The form of “still so”: a day, and the source that says so. One entry or several at once."""

import uuid
from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from casework.cases.models import Case
from casework.cases.source_forms import SourceFields
from casework.cases.staleness import MONTHS, USUAL_MONTHS
from casework.sources.codes import Hedge
from casework.sources.models import Source


class StillSoForm(SourceFields):
    """On which day it was still so, as which source says."""

    without_source = ""  # a confirmation without a source confirms nothing

    submission = forms.UUIDField(widget=forms.HiddenInput)
    confirmed_on = forms.DateField(
        label=_("Still so on"),
        help_text=_("The day of which the source speaks."),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "input-short"}),
    )  # fmt: skip
    words = forms.CharField(
        label=_("In words"), required=False, max_length=300, widget=forms.Textarea({"rows": 2})
    )
    hedge = forms.ChoiceField(
        label=_("How the source put it"), required=False, choices=Hedge.choices,
        widget=forms.RadioSelect,
    )  # fmt: skip
    shared = forms.BooleanField(
        label=_("Make the source part of each of these files"), required=False
    )

    def __init__(
        self, *args: Any, files: Sequence[Case], sources: Sequence[Source],
        last_confirmed_on: date, **kwargs: Any,
    ) -> None:  # fmt: skip
        """`last_confirmed_on`: the latest day on which any of the entries was confirmed."""
        chosen, day = _suggested(sources, last_confirmed_on)
        kwargs["initial"] = {
            "submission": uuid.uuid4(),
            "source_choice": self.NEW if chosen is None else self.OLD,
            "source": "" if chosen is None else str(chosen.pk),
            "confirmed_on": day,
            **kwargs.get("initial", {}),
        }
        super().__init__(*args, sources=sources, **kwargs)
        del self.fields["known_on"]  # the day of which the source speaks is asked instead
        if len(files) < 2:
            del self.fields["shared"]
        first = "teller" if chosen is None else "hedge"
        self.fields[first].widget.attrs["data-focus"] = True

    def clean_confirmed_on(self) -> date:
        day = self.cleaned_data["confirmed_on"]
        if day > timezone.localdate():
            raise ValidationError(_("That day is still to come. On which day was it still so?"))
        return day

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if "shared" in self.fields and not data.get("shared"):
            self.add_error(
                "shared",
                _("Agree that whoever sees one of these files sees the source, or confirm the "
                  "files one by one."),
            )  # fmt: skip
        return data


def _suggested(sources: Sequence[Source], after: date) -> tuple[Source | None, date]:
    """The newest dated source that can speak of a day after `after`, and the latest day it can
    speak of; texts that we only know of through others are never suggested.
    """
    today = timezone.localdate()
    days = {
        source.pk: min(source.published_latest, today)
        for source in sources
        if source.is_held and source.published_latest is not None
    }
    newer = [source for source in sources if source.pk in days and days[source.pk] > after]
    if not newer:
        return None, today
    chosen = max(newer, key=lambda source: (days[source.pk], source.pk))
    return chosen, days[chosen.pk]


class StaleForm(forms.Form):
    """Which part of the queue of what was not confirmed for long is shown."""

    months = forms.TypedChoiceField(
        label=_("Not confirmed for"), required=False, coerce=int, empty_value=USUAL_MONTHS,
        choices=[
            (number, ngettext_lazy("%(n)d month", "%(n)d months", "n") % {"n": number})
            for number in MONTHS
        ],
    )  # fmt: skip
    mine = forms.BooleanField(label=_("Only files that I lead"), required=False)
