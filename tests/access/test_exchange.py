"""Tables in and out of the back office: what one may see, or change, and not a row more."""

import csv
import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Model
from django.http import HttpResponse
from django.test import Client
from import_export.formats.base_formats import CSV, XLSX
from openpyxl import Workbook

from casework.access.resources import defused, rearmed
from casework.advocacy.models import Action
from casework.audit.models import Event
from casework.cases.models import Case, Issue, Person
from casework.sources.models import Source
from tests.access.back_office import INLINE, address, searched
from tests.access.test_admin import BECAUSE, NOWHERE, as_user
from tests.cast import Cast
from tests.makers import make_action, make_case, make_person, make_source, when

pytestmark = pytest.mark.django_db

FORMATS = [CSV, XLSX]
_NOT_COLUMNS = {"format", "resource", "export_items"}


def exported(client: Client, model: type[Model], query: str = "") -> list[dict[str, str]]:
    url = address(model, "export") + query
    form = client.get(url).context_data["form"]
    ticked = {name: "on" for name in form.fields if name not in _NOT_COLUMNS}
    response = client.post(url, {"format": "0", "resource": "0", **ticked})
    assert response.status_code == 200
    return list(csv.DictReader(io.StringIO(response.content.decode())))


def as_csv(*rows: dict[str, Any]) -> SimpleUploadedFile:
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return SimpleUploadedFile("rows.csv", text.getvalue().encode())


def preview(
    client: Client, model: type[Model], file: SimpleUploadedFile, file_format: type = CSV
) -> HttpResponse:
    data = {"import_file": file, "format": str(FORMATS.index(file_format)), "resource": "0"}
    return client.post(address(model, "import"), data)


def imported(client: Client, model: type[Model], *rows: dict[str, Any]) -> str:
    """Preview and confirm. Answers what the preview found wrong, or nothing."""
    response = preview(client, model, as_csv(*rows))
    if "confirm_form" not in response.context_data:
        return wrong(response)
    data = response.context_data["confirm_form"].initial
    done = client.post(address(model, "process_import"), data)
    assert done.status_code == 302, wrong(done)
    return ""


def wrong(response: HttpResponse) -> str:
    result = response.context_data.get("result")
    if result is None:
        return str(response.context_data["form"].errors)
    found = [str(error.error) for error in result.base_errors]
    found += [str(error.error) for _row, errors in result.row_errors() for error in errors]
    found += [str(row.error) for row in result.invalid_rows]
    return " ".join(found)


# ---- Out ----------------------------------------------------------------------------------------


def test_an_export_holds_visible_rows_only(case: Case, cast: Cast) -> None:
    west = make_case(cast.ines, cast.west_africa, public_title="A file of the west")
    references = [row["reference"] for row in exported(as_user(cast.mara), Case)]
    assert references == [case.reference]
    assert [row["reference"] for row in exported(as_user(cast.ines), Case)] == [west.reference]


def test_an_export_holds_exactly_what_the_list_shows(case: Case, cast: Cast) -> None:
    other = make_case(cast.mara, cast.east_asia, kind="theme")
    mara = as_user(cast.mara)
    assert [row["reference"] for row in exported(mara, Case, "?kind=theme")] == [other.reference]
    found = "?" + searched(mara, Case, "seventeen").request["QUERY_STRING"]
    assert "seventeen" not in found
    assert [row["reference"] for row in exported(mara, Case, found)] == [case.reference]


def test_rows_named_by_number_are_not_exported_past_the_guard(case: Case, cast: Cast) -> None:
    ines = as_user(cast.ines)
    for chosen in ({"export_items": [case.pk]}, {}):
        query = f"?pk__in={case.pk}"
        data = {"format": "0", "resource": "0", "caseresource_public_title": "on", **chosen}
        response = ines.post(address(Case, "export") + query, data)
        assert "seventeen" not in response.content.decode()


def test_a_person_is_exported_with_visible_names_and_files_only(case: Case, cast: Cast) -> None:
    names = [{"text": "Kim Chun-hee"}, {"text": "for searching", "attested": False}]
    person = make_person(cast.mara, case, "Kim Chun-hee", names=names, born=when("March 1970"))
    hidden = make_case(cast.ines, cast.west_africa)
    person.participations.create(case=hidden, role="witness")
    (row,) = exported(as_user(cast.mara), Person)
    assert (row["names"], row["born"]) == ("Kim Chun-hee", "March 1970")
    assert (row["cases"], row["role"]) == (case.reference, "victim")


