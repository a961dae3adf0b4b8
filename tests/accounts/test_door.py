"""The door: who comes in, and who is out at the next request."""

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from casework.audit.models import Event
from tests.cast import Cast

PASSWORD = "a long enough password"


@pytest.fixture(autouse=True)
def _no_limits_left_over(db: None) -> None:
    cache.clear()


@pytest.fixture
def mara(cast: Cast) -> User:
    cast.mara.set_password(PASSWORD)
    cast.mara.save()
    return cast.mara


def sign_in(client: Client, password: str = PASSWORD, username: str = "mara") -> object:
    return client.post(reverse("account_login"), {"login": username, "password": password})


def deeds() -> list[str]:
    rows = Event.objects.unrestricted(because="a test reads the trail").order_by("pk")
    return list(rows.values_list("deed", flat=True))


def test_a_colleague_signs_in_and_the_trail_says_so(client: Client, mara: User) -> None:
    assert sign_in(client).url == reverse("pages:desk")
    assert client.get(reverse("pages:desk")).status_code == 200
    assert deeds()[-1] == "signed_in"


def test_with_a_second_factor_the_password_alone_opens_nothing(client: Client, mara: User) -> None:
    TOTP.activate(mara, generate_totp_secret())
    assert sign_in(client).url == reverse("mfa_authenticate")
    assert client.get(reverse("pages:desk")).status_code == 302
    assert client.get(reverse("admin:index")).status_code == 302


def test_the_back_office_has_no_door_of_its_own(client: Client, mara: User) -> None:
    TOTP.activate(mara, generate_totp_secret())
    answer = client.post(
        reverse("admin:login"), {"username": "mara", "password": PASSWORD}, follow=True
    )
    assert answer.redirect_chain[0][0].startswith(reverse("account_login"))
    assert client.get(reverse("admin:index")).status_code == 302


def test_a_closed_account_is_out_at_the_next_request(client: Client, mara: User) -> None:
    sign_in(client)
    User.objects.filter(pk=mara.pk).update(is_active=False)
    assert client.get(reverse("pages:desk")).url.startswith(reverse("account_login"))


def test_a_changed_password_ends_the_sessions(client: Client, mara: User) -> None:
    sign_in(client)
    mara.set_password("another long password")
    mara.save()
    assert client.get(reverse("pages:desk")).status_code == 302


def test_wrong_password_and_unknown_name_are_the_same_answer(client: Client, mara: User) -> None:
    said = [
        list(sign_in(client, "wrong password", name).context["form"].non_field_errors())
        for name in ("mara", "nobody-of-that-name")
    ]
    assert said[0] == said[1] != []
    assert deeds()[-2:] == ["sign_in_failed", "sign_in_failed"]


def test_guessing_is_slowed_down(client: Client, mara: User) -> None:
    for _attempt in range(20):
        sign_in(client, "wrong password")
    assert sign_in(client).status_code != 302


def test_nobody_opens_an_account_for_themselves(client: Client, db: None) -> None:
    page = client.get(reverse("account_signup"))
    client.post(
        reverse("account_signup"),
        {"username": "me", "password1": PASSWORD, "password2": PASSWORD},
    )
    assert "form" not in (page.context or {}) or "closed" in page.content.decode().lower()
    assert not User.objects.filter(username="me").exists()


def test_an_administrator_of_accounts_opens_and_closes_one(client: Client, cast: Cast) -> None:
    client.force_login(cast.vera)
    memberships = {"memberships-TOTAL_FORMS": "0", "memberships-INITIAL_FORMS": "0"}
    new = {"username": "new", "name": "New", "role": Role.READER, "is_active": "on"}
    add = reverse("admin:accounts_user_add")
    short = client.post(add, {**new, **memberships, "new_password": "short"})
    assert short.status_code == 200 and not User.objects.filter(username="new").exists()
    client.post(add, {**new, **memberships, "new_password": PASSWORD})
    opened = User.objects.get(username="new")
    assert opened.check_password(PASSWORD) and opened.role == Role.READER
    change = reverse("admin:accounts_user_change", args=[opened.pk])
    client.post(change, {**new, **memberships, "is_active": "", "new_password": ""})
    opened.refresh_from_db()
    assert not opened.is_active and opened.check_password(PASSWORD)
    gone = client.post(reverse("admin:accounts_user_delete", args=[opened.pk]), {"post": "yes"})
    assert gone.status_code == 403 and User.objects.filter(pk=opened.pk).exists()


@pytest.mark.parametrize("person", ["mara", "teo", "lou", "abel"])
def test_nobody_else_touches_accounts(person: str, client: Client, cast: Cast) -> None:
    client.force_login(cast.everybody()[person])
    add = reverse("admin:accounts_user_add")
    answer = client.post(add, {"username": "new", "name": "New", "role": Role.MANAGER})
    assert answer.status_code in {302, 403}
    assert not User.objects.filter(username="new").exists()


def test_every_answer_carries_the_headers(client: Client, mara: User) -> None:
    sign_in(client)
    for address in (reverse("pages:desk"), "/nowhere/", reverse("account_login"), "/back-office/"):
        headers = client.get(address).headers
        assert headers["Cache-Control"] == "no-store", address
        policy = headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy and "unsafe" not in policy, address
        assert headers["X-Frame-Options"] == "DENY"
        assert headers["X-Content-Type-Options"] == "nosniff"
