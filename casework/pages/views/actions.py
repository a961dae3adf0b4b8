"""A letter, a hearing or another action, with what hangs on it, as far as the reader may see."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from casework.advocacy.models import Action, ActionCase, ActionParty, Ask, Reply
from casework.cases.models import Case
from casework.cases.viewing import record_views
from casework.notes.readers import notes_shown
from casework.sources.models import Citation


def action(request: HttpRequest, action_id: int) -> HttpResponse:
    user = request.user
    found = get_object_or_404(Action.objects.visible_to(user), pk=action_id)
    links = ActionCase.objects.visible_to(user).filter(action=found)
    cases = Case.objects.visible_to(user).filter(pk__in=links.values("case"))
    record_views(user, cases)
    context = {
        "action": found,
        "parties": ActionParty.objects.visible_to(user).filter(action=found),
        "asks": Ask.objects.visible_to(user).filter(action=found),
        "replies": Reply.objects.visible_to(user).filter(action=found),
        "citations": Citation.objects.visible_to(user)
        .filter(pk__in=found.citations.visible_to(user).values("pk"))
        .select_related("source__publisher"),
        "cases": cases,
        "notes": notes_shown(user, action=found),
        "may_write": Case.objects.editable_by(user).filter(pk__in=links.values("case")).exists(),
        "nav_section": "cases",
    }
    return render(request, "advocacy/action.html", context)
