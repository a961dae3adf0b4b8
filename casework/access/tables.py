"""Tables that come in as files: judged before any parser sees them, then read within limits.

What their cells mean is not known here; resources.py reads rows.
"""

import io
import zipfile
from typing import Any

import openpyxl
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from import_export.formats.base_formats import CSV, XLSX
from tablib import Dataset

LARGEST_FILE = 5 * 1024 * 1024
# A table of 10,000 rows unpacks to far less; ASVS 5.0 5.2.3.
LARGEST_UNPACKED = 15 * 1024 * 1024  # bytes; more than 10,000 rows of 200 cells seldom need
MOST_ENTRIES, MOST_RATIO = 2_000, 200
MOST_ROWS, MOST_COLUMNS = 10_000, 200
_ARCHIVES = (
    ".zip",
    ".gz",
    ".bz2",
    ".xz",
    ".7z",
    ".rar",
    ".tar",
    ".xlsx",
    ".xlsm",
    ".docx",
    ".jar",
)
_PROLOG = 64 * 1024  # bytes of an entry in which an XML document would declare entities


def check_table(name: str, content: bytes, extension: str) -> None:
    """Raises ValidationError, with what to do, where the file is not a table of this kind."""
    if not content:
        raise ValidationError(_("The file is empty. Look whether it was saved, then choose it."))
    if len(content) > LARGEST_FILE:
        raise ValidationError(_("The file is larger than 5 MB. Split it into several."))
    if not name.lower().endswith(f".{extension}"):
        raise ValidationError(
            _("The file’s name does not end in .%(extension)s. Choose the format that it has.")
            % {"extension": extension}
        )
    if extension == "xlsx":
        _check_workbook(content)
    elif b"\0" in content or not _is_utf8(content):
        raise ValidationError(_("This is no CSV file in UTF-8. Save the table as CSV UTF-8."))


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    return True


def _check_workbook(content: bytes) -> None:
    broken = ValidationError(_("This is no XLSX file, or it is broken. Save the table anew."))
    if not content.startswith(b"PK\x03\x04"):
        raise broken
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            names = {entry.filename for entry in entries}
            if not {"[Content_Types].xml", "xl/workbook.xml"} <= names:
                raise broken
            _check_sizes(entries, len(content))
            for entry in entries:
                _check_entry(archive, entry)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError):
        raise broken from None
    except (zipfile.zlib.error, ValueError):
        raise broken from None


def _check_sizes(entries: list[zipfile.ZipInfo], packed: int) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    if (
        len(entries) > MOST_ENTRIES
        or unpacked > LARGEST_UNPACKED
        or unpacked > MOST_RATIO * packed
    ):
        raise ValidationError(
            _("This file unpacks to far more than a table holds. Copy the cells to a new one.")
        )


def _check_entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    """A part of a workbook lies inside it, is no archive, and declares no entities."""
    parts = entry.filename.replace("\\", "/").split("/")
    strange = (
        entry.filename.startswith(("/", "\\"))
        or ".." in parts
        or ":" in entry.filename
        or entry.filename.lower().endswith((*_ARCHIVES, "vbaproject.bin"))
        or entry.flag_bits & 0x1
    )
    with archive.open(entry) as opened:
        head = opened.read(_PROLOG)
    declares = b"<!DOCTYPE" in head.replace(b"\0", b"") or b"<!ENTITY" in head.replace(b"\0", b"")
    if (
        strange
        or declares
        or head.startswith((b"PK\x03\x04", b"\x1f\x8b", b"Rar!", b"7z\xbc\xaf"))
    ):
        raise ValidationError(
            _("This file holds more than a table: macros, files or entities. Copy the cells only.")
        )


class PlainCSV(CSV):
    """CSV of a bounded length."""

    def create_dataset(self, in_stream: Any, **kwargs: Any) -> Dataset:
        dataset = super().create_dataset(in_stream, **kwargs)
        _check_measure(len(dataset), dataset.width)
        return dataset


class PlainXLSX(XLSX):
    """The first sheet of a workbook, read row by row, of a bounded size and without formulas."""

    def create_dataset(self, in_stream: bytes) -> Dataset:
        book = openpyxl.load_workbook(io.BytesIO(in_stream), read_only=True, keep_links=False)
        sheet = book.active
        sheet.reset_dimensions()  # what a file says of its own size is not believed
        dataset, width = Dataset(), 0
        rows = sheet.iter_rows(max_row=MOST_ROWS + 2)
        for number, row in enumerate(rows):
            values = _values(row)
            _check_measure(number, len(values))
            if number == 0:
                width = len(values)
                dataset.headers = values
                continue
            if values:
                dataset.append((values + [None] * width)[:width])
        return dataset


def _values(row: tuple[Any, ...]) -> list[Any]:
    """The row up to its last filled cell; nothing for an empty one."""
    values = [_value(cell) for cell in row]
    while values and values[-1] is None:
        values.pop()
    return values


def _value(cell: Any) -> Any:
    if cell.data_type == "f":
        raise ValidationError(
            _("The cell %(place)s holds a formula. Put its value there, then try again.")
            % {"place": cell.coordinate}
        )
    return cell.value


def _check_measure(rows: int, columns: int) -> None:
    if rows > MOST_ROWS or columns > MOST_COLUMNS:
        raise ValidationError(
            _("The table has more than 10,000 rows or 200 columns. Split it into several.")
        )
