"""The desk: what waits for this person today."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from casework.cases import queues
from casework.cases.codes import Workflow
from casework.cases.group import groups_of
from casework.cases.models import Case

SHOWN = 12


def desk(request: HttpRequest) -> HttpResponse:
    user = request.user
    open_cases = Case.objects.visible_to(user).exclude(
        workflow__in=[Workflow.CLOSED, Workflow.DECLINED]
    )
    mine = list(open_cases.filter(lead=user)[: SHOWN + 1])
    recent = list(open_cases.exclude(pk__in=[case.pk for case in mine])[: SHOWN + 1])
    groups = groups_of(mine[:SHOWN] + recent[:SHOWN], user)
    waiting = queues.waiting_for_review(user) if user.may_review else None
    returned = queues.sent_back_to(user).select_related("case", "person", "part")
    own_waiting = queues.own_waiting(user).select_related("case", "person", "part")
    context = {
        "mine": [(case, groups[case.pk]) for case in mine[:SHOWN]],
        "more_mine": len(mine) > SHOWN,
        "recent": [(case, groups[case.pk]) for case in recent[:SHOWN]],
        "more_recent": len(recent) > SHOWN,
        "waiting": list(waiting.select_related("case", "person", "part", "recorded_by")[:SHOWN])
        if waiting is not None
        else [],
        "returned": list(returned[:SHOWN]),
        "own_waiting": list(own_waiting[:SHOWN]),
    }
    return render(request, "pages/desk.html", context)
