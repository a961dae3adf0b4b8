"""Evidence files: the original kept to the bit, a copy that tells nothing, every refusal clear."""

import errno
import hashlib
import io
import os
import re
import stat
import subprocess
import sys
import time
from pathlib import Path

import pikepdf
import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.http import HttpResponse
from django.test import Client
from PIL import Image

from casework.audit.models import Event
from casework.cases.models import Case
from casework.sources import safe_copies
from casework.sources.attachments import Attachment
from casework.sources.evidence import shown_name
from casework.sources.file_kinds import FileKind
from casework.sources.models import Source
from tests.cast import Cast
from tests.makers import make_attachment, make_source
from tests.sources import marked_files
from tests.sources.marked_files import MARKED, STAMP

pytestmark = pytest.mark.django_db


@pytest.fixture
def source(case: Case, cast: Cast) -> Source:
    return Source.objects.visible_to(cast.mara).get()


def as_person(cast: Cast, name: str) -> Client:
    client = Client()
    client.force_login(cast.everybody()[name])
    return client


def send(client: Client, source: Source, name: str, declared: str, content: bytes) -> HttpResponse:
    """The form as a browser sends it, a hostile one too: the name is not tidied up."""
    head = (
        '--limit\r\nContent-Disposition: form-data; name="shows"\r\n\r\npage 1\r\n--limit\r\n'
        f'Content-Disposition: form-data; name="file"; filename="{name}"\r\n'
        f"Content-Type: {declared}\r\n\r\n"
    )
    return client.post(
        f"/sources/{source.pk}/attach/",
        head.encode() + content + b"\r\n--limit--\r\n",
        content_type="multipart/form-data; boundary=limit",
    )


def download(client: Client, attachment: Attachment) -> HttpResponse:
    return client.post(f"/attachments/{attachment.pk}/")


def files_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def stamps_in(content: bytes) -> int:
    """Planted words, in whatever way a format writes them."""
    found = sum(
        content.count(STAMP.encode(coding)) for coding in ("utf-8", "utf-16-le", "utf-16-be")
    )
    if content.startswith(b"%PDF"):
        with pikepdf.open(io.BytesIO(content)) as opened:
            for thing in opened.objects:
                if isinstance(thing, pikepdf.Stream):
                    found += thing.read_raw_bytes().count(STAMP.encode())
                found += repr(thing).count(STAMP)
    return found


# ---- What is kept, and what leaves --------------------------------------------------------------


@pytest.mark.parametrize("kind", MARKED)
def test_the_original_is_kept_to_the_bit_and_the_copy_tells_nothing(
    kind: str, source: Source, cast: Cast, evidence_folder: Path
) -> None:
    name, declared, make = MARKED[kind]
    content = make()
    assert kind == "text" or stamps_in(content) > 2
    mara = as_person(cast, "mara")
    assert send(mara, source, name, declared, content).status_code == 302
    kept = Attachment.objects.visible_to(cast.mara).get()
    original = (evidence_folder / kept.stored_original).read_bytes()
    assert original == content
    assert kept.sha256 == hashlib.sha256(content).hexdigest()
    assert (kept.kind, kept.size, kept.original_name) == (kind, len(content), name)
    answer = download(mara, kept)
    assert hashlib.sha256(answer.content).hexdigest() == kept.copy_sha256
    assert stamps_in(answer.content) == 0
    assert answer.content != content


@pytest.mark.parametrize("kind", ["jpeg", "png", "tiff", "webp"])
def test_the_copy_of_an_image_shows_the_same_upright_and_holds_nothing_else(
    kind: str, source: Source, cast: Cast
) -> None:
    name, declared, make = MARKED[kind]
    kept = make_attachment(cast.mara, source, make(), name, declared)
    with Image.open(io.BytesIO(download(as_person(cast, "lou"), kept).content)) as copy:
        turned = kind != "tiff"
        assert copy.size == ((40, 60) if turned else (60, 40))
        told = {tag for tag in copy.getexif() if tag not in range(0x00FE, 0x0143)}
        assert not told
        assert not copy.getexif().get_ifd(0x8825)
        assert not {"xmp", "exif", "comment", "icc_profile", "photoshop"} & set(copy.info)
        assert getattr(copy, "n_frames", 1) == (2 if kind == "tiff" else 1)
        copy.load()


