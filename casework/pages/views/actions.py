"""A letter, a hearing or another action, with what hangs on it, as far as the reader may see."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from casework.advocacy.models import Action, ActionCase, ActionParty, Ask, Reply
from casework.cases.hedging import hedge_of, prefaced
from casework.cases.models import Case
from casework.cases.viewing import record_views
from casework.notes.readers import notes_shown
from casework.sources.passages import citations_read


def action(request: HttpRequest, action_id: int) -> HttpResponse:
    user = request.user
    found = get_object_or_404(
        Action.objects.visible_to(user).prefetch_related(citations_read(user)), pk=action_id
    )
    links = ActionCase.objects.visible_to(user).filter(action=found)
    cases = Case.objects.visible_to(user).filter(pk__in=links.values("case"))
    record_views(user, cases)
    context = {
        "action": found,
        "parties": ActionParty.objects.visible_to(user).filter(action=found),
        "asks": Ask.objects.visible_to(user).filter(action=found),
        "summary": prefaced(found.summary, "", hedge_of(found)),
        "replies": [
            (reply, prefaced(reply.summary, "", hedge_of(reply)))
            for reply in Reply.objects.visible_to(user)
            .filter(action=found)
            .prefetch_related(citations_read(user))
        ],
        "citations": found.citations_read,
        "cases": cases,
        "notes": notes_shown(user, action=found),
        "may_write": Case.objects.editable_by(user).filter(pk__in=links.values("case")).exists(),
        "nav_section": "cases",
    }
    return render(request, "advocacy/action.html", context)
