"""Hearings that are still to come, and the case files that they concern."""

from datetime import date

from django.db.models import Q, QuerySet

from accounts.models import User
from casework.advocacy.codes import ActionKind, ActionStatus
from casework.advocacy.models import Action, ActionCase


def coming_hearings(reader: User, *, today: date, until: date) -> QuerySet[ActionCase]:
    """The files with a hearing that may be held between two days, one row for each of the two.

    A date that is not exact counts if any day of it lies between them. The soonest first.
    """
    dated = Q(happened_latest__gte=today, happened_earliest__lte=until)
    timed = Q(starts_at__date__gte=today, starts_at__date__lte=until)
    hearings = Action.objects.visible_to(reader).filter(
        dated | timed, kind=ActionKind.HEARING_CONVENED
    )
    hearings = hearings.exclude(status__in=[ActionStatus.CANCELLED, ActionStatus.CONCLUDED])
    return (
        ActionCase.objects.visible_to(reader)
        .filter(action__in=hearings)
        .select_related("action")
        .order_by("action__happened_earliest", "action__pk", "pk")
    )
