"""What follows by itself when somebody comes in, or when a password or a second factor changes."""

import time
from typing import Any

from allauth.account.signals import authentication_step_completed, password_changed
from allauth.mfa.signals import (
    authentication_failed,
    authenticator_added,
    authenticator_removed,
    authenticator_reset,
)
from django.contrib.auth.signals import user_logged_in
from django.dispatch import Signal, receiver
from django.http import HttpRequest

from accounts.browsers import described
from accounts.deeds import tell
from accounts.models import User
from accounts.sessions import BROWSER, STARTED, end_sessions


@receiver(user_logged_in)
def _note_the_beginning(sender: object, request: HttpRequest, user: User, **more: Any) -> None:
    request.session[STARTED] = time.time()
    request.session[BROWSER] = described(request.META.get("HTTP_USER_AGENT", ""))


@receiver(authentication_step_completed)
def _proved_once_more(sender: object, request: HttpRequest, **more: Any) -> None:
    """A key that somebody may have copied before is worth nothing afterwards (ASVS 5.0 7.2.4)."""
    if more.get("reauthenticated"):
        request.session.cycle_key()


@receiver(password_changed)
def _password_changed(sender: object, request: HttpRequest, user: User, **more: Any) -> None:
    tell(user, "password_changed", user, sessions_ended=end_sessions(user, but=request.session))


_DEEDS = {
    authenticator_added: "second_factor_added",
    authenticator_removed: "second_factor_removed",
    authenticator_reset: "recovery_codes_made",
}


@receiver(list(_DEEDS))
def _factor_changed(signal: Signal, request: HttpRequest, user: User, **more: Any) -> None:
    """The session at hand goes on under a new key, the others end (ASVS 5.0 7.2.4, 7.4.3)."""
    request.session.cycle_key()
    ended = end_sessions(user, but=request.session)
    tell(user, _DEEDS[signal], user, kind=more["authenticator"].type, sessions_ended=ended)


@receiver(authentication_failed)
def _failed(sender: object, user: User, authenticator: Any, **more: Any) -> None:
    tell(None, "second_factor_failed", user, kind=authenticator.type)
