"""What every test may ask for: the cast, and a file of East Asia to work on."""

import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from accounts import site_mode
from accounts.models import SiteMode
from casework.cases.models import Case
from tests.cast import Cast, make_cast
from tests.makers import make_group_of_17


@pytest.fixture(autouse=True)
def _open_and_known_to_be() -> Iterator[None]:
    """The state of the site is not asked again each second: pages cost the same each time."""
    site_mode._last_read.update(at=math.inf, mode=SiteMode(pk=1))
    yield
    site_mode.forget()


@pytest.fixture(autouse=True)
def evidence_folder(settings: Any, tmp_path: Path) -> Path:
    """Evidence files of a test lie in a folder of its own."""
    settings.CASEWORK_FILES = tmp_path / "files"
    return settings.CASEWORK_FILES


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


@pytest.fixture
def case(cast: Cast) -> Case:
    """The file of a group of seventeen, written by mara, confirmed by teo."""
    return make_group_of_17(cast.mara, cast.teo, cast.east_asia)
