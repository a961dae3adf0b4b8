"""Which passwords are taken: long ones of whatever signs, and none that a stranger tries first."""

import pytest
from django.contrib.auth.hashers import identify_hasher, make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from pytest_django.fixtures import Settings

from accounts.models import User

PERSON = User(username="tenzin", name="Tenzin Alvarez", email="t.alvarez@example.org")


@pytest.fixture(autouse=True)
def _the_house(settings: Settings) -> None:
    settings.ORGANISATION = "Lantern Foundation"


@pytest.mark.parametrize(
    "password",
    [
        "seven yellow boats", "only lowercase letters", "ALLUPPERCASE WORDS", "94816 3305 7714",
        "korrekt pferd batterie", "말과 배터리와 스테이플러 셋", "a long enough password",
        "x7" + "qv4 " * 2 + "moth & lamp", ("seven yellow boats at dawn " * 5)[:128],
    ],
)  # fmt: skip
def test_these_are_taken(password: str) -> None:
    validate_password(password, PERSON)


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("eleven char", "short"),
        ("aaaaaaaaaaaaaaa", "again and again"),
        ("abcabcabcabcabc", "again and again"),
        ("PasswordPassword1", "again and again"),
        ("football20242025", "well-known"),
        ("Lantern-Foundation", "names"),
        ("casework2024!!", "names"),
        ("tenzin.alvarez1", "names"),
        ("Tenzin4Lantern", "names"),
        ("qwertyuiop1234", "well-known"),
        ("asdfghjkl;zxcv", "names"),
    ],
)
def test_these_are_refused(password: str, why: str) -> None:
    with pytest.raises(ValidationError) as refused:
        validate_password(password, PERSON)
    assert why in " ".join(refused.value.messages)


def test_a_password_of_128_characters_is_kept_whole() -> None:
    password = ("seven yellow boats at dawn " * 5)[:128]
    stored = make_password(password)
    assert identify_hasher(stored).algorithm == "argon2"
    assert not identify_hasher(stored).verify(password[:-1], stored)


def test_argon2id_comes_first(settings: Settings) -> None:
    assert make_password("seven yellow boats").startswith("argon2$argon2id$")


def test_nobody_outside_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: object, **more: object) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr("socket.socket.connect", refuse)
    validate_password("seven yellow boats", PERSON)
