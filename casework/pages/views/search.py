"""Search, by POST: what somebody looks for is in no address, history or log."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.site_mode import stores_nothing
from casework.audit.deeds import Deed
from casework.audit.trail import record
from casework.cases.group import groups_of
from casework.cases.search import matching_cases, matching_people

SHOWN = 50


@stores_nothing
def search(request: HttpRequest) -> HttpResponse:
    words = request.POST.get("q", "")[:200].strip()
    cases = list(matching_cases(words, request.user)[: SHOWN + 1])
    people = list(matching_people(words, request.user)[: SHOWN + 1])
    if words:
        record(request.user, Deed.SEARCHED, route="pages:search", hits=len(cases) + len(people))
    groups = groups_of(cases[:SHOWN], request.user)
    context = {
        "words": words,
        "rows": [(case, groups[case.pk]) for case in cases[:SHOWN]],
        "people": people[:SHOWN],
        "more": len(cases) > SHOWN or len(people) > SHOWN,
    }
    return render(request, "pages/search.html", context)
