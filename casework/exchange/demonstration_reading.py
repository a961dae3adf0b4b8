"""Reading the files of the demonstration: TOML in, plain values out. Nothing is written here."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings

from casework.sources.when import Origin, When
from casework.sources.when_reading import read

FIXTURES = Path(settings.BASE_DIR) / "fixtures"
FOLDER = FIXTURES / "demonstration"
SHARED = ("accounts", "organisations", "offices", "sources", "public_figures")


class UnreadableFixture(Exception):
    """A file of the demonstration does not say what it should; the message names the place."""


@dataclass(frozen=True)
class Account:
    """One invented colleague; `team` is the key of a team, or empty."""

    username: str
    name: str
    role: str
    team: str = ""


@cache
def shared(name: str) -> dict[str, Any]:
    """What one of the shared files holds."""
    return _load(FOLDER / f"{name}.toml")


def case_files() -> Iterator[tuple[str, dict[str, Any]]]:
    """Each case file with the name that others refer to it by, in a fixed order."""
    for path in sorted(FOLDER.glob("*.toml")):
        if path.stem not in SHARED:
            yield path.stem, _load(path)


def issues() -> dict[str, str]:
    """The vocabulary of issues: label → code of the standard."""
    return _load(FIXTURES / "vocabulary" / "issues.toml")["issues"]


def accounts() -> list[Account]:
    return [Account(**row) for row in shared("accounts")["account"]]


def password() -> str:
    return shared("accounts")["password"]


def when(told: str | dict[str, Any] | None) -> When:
    """A date as a fixture tells it: the source's words, or a table.

    The table holds `words` as the source has them, `read` where they need completing to be read
    ("in March" → "March 2008"), `origin` where the bounds are not stated, and `earliest` or
    `latest` where something else that is known makes the bounds narrower. Raises
    UnreadableFixture where the text cannot be read as meant.
    """
    if told is None:
        return When.unknown()
    table = {"words": told} if isinstance(told, str) else told
    text = table.get("read", table["words"])
    reading = read(text)
    if reading.when is None or ("read" in table and not reading.when.is_dated):
        raise UnreadableFixture(f"“{text}” cannot be read as one date: {reading.understood}")
    bounds: dict[str, date] = {key: table[key] for key in ("earliest", "latest") if key in table}
    origin = Origin(table.get("origin", reading.when.origin))
    return replace(reading.when, words=table["words"], origin=origin, **bounds)


def _load(path: Path) -> dict[str, Any]:
    with path.open("rb") as file:
        return tomllib.load(file)
