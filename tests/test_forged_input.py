"""What no form offers and somebody sends all the same: fields, numbers, files, addresses."""

import io
import os
import re
import subprocess
import sys
from typing import Any

import openpyxl
import pytest
from django.conf import settings
from django.contrib.admin import site as back_office
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Model
from django.test import Client
from django.urls import reverse

from casework.cases.models import Case, new_reference
from tests.access.back_office import address
from tests.cast import Cast, sign_in
from tests.makers import make_case

pytestmark = pytest.mark.django_db

FORGED = {
    "reference": "C-FORGED1", "version": "99", "workflow": "closed", "recorded_by": "1",
    "recorded_at": "2001-01-01", "reader_keys": "0", "named_readers": "1,2,3", "id": "1",
    "sight": "all_staff", "teams": "", "submission": "x", "changed_at": "2001-01-01",
}  # fmt: skip
KEPT = ("reference", "workflow", "recorded_by_id", "recorded_at", "reader_keys", "named_readers",
        "sight", "pk")  # fmt: skip


def kept(case: Case) -> dict[str, Any]:
    rows = Case.objects.unrestricted(because="a test compares what is stored")
    row = rows.get(pk=case.pk)
    return {name: getattr(row, name) for name in KEPT} | {"teams": set(row.teams.all())}


@pytest.mark.parametrize("person", ["mara", "teo", "lou", "ines", "abel", "vera", "nobody"])
def test_a_field_that_is_not_on_the_form_is_not_stored(
    person: str, case: Case, cast: Cast, client: Client
) -> None:
    """Every column of the model is posted to both forms of a file, by each role."""
    west = cast.west_africa.pk
    if person != "nobody":
        sign_in(client, cast.everybody()[person])
    before = kept(case)
    words = {"public_title": "A title", "kind": "group", "country": "CN", "seen_version": "1"}
    forged = words | {**FORGED, "teams": [cast.east_asia.pk, west]}
    if person == "teo":
        del forged["sight"]  # a manager opens a file to all staff on this very form
    for url in (reverse("pages:edit_case", args=[case.reference]),
                address(Case, "change", case.pk)):  # fmt: skip
        client.post(url, forged)
    assert kept(case) == before


@pytest.mark.parametrize("number", ["0", "-1", "9" * 400, "1e9", "x", "\u0661"])
def test_an_absurd_page_number_is_answered_at_once(
    number: str, case: Case, cast: Cast, client: Client
) -> None:
    sign_in(client, cast.teo)
    for name in ("pages:case_list", "pages:review"):
        assert client.get(reverse(name), {"page": number}).status_code == 200
    answer = client.get(reverse("admin:cases_case_changelist"), {"p": number})
    assert answer.status_code in (200, 302, 404)


def test_no_list_has_a_bulk_deed_that_writes(cast: Cast, rf: Any) -> None:
    request = rf.get("/")
    request.user = cast.teo
    for model, shown in back_office._registry.items():
        deeds = set(shown.get_actions(request))
        assert deeds <= {"export_admin_action"}, f"{model._meta.label}: {deeds}"


@pytest.mark.parametrize("name", ["table.xls", "table.xml", "table.html", "table.ods", "table"])
def test_only_tables_of_two_kinds_are_read(name: str, cast: Cast, client: Client) -> None:
    sign_in(client, cast.mara)
    old_format = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)
    for kind in ("0", "1", "2"):
        data = {"import_file": SimpleUploadedFile(name, old_format), "format": kind,
                "resource": "0"}  # fmt: skip
        answer = client.post(address(Case, "import"), data)
        assert answer.status_code == 200
        assert "confirm_form" not in answer.context_data


def test_a_form_without_its_token_is_refused(case: Case, cast: Cast) -> None:
    client = Client(enforce_csrf_checks=True)
    sign_in(client, cast.mara)
    for url in (reverse("pages:write_note", args=[case.reference]), address(Case, "add")):
        assert client.post(url, {"text": "A note"}).status_code == 403


@pytest.mark.parametrize(
    "to", ["https://example.org/", "//example.org/", "/\\example.org", "javascript:x"]
)
def test_nobody_is_sent_to_another_house(to: str, cast: Cast, client: Client) -> None:
    sign_in(client, cast.mara)
    for url in (reverse("account_login"), reverse("admin:login")):
        answer = client.get(url, {"next": to})
        assert "example.org" not in answer.headers.get("Location", "")
        assert "javascript" not in answer.headers.get("Location", "")


def test_references_follow_no_order() -> None:
    issued = [new_reference() for _number in range(200)]
    assert len(set(issued)) == 200 and issued != sorted(issued)
    assert all(re.fullmatch(r"C-[0-9A-HJKMNP-TV-Z]{7}", reference) for reference in issued)


@pytest.mark.parametrize("title", ['=HYPERLINK("x")', "+1", "-1", "@x", "=1+1"])
def test_no_cell_of_an_exported_workbook_is_a_formula(
    title: str, cast: Cast, client: Client
) -> None:
    make_case(cast.mara, cast.east_asia, public_title=title)
    sign_in(client, cast.mara)
    data = {"format": "1", "resource": "0", "caseresource_public_title": "on"}
    answer = client.post(address(Case, "export"), data)
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    cells = [cell for row in book.active.iter_rows() for cell in row]
    assert f"'{title}" in [cell.value for cell in cells]
    assert {cell.data_type for cell in cells} == {"s"}


def test_workbooks_are_read_by_a_parser_that_expands_nothing() -> None:
    assert openpyxl.DEFUSEDXML is True


def test_a_failing_page_tells_nothing(
    cast: Cast, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_args: Any, **_options: Any) -> Model:
        raise ValueError("A name that nobody should read")

    sign_in(client, cast.mara)
    client.raise_request_exception = False
    monkeypatch.setattr("casework.pages.views.desk.groups_of", fail)
    answer = client.get(reverse("pages:desk"))
    assert answer.status_code == 500
    for told in ("A name that", "ValueError", "Traceback", "desk.py", settings.SECRET_KEY):
        assert told not in answer.content.decode()


def test_what_is_searched_stands_in_no_address(case: Case, cast: Cast, client: Client) -> None:
    sign_in(client, cast.mara)
    answer = client.post(reverse("pages:search"), {"q": "seventeen"})
    assert answer.status_code == 200 and case.reference in answer.content.decode()
    assert client.get(reverse("pages:search"), {"q": "seventeen"}).context["words"] == ""


def test_every_package_is_pinned() -> None:
    for name in ("requirements.txt", "requirements-dev.txt"):
        lines = (settings.BASE_DIR / name).read_text(encoding="utf-8").splitlines()
        packages = [line for line in lines if line and not line.startswith(("#", "-r "))]
        assert all("==" in line for line in packages), name


def test_a_short_secret_key_stops_the_start() -> None:
    started = subprocess.run(
        [sys.executable, "-c", "import casework.settings"], cwd=settings.BASE_DIR,
        env={"PATH": os.environ["PATH"], "CASEWORK_SECRET_KEY": "short"},
        capture_output=True, text=True,
    )  # fmt: skip
    assert started.returncode and "CASEWORK_SECRET_KEY is too short" in started.stderr
