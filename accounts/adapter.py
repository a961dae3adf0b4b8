"""How allauth behaves here: nobody signs up, nobody is locked out, nothing secret lies open."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.core import context
from allauth.core.internal.httpkit import headed_redirect_response
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.contrib.auth import authenticate
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from accounts.browsers import account_mark, remember
from accounts.fresh import is_fresh
from accounts.guesses import Attempt
from accounts.models import User
from accounts.sealing import seal, unseal
from accounts.second_factor import has_one, is_last_factor, is_required

_PLACE = "second factor"


class InvitedOnly(DefaultAccountAdapter):
    """Accounts are opened by an administrator of accounts."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": _(
            "The user name or the password is not right, or the account is closed."
        ),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        """The open account of these credentials. Unknown, wrong, closed and without a password
        are one answer after the same work: one hash (ASVS 5.0 6.3.8)."""
        attempt = Attempt.begin(request, credentials.get("username", ""))
        user = authenticate(request, **credentials)
        # A closed account with the right password: allauth would say that it is closed.
        AuthenticationBackend.unstash_authenticated_user()
        if user is not None:
            attempt.was_right()
        return user

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        response = super().post_login(request, user, **kwargs)
        if has_one(user) or not is_required():  # with both factors, not with a password alone
            remember(request, response, account_mark(user.username))
        return response

    def respond_user_inactive(self, request: HttpRequest, user: User) -> HttpResponse:
        """A passkey of a closed account: what a wrong password is told."""
        messages.error(request, self.error_messages["username_password_mismatch"])
        return headed_redirect_response("account_login")

    def get_client_ip(self, request: HttpRequest) -> str:
        """Where the request comes from; X-Forwarded-For counts only behind a proxy of ours."""
        try:
            return super().get_client_ip(request)
        except PermissionDenied:
            return "unknown"  # a socket of the same machine has no address

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """allauth's own pages ask for the same freshness as ours."""
        return not is_fresh(context.request)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return self.get_login_redirect_url(request)


class SealedFactors(DefaultMFAAdapter):
    """Secrets of authenticator apps and recovery codes are sealed in the database."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "cannot_delete_authenticator": _(
            "This is your only second factor, and one is required. Add another one first."
        ),
    }

    def encrypt(self, text: str) -> str:
        return seal(text, _PLACE)

    def decrypt(self, encrypted_text: str) -> str:
        return unseal(encrypted_text, _PLACE)

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        return not (is_required() and is_last_factor(authenticator))

    def get_totp_label(self, user: User) -> str:
        return user.username
