"""The switch that closes the site, or lets it only be read, within a second in every process."""

import time
from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from accounts.deeds import tell
from accounts.models import SiteMode, User
from accounts.sessions import end_every_session

_READ_AGAIN = 1.0  # seconds
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
# What works while nothing is written: coming in, going out, proving oneself, and the switch.
_ALWAYS = frozenset({
    "account_login", "account_logout", "account_reauthenticate", "account_sessions",
    "mfa_authenticate", "mfa_reauthenticate", "mfa_reauthenticate_webauthn", "mfa_login_webauthn",
    "accounts_sitemode_change",
})  # fmt: skip

_last_read: dict[str, Any] = {}


View = Callable[..., HttpResponse]


def stores_nothing(view: View) -> View:
    """Mark a view whose POST only shows something: it works while the site is read only."""
    view.stores_nothing = True
    return view


def site_mode() -> SiteMode:
    """The state of the site, as of at most a second ago."""
    now = time.monotonic()
    if not _last_read or now - _last_read["at"] > _READ_AGAIN:
        _last_read.update(at=now, mode=SiteMode.objects.get())
    return _last_read["mode"]


def forget() -> None:
    """Read the state anew at the next request of this process."""
    _last_read.clear()


def set_site_mode(mode: str, by: User | None, because: str = "") -> None:
    """Open the site, close it or make it read only; closing ends every session."""
    with transaction.atomic():
        told = {"mode": mode, "since": timezone.now(), "by": by, "because": because}
        SiteMode.objects.update_or_create(pk=1, defaults=told)
        tell(by, "site_mode_changed", mode=mode, sessions_ended=_sessions_ended(mode))
    forget()


def _sessions_ended(mode: str) -> int:
    return end_every_session() if mode == SiteMode.Mode.CLOSED else 0


class SwitchObeyed:
    """Closed: one page for everybody. Read only: what would store something is not carried out."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.site_mode = site_mode()
        if request.site_mode.mode == SiteMode.Mode.CLOSED:
            response = render(request, "closed.html", status=503)
            response._has_been_logged = True  # not a fault, and an address may hold a token
            return response
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        if (
            request.site_mode.mode == SiteMode.Mode.OPEN
            or request.method in _SAFE
            or request.resolver_match.url_name in _ALWAYS
            or getattr(view, "stores_nothing", False)
        ):
            return None
        return render(request, "read_only.html", status=503)
