"""What the tests of the door do as a person does: sign in, type a code, open the next page."""

import time

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
)
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from accounts.models import User
from casework.audit.models import Event

COOKIE = "casework-session"
PASSWORD = "a long enough password"
ELSEWHERE = {"REMOTE_ADDR": "203.0.113.9"}


def with_password(user: User, password: str = PASSWORD) -> User:
    user.set_password(password)
    user.save()
    return user


def enter(
    client: Client, password: str = PASSWORD, username: str = "mara", **more: str
) -> HttpResponse:
    """Send the form of the login."""
    data = {"login": username, "password": password}
    return client.post(reverse("account_login"), data, **more)


def is_in(client: Client) -> bool:
    return client.get(reverse("pages:desk")).status_code == 200


def with_app(user: User) -> str:
    """Give somebody an authenticator app; its secret."""
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    return secret


def with_passkey(user: User) -> Authenticator:
    """A passkey that is only counted, never used."""
    return Authenticator.objects.create(
        user=user, type=Authenticator.Type.WEBAUTHN, data={"name": "A key", "credential": {}}
    )


def with_recovery_codes(user: User) -> list[str]:
    return RecoveryCodes.activate(user).generate_codes()


def code_of(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def deeds() -> list[str]:
    rows = Event.objects.unrestricted(because="a test reads the trail").order_by("pk")
    return list(rows.values_list("deed", flat=True))
