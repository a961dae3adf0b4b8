"""The door: who comes in by which way, and what every answer carries."""

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.messages.storage.fallback import FallbackStorage
from django.test import Client
from django.urls import NoReverseMatch, reverse

from accounts.adapter import InvitedOnly
from accounts.models import User
from tests.accounts.people import PASSWORD, deeds, enter


def test_a_colleague_signs_in_and_the_trail_says_so(client: Client, mara: User) -> None:
    assert enter(client).url == reverse("pages:desk")
    assert client.get(reverse("pages:desk")).status_code == 200
    assert deeds()[-1] == "signed_in"


def test_with_a_second_factor_the_password_alone_opens_nothing(client: Client, mara: User) -> None:
    TOTP.activate(mara, generate_totp_secret())
    assert enter(client).url == reverse("mfa_authenticate")
    assert client.get(reverse("pages:desk")).status_code == 302
    assert client.get(reverse("admin:index")).status_code == 302


def test_the_back_office_has_no_door_of_its_own(client: Client, mara: User) -> None:
    TOTP.activate(mara, generate_totp_secret())
    answer = client.post(
        reverse("admin:login"), {"username": "mara", "password": PASSWORD}, follow=True
    )
    assert answer.redirect_chain[0][0].startswith(reverse("account_login"))
    assert client.get(reverse("admin:index")).status_code == 302


def test_wrong_password_and_unknown_name_are_the_same_answer(client: Client, mara: User) -> None:
    said = [
        list(enter(client, "wrong password", name).context["form"].non_field_errors())
        for name in ("mara", "nobody-of-that-name")
    ]
    assert said[0] == said[1] != []
    assert deeds()[-2:] == ["sign_in_failed", "sign_in_failed"]


def test_every_answer_carries_the_headers(client: Client, mara: User) -> None:
    enter(client)
    for address in (reverse("pages:desk"), "/nowhere/", reverse("account_login"), "/back-office/"):
        headers = client.get(address).headers
        assert headers["Cache-Control"] == "no-store", address
        policy = headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy and "unsafe" not in policy, address
        assert headers["X-Frame-Options"] == "DENY"
        assert headers["X-Content-Type-Options"] == "nosniff"


def test_nobody_signs_up_or_manages_addresses(client: Client, db: None) -> None:
    for name in ("account_signup", "account_email", "account_set_password"):
        with pytest.raises(NoReverseMatch):
            reverse(name)
    for address in ("signup", "email", "password/set", "login/code/confirm", "inactive"):
        assert client.post(f"/account/{address}/", {"username": "me"}).status_code == 404
    assert not User.objects.exists()


def test_a_passkey_of_a_closed_account_is_told_what_a_wrong_password_is(
    client: Client, mara: User
) -> None:
    User.objects.filter(pk=mara.pk).update(is_active=False)
    request = client.get("/").wsgi_request
    adapter = InvitedOnly(request)
    request._messages = FallbackStorage(request)
    answer = adapter.respond_user_inactive(request, mara)
    assert answer.url == reverse("account_login")
    told = [str(message) for message in request._messages]
    assert told == [str(adapter.error_messages["username_password_mismatch"])]
