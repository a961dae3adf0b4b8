"""The forms of a case file's cover: opening it, editing it, and deciding who sees it."""

from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Team, User
from accounts.roles import CASE_ROLES
from casework.access.editing import VersionedForm
from casework.cases.codes import Sight
from casework.cases.models import Case


class CaseForm(VersionedForm):
    """The cover of a case file. Who sees the file is decided on a page of its own."""

    class Meta:
        model = Case
        fields = [
            "public_title", "working_title", "kind", "country", "summary", "issues", "priority",
            "publicity",
        ]  # fmt: skip
        widgets = {
            "summary": forms.Textarea(attrs={"rows": 5}),
            "issues": forms.CheckboxSelectMultiple,
        }

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def as_stored(self, stored: Case) -> "CaseForm":
        return CaseForm(instance=stored, user=self.user)


class OpeningForm(CaseForm):
    """A new file belongs to teams of whoever opens it."""

    class Meta(CaseForm.Meta):
        fields = [*CaseForm.Meta.fields, "teams", "lead"]
        widgets = {**CaseForm.Meta.widgets, "teams": forms.CheckboxSelectMultiple}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["teams"].queryset = Team.objects.filter(pk__in=self.user.team_ids)
        self.fields["teams"].required = True
        self.fields["lead"].queryset = User.objects.filter(
            memberships__team__in=self.user.team_ids, is_active=True, role__in=CASE_ROLES
        ).distinct()
        self.fields["lead"].help_text = _("A colleague of one of your teams.")


class Because(models.TextChoices):
    """Why the readers of a file change: a code, since the audit trail holds no text of a case."""

    JOINT_WORK = "joint_work", _("colleagues join the work")
    HANDOVER = "handover", _("the file is handed over")
    SAFETY = "safety", _("the safety of somebody in the file")
    CONFLICT = "conflict_of_interest", _("a conflict of interest")
    NO_LONGER_NEEDED = "no_longer_needed", _("somebody no longer needs it")
    CORRECTION = "correction", _("it was set wrongly")


class ReadersForm(VersionedForm):
    """Who sees a file: its teams, named people only, or all staff on cases. Nobody decides
    themselves out of sight: a colleague who still sees the file must do that.
    """

    named_readers = forms.TypedMultipleChoiceField(
        label=_("Named people"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("With “named people only”: these and the lead see the file, and nobody else."),
    )  # fmt: skip
    because = forms.ChoiceField(
        label=_("Why"), choices=[("", _("Choose …")), *Because.choices],
        help_text=_("Kept in the audit trail."),
    )  # fmt: skip

    class Meta:
        model = Case
        fields = ["sight", "teams", "named_readers", "lead"]
        widgets = {"sight": forms.RadioSelect, "teams": forms.CheckboxSelectMultiple}

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.before = self._readers()
        colleagues = User.objects.filter(is_active=True, role__in=CASE_ROLES)
        self.fields["teams"].required = False
        for name in ("teams", "named_readers"):
            self.fields[name].is_needed = True  # with the choice under which it is shown
        self.fields["lead"].queryset = colleagues | User.objects.filter(pk=self.instance.lead_id)
        self.fields["named_readers"].choices = [
            (person.pk, f"{person.name}, {person.get_role_display()}") for person in colleagues
        ]

    def _readers(self) -> dict[str, object]:
        """Who sees the file, as codes and keys for the audit trail."""
        case = self.instance
        return {
            "sight": case.sight,
            "teams": sorted(team.pk for team in case.teams.all()),
            "named": sorted(case.named_readers),
            "lead": [case.lead_id] if case.lead_id else [],
        }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.errors:
            return cleaned
        sight, named = cleaned["sight"], cleaned["named_readers"]
        if sight != Sight.NAMED:
            cleaned["named_readers"] = []
        if sight == Sight.TEAMS and not cleaned["teams"]:
            self.add_error("teams", _("Choose at least one team."))
        if sight == Sight.NAMED and not named:
            self.add_error("named_readers", _("Choose at least one colleague."))
        if not self.errors and not self._still_seen(cleaned):
            self.add_error(
                None,
                _(
                    "With this choice you would no longer see the file yourself. Keep yourself "
                    "among its readers; a colleague who sees it can take you off."
                ),
            )
        return cleaned

    def _still_seen(self, cleaned: dict[str, Any]) -> bool:
        user = self.user
        if cleaned["sight"] == Sight.NAMED:
            return user.pk in cleaned["named_readers"] or cleaned["lead"] == user
        if cleaned["sight"] == Sight.TEAMS:
            return any(team.pk in user.team_ids for team in cleaned["teams"])
        return True

    def changes(self) -> dict[str, object]:
        """What to record after saving: how it was and how it is."""
        after = self._readers()
        changed = {key for key in after if after[key] != self.before[key]}
        return {f"{key}_before": self.before[key] for key in changed} | {
            f"{key}_after": after[key] for key in changed
        }

    def as_stored(self, stored: Case) -> "ReadersForm":
        return ReadersForm(instance=stored, user=self.user)
