"""Sessions: kept as digests, ended by time, by hand, and by whatever changes who may come in."""

from datetime import timedelta

import pytest
from django.contrib.sessions.backends.base import UpdateError
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.links import hand_over
from accounts.models import Membership, Session, User
from accounts.roles import Role
from accounts.sessions import BACKGROUND, digest
from casework.cases.models import Case
from tests.accounts.people import COOKIE, PASSWORD, deeds, enter, is_in, with_password
from tests.cast import Cast, sign_in


def row_of(client: Client) -> Session:
    return Session.objects.get(pk=digest(client.cookies[COOKIE].value))


def earlier(client: Client, **ago: float) -> None:
    """Let the browser's session have been seen, or begun, some time ago."""
    row, past = row_of(client), timezone.now() - timedelta(**ago)
    Session.objects.filter(pk=row.pk).update(last_seen_at=past, expire_date=row.dies_at(past))


def test_the_database_holds_nothing_that_a_session_could_be_taken_over_with(
    client: Client, mara: User
) -> None:
    enter(client, headers={"User-Agent": "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0"})
    key = client.cookies[COOKIE].value
    row = Session.objects.values().get(user=mara)
    assert key not in str(row) and "127.0.0.1" not in str(row)
    assert row["browser"] == "Firefox, Linux"
    assert "password" not in row["session_data"]
    client.cookies[COOKIE] = row["session_key"]
    assert not is_in(client), "the digest is no key"


def test_the_key_changes_at_sign_in(client: Client, mara: User, cast: Cast) -> None:
    attacker = Client()
    _link, token = hand_over(cast.lou, "invitation", cast.vera)
    attacker.get(reverse("account_link", args=[token]))
    planted = attacker.cookies[COOKIE].value
    client.cookies[COOKIE] = planted
    enter(client)
    assert is_in(client) and client.cookies[COOKIE].value != planted
    assert not is_in(attacker)


def test_a_made_up_key_is_not_taken(client: Client, mara: User) -> None:
    client.cookies[COOKIE] = "a" * 32
    enter(client)
    assert client.cookies[COOKIE].value != "a" * 32


@pytest.mark.parametrize(("minutes", "still"), [(29, True), (31, False)])
def test_thirty_minutes_without_a_sign_of_life_are_the_end(
    minutes: int, still: bool, client: Client, mara: User
) -> None:
    enter(client)
    earlier(client, minutes=minutes)
    assert is_in(client) is still


def test_twelve_hours_are_the_end_however_busy(client: Client, mara: User) -> None:
    enter(client)
    row = row_of(client)
    row.started_at = timezone.now() - timedelta(hours=11, minutes=59)
    assert row.dies_at(timezone.now()) == row.started_at + timedelta(hours=12)


def test_the_twelve_hours_do_not_begin_anew_with_a_new_key(client: Client, mara: User) -> None:
    enter(client)
    session = client.session
    session["started_at"] -= 60 * 60 * 11.9
    session.save()
    client.post(
        reverse("account_change_password"),
        {
            "oldpassword": PASSWORD,
            "password1": "seven yellow boats",
            "password2": "seven yellow boats",
        },
    )
    assert row_of(client).expire_date < timezone.now() + timedelta(minutes=7)


def test_a_sign_of_life_is_written_at_most_once_a_minute(client: Client, mara: User) -> None:
    enter(client)
    seen = row_of(client).last_seen_at
    is_in(client)
    assert row_of(client).last_seen_at == seen
    earlier(client, minutes=20)
    is_in(client)
    assert row_of(client).last_seen_at > seen


def test_what_a_page_asks_by_itself_is_no_sign_of_life(client: Client, mara: User) -> None:
    enter(client)
    earlier(client, minutes=20)
    before = row_of(client).last_seen_at
    assert client.get("/", headers={BACKGROUND: "1"}).status_code == 200
    assert row_of(client).last_seen_at == before