def test_an_export_is_recorded_before_it_leaves(case: Case, cast: Cast) -> None:
    exported(as_user(cast.mara), Case)
    told = Event.objects.visible_to(cast.abel).get(deed="exported")
    assert (told.actor, told.detail) == (cast.mara, {"kind": "cases.Case", "rows": 1})


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@cmd", "\t=1", "\r=1", "=HYPERLINK(1)"])
def test_a_formula_leaves_defused_and_comes_back_as_it_was(cast: Cast, cell: str) -> None:
    assert defused(cell) == f"'{cell}"
    assert rearmed(defused(cell)) == cell
    mara = as_user(cast.mara)
    source = make_source(cast.mara, title=cell.strip())
    (row,) = exported(mara, Source)
    assert row["title"] == defused(cell.strip())
    back = {"id": row["id"], "title": row["title"], "remark": "Read."}
    assert imported(mara, Source, back) == ""
    source.refresh_from_db()
    assert (source.title, source.remark) == (cell.strip(), "Read.")


@pytest.mark.parametrize("cell", ["plain", "'quoted'", "", "a = b", None, 7])
def test_a_plain_cell_is_left_alone(cell: Any) -> None:
    assert rearmed(defused(cell)) == cell


@pytest.mark.parametrize("name", ["lou", "abel", "vera"])
@pytest.mark.parametrize("page", ["export", "import"])
def test_who_enters_nothing_has_neither_import_nor_export(
    case: Case, cast: Cast, name: str, page: str
) -> None:
    response = as_user(cast.everybody()[name]).get(address(Case, page))
    assert response.status_code in {302, 403}


# ---- In -----------------------------------------------------------------------------------------


def test_new_sources_come_in_with_their_dates_as_told(cast: Cast) -> None:
    mara = as_user(cast.mara)
    row = {"id": "", "kind": "newsletter", "title": "A letter", "published": "early May 2008"}
    assert imported(mara, Source, row) == ""
    source = Source.objects.visible_to(cast.mara).get()
    assert (source.published.words, source.recorded_by) == ("early May 2008", cast.mara)
    told = Event.objects.visible_to(cast.abel).get(object_type="sources.Source")
    assert (told.actor, told.deed) == (cast.mara, "entered")
    assert "A letter" not in str(told.detail)


@pytest.mark.parametrize(
    ("cell", "problem"),
    [("03/04/2008", "Choose which is meant"), ("31 February 2008", "February")],
)
def test_a_date_that_cannot_be_read_in_one_way_is_refused(
    cast: Cast, cell: str, problem: str
) -> None:
    row = {"id": "", "kind": "newsletter", "title": "A letter", "published": cell}
    assert problem in imported(as_user(cast.mara), Source, row)
    assert not Source.objects.visible_to(cast.mara).exists()


def test_a_day_that_a_spreadsheet_made_of_a_month_is_refused(cast: Cast) -> None:
    book = Workbook()
    book.active.append(["id", "kind", "title", "published"])
    book.active.append(["", "newsletter", "A letter", when("1 March 2008").earliest])
    content = io.BytesIO()
    book.save(content)
    file = SimpleUploadedFile("rows.xlsx", content.getvalue())
    response = preview(as_user(cast.mara), Source, file, XLSX)
    assert "Format the column as text" in wrong(response)


def test_unchanged_words_keep_the_bounds_that_are_stored(cast: Cast) -> None:
    source = make_source(cast.mara, published=when("2008-03-01/2008-03-20"))
    source.published_words = "in March"
    source.save()
    mara = as_user(cast.mara)
    (row,) = exported(mara, Source)
    assert imported(mara, Source, row | {"remark": "Read again."}) == ""
    source.refresh_from_db()
    assert source.published.latest == when("20 March 2008").latest
    assert source.remark == "Read again."


def test_a_row_that_is_hidden_is_not_told_from_one_that_is_absent(case: Case, cast: Cast) -> None:
    ines, hidden = as_user(cast.ines), make_source(cast.mara)
    answers = [
        imported(ines, Source, {"id": key, "title": "Taken over"}).replace(str(key), "N")
        for key in (hidden.pk, NOWHERE)
    ]
    assert answers[0] == answers[1]
    assert "no record that you may change" in answers[0]
    for reference in (case.reference, "C-NOTHERE"):
        problem = imported(ines, Case, {"reference": reference, "public_title": "Taken over"})
        assert "no record that you may change" in problem
    hidden.refresh_from_db()
    case.refresh_from_db()
    assert "Taken over" not in {hidden.title, case.public_title}


def test_a_new_file_gets_a_reference_of_the_system_and_starts_in_intake(cast: Cast) -> None:
    Issue.objects.create(name="refoulement")
    row = {
        "reference": "", "kind": "group", "public_title": "Nine people", "country": "CN",
        "issues": "refoulement", "teams": "East Asia",
    }  # fmt: skip
    assert imported(as_user(cast.mara), Case, row) == ""
    case = Case.objects.visible_to(cast.lou).get()
    assert case.reference.startswith("C-")
    assert case.workflow == "intake"
    assert [issue.name for issue in case.issues.all()] == ["refoulement"]


