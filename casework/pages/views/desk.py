"""The desk: what waits for this person today."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.models import User
from casework.cases import queues
from casework.cases.codes import Workflow
from casework.cases.group import groups_of
from casework.cases.history_queries import StatusEntryQuerySet
from casework.cases.models import Case, StatusEntry
from casework.pages.stale_queue import StaleQueue, counted

SHOWN = 12


def desk(request: HttpRequest) -> HttpResponse:
    user = request.user
    open_cases = Case.objects.visible_to(user).exclude(
        workflow__in=[Workflow.CLOSED, Workflow.DECLINED]
    )
    mine = list(open_cases.filter(lead=user)[: SHOWN + 1])
    recent = list(open_cases.exclude(pk__in=[case.pk for case in mine])[: SHOWN + 1])
    groups = groups_of(mine[:SHOWN] + recent[:SHOWN], user)
    context = {
        "mine": [(case, groups[case.pk]) for case in mine[:SHOWN]],
        "more_mine": len(mine) > SHOWN,
        "recent": [(case, groups[case.pk]) for case in recent[:SHOWN]],
        "more_recent": len(recent) > SHOWN,
        "waiting": _shown(queues.waiting_for_review(user), user) if user.may_review else [],
        "returned": _shown(queues.sent_back_to(user), user),
        "own_waiting": _shown(queues.own_waiting(user), user),
    }
    if user.may_edit:
        queue = StaleQueue(user)
        context["gone_stale"] = counted(queue.gone_stale)
        context["before_a_hearing"] = counted(queue.before_a_hearing)
    return render(request, "pages/desk.html", context)


def _shown(entries: StatusEntryQuerySet, user: User) -> list[StatusEntry]:
    """The first of a queue, each with what it rests on: its doubt is told in the same line."""
    rows = entries.with_citations(user).select_related("case", "person", "part", "recorded_by")
    return list(rows[:SHOWN])