def test_the_copy_of_a_pdf_has_its_pages_and_no_more(source: Source, cast: Cast) -> None:
    kept = make_attachment(cast.mara, source, marked_files.pdf(), "a.pdf")
    content = download(as_person(cast, "mara"), kept).content
    with pikepdf.open(io.BytesIO(content)) as copy:
        assert set(copy.Root.keys()) == {"/Pages", "/Type"}
        assert "/Info" not in copy.trailer
        (page,) = copy.pages
        assert not {"/Annots", "/AA", "/Metadata"} & set(page.obj.keys())
        photographs = page.Resources.XObject
        assert set(photographs.keys()) == {"/AA", "/AF"}
        for photograph in photographs.as_dict().values():
            assert pikepdf.PdfImage(photograph).as_pil_image().size == (60, 40)
        drawn = page.Contents.read_bytes()
        assert b"/AA Do" in drawn
    for word in (b"JavaScript", b"/URI", b"/Launch", b"EmbeddedFile", b"Exif", b"/OpenAction"):
        assert word not in content


@pytest.mark.parametrize(
    ("kind", "mode"),
    [
        ("PNG", "1"), ("PNG", "L"), ("PNG", "LA"), ("PNG", "P"), ("PNG", "RGBA"), ("PNG", "I;16"),
        ("JPEG", "L"), ("JPEG", "CMYK"), ("TIFF", "1"), ("TIFF", "CMYK"), ("TIFF", "I;16"),
        ("TIFF", "LAB"), ("WEBP", "RGBA"), ("TIFF", "F"),
    ],
)  # fmt: skip
def test_every_way_to_hold_pixels_is_copied_with_the_same_pixels(kind: str, mode: str) -> None:
    picture, file = Image.linear_gradient("L").resize((40, 30)), io.BytesIO()
    picture = (
        Image.frombytes(mode, (40, 30), bytes(range(240)) * 10)
        if mode == "I;16"
        else picture.convert("RGB").convert(mode)
        if mode != "LAB"
        else Image.merge("LAB", [picture] * 3)
    )
    picture.save(file, kind)
    copy = safe_copies.safe_copy(FileKind(kind.lower()), file.getvalue())
    with Image.open(io.BytesIO(copy)) as made, Image.open(io.BytesIO(file.getvalue())) as first:
        assert made.size == (40, 30)
        if kind in {"PNG", "TIFF"} and mode != "P":
            assert made.mode == first.mode
            assert made.tobytes() == first.tobytes()


def test_the_copy_of_a_text_has_its_words_without_what_a_terminal_obeys(
    source: Source, cast: Cast
) -> None:
    kept = make_attachment(cast.mara, source, marked_files.text(), "a.txt")
    answer = download(as_person(cast, "mara"), kept)
    assert answer.content == b"First line\nsecond[2J line\nthird"
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"


