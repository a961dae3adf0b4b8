"""What matters is asked for once more: releases, accounts, the switch, factors."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from accounts.fresh import is_fresh
from accounts.models import User
from casework.cases.models import Case
from tests.accounts.people import COOKIE, PASSWORD, code_of, enter, is_in, with_app, with_password
from tests.cast import Cast, sign_in
from tests.makers import make_case

ASKED_OF_VERA = [
    ("admin:accounts_user_add", ()),
    ("admin:accounts_user_change", ("mara",)),
    ("admin:accounts_user_link", ("mara",)),
    ("admin:accounts_team_add", ()),
    ("admin:accounts_sitemode_change", (1,)),
]
ASKED_OF_MARA = [
    ("admin:cases_case_export", ()),
    ("admin:sources_source_export", ()),
    ("mfa_activate_totp", ()),
    ("mfa_add_webauthn", ()),
]


def asked(client: Client, address: str) -> None:
    """Both ways to send for it lead to the question, and back here."""
    for answer in (client.get(address), client.post(address, {"name": "x"})):
        assert answer.status_code == 302
        assert answer.url.startswith(f"{reverse('account_reauthenticate')}?next=")


@pytest.mark.parametrize(("route", "keys"), ASKED_OF_VERA, ids=lambda value: str(value))
def test_accounts_and_the_switch_are_asked_for(
    route: str, keys: tuple, client: Client, cast: Cast
) -> None:
    found = [cast.mara.pk if key == "mara" else key for key in keys]
    address = reverse(route, args=found)
    sign_in(client, with_password(cast.vera), fresh=False)
    asked(client, address)
    sign_in(client, cast.vera)
    assert client.get(address).status_code == 200


@pytest.mark.parametrize(("route", "keys"), ASKED_OF_MARA, ids=lambda value: str(value))
def test_exports_and_factors_are_asked_for(
    route: str, keys: tuple, client: Client, mara: User
) -> None:
    sign_in(client, mara, fresh=False)
    asked(client, reverse(route, args=keys))
    sign_in(client, mara)
    assert client.get(reverse(route, args=keys)).status_code == 200


def test_a_dossier_is_asked_for(client: Client, mara: User, case: Case) -> None:
    address = reverse("pages:make_dossier", args=[case.reference])
    sign_in(client, mara, fresh=False)
    asked(client, address)


def test_whoever_proves_it_is_back_on_the_form_and_told_that_nothing_was_done(
    client: Client, cast: Cast
) -> None:
    sign_in(client, with_password(cast.vera), fresh=False)
    address = reverse("admin:accounts_team_add")
    question = client.post(address, {"name": "A new team"}).url
    assert "Nothing was done yet" in client.get(question).content.decode()
    back = client.post(question, {"password": PASSWORD, "next": address})
    assert back.url == address
    assert client.get(address).status_code == 200
    assert not cast.mara.teams.model.objects.filter(name="A new team").exists()


def test_a_code_proves_it_as_well(client: Client, mara: User, case: Case) -> None:
    secret = with_app(mara)
    sign_in(client, mara, fresh=False)
    address = reverse("pages:make_dossier", args=[case.reference])
    answer = client.post(reverse("mfa_reauthenticate"), {"code": code_of(secret), "next": address})
    assert answer.url == address and client.get(address).status_code == 200


def test_the_key_of_the_session_changes_with_the_proof(client: Client, mara: User) -> None:
    sign_in(client, mara, fresh=False)
    copied = Client()
    copied.cookies[COOKIE] = client.cookies[COOKIE].value
    assert is_in(copied)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    assert is_in(client) and not is_in(copied)


def test_a_wrong_password_proves_nothing(client: Client, mara: User, case: Case) -> None:
    sign_in(client, mara, fresh=False)
    client.post(reverse("account_reauthenticate"), {"password": "a wrong one"})
    asked(client, reverse("pages:make_dossier", args=[case.reference]))


def test_a_proof_is_good_for_fifteen_minutes(
    client: Client, mara: User, case: Case, settings: Settings
) -> None:
    assert settings.FRESH_MINUTES == 15
    enter(client)
    address = reverse("pages:make_dossier", args=[case.reference])
    assert client.get(address).status_code == 200
    settings.FRESH_MINUTES = 0
    assert "reauthenticate" in client.get(address).headers["Location"]
    assert client.post(address).status_code == 200, "what was typed in time can still be sent"
    other = make_case(mara, *mara.own_teams)
    asked(client, reverse("pages:make_dossier", args=[other.reference]))


def test_the_proof_of_somebody_else_in_the_same_session_counts_for_nothing(
    client: Client, mara: User, cast: Cast
) -> None:
    sign_in(client, mara)
    request = client.get("/").wsgi_request
    assert is_fresh(request)
    request.user = cast.teo
    assert not is_fresh(request)
