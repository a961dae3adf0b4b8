"""What every request tells the trail: from which session it comes, and what was refused in it."""

import re
from collections.abc import Callable

import pghistory
from django.http import HttpRequest, HttpResponse

from casework.audit.deeds import Deed
from casework.audit.plain import NotPlain, plain
from casework.audit.session import current_session, mark_of
from casework.audit.trail import record

Answer = Callable[[HttpRequest], HttpResponse]

REFUSALS = frozenset({403, 404, 429})
_KEY = re.compile(r"[0-9]{1,19}|C-[0-9A-Z]{1,18}")


class InSession:
    """Deeds and changes know who acts, and from which session; not at which address."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        token = current_session.set(request.session)
        who = {"user": request.user.pk, "session": mark_of(request.session.session_key)}
        try:
            with pghistory.context(**who):
                return self.get_response(request)
        finally:
            current_session.reset(token)


class RefusalsRecorded:
    """Every refusal to somebody signed in is a deed of theirs, told after the request's own
    transaction has ended. Nothing is looked up: hidden and absent leave the same line.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code in REFUSALS and request.user.is_authenticated:
            record(request.user, Deed.REFUSED, status=response.status_code, **_where(request))
        return response


def _where(request: HttpRequest) -> dict[str, object]:
    """The route and the numbers or references in its address; nothing of what follows the “?”."""
    found = request.resolver_match
    if found is None:
        return {"route": ""}
    keys = [str(value) for value in [*found.args, *found.kwargs.values()]]
    return {"route": _route(found.view_name), "keys": [k for k in keys if _KEY.fullmatch(k)]}


def _route(name: str) -> str:
    try:
        return plain("route", name)
    except NotPlain:
        return ""
