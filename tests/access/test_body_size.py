"""Bodies that are too large, or say that they are, are refused before they are read."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from casework.access.headers import HEADERS
from tests.access.served import exchange, served
from tests.cast import Cast

MEGABYTE = 1024 * 1024
TWO_GIGABYTES = 2 * 1024 * MEGABYTE


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    with served(tmp_path_factory.mktemp("served") / "log") as port:
        yield port


def post(path: str, length: int, body: bytes = b"") -> bytes:
    return (
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n"
        f"Content-Type: multipart/form-data; boundary=x\r\nContent-Length: {length}\r\n\r\n"
    ).encode() + body


@pytest.mark.parametrize(
    ("path", "limit"),
    [
        ("/search/", 5), ("/account/login/", 5), ("/back-office/sources/source/import/", 5),
        ("/no/such/page/", 5), ("/sources/1/attach/", 30),
    ],
)  # fmt: skip
def test_two_gigabytes_are_refused_at_once_with_the_limit(
    port: int, path: str, limit: int
) -> None:
    took = []
    for _time in range(3):  # each worker reads its templates once
        began = time.monotonic()
        answer = exchange(port, post(path, TWO_GIGABYTES, b"--x\r\n"))
        took.append(time.monotonic() - began)
    assert min(took) < 0.5
    head, _blank, page = answer.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 413")
    assert f"At most {limit} MB" in page.decode()
    for name, value in HEADERS.items():
        assert f"{name}: {value}".encode() in head


def test_a_body_that_stays_below_what_it_says_is_not_waited_for_by_others(port: int) -> None:
    """Ten who never send what they announced, and the eleventh is answered all the same."""
    for _number in range(10):
        exchange(port, post("/search/", TWO_GIGABYTES), patience=0.2)
    began = time.monotonic()
    assert exchange(port, post("/search/", TWO_GIGABYTES)).startswith(b"HTTP/1.1 413")
    assert time.monotonic() - began < 1


def test_what_runs_over_its_own_length_is_cut(port: int) -> None:
    """What follows is read as another request, and is none."""
    request = post("/no/such/page/", 5, b"--x--" + b"a" * MEGABYTE).replace(
        b"Connection: close\r\n", b""
    )
    answers = exchange(port, request, patience=2)
    assert answers.count(b"HTTP/1.1 ") <= 2
    assert b"HTTP/1.1 200" not in answers


@pytest.mark.parametrize(
    ("length", "status"),
    [(5 * MEGABYTE, 302), (5 * MEGABYTE + 1, 413), ("9" * 5000, 413), ("x", 302), ("", 302)],
)
@pytest.mark.django_db
def test_the_limit_is_the_limit(length: object, status: int) -> None:
    answer = Client().generic("POST", reverse("pages:search"), b"", CONTENT_LENGTH=str(length))
    assert answer.status_code == status


@pytest.mark.django_db
def test_where_files_are_taken_more_is_taken(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.mara)
    within, above = settings.CASEWORK_LARGEST_UPLOAD, settings.CASEWORK_LARGEST_UPLOAD + 1
    for length, status in ((within, 404), (above, 413)):
        answer = client.generic("POST", "/sources/99/attach/", b"", CONTENT_LENGTH=str(length))
        assert answer.status_code == status
    assert settings.CASEWORK_LARGEST_FILE < settings.CASEWORK_LARGEST_UPLOAD


@pytest.mark.django_db
def test_fields_and_files_are_counted(cast: Cast) -> None:
    client = Client(raise_request_exception=False)
    client.force_login(cast.mara)
    fields = {f"f{number}": "" for number in range(settings.DATA_UPLOAD_MAX_NUMBER_FIELDS + 1)}
    assert client.post("/search/", fields).status_code == 400
    part = '--x\r\nContent-Disposition: form-data; name="f{0}"; filename="{0}"\r\n\r\na\r\n'
    body = "".join(map(part.format, range(settings.DATA_UPLOAD_MAX_NUMBER_FILES + 1))) + "--x--"
    answer = client.post("/search/", body.encode(), "multipart/form-data; boundary=x")
    assert answer.status_code == 400


@pytest.mark.django_db
def test_no_upload_ever_lies_in_a_temporary_file(
    cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "nowhere"))
    client = Client()
    client.force_login(cast.mara)
    head = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\n'
    body = head + b"a" * 4 * MEGABYTE + b"\r\n--x--\r\n"
    answer = client.post("/search/", body, "multipart/form-data; boundary=x")
    assert answer.status_code == 200
