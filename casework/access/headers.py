"""Headers that every answer carries: nothing of a case stays in a cache or goes to a sensor."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

_HEADERS = {
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), usb=(), payment=()",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class PrivateAnswers:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers["Cache-Control"] = "no-store"
        for name, value in _HEADERS.items():
            response.headers.setdefault(name, value)
        return response
