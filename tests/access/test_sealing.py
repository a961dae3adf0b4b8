"""Sealed texts: bound to their row, readable under old keys, and plain about what is wrong."""

import base64
import os
import subprocess
import sys
import uuid

import pytest
from django.core.exceptions import ImproperlyConfigured
from hypothesis import given
from hypothesis import strategies as st

from casework.access.sealing import COLUMNS, NotAuthentic, SealedColumn, UnknownKey, kid_of
from casework.access.sealing_keys import Key, new_key, read_keys
from casework.embedded_ground import PROJECT

COLUMN = SealedColumn("notes.Note", "sealed_text", key="sealing_id")
ROW = uuid.UUID(int=17)
OLD, NEW = Key("2025-01", bytes(range(32))), Key("2026-01", bytes(range(32, 64)))


@pytest.fixture(autouse=True)
def keys(settings: object) -> None:
    settings.SEALING_KEYS = (NEW, OLD)


@given(text=st.text(st.characters(exclude_categories=["Cs"])))
def test_what_is_sealed_can_be_read_again(text: str) -> None:
    assert COLUMN.unseal(ROW, COLUMN.seal(ROW, text)) == text


def test_a_sealed_text_says_its_key_and_nothing_of_what_it_holds() -> None:
    sealed = COLUMN.seal(ROW, "Call Sun-hee at nine.")
    version, kid, nonce, words = sealed.split("|")
    assert (version, kid, kid_of(sealed)) == ("v1", "2026-01", "2026-01")
    assert len(base64.urlsafe_b64decode(nonce)) == 12
    assert b"Sun-hee" not in base64.urlsafe_b64decode(words)


def test_the_same_text_is_sealed_differently_each_time() -> None:
    assert len({COLUMN.seal(ROW, "Yes.") for _time in range(100)}) == 100


def test_an_older_key_still_opens_what_it_sealed(settings: object) -> None:
    settings.SEALING_KEYS = (OLD,)
    sealed = COLUMN.seal(ROW, "From last year.")
    settings.SEALING_KEYS = (NEW, OLD)
    assert COLUMN.unseal(ROW, sealed) == "From last year."


def test_a_missing_key_is_named_so_that_it_can_be_put_back(settings: object) -> None:
    sealed = COLUMN.seal(ROW, "Words.")
    settings.SEALING_KEYS = (OLD,)
    with pytest.raises(UnknownKey, match="2026-01.*put that key back") as caught:
        COLUMN.unseal(ROW, sealed)
    assert caught.value.kid == "2026-01"


def test_another_key_under_the_same_name_opens_nothing(settings: object) -> None:
    sealed = COLUMN.seal(ROW, "Words.")
    settings.SEALING_KEYS = (Key("2026-01", OLD.secret),)
    with pytest.raises(NotAuthentic):
        COLUMN.unseal(ROW, sealed)


@pytest.mark.parametrize(
    ("column", "row"),
    [
        (COLUMN, uuid.UUID(int=18)),
        (SealedColumn("cases.Person", "sealed_text", key="sealing_id"), ROW),
        (SealedColumn("notes.Note", "whereabouts", key="sealing_id"), ROW),
    ],
)
def test_a_text_moved_to_another_row_column_or_model_is_not_read(
    column: SealedColumn, row: uuid.UUID
) -> None:
    with pytest.raises(NotAuthentic, match="from outside"):
        column.unseal(row, COLUMN.seal(ROW, "Words."))


@pytest.mark.parametrize(
    "spoilt",
    [
        lambda v, k, n, c: f"{v}|{k}|{n}|{'A' if c[0] != 'A' else 'B'}{c[1:]}",
        lambda v, k, n, c: f"{v}|{k}|{'A' if n[0] != 'A' else 'B'}{n[1:]}|{c}",
        lambda v, k, n, c: f"{v}|{k}|{n}|{c[:-8]}",
        lambda v, k, n, c: f"{v}|{k}|{n}|",
        lambda v, k, n, c: f"{v}|{k}||{c}",
        lambda v, k, n, c: f"{v}|2025-01|{n}|{c}",
        lambda v, k, n, c: f"v2|{k}|{n}|{c}",
        lambda v, k, n, c: f"{v}|{k}|{n}|{c}|",
        lambda v, k, n, c: f"{v}|{k}|{n}|한국",
        lambda v, k, n, c: "",
        lambda v, k, n, c: "Plain words.",
    ],
)
def test_a_changed_or_cut_text_is_not_read(spoilt: object) -> None:
    pieces = COLUMN.seal(ROW, "Words.").split("|")
    with pytest.raises(NotAuthentic):
        COLUMN.unseal(ROW, spoilt(*pieces))


