"""Invitations and resets: one-time links, and answers that say nothing of who is known."""

import logging
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pytest_django.fixtures import Settings

from accounts import admin as account_admin
from accounts import letters, links, views
from accounts.models import OneTimeLink, User
from tests.accounts.people import deeds, enter, is_in, with_app, with_password
from tests.cast import Cast, again, sign_in

NEW = "seven yellow boats"
Purpose = OneTimeLink.Purpose


@pytest.fixture(autouse=True)
def _letters_at_once(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> None:
    """Within the test's own transaction, which another thread would not see."""
    settings.MAIL_IS_SET_UP = True
    for module in (views, account_admin):
        monkeypatch.setattr(module, "later", lambda work, *args: work(*args))


def follow(client: Client, token: str) -> HttpResponse:
    return client.get(reverse("account_link", args=[token]), follow=True)


def choose(client: Client, password: str = NEW) -> HttpResponse:
    return client.post(reverse("account_choose_password"), {"new": password, "again": password})


def works(token: str) -> bool:
    return follow(Client(), token).status_code == 200


def test_an_invitation_leads_to_a_password_and_to_the_second_factor(
    client: Client, cast: Cast, settings: Settings
) -> None:
    settings.SECOND_FACTOR_REQUIRED = True
    _link, token = links.hand_over(cast.lou, Purpose.INVITATION, cast.vera)
    assert cast.lou.username in follow(client, token).content.decode()
    assert choose(client).url == reverse("account_login")
    assert again(cast.lou).check_password(NEW)
    enter(client, NEW, "lou")
    assert client.get("/").url == reverse("account_second_factor")
    assert "password_set_by_link" in deeds()


def test_an_administrator_opens_an_account_and_hands_its_link_over(
    client: Client, cast: Cast
) -> None:
    sign_in(client, cast.vera)
    form = {
        "username": "new", "name": "New", "role": "reader", "is_active": "on",
        "email": "new@example.org", "new_password": NEW, "password": NEW,
        "memberships-TOTAL_FORMS": "0", "memberships-INITIAL_FORMS": "0",
    }  # fmt: skip
    answer = client.post(reverse("admin:accounts_user_add"), form)
    opened = User.objects.get(username="new")
    assert not opened.has_usable_password(), "nobody types a password for somebody else"
    assert answer.url == reverse("admin:accounts_user_link", args=[opened.pk])
    assert "address" not in client.get(answer.url).context, "by POST only"
    shown = client.post(answer.url, {"purpose": "invitation"}).context["address"]
    assert shown in mail.outbox[0].body and mail.outbox[0].to == ["new@example.org"]
    assert works(shown.rstrip("/").rsplit("/", 1)[1])
    assert "link_made" in deeds()


def test_the_token_stands_in_no_page_row_or_log(
    client: Client, cast: Cast, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    _link, token = links.hand_over(cast.lou, Purpose.INVITATION, cast.vera)
    first = client.get(reverse("account_link", args=[token]))
    assert first.url == reverse("account_choose_password")
    page = client.get(first.url)
    for answer in (first, page):
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert answer.headers["Cache-Control"] == "no-store"
    choose(client)
    follow(Client(), token)
    assert token not in page.content.decode()
    assert token not in str(list(OneTimeLink.objects.values()))
    about_requests = [r.getMessage() for r in caplog.records if r.name != "django.db.backends"]
    assert not any(token in line or "lou" in line.split() for line in about_requests)


def test_a_link_works_once(cast: Cast) -> None:
    _link, token = links.hand_over(cast.lou, Purpose.INVITATION, cast.vera)
    first, second = Client(), Client()
    follow(first, token), follow(second, token)
    choose(first)
    assert choose(second, "another long enough one").status_code == 404
    assert again(cast.lou).check_password(NEW) and not works(token)


def test_looking_at_a_link_does_not_use_it_up(cast: Cast) -> None:
    _link, token = links.hand_over(cast.lou, Purpose.INVITATION, cast.vera)
    assert works(token) and works(token)


def test_a_link_dies_of_age_of_a_newer_one_and_with_its_account(cast: Cast) -> None:
    def new_link() -> tuple[OneTimeLink, str]:
        return links.hand_over(cast.lou, Purpose.INVITATION, cast.vera)

    link, token = new_link()
    assert link.expires_at - link.made_at < timedelta(hours=72, seconds=1)
    OneTimeLink.objects.filter(pk=link.pk).update(expires_at=timezone.now())
    assert not works(token)
    _link, older = new_link()
    _link, newer = new_link()
    assert works(newer) and not works(older)
    User.objects.filter(pk=cast.lou.pk).update(is_active=False)
    assert not works(newer)


@pytest.mark.parametrize("token", ["nonsense", "A" * 43])
def test_a_made_up_link_is_told_so(token: str, db: None) -> None:
    assert not works(token)


def test_a_weak_password_is_refused_and_the_link_still_works(client: Client, cast: Cast) -> None:
    _link, token = links.hand_over(cast.lou, Purpose.INVITATION, cast.vera)
    follow(client, token)
    assert choose(client, "short").status_code == 200
    assert not again(cast.lou).has_usable_password() and works(token)


def test_a_reset_by_an_administrator_puts_the_account_out(mara: User, cast: Cast) -> None:
    with_app(mara)
    client, vera = Client(), sign_in(Client(), cast.vera)
    sign_in(client, mara)
    User.objects.filter(pk=mara.pk).update(last_login=timezone.now())
    address = reverse("admin:accounts_user_link", args=[mara.pk])
    vera.post(address, {"purpose": "password"})
    assert not is_in(client) and not again(mara).has_usable_password()
    assert Authenticator.objects.filter(user=mara).exists()
    vera.post(address, {"purpose": "everything"})
    assert not Authenticator.objects.filter(user=mara).exists()


@pytest.mark.parametrize("person", ["mara", "teo", "abel"])
def test_nobody_else_makes_links(person: str, client: Client, cast: Cast) -> None:
    sign_in(client, cast.everybody()[person])
    address = reverse("admin:accounts_user_link", args=[cast.lou.pk])
    assert client.post(address, {"purpose": "password"}).status_code in {302, 403}
    assert not OneTimeLink.objects.exists()


def test_nobody_makes_a_link_for_themselves_or_for_a_closed_account(
    client: Client, cast: Cast
) -> None:
    sign_in(client, cast.vera)
    User.objects.filter(pk=cast.lou.pk).update(is_active=False)
    for account, status in ((cast.vera, 403), (cast.lou, 404)):
        address = reverse("admin:accounts_user_link", args=[account.pk])
        assert client.post(address, {"purpose": "everything"}).status_code == status
    assert not OneTimeLink.objects.exists()


def test_whoever_is_signed_in_is_asked_to_sign_out_first(client: Client, cast: Cast) -> None:
    _link, token = links.hand_over(cast.lou, Purpose.INVITATION, cast.vera)
    sign_in(client, cast.mara)
    assert "Sign out first" in follow(client, token).content.decode()
    choose(client)
    assert is_in(client) and works(token)


# ---- Forgotten ----------------------------------------------------------------------------------


def ask(email: str) -> tuple[int, str, str]:
    client = Client()
    answer = client.post(reverse("account_reset_password"), {"email": email})
    return answer.status_code, answer.url, client.get(answer.url).content.decode()


def test_the_answer_does_not_say_whether_an_address_is_known(mara: User, cast: Cast) -> None:
    User.objects.filter(pk=mara.pk).update(email="mara@example.org")
    User.objects.filter(pk=cast.teo.pk).update(email="teo@example.org", is_active=False)
    known, unknown, closed = (ask(f"{name}@example.org") for name in ("mara", "nobody", "teo"))
    assert known == unknown == closed
    assert [letter.to for letter in mail.outbox] == [["mara@example.org"]]


def test_nobody_is_looked_up_before_the_answer(
    mara: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    User.objects.filter(pk=mara.pk).update(email="mara@example.org")
    waiting = []
    monkeypatch.setattr(views, "later", lambda work, *args: waiting.append((work, args)))
    costs = []
    for email in ("mara@example.org", "nobody@example.org"):
        with CaptureQueriesContext(connection) as queries:
            Client().post(reverse("account_reset_password"), {"email": email})
        costs.append(len(queries))
        assert not any("accounts_user" in query["sql"] for query in queries)
    assert costs[0] == costs[1] and len(waiting) == 2


def test_a_forgotten_password_is_set_by_the_link_in_the_letter(client: Client, mara: User) -> None:
    User.objects.filter(pk=mara.pk).update(email="mara@example.org")
    secret = with_app(mara)
    there = sign_in(Client(), mara)
    ask("MARA@example.org")
    assert is_in(there) and again(mara).has_usable_password(), "asking changes nothing"
    token = mail.outbox[0].body.split("/account/link/")[1].split("/")[0]
    follow(client, token)
    choose(client)
    assert again(mara).check_password(NEW) and not is_in(there)
    assert Authenticator.objects.filter(user=mara).exists() and secret


def test_nobody_is_flooded_with_letters(mara: User) -> None:
    User.objects.filter(pk=mara.pk).update(email="mara@example.org")
    answers = {ask("mara@example.org")[:2] for _time in range(6)}
    assert len(answers) == 1 and len(mail.outbox) == 3


def test_without_mail_the_page_says_whom_to_ask(client: Client, settings: Settings) -> None:
    settings.MAIL_IS_SET_UP = False
    address = reverse("account_reset_password")
    assert "administrator of accounts" in client.get(address).content.decode()
    assert client.post(address, {"email": "mara@example.org"}).status_code == 200
    assert mail.outbox == []


def test_an_account_without_a_password_lets_nobody_in(cast: Cast) -> None:
    _link, _token = links.hand_over(with_password(cast.lou), Purpose.INVITATION, cast.vera)
    client = Client()
    enter(client, username="lou")
    assert not is_in(client)


def test_what_a_mail_server_says_of_somebody_stays_out_of_the_log(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(letters.connections, "close_all", lambda: None)

    def refuse(address: str) -> None:
        raise OSError(f"550 no such user: {address}")

    letters._quietly(refuse, "mara@example.org")
    assert "could not be sent: OSError" in caplog.text
    assert "mara" not in caplog.text
