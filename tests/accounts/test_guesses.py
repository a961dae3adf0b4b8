"""Wrong passwords: counted, recorded, slowed down, and never a way to lock a colleague out."""

from unittest.mock import patch

import pytest
from django.contrib.auth import hashers
from django.contrib.auth.signals import user_login_failed
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django.fixtures import Settings

from accounts import guesses
from accounts.adapter import InvitedOnly
from accounts.models import User
from tests.accounts.people import ELSEWHERE, PASSWORD, deeds, enter, is_in, with_password
from tests.cast import Cast


def said(answer: object) -> list[str]:
    return list(answer.context["form"].non_field_errors())


def test_ten_wrong_ones_hold_strangers_back_and_say_until_when(client: Client, mara: User) -> None:
    for _guess in range(guesses.PER_ACCOUNT):
        assert "not right" in said(enter(client, "wrong password"))[0]
    held_back = said(enter(client))
    assert "Try again in 15 minutes" in held_back[0]
    assert not is_in(client)
    assert deeds()[-2:] == ["sign_in_failed", "login_held_back"]


def test_an_unknown_name_is_held_back_in_the_same_words(client: Client, mara: User) -> None:
    for name in ("mara", "nobody-of-that-name"):
        for _guess in range(guesses.PER_ACCOUNT):
            enter(client, "wrong password", name)
    assert said(enter(client, PASSWORD, "mara")) == said(
        enter(client, PASSWORD, "nobody-of-that-name")
    )


def test_guesses_from_elsewhere_do_not_stop_the_owners_browser(mara: User) -> None:
    owner = Client()
    enter(owner)
    owner.post(reverse("account_logout"))
    for number in range(20):
        enter(Client(), "wrong password", REMOTE_ADDR=f"203.0.113.{number}")
    assert "Too many" in said(enter(Client(), **ELSEWHERE))[0]
    enter(owner)
    assert is_in(owner)


def test_an_office_behind_one_address_is_not_stopped_by_a_stranger_in_it(mara: User) -> None:
    owner = Client()
    enter(owner)
    owner.post(reverse("account_logout"))
    for number in range(guesses.PER_ADDRESS):
        enter(Client(), "wrong password", f"somebody-{number}")
    assert "Too many" in said(enter(Client(), "wrong password", "somebody-else"))[0]
    enter(owner)
    assert is_in(owner)


def test_a_known_browser_has_a_count_too(mara: User) -> None:
    client = Client()
    enter(client)
    client.post(reverse("account_logout"))
    for _guess in range(guesses.PER_ACCOUNT):
        enter(client, "wrong password")
    assert "Too many" in said(enter(client))[0]


def test_a_forged_cookie_makes_no_browser_known(
    client: Client, mara: User, settings: Settings
) -> None:
    for number in range(guesses.PER_ACCOUNT):
        client.cookies[settings.KNOWN_BROWSER_COOKIE] = f"e30:forged{number}:signature"
        enter(client, "wrong password")
    client.cookies[settings.KNOWN_BROWSER_COOKIE] = "another:one:still"
    assert "Too many" in said(enter(client))[0]


def test_the_cookie_of_a_known_browser_names_nobody(client: Client, mara: User) -> None:
    answer = enter(client)
    cookie = answer.cookies["casework-known"]
    assert cookie["httponly"] and cookie["samesite"] == "Lax"
    assert "mara" not in cookie.value


def test_a_right_password_is_not_counted(client: Client, mara: User) -> None:
    for _time in range(guesses.PER_ACCOUNT + 5):
        stranger = Client()
        enter(stranger)
        assert is_in(stranger)


def test_writing_the_name_otherwise_does_not_begin_a_new_count(client: Client, mara: User) -> None:
    names = ["mara", "MARA", " mara ", "Mara", "ｍａｒａ"]
    for number in range(guesses.PER_ACCOUNT):
        enter(client, "wrong password", names[number % len(names)])
    assert "Too many" in said(enter(client))[0]


def work_of(username: str, password: str) -> tuple[int, int, int, list[str], list[str]]:
    """Hashes, queries, status, words and deeds of one attempt of a stranger."""
    hashed: list[str] = []
    real = hashers.Argon2PasswordHasher.encode
    verify = hashers.Argon2PasswordHasher.verify

    def encode(self: object, *args: object) -> str:
        hashed.append("encode")
        return real(self, *args)

    def check(self: object, *args: object) -> bool:
        hashed.append("verify")
        return verify(self, *args)

    before = len(deeds())
    with (
        patch.object(hashers.Argon2PasswordHasher, "encode", encode),
        patch.object(hashers.Argon2PasswordHasher, "verify", check),
        CaptureQueriesContext(connection) as queries,
    ):
        answer = enter(Client(), password, username)
    return len(hashed), len(queries), answer.status_code, said(answer), deeds()[before:]


def test_unknown_wrong_closed_and_without_password_are_one_answer_after_one_hash(
    mara: User, cast: Cast
) -> None:
    with_password(cast.teo)
    User.objects.filter(pk=cast.teo.pk).update(is_active=False)
    work_of("mara", "warm up the caches of Django")
    kinds = {
        "unknown": work_of("nobody-of-that-name", PASSWORD),
        "wrong": work_of("mara", "a wrong one, clearly"),
        "closed": work_of("teo", PASSWORD),
        "without": work_of("lou", PASSWORD),
    }
    assert set(map(str, kinds.values())) == {str(kinds["wrong"])}, kinds
    assert kinds["wrong"][0] == 1


@pytest.mark.parametrize(("proxies", "seen"), [(0, "10.0.0.1"), (1, "198.51.100.7")])
def test_only_a_proxy_of_ours_is_believed(proxies: int, seen: str, settings: Settings) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    request = RequestFactory().get(
        "/", REMOTE_ADDR="10.0.0.1", headers={"X-Forwarded-For": "192.0.2.66, 198.51.100.7"}
    )
    assert InvitedOnly(request).get_client_ip(request) == seen


def test_a_hundred_at_once_take_no_more_places_than_there_are(db: None) -> None:
    taken = [guesses.take_place("test", 3) for _time in range(3)]
    assert len(set(taken)) == 3
    with pytest.raises(guesses.Full):
        guesses.take_place("test", 3)


def test_each_failure_is_told_to_the_trail(client: Client, mara: User) -> None:
    heard = []
    user_login_failed.connect(hear := lambda **more: heard.append(more["credentials"]), weak=False)
    try:
        enter(client, "wrong password")
    finally:
        user_login_failed.disconnect(hear)
    assert heard[0]["password"] == "*" * 20
    assert deeds() == ["sign_in_failed"]