@pytest.mark.parametrize(
    ("cells", "problem"),
    [
        ({"teams": "West Africa"}, "cannot be chosen here"),
        ({"teams": ""}, "at least one of your teams"),
        ({"teams": "East Asia", "issues": "no such issue"}, "cannot be chosen here"),
        ({"teams": "East Asia", "kind": "gruop"}, "not a valid choice"),
        ({"teams": "East Asia", "public_title": ""}, "cannot be blank"),
    ],
)
def test_a_file_that_does_not_fit_is_refused_whole(
    cast: Cast, cells: dict[str, str], problem: str
) -> None:
    row = {
        "reference": "", "kind": "group", "public_title": "Nine people", "country": "CN",
        "issues": "",
    }  # fmt: skip
    assert problem in imported(as_user(cast.mara), Case, row | cells)
    assert not Case.objects.unrestricted(because=BECAUSE).exists()


def test_one_wrong_row_keeps_every_row_out(cast: Cast) -> None:
    good = {"id": "", "kind": "newsletter", "title": "A letter"}
    assert "not a valid choice" in imported(
        as_user(cast.mara), Source, good, good | {"kind": "no such kind"}
    )
    assert not Source.objects.unrestricted(because=BECAUSE).exists()


def test_people_come_in_with_names_and_files(case: Case, cast: Cast) -> None:
    mara = as_user(cast.mara)
    row = {
        "id": "", "label": "Kim Chun-hee", "names": "Kim Chun-hee; K. Chun-hee",
        "cases": case.reference, "role": "victim",
    }  # fmt: skip
    assert imported(mara, Person, row) == ""
    person = Person.objects.visible_to(cast.lou).get()
    names = person.names.visible_to(cast.lou).values_list("text", "kind")
    assert list(names) == [("Kim Chun-hee", "main"), ("K. Chun-hee", "alternate")]
    before = person.version
    assert imported(mara, Person, row | {"id": person.pk}) == ""
    person.refresh_from_db()
    assert person.version == before
    assert person.names.visible_to(cast.lou).count() == 2


def test_an_action_comes_in_for_files_that_one_may_change(case: Case, cast: Cast) -> None:
    row = {
        "id": "", "kind": "letter", "title": "A letter", "happened": "18 March 2008",
        "our_role": "observed_third_party", "status": "sent_or_held", "is_quiet": "0",
    }  # fmt: skip
    assert "no file that you may change" in imported(
        as_user(cast.ines), Action, row | {"cases": case.reference}
    )
    assert "at least one file" in imported(as_user(cast.mara), Action, row | {"cases": ""})
    assert imported(as_user(cast.mara), Action, row | {"cases": case.reference}) == ""
    assert Action.objects.visible_to(cast.lou).get().happened.edtf == "2008-03-18"


def test_a_table_made_before_somebody_changed_the_row_is_refused(case: Case, cast: Cast) -> None:
    mara = as_user(cast.mara)
    action = make_action(cast.mara, case)
    (row,) = exported(mara, Action)
    assert imported(mara, Action, row | {"title": "Changed once"}) == ""
    late = row | {"title": "Changed from an old table"}
    assert "Export it again" in imported(mara, Action, late)
    action.refresh_from_db()
    assert action.title == "Changed once"


def test_a_preview_shows_markup_as_text_and_stores_nothing(cast: Cast) -> None:
    row = {"id": "", "kind": "newsletter", "title": "<script>alert(1)</script>"}
    response = preview(as_user(cast.mara), Source, as_csv(row))
    page = response.content.decode()
    assert "&lt;script&gt;alert(1)" in page
    assert not INLINE.search(page)
    assert not Source.objects.unrestricted(because=BECAUSE).exists()


@pytest.mark.parametrize("content", [b"", b"\x00\xff\xfe", b"PK\x03\x04 not a workbook"])
@pytest.mark.parametrize("file_format", FORMATS)
def test_a_malformed_file_is_refused_in_words(
    cast: Cast, content: bytes, file_format: type
) -> None:
    file = SimpleUploadedFile(f"rows.{file_format().get_title()}", content)
    response = preview(as_user(cast.mara), Source, file, file_format)
    assert response.status_code == 200
    assert "confirm_form" not in response.context_data


def test_an_upload_that_is_no_longer_kept_is_asked_for_again(cast: Cast) -> None:
    data = {"import_file_name": "gone", "original_file_name": "rows.csv", "format": "0"}
    response = as_user(cast.mara).post(address(Source, "process_import"), data)
    assert (response.status_code, response.headers["Location"]) == (302, "../import/")