def test_a_download_is_a_sandboxed_attachment_under_a_name_that_tells_nothing(
    source: Source, cast: Cast
) -> None:
    kept = make_attachment(cast.mara, source, marked_files.jpeg(), f"{STAMP}.jpg")
    answer = download(as_person(cast, "mara"), kept)
    name = f"source-{source.pk}-file-{kept.pk}.jpg"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}"'
    assert answer.headers["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "no-store"
    assert not answer.streaming
    assert STAMP not in str(answer.headers)


def test_adding_and_taking_a_file_are_on_the_record_without_its_name(
    source: Source, cast: Cast
) -> None:
    mara = as_person(cast, "mara")
    send(mara, source, f"{STAMP}.txt", "text/plain", b"words")
    kept = Attachment.objects.visible_to(cast.mara).get()
    download(as_person(cast, "lou"), kept)
    told = Event.objects.visible_to(cast.abel).filter(object_type="sources.Attachment")
    deeds = {(event.actor, event.deed) for event in told}
    assert deeds == {(cast.mara, "attachment_added"), (cast.lou, "attachment_downloaded")}
    assert all(event.detail["copy_sha256"] == kept.copy_sha256 for event in told)
    assert STAMP not in str([event.detail for event in told])


def test_files_lie_under_random_names_for_the_server_alone(
    source: Source, cast: Cast, evidence_folder: Path
) -> None:
    kept = make_attachment(cast.mara, source)
    assert files_in(evidence_folder) == [kept.stored_copy, kept.stored_original]
    assert re.fullmatch(r"[0-9a-f]{32}\.original", kept.stored_original)
    assert stat.S_IMODE(evidence_folder.stat().st_mode) == 0o700
    for path in evidence_folder.iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_the_folder_is_no_part_of_what_is_served() -> None:
    static = Path(settings.STATIC_ROOT).resolve()
    files = (Path(settings.BASE_DIR) / ".data" / "files").resolve()
    assert not files.is_relative_to(static)
    assert not static.is_relative_to(files)


# ---- Who may ------------------------------------------------------------------------------------


def test_a_file_is_seen_with_its_source_and_by_nobody_else(source: Source, cast: Cast) -> None:
    kept = make_attachment(cast.mara, source)
    for name in ("mara", "teo", "lou"):
        client = as_person(cast, name)
        assert b"leaflet.txt" in client.get(f"/sources/{source.pk}/").content
        assert download(client, kept).status_code == 200
    for name in ("ines", "okoro", "abel", "vera"):
        client = as_person(cast, name)
        hidden, absent = download(client, kept), client.post("/attachments/999999/")
        assert (hidden.status_code, absent.status_code) == (404, 404)
    assert Client().post(f"/attachments/{kept.pk}/").status_code == 302


def test_only_who_may_change_the_source_adds_a_file(source: Source, cast: Cast) -> None:
    for name, status in (("mara", 302), ("lou", 403), ("ines", 404), ("abel", 404)):
        answer = send(as_person(cast, name), source, f"{name}.txt", "text/plain", name.encode())
        assert answer.status_code == status, name
    with pytest.raises(PermissionDenied):
        make_attachment(cast.lou, source, b"by a reader")
    assert Attachment.objects.visible_to(cast.mara).count() == 1


def test_the_same_file_twice_is_stored_once(
    source: Source, cast: Cast, evidence_folder: Path
) -> None:
    mara = as_person(cast, "mara")
    for _time in range(2):
        assert send(mara, source, "a.txt", "text/plain", b"words").status_code == 302
    assert Attachment.objects.visible_to(cast.mara).count() == 1
    assert len(files_in(evidence_folder)) == 2
    assert "stored once" in mara.get(f"/sources/{source.pk}/").content.decode()


def test_of_two_sent_at_once_the_second_leaves_no_file(
    source: Source, cast: Cast, evidence_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While the copy of one is made, the other one is stored."""
    first: list[Attachment] = []

    def meanwhile(kind: FileKind, content: bytes) -> bytes:
        monkeypatch.undo()
        monkeypatch.setattr(settings, "CASEWORK_FILES", evidence_folder)
        first.append(make_attachment(cast.mara, source))
        return safe_copies.safe_copy(kind, content)

    monkeypatch.setattr("casework.sources.evidence.safe_copy", meanwhile)
    assert [make_attachment(cast.mara, source)] == first
    assert len(files_in(evidence_folder)) == 2


def test_a_row_is_never_changed_or_deleted(source: Source, cast: Cast) -> None:
    kept = make_attachment(cast.mara, source)
    rows = Attachment.objects.editable_by(cast.mara).filter(pk=kept.pk)
    with pytest.raises(IntegrityError, match="only grows"), transaction.atomic():
        rows.update(original_name="another")
    with pytest.raises(IntegrityError, match="only grows"), transaction.atomic():
        rows.delete()


# ---- What is refused ----------------------------------------------------------------------------

REFUSED = {
    "empty": ("a.pdf", "application/pdf", lambda: b"", "is empty"),
    "broken pdf": ("a.pdf", "application/pdf", lambda: b"%PDF-1.4\nnonsense", "broken"),
    "broken jpeg": ("a.jpg", "image/jpeg", lambda: marked_files.jpeg()[:300], "broken"),
    "broken png": ("a.png", "image/png", lambda: marked_files.image("PNG")[:60], "broken"),
    "bomb": ("a.png", "image/png", marked_files.bomb_png, "too large to be opened"),
    "locked": ("a.pdf", "application/pdf", marked_files.encrypted_pdf, "password"),
    "locked for readers": (
        "a.pdf",
        "application/pdf",
        lambda: marked_files.encrypted_pdf("x"),
        "password",
    ),
    "hidden layer": ("a.pdf", "application/pdf", marked_files.layered_pdf, "switched off"),
    "layers hidden at first": (
        "a.pdf",
        "application/pdf",
        lambda: marked_files.layered_pdf("/OFF", False),
        "switched off",
    ),
    "moving png": ("a.png", "image/png", lambda: marked_files.moving("PNG"), "moves"),
    "moving webp": ("a.webp", "image/webp", lambda: marked_files.moving("WEBP"), "moves"),
    "html": ("a.html", "text/html", lambda: b"<html><script>1</script>", "save it as PDF"),
    "html as text": ("a.txt", "text/plain", lambda: b" \n<!DOCTYPE html>", "save it as PDF"),
    "svg": ("a.svg", "image/svg+xml", lambda: b"<svg onload='x'/>", "save it as PDF"),
    "svg as png": ("a.png", "image/png", lambda: b"<svg onload='x'/>", "save it as PDF"),
    "xml": ("a.txt", "text/plain", lambda: b"\xef\xbb\xbf<?xml version='1.0'?>", "as PDF"),
    "gif": ("a.gif", "image/gif", lambda: marked_files.image("GIF"), "save it as PDF"),
    "zip": ("a.zip", "application/zip", marked_files.archive, "save it as PDF"),
    "docx": ("a.docx", "application/octet-stream", marked_files.archive, "save it as PDF"),
    "program": ("a.exe", "", lambda: b"MZ\x90\x00\x03\x00", "save it as PDF"),
    "script": ("a.txt", "text/plain", lambda: b"#!/bin/sh\nrm", "save it as PDF"),
    "not utf-8": ("a.txt", "text/plain", lambda: "한국어".encode("euc-kr"), "save it as PDF"),
    "pdf as jpeg": ("a.jpg", "image/jpeg", marked_files.pdf, "does not fit"),
    "jpeg as pdf": ("a.pdf", "application/pdf", marked_files.jpeg, "does not fit"),
    "jpeg told html": ("a.jpg", "text/html", marked_files.jpeg, "does not fit"),
    "two extensions": ("a.jpg.html", "image/jpeg", marked_files.jpeg, "does not fit"),
    "no extension": ("a", "image/jpeg", marked_files.jpeg, "does not fit"),
    "late pdf": ("a.pdf", "application/pdf", lambda: b"GIF89a%PDF-1.4", "does not fit"),
    "only control characters": ("a.txt", "text/plain", lambda: b"\x01\x02\r\n", "no words"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_not_taken_is_refused_in_a_sentence_and_leaves_nothing(
    what: str, source: Source, cast: Cast, evidence_folder: Path
) -> None:
    name, declared, make, sentence = REFUSED[what]
    content, mara = make(), as_person(cast, "mara")
    began = time.monotonic()
    answer = send(mara, source, name, declared, content)
    assert time.monotonic() - began < 2  # on a busy machine; alone it is under one
    assert answer.status_code == 200
    assert sentence in " ".join(answer.context["form"].errors["file"])
    assert not Attachment.objects.visible_to(cast.mara).exists()
    assert files_in(evidence_folder) == []


def test_a_file_above_the_limit_is_refused_with_the_limit(
    source: Source, cast: Cast, settings: object, evidence_folder: Path
) -> None:
    settings.CASEWORK_LARGEST_FILE = 1024 * 1024
    answer = send(as_person(cast, "mara"), source, "a.txt", "text/plain", b"a" * 1024 * 1025)
    assert "larger than 1 MB" in str(answer.context["form"].errors)
    assert files_in(evidence_folder) == []


def test_a_file_that_is_two_things_leaves_as_the_one_that_it_shows(
    source: Source, cast: Cast
) -> None:
    both = marked_files.image("JPEG") + marked_files.archive()
    kept = make_attachment(cast.mara, source, both, "a.jpg")
    content = download(as_person(cast, "mara"), kept).content
    assert b"PK\x03\x04" not in content
    assert stamps_in(content) == 0


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd.txt", "passwd.txt"), ("C:\\letters\\a.txt", "a.txt"),
        ("a\u202etxt.fdp", "atxt.fdp"), ("a\0b\x1b.txt", "ab.txt"), ("  a \n b .txt", "a b .txt"),
        ("\u2066\u200f", "without a name"), ("이름.txt", "이름.txt"),
    ],
)  # fmt: skip
def test_names_are_cleaned_for_people_to_read(name: str, shown: str) -> None:
    assert shown_name(name) == shown


def test_a_path_in_a_name_leads_nowhere(source: Source, cast: Cast, evidence_folder: Path) -> None:
    paths = ("../../../../tmp/walls-was-here.txt", "/tmp/walls-was-here.txt")
    for number, name in enumerate(paths):
        send(as_person(cast, "mara"), source, name, "text/plain", f"words {number}".encode())
    assert len(files_in(evidence_folder)) == 4
    assert not Path("/tmp/walls-was-here.txt").exists()
    names = Attachment.objects.visible_to(cast.mara).values_list("original_name", flat=True)
    assert set(names) == {"walls-was-here.txt"}


# ---- When something goes wrong ------------------------------------------------------------------


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EIO])
def test_a_full_disk_is_told_and_leaves_nothing(
    number: int, source: Source, cast: Cast, evidence_folder: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    synced, really = [], os.fsync

    def full(handle: int) -> None:
        synced.append(handle)
        if len(synced) == 3:  # the original is there already
            raise OSError(number, os.strerror(number))
        really(handle)

    monkeypatch.setattr("casework.sources.file_store.os.fsync", full)
    answer = send(as_person(cast, "mara"), source, "a.txt", "text/plain", b"words")
    assert "disk may be full" in str(answer.context["form"].errors)
    assert not Attachment.objects.visible_to(cast.mara).exists()
    assert files_in(evidence_folder) == []


def test_a_row_that_is_refused_takes_its_files_away(
    source: Source, cast: Cast, evidence_folder: Path
) -> None:
    with pytest.raises(ValidationError):
        make_attachment(cast.mara, source, shows="x" * 201)
    assert files_in(evidence_folder) == []


def test_a_copy_that_has_changed_is_not_handed_out(
    source: Source, cast: Cast, evidence_folder: Path
) -> None:
    kept = make_attachment(cast.mara, source)
    mara = as_person(cast, "mara")
    for harm in (b"changed", None):
        path = evidence_folder / kept.stored_copy
        path.write_bytes(harm) if harm else path.unlink()
        answer = mara.post(f"/attachments/{kept.pk}/", follow=True)
        assert "damaged" in answer.content.decode()
    assert not Event.objects.visible_to(cast.abel).filter(deed="attachment_downloaded").exists()


def test_every_file_is_compared_with_its_digest(
    source: Source, cast: Cast, evidence_folder: Path
) -> None:
    one, other = (make_attachment(cast.mara, source, text) for text in (b"one", b"another"))
    call_command("attachments_verify", stdout=io.StringIO())
    (evidence_folder / one.stored_original).write_bytes(b"changed")
    (evidence_folder / other.stored_copy).unlink()
    with pytest.raises(CommandError) as told:
        call_command("attachments_verify", stdout=io.StringIO())
    assert f"file {one.pk}, original: has changed" in str(told.value)
    assert f"file {other.pk}, copy: cannot be read" in str(told.value)


def test_what_an_upload_that_was_broken_off_has_left_is_swept(
    source: Source, cast: Cast, evidence_folder: Path
) -> None:
    kept = make_attachment(cast.mara, source)
    left = [f"{'0' * 32}.original", f"{'0' * 32}.copy.part"]
    for name in [*left, "young.part"]:
        (evidence_folder / name).write_bytes(b"half")
    long_ago = time.time() - 25 * 60 * 60
    for name in [*left, kept.stored_original, kept.stored_copy]:
        os.utime(evidence_folder / name, (long_ago, long_ago))
    said = io.StringIO()
    call_command("attachments_verify", stdout=said)
    assert "1 evidence files, 2 left-overs removed" in said.getvalue()
    assert files_in(evidence_folder) == [kept.stored_copy, kept.stored_original, "young.part"]


def test_the_file_is_on_the_disk_before_its_row_is_written(
    source: Source, cast: Cast, evidence_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[list[str]] = []
    monkeypatch.setattr(
        Attachment, "full_clean", lambda row: seen.append(files_in(evidence_folder))
    )
    kept = make_attachment(cast.mara, source)
    assert seen == [[kept.stored_copy, kept.stored_original]]


@pytest.mark.parametrize("tried", ["socket.socket()", "open('/etc/hostname')"])
def test_who_copies_can_open_neither_a_file_nor_a_connection(tried: str) -> None:
    """The limits of the child, tried in a child of the test."""
    child = str(safe_copies.CHILD)
    script = f"import runpy, socket; runpy.run_path({child!r})['_limit'](2**31, 30); {tried}"
    done = subprocess.run(
        [sys.executable, "-I", "-c", script], capture_output=True, text=True, check=False
    )
    assert "Too many open files" in done.stderr


def test_a_copy_that_takes_too_long_is_given_up(
    source: Source, cast: Cast, monkeypatch: pytest.MonkeyPatch, evidence_folder: Path
) -> None:
    monkeypatch.setattr(safe_copies, "SECONDS", 0.01)
    with pytest.raises(ValidationError, match="too long"):
        make_attachment(cast.mara, source, marked_files.image("PNG"), "a.png")
    assert files_in(evidence_folder) == []


def test_a_source_without_files_says_so(cast: Cast, case: Case, source: Source) -> None:
    other = make_source(cast.mara)
    page = as_person(cast, "mara").get(f"/sources/{other.pk}/").content.decode()
    assert "No file is kept of it." in page