def test_a_closed_account_is_out_at_the_next_request(client: Client, mara: User) -> None:
    enter(client)
    User.objects.filter(pk=mara.pk).update(is_active=False)
    assert client.get("/").url.startswith(reverse("account_login"))


def test_a_new_password_ends_the_other_sessions_and_not_this_one(mara: User) -> None:
    here, there = Client(), Client()
    for client in (here, there):
        enter(client)
    new = {"oldpassword": PASSWORD, "password1": "seven yellow boats"}
    here.post(reverse("account_change_password"), {**new, "password2": new["password1"]})
    assert is_in(here)
    assert there.get("/").url.startswith(reverse("account_login"))
    assert "password_changed" in deeds()


def test_ones_own_sessions_are_listed_and_ended(mara: User, cast: Cast) -> None:
    here, there, elsewhere, teo = Client(), Client(), Client(), Client()
    for client in (here, there, elsewhere):
        enter(client)
    sign_in(teo, cast.teo)
    page = here.get(reverse("account_sessions"))
    assert len(page.context["rows"]) == 3 and page.content.decode().count("this one") == 1
    here.post(reverse("account_sessions"), {"end": str(row_of(there).handle)})
    assert not is_in(there) and is_in(elsewhere) and is_in(here)
    here.post(reverse("account_sessions"), {"end": str(row_of(teo).handle)})
    assert is_in(teo), "not one's own"
    here.post(reverse("account_sessions"), {"end": "others"})
    assert not is_in(elsewhere) and is_in(here) and is_in(teo)
    assert deeds().count("sessions_ended") == 3


def test_looking_at_ones_sessions_ends_none(client: Client, mara: User) -> None:
    enter(client)
    client.get(reverse("account_sessions"), {"end": "others"})
    assert row_of(client).ended_at is None


def test_a_session_that_ended_does_not_come_back_by_a_late_answer(
    client: Client, mara: User
) -> None:
    enter(client)
    late = client.session
    late["something"] = "new"
    client.post(reverse("account_logout"))
    with pytest.raises(UpdateError):
        late.save()


def test_signing_out_is_a_post_and_clears_the_browser(client: Client, mara: User) -> None:
    enter(client)
    assert client.get(reverse("account_logout")).status_code == 200 and is_in(client)
    answer = client.post(reverse("account_logout"))
    assert answer.headers["Clear-Site-Data"] == '"cache"'
    assert "casework-known" not in answer.cookies, "the browser stays known"
    assert not is_in(client)
    assert "signed out" in client.get(answer.url).content.decode()


@pytest.mark.parametrize("route", ["account_login", "account_logout", "account_reauthenticate"])
@pytest.mark.parametrize("evil", ["//evil.example", "https://evil.example/", "/\\evil.example"])
def test_nobody_is_led_to_another_host(route: str, evil: str, client: Client, mara: User) -> None:
    if route != "account_login":
        enter(client)
    data = {"login": "mara", "password": PASSWORD, "next": evil}
    answer = client.post(reverse(route) + f"?next={evil}", data)
    assert answer.status_code == 302 and "evil" not in answer.url


def test_dead_sessions_are_cleared_away(client: Client, mara: User) -> None:
    enter(client)
    alive = Client()
    enter(alive)
    earlier(client, hours=13)
    call_command("clearsessions")
    assert list(Session.objects.all()) == [row_of(alive)]


def test_a_new_role_and_a_new_team_count_at_the_next_request(
    client: Client, cast: Cast, case: Case
) -> None:
    with_password(cast.ines)
    sign_in(client, cast.ines)
    address = reverse("pages:case_file", args=[case.reference])
    assert client.get(address).status_code == 404
    membership = Membership.objects.create(user=cast.ines, team=cast.east_asia)
    assert client.get(address).status_code == 200
    User.objects.filter(pk=cast.ines.pk).update(role=Role.AUDITOR)
    assert client.get(address).status_code == 404
    User.objects.filter(pk=cast.ines.pk).update(role=Role.READER)
    membership.delete()
    assert client.get(address).status_code == 404