def test_every_sealed_column_is_registered_so_that_a_rotation_finds_it() -> None:
    assert COLUMNS["notes.Note", "sealed_text"] == COLUMN


# ---- The keys -----------------------------------------------------------------------------------


def test_keys_are_read_in_their_order_from_commas_and_lines() -> None:
    a, b, c = (new_key(kid) for kid in ("a", "b", "c"))
    assert [key.kid for key in read_keys(f"{a},{b}\n\n {c}\n")] == ["a", "b", "c"]


def test_both_alphabets_of_base64_are_understood() -> None:
    secret = bytes([251, 255] * 16)
    for encoded in (base64.b64encode(secret), base64.urlsafe_b64encode(secret)):
        assert read_keys(f"k:{encoded.decode()}") == (Key("k", secret),)


def test_a_key_is_not_shown_where_it_is_printed() -> None:
    [key] = read_keys(new_key("k"))
    assert repr(key) == "Key(kid='k')"


SAME = base64.b64encode(bytes(range(32))).decode()


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "holds no key"),
        (" \n,", "holds no key"),
        (SAME, "Key 1 .* not of the form"),
        (f":{SAME}", "Key 1 .* not of the form"),
        (f"a|b:{SAME}", "Key 1 .* not of the form"),
        (f"{'k' * 33}:{SAME}", "Key 1 .* not of the form"),
        ("k:c2hvcnQ=", "exactly 32 random bytes"),
        (f"k:{SAME}AAAA", "exactly 32 random bytes"),
        (f"k:{SAME[:-4]}*==", "exactly 32 random bytes"),
        (f"k:{base64.b64encode(bytes(32)).decode()}", "exactly 32 random bytes"),
        (f"a:{SAME},k:", "Key 2 .* not of the form"),
        (f"a:{SAME}\na:{base64.b64encode(bytes(range(1, 33))).decode()}", "twice"),
        (f"a:{SAME},b:{SAME}", "twice"),
    ],
)
def test_keys_that_are_none_are_refused_and_how_to_make_one_is_said(
    text: str, problem: str
) -> None:
    with pytest.raises(ImproperlyConfigured, match=problem) as caught:
        read_keys(text)
    assert "secrets.token_bytes(32)" in str(caught.value)
    assert SAME[:20] not in str(caught.value)


def test_the_key_that_the_advice_makes_is_a_key() -> None:
    with pytest.raises(ImproperlyConfigured) as caught:
        read_keys("")
    code = str(caught.value).split("python3 -c '")[1].split("'")[0]
    made = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert [key.kid for key in read_keys(made.stdout)] == ["2026-01"]


def start(**changed: str) -> "subprocess.CompletedProcess[str]":
    """What becomes of the settings in this environment, outside the trial."""
    environment = {
        key: value for key, value in os.environ.items() if not key.startswith("CASEWORK_")
    }
    environment |= {
        "CASEWORK_SECRET_KEY": "x" * 60, "CASEWORK_ALLOWED_HOSTS": "example.org", **changed,
    }  # fmt: skip
    code = "from casework import settings; print([key.kid for key in settings.SEALING_KEYS])"
    return subprocess.run(
        [sys.executable, "-c", code], cwd=PROJECT, env=environment, capture_output=True, text=True
    )


def test_without_a_sealing_key_nothing_starts_but_a_trial() -> None:
    refused = start()
    assert refused.returncode == 1
    assert "CASEWORK_SEALING_KEYS holds no key. Make one with" in refused.stderr
    trial = start(CASEWORK_TRIAL="1", CASEWORK_ALLOWED_HOSTS="127.0.0.1")
    assert trial.stdout.strip() == "['trial']"


def test_a_file_with_the_keys_is_read_and_a_wrong_one_is_not_printed(tmp_path: object) -> None:
    file = tmp_path / "keys"
    file.write_text(f"{new_key('new')}\n{new_key('old')}\n")
    assert start(CASEWORK_SEALING_KEYS_FILE=str(file)).stdout.strip() == "['new', 'old']"
    file.write_text("k:VerySecretButTooShort")
    refused = start(CASEWORK_SEALING_KEYS_FILE=str(file))
    assert refused.returncode == 1
    assert "VerySecret" not in refused.stderr + refused.stdout
