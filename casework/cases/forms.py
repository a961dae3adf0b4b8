"""Logging an update: one form. The forms of a file's cover are in case_forms.py."""

import uuid
from collections.abc import Sequence
from typing import Any

from django import forms
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
from casework.cases.source_forms import CHOOSE, SourceFields
from casework.sources.forms import ReasonFormField, WhenFormField, value_or_reason
from casework.sources.when_stretch import stretch, tells_an_end

MOST = 2_147_483_647  # the greatest count that its column holds


class LogUpdateForm(SourceFields):
    """One form for one update: what, of whom, when, how sure, and who told us."""

    ALL, PART, PEOPLE, NUMBER = "all", "part", "people", "number"
    NEEDED_WHERE_SHOWN = (
        *SourceFields.NEEDED_WHERE_SHOWN, "part", "people", "number", "number_put_as", "out_of",
        "situation", "legal_stage", "workflow",
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
    since_missing = ReasonFormField(label=_("If nobody said when: why"))
    until = WhenFormField(label=_("Until when"), told_by=publication.FIELDS)
    place = forms.CharField(
        label=_("Where"), required=False, max_length=200, help_text=_("As the source spells it.")
    )
    place_missing = ReasonFormField(label=_("If nobody said where: why"))
    told = forms.CharField(
        label=_("What was told, in words"), required=False, widget=forms.Textarea({"rows": 3})
    )
    certainty = forms.ChoiceField(
        label=_("How sure are we?"), widget=forms.RadioSelect, choices=Certainty.choices
    )

    def __init__(
        self, *args: Any, parts: Sequence[Part], participations: Sequence[Participation],
        group: Group, **kwargs: Any,
    ) -> None:  # fmt: skip
        kwargs["initial"] = {
            "submission": uuid.uuid4(), "axis": Axis.SITUATION, "concerns": self.ALL,
            "source_choice": self.NEW, **kwargs.get("initial", {}),
        }  # fmt: skip
        super().__init__(*args, **kwargs)
        self.group = group
        named = [(str(part.pk), part.name) for part in parts]
        self.fields["part"].choices = CHOOSE + named
        self.fields["out_of"].choices = [
            (str(part.pk), part.name) for part in parts if not part.counted_apart
        ] + [("", _("everyone whom no part names"))]
        self.fields["people"].choices = [
            (str(member.person_id), member.person.label) for member in participations
        ]
        dates = {str(source.pk): source.published for source in kwargs["sources"]}
        quoted = {str(one.pk): one.source.published for one in kwargs.get("passages", ())}
        for name in ("since", "until"):
            told = publication.told_in(self.data, dates.get, quoted.get)
            self.fields[name].published = told

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        self._clean_value(data)
        self._clean_concerns(data)
        if data.get("axis") in {Axis.SITUATION, Axis.LEGAL_STAGE}:
            self._clean_stretch(data)
            self._clean_begun(data)
        value_or_reason(self, "since", "since_missing")
        value_or_reason(self, "place", "place_missing")
        return data

    def asks_for_source(self, data: dict[str, Any]) -> bool:
        return data.get("axis") != Axis.WORKFLOW

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

    def _clean_stretch(self, data: dict[str, Any]) -> None:
        """What is told as a stretch of time is kept as its beginning and its end."""
        since, until = data.get("since"), data.get("until")
        if since is None or until is None:
            return
        begun, ended = stretch(since)
        is_free = not (until.words or until.is_dated) or until.words == since.words
        if tells_an_end(since) and not (ended.is_dated and is_free):
            self.add_error(
                "since", _("Say when it began here, and when it ended in “Until when”.")
            )
            return
        data["since"] = begun
        if ended.is_dated:
            data["until"] = ended

    def _clean_begun(self, data: dict[str, Any]) -> None:
        """Nobody can know of a state that it will begin: that is foretold."""
        since, heard = data.get("since"), data.get("known_on")
        if since and heard and since.earliest and since.earliest > heard:
            self.add_error(
                "since",
                _(
                    "It had not begun when we heard. Log what is planned or foretold as "
                    "something that was said."
                ),
            )

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
