"""Whatever goes wrong, the log holds classes, lines and routes, and nothing that anybody wrote."""

import io
import logging
import logging.config
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import IntegrityError
from django.test import Client

from accounts.models import Team
from casework.access.plain_logs import PlainFormatter
from casework.cases.models import Case
from tests.access.back_office import add, searched
from tests.access.failing_urls import FAILING, SECRET
from tests.access.served import exchange, served
from tests.cast import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.access.failing_urls")]

WORDS = [SECRET, *SECRET.split(), "Invented", "hunter2-password"]


@pytest.fixture
def said() -> Iterator[io.StringIO]:
    """Everything that is logged, debugging included, as the settings would write it."""
    stream, root = io.StringIO(), logging.getLogger()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(PlainFormatter())
    before, loggers = root.level, [root, logging.getLogger("django")]
    root.addHandler(handler)
    for logger in loggers:
        logger.setLevel(logging.DEBUG)
    yield stream
    root.removeHandler(handler)
    root.setLevel(before)
    loggers[1].setLevel(logging.WARNING)


def assert_silent(text: str) -> None:
    assert [word for word in WORDS if word.lower() in text.lower()] == []


def client_of(cast: Cast) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(cast.mara)
    return client


@pytest.mark.parametrize("name", FAILING)
def test_what_goes_wrong_is_logged_without_what_it_was_about(
    name: str, cast: Cast, said: io.StringIO
) -> None:
    client = client_of(cast)
    client.get(f"/test/{name}/?q={SECRET}", headers={"referer": f"https://x.example/{SECRET}"})
    text = said.getvalue()
    assert_silent(text)
    assert f"test/{name}/" in text
    assert f"user={cast.mara.pk}" in text


def test_an_exception_is_told_by_its_class_and_its_lines(cast: Cast, said: io.StringIO) -> None:
    client = client_of(cast)
    client.get("/test/fails-again/")
    text = said.getvalue()
    for told in ("ERROR", "500 GET test/fails-again/", "builtins.ValueError", "builtins.KeyError"):
        assert told in text
    assert "tests/access/failing_urls.py" in text
    client.get("/test/collides/")
    assert "sqlstate=23505" in said.getvalue()
    assert "table_name=accounts_team" in said.getvalue()
    assert_silent(said.getvalue())


def test_the_database_does_quote_the_value_so_that_there_is_something_to_hide(db: None) -> None:
    Team.objects.create(name=SECRET)
    with pytest.raises(IntegrityError, match=SECRET):
        Team.objects.create(name=SECRET)


def test_searches_forms_and_addresses_leave_no_word(
    case: Case, cast: Cast, said: io.StringIO
) -> None:
    client = client_of(cast)
    client.post("/search/", {"q": SECRET})
    searched(client, Case, SECRET)
    client.get(f"/back-office/cases/case/?q={SECRET}")
    client.get(f"/people/{SECRET}/")
    client.get(f"/cases/?country={SECRET}&{SECRET}=1")
    client.get(f"/back-office/cases/case/?public_title__startswith={SECRET}")
    client.post(f"/cases/{case.reference}/note/", {"text": SECRET, "kind": SECRET})
    add(client, Case, public_title=SECRET, kind=SECRET)
    client.generic(SECRET.replace(" ", ""), "/no/such/page/")
    client.get("/", headers={"host": f"{SECRET.replace(' ', '.')}.example"})
    guest = Client(enforce_csrf_checks=True)
    guest.post("/account/login/", {"login": SECRET, "password": "hunter2-password"})
    Client().post("/account/login/", {"login": SECRET, "password": "hunter2-password"})
    text = said.getvalue()
    assert "404 GET an address that is none" in text
    assert "400" in text
    assert_silent(text)


def test_a_reference_and_a_number_say_which_row(case: Case, cast: Cast, said: io.StringIO) -> None:
    client = client_of(cast)
    client.get("/cases/C-NOWHERE/")
    client.get("/people/987654/")
    assert "reference=C-NOWHERE" in said.getvalue()
    assert "person_id=987654" in said.getvalue()


def test_a_message_of_somebody_else_is_dropped_whole(said: io.StringIO) -> None:
    logging.getLogger("some.library").warning(f"could not send to {SECRET}")
    logging.getLogger("some.library").warning("could not send to %s", SECRET)
    logging.getLogger("some.library").warning(KeyError(SECRET))
    logging.getLogger("casework.sources").warning("File %s is missing", SECRET)
    logging.getLogger("some.library").warning("too %s %d", SECRET)  # cannot be formatted at all
    text = said.getvalue()
    assert_silent(text)
    assert text.count("some.library") == 4
    assert "File %s is missing" in text


def test_the_settings_leave_no_other_way_out() -> None:
    handlers = settings.LOGGING["handlers"]
    assert {handler["formatter"] for handler in handlers.values()} == {"plain"}
    assert settings.ADMINS == []
    for name in ("django", "django.request", "django.server", "django.security"):
        assert logging.getLogger(name).handlers == []
        assert logging.getLogger(name).propagate


def test_the_web_server_keeps_no_log_of_requests(tmp_path: Path) -> None:
    log = tmp_path / "log"
    address = f"/no/such/page/?q={SECRET}".replace(" ", "%20")
    with served(log) as port:
        for line in (f"GET {address} HTTP/1.1", f"GET {address} nonsense", f"{SECRET} / HTTP/1.1"):
            request = f"{line}\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
            answer = exchange(port, request.encode(), patience=2)
            assert b"gunicorn" not in answer.lower()
    assert_silent(log.read_text())
