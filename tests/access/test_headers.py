"""Every answer, whatever it is, carries every header; and error pages tell nothing."""

from pathlib import Path

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client

from casework.access.headers import CONTENT_SECURITY_POLICY, HEADERS
from casework.cases.models import Case
from tests.access.failing_urls import FAILING, SECRET
from tests.cast import Cast, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.access.failing_urls")]

STATIC = [
    "/static/casework/screen.css", "/static/access/back_office.js", "/static/admin/css/base.css"
]  # fmt: skip
PAGES = [
    "/", "/cases/", "/cases/new/", "/search/", "/back-office/", "/back-office/cases/case/",
    "/back-office/cases/case/add/",
]  # fmt: skip
TOO_LARGE = settings.CASEWORK_LARGEST_FORM + 1


def signed_in(cast: Cast, name: str = "mara", **options: bool) -> Client:
    client = Client(raise_request_exception=False, **options)
    return sign_in(client, cast.everybody()[name])


def body_of(response: HttpResponse) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content


def assert_walled(response: HttpResponse, what: str, private: bool = True) -> None:
    for name, value in HEADERS.items():
        assert response.headers.get(name) == value, (what, name)
    assert ("no-store" in response.headers.get("Cache-Control", "")) is private, what
    assert "Server" not in response.headers
    assert "Access-Control-Allow-Origin" not in response.headers


def test_the_policy_allows_nothing_inline_and_nothing_from_elsewhere() -> None:
    assert "default-src 'none'" in CONTENT_SECURITY_POLICY
    for door in ("unsafe", "*", "http:", "https:", "blob:"):
        assert door not in CONTENT_SECURITY_POLICY


@pytest.mark.parametrize("path", PAGES)
def test_pages_carry_every_header(path: str, cast: Cast) -> None:
    response = signed_in(cast).get(path)
    assert response.status_code == 200
    assert_walled(response, path)


def test_the_login_and_the_way_to_it_carry_every_header(cast: Cast) -> None:
    for path, status in (("/account/login/", 200), ("/cases/", 302), ("/back-office/", 302)):
        response = Client().get(path)
        assert response.status_code == status
        assert_walled(response, path)


@pytest.mark.parametrize("path", STATIC)
def test_static_files_carry_every_header_and_may_be_kept(path: str) -> None:
    response = Client().get(path)
    assert (response.status_code, bool(body_of(response))) == (200, True)
    assert_walled(response, path, private=False)


def test_a_download_carries_every_header(case: Case, cast: Cast) -> None:
    response = signed_in(cast).post("/back-office/cases/case/export/", {
        "format": "0", "resource": "0", "caseresource_reference": "on",
    })  # fmt: skip
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert_walled(response, "export")


@pytest.mark.parametrize(("name", "status"), [(n, s) for n, (_v, s) in FAILING.items()])
def test_errors_carry_every_header_and_tell_nothing(name: str, status: int, cast: Cast) -> None:
    response = signed_in(cast).get(f"/test/{name}/")
    assert response.status_code == status
    assert_walled(response, name)
    page = response.content.decode()
    for told in (SECRET, "Invented", "Traceback", "SELECT", "accounts_", settings.SECRET_KEY):
        assert told not in page, name


def test_what_is_answered_early_carries_every_header(cast: Cast) -> None:
    client = signed_in(cast)
    answers = {
        "another host": (client.get("/", headers={"host": "elsewhere.example"}), 400),
        "a NUL": (client.get("/cases/?country=%00"), 400),
        "no such static file": (client.get("/static/nothing.css"), 404),
        "no slash": (client.get("/cases"), 301),
        "too large": (client.generic("POST", "/search/", b"", CONTENT_LENGTH=str(TOO_LARGE)), 413),
    }
    for what, (response, status) in answers.items():
        assert response.status_code == status, what
        assert_walled(response, what)


def test_a_forged_form_is_refused_with_every_header(cast: Cast) -> None:
    response = signed_in(cast, enforce_csrf_checks=True).post("/search/", {"q": SECRET})
    assert response.status_code == 403
    assert SECRET not in response.content.decode()
    assert_walled(response, "forged")


def test_nothing_there_and_nothing_for_you_are_one_page(case: Case, cast: Cast) -> None:
    ines = signed_in(cast, "ines")
    paths = [f"/cases/{case.reference}/", "/cases/C-NOWHERE/", "/people/999999/", "/no/such/page/"]
    pages = set()
    for path in paths:
        response = ines.get(path)
        assert response.status_code == 404
        pages.add(response.content.replace(_token(response), b""))
    assert len(pages) == 1


def _token(response: HttpResponse) -> bytes:
    return str(response.context["csrf_token"]).encode()


def test_https_is_demanded_for_a_year_in_real_use(settings: object, cast: Cast) -> None:
    settings.SECURE_HSTS_SECONDS, settings.SECURE_SSL_REDIRECT = 31_536_000, True
    client = Client(raise_request_exception=False)
    plain = client.get("/account/login/")
    assert (plain.status_code, plain.headers["Location"][:8]) == (301, "https://")
    client.force_login(cast.mara)
    for path in ("/", "/no/such/page/", "/test/fails/", STATIC[0], "/cases/?country=%00"):
        told = client.get(path, secure=True).headers["Strict-Transport-Security"]
        assert told == "max-age=31536000; includeSubDomains; preload", path


def test_signing_out_empties_what_the_browser_kept(cast: Cast) -> None:
    response = signed_in(cast).post("/account/logout/")
    assert response.status_code == 302
    assert response.headers["Clear-Site-Data"] == '"cache"'


@pytest.mark.parametrize("name", ["400", "500"])
def test_the_pages_for_when_all_else_fails_are_static(name: str) -> None:
    page = (Path(settings.BASE_DIR) / "templates" / f"{name}.html").read_text()
    assert "{%" not in page
    assert "{{" not in page
