"""Logging an update: one form. The forms of a file's cover are in case_forms.py."""

import uuid
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from casework.cases import publication
from casework.cases.codes import (
    Axis,
    Certainty,
    LegalStage,
    Qualifier,
    Situation,
    Workflow,
)
from casework.cases.group import Group
from casework.cases.models import Part, Participation
from casework.sources.codes import Hedge, Held, Reliability, SourceKind
from casework.sources.forms import WhenFormField
from casework.sources.labels import source_label
from casework.sources.models import Source

CHOOSE = [("", _("Choose …"))]
MOST = 2_147_483_647  # the greatest count that its column holds


class LogUpdateForm(forms.Form):
    """One form for one update: what, of whom, when, how sure, and who told us."""

    ALL, PART, PEOPLE, NUMBER = "all", "part", "people", "number"
    OLD, NEW, NONE = publication.OLD, publication.NEW, "none"
    NEEDED_WHERE_SHOWN = (
        "part", "people", "number", "number_put_as", "out_of", "situation", "legal_stage",
        "workflow", "source", "teller", "source_kind", "held", "reliability",
    )  # fmt: skip

    submission = forms.UUIDField(widget=forms.HiddenInput)
    axis = forms.ChoiceField(
        label=_("Kind of update"), widget=forms.RadioSelect,
        choices=[
            (Axis.SITUATION, _("Situation")),
            (Axis.LEGAL_STAGE, _("Legal stage")),
            (Axis.EVENT, _("Something happened or was said")),
            (Axis.WORKFLOW, _("Our own work")),
        ],
    )  # fmt: skip
    concerns = forms.ChoiceField(
        label=_("Whom does it concern?"), widget=forms.RadioSelect,
        choices=[
            (ALL, _("Everyone in the file")),
            (PART, _("A part of the group")),
            (PEOPLE, _("Particular people")),
            (NUMBER, _("A number of them, not named")),
        ],
    )  # fmt: skip
    part = forms.ChoiceField(label=_("Which part"), required=False)
    people = forms.MultipleChoiceField(
        label=_("Which people"), required=False, widget=forms.CheckboxSelectMultiple
    )
    number = forms.IntegerField(
        label=_("How many"), required=False, min_value=1, max_value=MOST,
        error_messages={"max_value": _("That is more than can be stored. Check the number.")},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "input-number"}),
    )  # fmt: skip
    number_put_as = forms.ChoiceField(
        label=_("Put as"), required=False, initial=Qualifier.EXACT,
        choices=[(q.value, q.label) for q in Qualifier if q not in {
            Qualifier.BETWEEN, Qualifier.SEVERAL, Qualifier.UNSPECIFIED_PLURAL}],
    )  # fmt: skip
    out_of = forms.ChoiceField(label=_("Out of"), required=False)
    situation = forms.ChoiceField(
        label=_("Situation"), required=False, choices=CHOOSE + Situation.choices
    )
    legal_stage = forms.ChoiceField(
        label=_("Legal stage"), required=False, choices=CHOOSE + LegalStage.choices
    )
    workflow = forms.ChoiceField(
        label=_("Our work is now"), required=False, choices=CHOOSE + Workflow.choices
    )
    since = WhenFormField(
        label=_("When was it so?"), told_by=publication.FIELDS,
        help_text=_(
            "As you were told: “March 2008”, “early May 2008”, “20 Mar 2008”, “after the "
            "Olympics”. Leave it empty if nobody said."
        ),
    )  # fmt: skip
    place = forms.CharField(
        label=_("Where"), required=False, max_length=200, help_text=_("As the source spells it.")
    )
    told = forms.CharField(
        label=_("What was told, in words"), required=False, widget=forms.Textarea({"rows": 3})
    )
    certainty = forms.ChoiceField(
        label=_("How sure are we?"), widget=forms.RadioSelect, choices=Certainty.choices
    )
    hedge = forms.ChoiceField(label=_("How the source put it"), choices=Hedge.choices)
    known_on = forms.DateField(
        label=_("When did we hear?"), initial=timezone.localdate,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "input-short"}),
    )  # fmt: skip
    source_choice = forms.ChoiceField(
        label=_("Source"), widget=forms.RadioSelect,
        choices=[
            (OLD, _("One of this file")),
            (NEW, _("A new one")),
            (NONE, _("No source yet: the reviewer will ask for one")),
        ],
    )  # fmt: skip
    source = forms.ChoiceField(label=_("Which source"), required=False)
    teller = forms.CharField(
        label=_("Who told us, or published it"), required=False, max_length=200
    )
    source_kind = forms.ChoiceField(
        label=_("Kind of source"), required=False, choices=CHOOSE + SourceKind.choices,
        initial=SourceKind.EMAIL_OR_CALL,
    )  # fmt: skip
    source_date = WhenFormField(label=_("Its date"))
    held = forms.ChoiceField(
        label=_("Do we have it?"), required=False, choices=Held.choices, initial=Held.SEEN
    )
    reliability = forms.ChoiceField(
        label=_("Reliability of the source"), required=False, choices=Reliability.choices,
        initial=Reliability.F,
    )  # fmt: skip
    quotation = forms.CharField(
        label=_("Exact words of the source"), required=False, widget=forms.Textarea({"rows": 2})
    )
    locator = forms.CharField(label=_("Page or place in it"), required=False, max_length=120)

    def __init__(
        self, *args: Any, parts: Sequence[Part], participations: Sequence[Participation],
        sources: Sequence[Source], group: Group, **kwargs: Any,
    ) -> None:  # fmt: skip
        kwargs["initial"] = {
            "submission": uuid.uuid4(), "axis": Axis.SITUATION, "concerns": self.ALL,
            "source_choice": self.NEW, "hedge": Hedge.STATED, **kwargs.get("initial", {}),
        }  # fmt: skip
        super().__init__(*args, **kwargs)
        self.group = group
        for name in self.NEEDED_WHERE_SHOWN:
            self.fields[name].is_needed = True
        named = [(str(part.pk), part.name) for part in parts]
        self.fields["part"].choices = CHOOSE + named
        self.fields["out_of"].choices = [
            (str(part.pk), part.name) for part in parts if not part.counted_apart
        ] + [("", _("everyone whom no part names"))]
        self.fields["people"].choices = [
            (str(member.person_id), member.person.label) for member in participations
        ]
        self.fields["source"].choices = CHOOSE + [
            (str(source.pk), source_label(source)) for source in sources
        ]
        dates = {str(source.pk): source.published for source in sources}
        self.fields["since"].published = publication.told_in(self.data, dates.get)

    def clean_known_on(self) -> Any:
        day = self.cleaned_data["known_on"]
        if day > timezone.localdate():
            raise ValidationError(_("That day is still to come. When did we hear of it?"))
        return day

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        self._clean_value(data)
        self._clean_concerns(data)
        if data.get("axis") != Axis.WORKFLOW:
            self._clean_source(data)
        self._clean_words_of_source(data)
        return data

    def _clean_value(self, data: dict[str, Any]) -> None:
        axis = data.get("axis")
        if axis == Axis.EVENT:
            if not data.get("told"):
                self.add_error("told", _("Say in words what happened."))
            data["value"] = ""
        elif axis:
            data["value"] = data.get(axis, "")
            if not data["value"]:
                self.add_error(axis, _("Choose what is so now."))

    def _clean_concerns(self, data: dict[str, Any]) -> None:
        concerns = data.get("concerns")
        if concerns == self.PART and not data.get("part"):
            self.add_error("part", _("Choose the part that it concerns."))
        elif concerns == self.PEOPLE and not data.get("people"):
            self.add_error("people", _("Choose at least one person, or “Everyone in the file”."))
        elif concerns == self.NUMBER:
            if data.get("number") is None:
                if "number" not in self.errors:
                    self.add_error("number", _("Say how many, as a whole number."))
            else:
                self._clean_number(data)

    def _clean_number(self, data: dict[str, Any]) -> None:
        part = int(data["out_of"]) if data.get("out_of") else None
        there = self.group.room_in(part)
        if there is not None and data["number"] > there:
            self.add_error(
                "number",
                ngettext(
                    "There is only %(there)d person in there. Check the number, or first add the "
                    "figure that says there are more.",
                    "There are only %(there)d people in there. Check the number, or first add the "
                    "figure that says there are more.",
                    there,
                )
                % {"there": there},
            )

    def _clean_source(self, data: dict[str, Any]) -> None:
        choice = data.get("source_choice")
        if choice == self.OLD and not data.get("source"):
            self.add_error("source", _("Choose the source, or choose “A new one”."))
        if choice == self.NEW:
            if not data.get("teller"):
                self.add_error("teller", _("Say who told us or who published it."))
            if not data.get("source_kind"):
                self.add_error("source_kind", _("Choose what kind of source it is."))

    def _clean_words_of_source(self, data: dict[str, Any]) -> None:
        """Words and a page are kept with a source; without one they would be lost unsaid."""
        if data.get("axis") == Axis.WORKFLOW:
            problem = _("Our own work is noted without a source. Empty this, or log it apart.")
        elif data.get("source_choice") == self.NONE:
            problem = _("This is kept with its source. Say above which source it is, or empty it.")
        else:
            return
        for name in ("quotation", "locator"):
            if data.get(name):
                self.add_error(name, problem)
