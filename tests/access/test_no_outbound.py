"""The web process calls nobody: every connection but the database's is refused and counted."""

import socket
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib import admin
from django.test import Client

from casework.cases.models import Case
from casework.sources.models import Source
from tests.access.back_office import address
from tests.access.test_admin import as_user
from tests.cast import Cast
from tests.makers import make_attachment, make_source
from tests.sources.marked_files import pdf

pytestmark = pytest.mark.django_db


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[object]]:
    """Whom Python code tried to reach or to look up; the database is libpq's, not Python's."""
    tried: list[object] = []

    def refuse(*args: Any, **kwargs: Any) -> None:
        tried.append(args)
        raise OSError("no connection leaves this process")

    for name in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, name, refuse)
    for name in ("create_connection", "getaddrinfo", "gethostbyname", "gethostbyaddr"):
        monkeypatch.setattr(socket, name, refuse)
    yield tried


def test_the_wall_stands(calls: list[object]) -> None:
    with pytest.raises(OSError, match="no connection leaves"):
        socket.create_connection(("127.0.0.1", 9))
    assert len(calls) == 1


def test_no_page_calls_anybody(case: Case, cast: Cast, calls: list[object]) -> None:
    source = make_source(cast.mara, url="https://news.example.org/fictional", title="A report")
    rests_on = Source.objects.visible_to(cast.mara).exclude(pk=source.pk).get()
    kept = make_attachment(cast.mara, rests_on, pdf(), "letter.pdf")
    teo = as_user(cast.teo)
    pages = [
        "/", "/cases/", case.get_absolute_url(), f"{case.get_absolute_url()}log/", "/review/",
        f"/sources/{source.pk}/", f"/sources/{rests_on.pk}/attach/", "/account/2fa/",
        "/no/such/page/",
    ]  # fmt: skip
    pages += [address(model, "changelist") for model in admin.site._registry]
    for page in pages:
        assert teo.get(page).status_code in {200, 302, 403, 404}, page
    assert teo.post("/search/", {"q": "seventeen"}).status_code == 200
    assert teo.post(f"/attachments/{kept.pk}/").status_code == 200
    asked = {
        "composed_for": "A hearing (fictional)", "purpose": "preparing it",
        "as_of": "2026-01-01", "known_on": "2026-01-01",
    }  # fmt: skip
    dossier = teo.post(f"{case.get_absolute_url()}dossier/", asked)
    assert dossier.headers["Content-Type"] == "application/pdf"
    Client().post("/account/login/", {"login": "nobody", "password": "nothing at all"})
    assert calls == []
