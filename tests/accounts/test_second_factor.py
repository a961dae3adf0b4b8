"""Outside the trial a password alone leads to the set-up of a second factor and nowhere else."""

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import get_resolver, reverse
from pytest_django.fixtures import Settings

from accounts.models import User
from accounts.second_factor import _open_addresses
from tests.accounts.people import (
    code_of,
    deeds,
    enter,
    is_in,
    with_app,
    with_passkey,
    with_recovery_codes,
)
from tests.cast import Cast, sign_in


@pytest.fixture(autouse=True)
def _as_in_production(settings: Settings) -> None:
    settings.SECOND_FACTOR_REQUIRED = True


def plain_addresses() -> list[str]:
    """Every address without a key in it, of pages and back office."""
    found = ["/", "/nowhere/", "/account/sessions/", "/account/2fa/", "/account/password/change/"]
    for prefix, (place, resolver) in get_resolver().namespace_dict.items():
        for name in resolver.reverse_dict:
            if isinstance(name, str) and not resolver.reverse_dict.getlist(name)[0][0][0][1]:
                found.append(reverse(f"{prefix}:{name}"))
        assert place is not None
    return found


def test_every_address_leads_to_the_set_up(client: Client, cast: Cast) -> None:
    sign_in(client, cast.vera)
    wanted = reverse("account_second_factor")
    addresses = plain_addresses()
    assert len(addresses) > 20
    for address in addresses:
        for answer in (
            client.get(address),
            client.post(address, {"q": "a"}),
            client.get(address, headers={"HX-Request": "true"}),
        ):
            assert (answer.status_code, answer.url) == (302, wanted), address


def test_the_way_to_a_factor_is_open(client: Client, mara: User) -> None:
    sign_in(client, mara)
    page = client.get(reverse("account_second_factor")).content.decode()
    for name in ("mfa_add_webauthn", "mfa_activate_totp"):
        assert reverse(name) in page
        assert client.get(reverse(name)).status_code == 200
    assert client.post(reverse("account_logout")).status_code == 302
    assert len(_open_addresses()) == 5


def test_who_sets_up_an_app_sees_recovery_codes_and_is_in(
    client: Client, mara: User, at_commit: None
) -> None:
    other = Client()
    for browser in (other, client):
        enter(browser)
    assert not is_in(client)
    secret = client.get(reverse("mfa_activate_totp")).context["form"].secret
    done = client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})
    assert done.url == reverse("mfa_view_recovery_codes")
    codes = client.get(done.url).context["unused_codes"]
    assert len(codes) == 10 and codes[0].isdigit()
    assert is_in(client)
    assert "second_factor_added" in deeds()
    again = Client()
    enter(again)
    again.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
    assert not is_in(again), "the code of the set-up is used"
    assert other.get("/").url.startswith(reverse("account_login")), "other sessions end"
    assert client.get(done.url).context["unused_codes"] == ["****"] * 10


def test_a_code_works_once(mara: User) -> None:
    secret = with_app(mara)
    code = code_of(secret)
    first, second = Client(), Client()
    for client in (first, second):
        assert enter(client).url == reverse("mfa_authenticate")
        client.post(reverse("mfa_authenticate"), {"code": code})
    assert is_in(first) and not is_in(second)


def test_a_recovery_code_works_once(mara: User) -> None:
    with_app(mara)
    code = with_recovery_codes(mara)[3]
    first, second = Client(), Client()
    for client in (first, second):
        enter(client)
        client.post(reverse("mfa_authenticate"), {"code": code})
    assert is_in(first) and not is_in(second)


def test_wrong_codes_are_held_back_and_recorded(client: Client, mara: User) -> None:
    secret = with_app(mara)
    enter(client)
    for _guess in range(10):
        client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert deeds().count("second_factor_failed") == 10
    refused = client.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
    assert "Too many" in refused.content.decode() and not is_in(client)


def test_no_secret_lies_open_in_the_database(mara: User) -> None:
    secret = with_app(mara)
    codes = with_recovery_codes(mara)
    stored = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert secret not in stored and not any(code in stored for code in codes)


def test_the_last_factor_stays(client: Client, mara: User) -> None:
    with_app(mara)
    sign_in(client, mara)
    told = client.post(reverse("mfa_deactivate_totp")).content.decode()
    assert "only second factor" in told
    assert Authenticator.objects.filter(user=mara).count() == 1
    key = with_passkey(mara)
    client.post(reverse("mfa_deactivate_totp"))
    assert list(Authenticator.objects.filter(user=mara)) == [key]
    answer = client.post(reverse("mfa_remove_webauthn", args=[key.pk]), follow=True)
    assert "only second factor" in answer.content.decode()
    assert Authenticator.objects.filter(pk=key.pk).exists()


def test_the_trial_asks_for_none(client: Client, mara: User, settings: Settings) -> None:
    settings.SECOND_FACTOR_REQUIRED = False
    enter(client)
    assert is_in(client)
