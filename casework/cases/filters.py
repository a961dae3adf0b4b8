"""The filters of the list of cases. Every choice is a code, never a name or a word of a file."""

from datetime import date

import django_filters
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from accounts.models import Team, User
from casework.cases import status
from casework.cases.codes import Axis, CaseKind, Priority, Publicity, Situation, Workflow
from casework.cases.models import Case, Issue, StatusEntry
from casework.cases.vantage import Vantage
from casework.cases.vantage_forms import a_day
from casework.sources.when_filters import CERTAINLY, WhenFilter, certainly_in, possibly_in


def _my_teams(request: HttpRequest) -> QuerySet[Team]:
    return Team.objects.filter(pk__in=request.user.team_ids)


def _my_colleagues(request: HttpRequest) -> QuerySet[User]:
    return User.objects.filter(memberships__team__in=request.user.team_ids).distinct()


NO_NEWS = frozenset({Situation.UNKNOWN, Situation.FATE_UNKNOWN})
KNOWN_SITUATIONS = [(code, label) for code, label in Situation.choices if code not in NO_NEWS]
IN_CUSTODY = frozenset(
    {
        Situation.DETAINED,
        Situation.DETAINED_ACKNOWLEDGED,
        Situation.DETAINED_UNACKNOWLEDGED,
        Situation.SERVING_SENTENCE,
        Situation.MISSING_ENFORCED_DISAPPEARANCE,
    }
)


class CaseFilter(django_filters.FilterSet):
    """Cases by what a manager asks for; combined freely."""

    kind = django_filters.ChoiceFilter(choices=CaseKind.choices)
    situation = django_filters.ChoiceFilter(
        label=_("Situation"), choices=Situation.choices, method="standing"
    )
    not_situation = django_filters.ChoiceFilter(
        label=_("One person, known not to be"), choices=KNOWN_SITUATIONS, method="known_not_to_be"
    )
    country = django_filters.ChoiceFilter(choices=lambda: list(countries))
    issues = django_filters.ModelChoiceFilter(queryset=Issue.objects.all(), label=_("Issue"))
    workflow = django_filters.ChoiceFilter(choices=Workflow.choices, label=_("Our work"))
    priority = django_filters.ChoiceFilter(choices=Priority.choices)
    publicity = django_filters.ChoiceFilter(choices=Publicity.choices)
    teams = django_filters.ModelChoiceFilter(queryset=_my_teams, label=_("Team"))
    lead = django_filters.ModelChoiceFilter(queryset=_my_colleagues, label=_("Lead"))
    happened = WhenFilter(label=_("Something was so or happened"), method="happening")
    on = django_filters.DateFilter(label=_("As of"), widget=a_day(), method="looked_at")
    known_on = django_filters.DateFilter(
        label=_("As known on"), widget=a_day(), method="looked_at"
    )

    class Meta:
        model = Case
        fields: list[str] = []

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        for field in self.form.fields.values():
            field.empty_label = _("any")
            field.is_needed = True  # no field of a filter is marked “optional”: they all are

    @property
    def vantage(self) -> Vantage:
        """From where the list is looked at; what cannot be read is left out, and said so."""
        self.is_valid()
        read = self.form.cleaned_data
        return Vantage(read.get("on"), read.get("known_on"))

    def standing(self, cases: QuerySet[Case], name: str, value: str) -> QuerySet[Case]:
        return cases.filter(status.standing_as([value], self.vantage)) if value else cases

    def happening(
        self, cases: QuerySet[Case], name: str, value: tuple[date | None, date | None, str] | None
    ) -> QuerySet[Case]:
        """Files with a confirmed entry of these days, as sure as asked for."""
        if value is None:
            return cases
        first, last, sure = value
        meant = certainly_in if sure == CERTAINLY else possibly_in
        entries = StatusEntry.objects.visible_to(self.request.user).counting()
        known = self.vantage.known(file="case") & self.vantage.known(
            file="case", record="confirmed_at"
        )
        told = entries.exclude(axis=Axis.WORKFLOW).filter(known, meant("since", first, last))
        return cases.filter(pk__in=told.values("case"))

    def looked_at(self, cases: QuerySet[Case], name: str, value: date) -> QuerySet[Case]:
        """The days choose no files: they say from where each of them is looked at."""
        return cases

    def known_not_to_be(self, cases: QuerySet[Case], name: str, value: str) -> QuerySet[Case]:
        """Files of one person who is somewhere else, as far as we know: never of whom we know
        nothing. Of a group the rest is seldom told, so that no group is found. All ways to be in
        custody are one here, disappearance among them.
        """
        if not value:
            return cases
        meant = IN_CUSTODY if value in IN_CUSTODY else {value}
        elsewhere = set(Situation.values) - meant - NO_NEWS
        of_one_person = cases.filter(kind=CaseKind.INDIVIDUAL)
        told = of_one_person.filter(status.standing_as(elsewhere, self.vantage))
        return told.exclude(status.standing_as(meant | NO_NEWS, self.vantage))
