"""Tables that are none: bombs, archives, formulas, half files; refused quickly and in words."""

import io
import time
import zipfile
from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from openpyxl import Workbook

from casework.access.tables import MOST_COLUMNS, MOST_ROWS, PlainXLSX, check_table
from casework.sources.models import Source
from tests.access.back_office import address
from tests.access.test_admin import BECAUSE, as_user
from tests.cast import Cast

pytestmark = pytest.mark.django_db

HEAD = ["id", "kind", "title"]
ROW = ["", "newsletter", "A letter"]
BILLION_LAUGHS = (
    "<?xml version='1.0'?><!DOCTYPE a [<!ENTITY a 'ha'>"
    + "".join(
        f"<!ENTITY {chr(98 + n)} '{f'&{chr(97 + n)};' * 10}'>" for n in range(9)
    )
    + "]><a>&j;</a>"
)  # fmt: skip


def workbook(*rows: list[object]) -> bytes:
    book, file = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(file)
    return file.getvalue()


def packed(**replaced: bytes | str) -> bytes:
    """A workbook with some of its entries replaced or added; `__` stands for a slash."""
    file = io.BytesIO()
    entries = {name.replace("__", "/").replace("DOT", "."): v for name, v in replaced.items()}
    with (
        zipfile.ZipFile(io.BytesIO(workbook(HEAD, ROW))) as old,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            if name not in entries:
                new.writestr(name, old.read(name))
        for name, content in entries.items():
            new.writestr(name, content)
    return file.getvalue()


def with_entry(name: str, content: bytes = b"x") -> bytes:
    file = io.BytesIO(packed())
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr(name, content)
    return file.getvalue()


def many_entries() -> bytes:
    file = io.BytesIO(packed())
    with zipfile.ZipFile(file, "a") as archive:
        for number in range(2_000):
            archive.writestr(f"xl/{number}.xml", "x")
    return file.getvalue()


def lying_dimension() -> bytes:
    sheet = zipfile.ZipFile(io.BytesIO(workbook(HEAD, ROW))).read("xl/worksheets/sheet1.xml")
    sheet = sheet.replace(b'ref="A1:C2"', b'ref="A1:XFD1048576"')
    assert b"XFD1048576" in sheet
    return packed(**{"xl__worksheets__sheet1DOTxml": sheet})


def far_cell(place: str) -> bytes:
    book, file = Workbook(), io.BytesIO()
    book.active.append(HEAD)
    book.active[place] = "far away"
    book.save(file)
    return file.getvalue()


def send(client: object, name: str, content: bytes, extension: str) -> HttpResponse:
    data = {
        "import_file": SimpleUploadedFile(name, content),
        "format": str(["csv", "xlsx"].index(extension)), "resource": "0",
    }  # fmt: skip
    return client.post(address(Source, "import"), data)


REFUSED: dict[str, tuple[str, str, Callable[[], bytes], str]] = {
    "empty": ("a.xlsx", "xlsx", lambda: b"", "is empty"),
    "half": ("a.xlsx", "xlsx", lambda: packed()[:2000], "broken"),
    "a zip": ("a.xlsx", "xlsx", lambda: packed().replace(b"workbook", b"worcbook"), "broken"),
    "an old workbook": ("a.xls", "xlsx", lambda: b"\xd0\xcf\x11\xe0", "does not end in .xlsx"),
    "an old one renamed": ("a.xlsx", "xlsx", lambda: b"\xd0\xcf\x11\xe0", "no XLSX file"),
    "csv as xlsx": ("a.xlsx", "xlsx", lambda: b"id,kind\n", "no XLSX file"),
    "xlsx as csv": ("a.csv", "csv", packed, "no CSV file"),
    "two extensions": ("a.xlsx.html", "xlsx", packed, "does not end in .xlsx"),
    "bomb by ratio": (
        "a.xlsx", "xlsx", lambda: packed(xl__bigDOTxml=bytes(40_000_000)), "unpacks to far more"
    ),
    "bomb by size": (
        "a.xlsx", "xlsx", lambda: packed(xl__bigDOTxml=bytes(60_000_000)), "unpacks to far more"
    ),
    "many entries": ("a.xlsx", "xlsx", many_entries, "unpacks to far more"),
    "a path upwards": ("a.xlsx", "xlsx", lambda: with_entry("../../a.xml"), "more than a table"),
    "an absolute path": ("a.xlsx", "xlsx", lambda: with_entry("/etc/a.xml"), "more than a table"),
    "a drive": ("a.xlsx", "xlsx", lambda: with_entry("C:\\a.xml"), "more than a table"),
    "an archive inside": ("a.xlsx", "xlsx", lambda: with_entry("xl/a.zip"), "more than a table"),
    "a hidden archive": (
        "a.xlsx", "xlsx", lambda: with_entry("xl/a.bin", b"PK\x03\x04"), "more than a table"
    ),
    "macros": ("a.xlsx", "xlsx", lambda: with_entry("xl/vbaProject.bin"), "more than a table"),
    "entities": (
        "a.xlsx", "xlsx", lambda: packed(xl__sharedStringsDOTxml=BILLION_LAUGHS), "entities"
    ),
    "entities in utf-16": (
        "a.xlsx", "xlsx",
        lambda: packed(xl__sharedStringsDOTxml=BILLION_LAUGHS.encode("utf-16")), "entities",
    ),
    "no xml": (
        "a.xlsx", "xlsx", lambda: packed(xl__workbookDOTxml=b"<workbook"), "cannot be read"
    ),
    "a formula": (
        "a.xlsx", "xlsx", lambda: workbook(HEAD, ["", "letter", "=1+1"]), "C2 holds a formula"
    ),
    "a long way down": ("a.xlsx", "xlsx", lambda: far_cell("A1048576"), "10,000 rows"),
    "a long way right": ("a.xlsx", "xlsx", lambda: far_cell("XFD2"), "200 columns"),
    "many lines": ("a.csv", "csv", lambda: b"id\n" + b"1\n" * 10_001, "10,000 rows"),
    "another encoding": ("a.csv", "csv", lambda: "제목\n".encode("euc-kr"), "no CSV file"),
    "a huge cell": ("a.csv", "csv", lambda: b"id\n" + b"a" * 200_000, "cannot be read"),
}  # fmt: skip


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_no_table_is_refused_in_a_sentence(what: str, cast: Cast) -> None:
    name, extension, make, sentence = REFUSED[what]
    content, mara = make(), as_user(cast.mara)
    began = time.monotonic()
    response = send(mara, name, content, extension)
    assert time.monotonic() - began < 2  # on a busy machine; alone it is under one
    assert response.status_code == 200
    assert "confirm_form" not in response.context_data
    assert sentence in str(response.context_data["form"].errors)
    assert not Source.objects.unrestricted(because=BECAUSE).exists()


def test_a_plain_table_is_taken_whatever_it_says_of_its_size(cast: Cast) -> None:
    for content in (packed(), lying_dimension(), workbook(HEAD, ROW, [None, None, None])):
        check_table("rows.XLSX", content, "xlsx")
        dataset = PlainXLSX().create_dataset(content)
        assert dataset.headers == HEAD
        assert dataset[0][1:] == ("newsletter", "A letter")
    response = send(as_user(cast.mara), "rows.xlsx", packed(), "xlsx")
    assert "confirm_form" in response.context_data


def test_the_measure_of_a_table_is_the_measure() -> None:
    rows = [["1"]] * MOST_ROWS
    assert len(PlainXLSX().create_dataset(workbook(["id"], *rows))) == MOST_ROWS
    with pytest.raises(ValidationError, match="10,000 rows"):
        PlainXLSX().create_dataset(workbook(["id"], *rows, ["1"]))
    with pytest.raises(ValidationError, match="200 columns"):
        PlainXLSX().create_dataset(workbook(["id"], ["1"] * (MOST_COLUMNS + 1)))
