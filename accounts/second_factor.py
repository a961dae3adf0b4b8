"""Outside the trial nobody gets further than to the set-up of their second factor without one."""

from collections.abc import Callable
from functools import cache

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from accounts.models import User

# Recovery codes stand in for a factor that is lost; they are none.
FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
_WAY_TO_ONE = (
    "account_logout", "account_second_factor", "account_reauthenticate",
    "mfa_activate_totp", "mfa_add_webauthn",
)  # fmt: skip


def is_required() -> bool:
    """False in the trial alone: no variable of the environment says otherwise."""
    return settings.SECOND_FACTOR_REQUIRED


def has_one(user: User) -> bool:
    return Authenticator.objects.filter(user=user, type__in=FACTORS).exists()


def is_last_factor(authenticator: Authenticator) -> bool:
    """Whether its account would be without a second factor if this one went."""
    others = Authenticator.objects.filter(user=authenticator.user_id, type__in=FACTORS)
    return not others.exclude(pk=authenticator.pk).exists()


@cache
def _open_addresses() -> frozenset[str]:
    return frozenset(reverse(name) for name in _WAY_TO_ONE)


class SecondFactorDemanded:
    """Every address answers 302 to the page that explains; files of the layout came before."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if (
            is_required()
            and request.user.is_authenticated
            and request.path not in _open_addresses()
            and not has_one(request.user)
        ):
            return HttpResponseRedirect(reverse("account_second_factor"))
        return self.get_response(request)
