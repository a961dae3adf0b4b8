"""How much one request may send: what says that it is larger is refused before it is read.

A body that is larger than it says is cut at what it says; Django's own limits count its fields.
"""

from collections.abc import Callable
from typing import TypeVar

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import Resolver404, resolve

View = TypeVar("View", bound=Callable[..., HttpResponse])
_MEGABYTE = 1024 * 1024


def takes_files(view: View) -> View:
    """Marks a view to which files may be sent: it takes up to CASEWORK_LARGEST_UPLOAD."""
    view.takes_files = True
    return view


class BodySize:
    """Answers 413 to a request whose Content-Length is above the limit of its address."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        told = request.META.get("CONTENT_LENGTH") or "0"
        length = int(told[:18]) if told.isdecimal() else 0
        if length <= settings.CASEWORK_LARGEST_FORM:
            return self.get_response(request)
        limit = _limit_of(request.path_info)
        if length <= limit:
            return self.get_response(request)
        return render(None, "413.html", {"megabytes": limit // _MEGABYTE}, status=413)


def _limit_of(path: str) -> int:
    try:
        view = resolve(path).func
    except Resolver404:
        return settings.CASEWORK_LARGEST_FORM
    if getattr(view, "takes_files", False):
        return settings.CASEWORK_LARGEST_UPLOAD
    return settings.CASEWORK_LARGEST_FORM
