"""What every test may ask for: the cast, a file of East Asia to work on, a world in marked ink."""

import logging
import math
import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import override_settings
from hypothesis import settings as examples

from accounts import site_mode
from accounts.models import SiteMode
from casework.cases.models import Case
from tests.access.limited_role import limited_role
from tests.cast import Cast, make_cast
from tests.makers import make_group_of_17
from tests.worlds.files import World, make_world

# How many random worlds a property is tried on, where it names no number of its own.
examples.register_profile("suite", max_examples=200, deadline=None)
examples.register_profile("nightly", max_examples=10_000, deadline=None)
examples.load_profile(os.environ.get("CASEWORK_EXAMPLES", "suite"))


@pytest.fixture(autouse=True)
def _open_and_known_to_be() -> Iterator[None]:
    """The state of the site is not asked again each second: pages cost the same each time."""
    site_mode._last_read.update(at=math.inf, mode=SiteMode(pk=1))
    yield
    site_mode.forget()


@pytest.fixture(autouse=True)
def evidence_folder(request: pytest.FixtureRequest, settings: Any, tmp_path: Path) -> Path:
    """Evidence files of a test lie in a folder of its own, or in that of its world."""
    of_world = "world" in request.fixturenames
    files = request.getfixturevalue("world_files") if of_world else tmp_path / "files"
    settings.CASEWORK_FILES = files
    return files


@pytest.fixture
def role(db: None) -> Iterator[str]:
    """The name of the role that the application has in a real installation."""
    with limited_role() as name:
        yield name


@pytest.fixture(scope="module")
def world_files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("world") / "files"


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


@pytest.fixture
def case(cast: Cast) -> Case:
    """The file of a group of seventeen, written by mara, confirmed by teo."""
    return make_group_of_17(cast.mara, cast.teo, cast.east_asia)


@pytest.fixture(scope="module")
def world(
    django_db_setup: None, django_db_blocker: Any, world_files: Path
) -> Iterator[World]:
    """Files in marked ink for a whole module, in a transaction that is taken back.

    A test that uses it asks through tests/worlds/asking.py, which leaves nothing behind.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        with override_settings(CASEWORK_FILES=world_files):
            made = make_world(make_cast())
        yield made
        transaction.set_rollback(True)


@pytest.fixture
def quiet() -> Iterator[None]:
    """No log: thousands of refusals would be written with their tracebacks."""
    logging.disable()
    yield
    logging.disable(logging.NOTSET)


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """What tests have measured with `record_property("measured: …", number)`, added up."""
    measured: Counter[str] = Counter()
    for report in terminalreporter.stats.get("passed", []):
        for name, value in report.user_properties:
            if name.startswith("measured: "):
                measured[name.removeprefix("measured: ")] += value
    for name, value in sorted(measured.items()):
        terminalreporter.write_line(f"{name}: {value:,.0f}" if value >= 10 else f"{name}: {value}")
