"""A role with the printed grants serves the site, and cannot undo what the database keeps."""

import io
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import ProgrammingError, connection, transaction
from django.test import Client

from casework.access import checks
from casework.access.submissions import FIELD
from casework.cases.models import Case
from casework.embedded_role import too_much
from casework.sources.models import Source
from tests.access.back_office import add, change, errors_of, searched
from tests.access.limited_role import ROLE, acting_as, printed
from tests.cast import Cast
from tests.makers import make_attachment, make_person

pytestmark = pytest.mark.django_db


def test_the_site_is_served_and_written_to(role: str, case: Case, cast: Cast) -> None:
    source = Source.objects.visible_to(cast.mara).get()
    kept = make_attachment(cast.mara, source)
    person = make_person(cast.mara, case)
    mara = Client()
    with acting_as(role):
        mara.force_login(cast.mara)
        for path in ("/", "/cases/", case.get_absolute_url(), f"/sources/{source.pk}/",
                     f"/people/{person.pk}/", f"{case.get_absolute_url()}log/", "/back-office/",
                     "/back-office/cases/case/"):  # fmt: skip
            assert mara.get(path).status_code == 200, path
        assert mara.post("/search/", {"q": "seventeen"}).status_code == 200
        assert searched(mara, Case, "seventeen").context_data["cl"].result_count == 1
        assert mara.post(f"/attachments/{kept.pk}/").status_code == 200
        note = {"text": "A note.", "kind": "analysis", "level": "case_team",
                FIELD: "6e0c0f4e-0000-4000-8000-000000000001"}  # fmt: skip
        assert mara.post(f"{case.get_absolute_url()}note/", note).status_code == 302
        assert change(mara, case, summary="Changed.").status_code == 302
        added = add(mara, Source, kind="newsletter", title="A letter", held="cited",
                    reliability="F", **{"citations-TOTAL_FORMS": 1,
                    "citations-0-quotation": "So.", "citations-0-hedge": "stated",
                    "citations-0-credibility": "6"})  # fmt: skip
        assert added.status_code == 302, errors_of(added)
        assert mara.post("/account/logout/").status_code == 302


@pytest.mark.parametrize(
    "statement",
    [
        "ALTER TABLE audit_event DISABLE TRIGGER ALL",
        "ALTER TABLE cases_statusentry DISABLE TRIGGER USER",
        "DROP TRIGGER only_grows ON audit_event",
        "CREATE TRIGGER mine BEFORE INSERT ON audit_event EXECUTE FUNCTION casework_refuse()",
        "CREATE OR REPLACE FUNCTION casework_refuse() RETURNS trigger LANGUAGE plpgsql AS"
        " 'BEGIN RETURN NEW; END'",
        "SET session_replication_role = replica",
        "DELETE FROM audit_event", "TRUNCATE audit_event", "UPDATE audit_event SET deed = 'x'",
        "DELETE FROM cases_statusentry", "TRUNCATE cases_statusentry CASCADE",
        "UPDATE cases_review SET decision = 'x'", "UPDATE sources_citation SET quotation = 'x'",
        "DELETE FROM sources_attachment", "DELETE FROM cases_case", "DELETE FROM notes_note",
        "DELETE FROM accounts_user", "CREATE TABLE mine (id int)", "CREATE SCHEMA mine",
        "CREATE TEMPORARY TABLE mine (id int)", "DROP TABLE audit_event",
        "ALTER TABLE cases_case ADD COLUMN mine int", "INSERT INTO django_migrations VALUES (1)",
        "COPY cases_case TO PROGRAM 'cat'", "SELECT pg_read_file('/etc/passwd')",
        "CREATE ROLE another",
    ],
)  # fmt: skip
def test_what_the_database_keeps_cannot_be_undone(role: str, statement: str, case: Case) -> None:
    with (
        acting_as(role),
        pytest.raises(ProgrammingError, match="permission denied|must be owner"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def test_such_a_role_gives_no_cause_for_warnings(
    role: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checks.settings, "TRIAL", False)
    with acting_as(role):
        assert too_much(connection) == []
        assert checks.the_role_may_do_no_more_than_it_must(databases=["default"]) == []


def test_the_owner_of_the_tables_is_warned_of_outside_a_trial(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert checks.the_role_may_do_no_more_than_it_must(databases=["default"]) == []
    monkeypatch.setattr(checks.settings, "TRIAL", False)
    told = checks.the_role_may_do_no_more_than_it_must(databases=["default"])
    assert {warning.id for warning in told} == {"casework.W005"}
    assert any("owns the tables" in warning.msg for warning in told)


def test_no_table_is_left_out_and_nothing_that_only_grows_is_deleted_from() -> None:
    said = "\n".join(printed())
    for table in connection.introspection.table_names():
        assert f'ON "{table}" TO' in said, table
    growing = [line for line in said.splitlines() if "audit_event" in line]
    assert growing == [f'GRANT SELECT, INSERT ON "audit_event" TO "{ROLE}";']
    assert "TRUNCATE" not in said
    assert "cases_case_teams" in "".join(x for x in said.splitlines() if "DELETE" in x)


def test_a_role_is_named_and_never_run(capsys: pytest.CaptureFixture[str]) -> None:
    said = io.StringIO()
    call_command("grants", 'x"; DROP TABLE audit_event; --', stdout=said)
    assert 'TO "x""; DROP TABLE audit_event; --";' in said.getvalue()


@pytest.mark.parametrize("place", ["", "files", "../static"])
def test_evidence_in_what_is_served_is_an_error(
    place: str, settings: object, tmp_path: Path
) -> None:
    settings.STATIC_ROOT = tmp_path / "static"
    settings.CASEWORK_FILES = tmp_path / "static" / place
    (error,) = checks.evidence_lies_outside_what_is_served(None)
    assert error.id == "casework.E006"
    settings.CASEWORK_FILES = tmp_path / "files"
    assert checks.evidence_lies_outside_what_is_served(None) == []
