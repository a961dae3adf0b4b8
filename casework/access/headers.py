"""The headers of every answer: pages, the back office, errors, redirects, static files, downloads.

One table, in one middleware that stands before all others: what answers early answers with them.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from whitenoise.middleware import WhiteNoiseFileResponse

# ASVS 5.0 3.4.3 and 3.4.6. Nothing is loaded from elsewhere, nothing inline is run or applied.
CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'; object-src 'none'"
)
# What a download may do where a browser shows it against our word: nothing.
SANDBOX = "sandbox; default-src 'none'; frame-ancestors 'none'"

# Every feature that Chromium knows of, except those that are used: passkeys, copying, printing.
_SWITCHED_OFF = (
    "accelerometer", "autoplay", "browsing-topics", "camera", "clipboard-read",
    "compute-pressure", "display-capture", "encrypted-media", "fullscreen", "gamepad",
    "geolocation", "gyroscope", "hid", "identity-credentials-get", "idle-detection",
    "keyboard-map", "local-fonts", "magnetometer", "microphone", "midi", "otp-credentials",
    "payment", "picture-in-picture", "screen-wake-lock", "serial", "storage-access", "sync-xhr",
    "usb", "window-management", "xr-spatial-tracking",
)  # fmt: skip

HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    # Not no-referrer: under it browsers send “Origin: null” with every form (Fetch standard,
    # “append a request Origin header”; seen in Chromium), and Django's check against forgery
    # would have to refuse them all. Other sites are told nothing under same-origin either.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in _SWITCHED_OFF),
    "X-Frame-Options": "DENY",
}


_SIGNING_OUT = {"account_logout", "admin:logout"}


class EveryAnswer:
    """The outermost middleware."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if settings.SECURE_HSTS_SECONDS and request.is_secure():
            response.headers["Strict-Transport-Security"] = _transport()
        if not isinstance(response, WhiteNoiseFileResponse):
            response.headers["Cache-Control"] = "no-store"
        if _ends_session(request):
            # Not the storage: it holds nothing but the colours and keys that a person has chosen.
            response.headers["Clear-Site-Data"] = '"cache"'
        return response


def _transport() -> str:
    return f"max-age={settings.SECURE_HSTS_SECONDS}; includeSubDomains; preload"


def _ends_session(request: HttpRequest) -> bool:
    match = request.resolver_match
    return request.method == "POST" and match is not None and match.view_name in _SIGNING_OUT
