"""Addresses with a NUL in them: no page has one, and the database would answer with an error."""

from collections.abc import Callable
from urllib.parse import unquote

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.utils.translation import gettext as _


class NoNul:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        query = unquote(request.META.get("QUERY_STRING", ""))
        if "\0" in request.path_info or "\0" in query:
            said = _("This address holds a character that no address has. Copy it again.")
            return HttpResponseBadRequest(said, content_type="text/plain; charset=utf-8")
        return self.get_response(request)
