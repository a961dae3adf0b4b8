"""What a stolen, unlocked browser must not do: it asks once more who is there.

`freshly_signed_in` guards a view; whoever signed in or proved themselves within the last fifteen
minutes passes (ASVS 5.0 7.5.1). The pages that ask are allauth's.
"""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from allauth.account.adapter import get_adapter
from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

View = Callable[..., HttpResponse]


_TIME_TO_WRITE = 30 * 60  # seconds from opening a form to sending it
_OPENED = "opened_fresh"  # in the session: address of a form → when it was shown
_MOST_OPENED = 20


def is_fresh(request: HttpRequest) -> bool:
    """Whether the person has shown who they are within the last minutes of the setting."""
    proofs = get_authentication_records(request, request.user)
    return any(time.time() - proof["at"] < settings.FRESH_MINUTES * 60 for proof in proofs)


def _remember_opening(request: HttpRequest) -> None:
    opened = {**request.session.get(_OPENED, {}), request.path: time.time()}
    request.session[_OPENED] = dict(list(opened.items())[-_MOST_OPENED:])


def _was_opened_in_time(request: HttpRequest) -> bool:
    """Whether this form was shown to a fresh session half an hour ago at most: what was typed
    into it is not lost."""
    at = request.session.get(_OPENED, {}).get(request.path, 0)
    return request.method == "POST" and time.time() - at < _TIME_TO_WRITE


def freshly_signed_in(view: View) -> View:
    """Asks for the password, a code or a passkey first, and leads back to the page.

    A form that was sent too late is not carried out: the person is told, and stands before it
    again afterwards.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if is_fresh(request):
            if request.method == "GET":
                _remember_opening(request)
            return view(request, *args, **kwargs)
        if _was_opened_in_time(request):
            return view(request, *args, **kwargs)
        ways = get_adapter(request).get_reauthentication_methods(request.user)
        if not ways:
            raise PermissionDenied
        if request.method != "GET":
            messages.warning(
                request,
                _("Nothing was done yet. Confirm that it is you, then send the form once more."),
            )
        back = urlencode({REDIRECT_FIELD_NAME: request.get_full_path()})
        return HttpResponseRedirect(f"{ways[0]['url']}?{back}")

    return guarded
