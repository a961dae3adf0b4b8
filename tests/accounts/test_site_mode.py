"""The switch: closed for everybody, or only read, within a second, by command or by page."""

import io
import time

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from accounts import site_mode
from accounts.models import SiteMode, User
from accounts.site_mode import set_site_mode
from casework.cases.models import Case
from tests.access.back_office import change
from tests.accounts.people import PASSWORD, deeds, enter, is_in
from tests.cast import Cast, sign_in


def switch(mode: str, because: str = "") -> None:
    call_command("site", mode, because=because, stdout=io.StringIO())


def test_closed_is_one_page_for_everybody(client: Client, mara: User, case: Case) -> None:
    enter(client)
    switch("closed")
    for someone in (client, Client()):
        for address in ("/", "/account/login/", "/back-office/", "/nowhere/", "/account/link/x/"):
            for answer in (someone.get(address), someone.post(address)):
                assert answer.status_code == 503, address
                assert "The site is closed" in answer.content.decode()
                assert answer.headers["Cache-Control"] == "no-store"
                assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert "Mara" not in client.get("/").content.decode()


def test_closing_ends_every_session_and_the_command_opens_again(
    client: Client, mara: User
) -> None:
    enter(client)
    switch("closed")
    switch("open")
    assert client.get("/").url.startswith(reverse("account_login"))
    enter(client)
    assert is_in(client)
    assert deeds().count("site_mode_changed") == 2


def test_read_only_stores_nothing_and_says_that_nothing_is_lost(
    client: Client, mara: User, case: Case
) -> None:
    enter(client)
    switch("read_only", "Backup is under way.")
    page = client.get("/").content.decode()
    assert "Read only for now" in page and "Backup is under way." in page
    before = Case.objects.visible_to(mara).get(pk=case.pk).public_title
    edit = reverse("pages:edit_case", args=[case.reference])
    answer = client.post(edit, {"public_title": "Another title"})
    assert answer.status_code == 503 and "go back" in answer.content.decode()
    assert Case.objects.visible_to(mara).get(pk=case.pk).public_title == before
    for page in ("admin:cases_case_add", "admin:sources_source_add"):
        assert client.post(reverse(page), {}).status_code == 503


def test_read_only_still_searches_signs_in_and_out(client: Client, mara: User) -> None:
    switch("read_only")
    enter(client)
    assert is_in(client)
    assert client.post(reverse("pages:search"), {"q": "seventeen"}).status_code == 200
    read_date = {"field": "a", "id": "a", "a": "2008"}
    assert client.post(reverse("pages:read_date"), read_date).status_code == 200
    question = reverse("account_reauthenticate")
    assert client.post(question, {"password": PASSWORD}).status_code == 302
    assert client.post(reverse("account_logout")).status_code == 302
    assert not is_in(client)


def test_the_page_switches_too_and_back(client: Client, cast: Cast) -> None:
    sign_in(client, cast.vera)
    row = SiteMode.objects.get()
    change(client, row, mode="read_only", because="A drill.")
    stored = SiteMode.objects.get()
    assert (stored.mode, stored.by, stored.because) == ("read_only", cast.vera, "A drill.")
    assert "Read only for now" in client.get("/back-office/").content.decode()
    change(client, row, mode="open")
    assert SiteMode.objects.get().mode == "open"
    assert deeds().count("site_mode_changed") == 2


@pytest.mark.parametrize("person", ["mara", "teo", "lou", "abel"])
def test_nobody_else_has_the_switch(person: str, client: Client, cast: Cast) -> None:
    sign_in(client, cast.everybody()[person])
    address = reverse("admin:accounts_sitemode_change", args=[1])
    client.post(address, {"mode": "closed", "because": ""})
    assert SiteMode.objects.get().mode == "open"


def test_another_process_obeys_within_a_second(client: Client, mara: User) -> None:
    """What another process stored is read anew after a second, and not at each request before."""
    enter(client)
    site_mode.forget()
    assert is_in(client)
    SiteMode.objects.update(mode="closed")
    assert is_in(client)
    time.sleep(1.1)
    assert client.get("/").status_code == 503


def test_there_is_one_row_and_no_other(db: None) -> None:
    assert SiteMode.objects.count() == 1
    set_site_mode(SiteMode.Mode.READ_ONLY, None, "x" * 120)
    assert SiteMode.objects.get().because == "x" * 120
