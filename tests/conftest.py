"""What every test may ask for: the cast, a file of East Asia to work on, a world in marked ink."""

import logging
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction

from casework.cases.models import Case
from tests.cast import Cast, make_cast
from tests.makers import make_group_of_17
from tests.worlds.files import World, make_world


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


@pytest.fixture
def case(cast: Cast) -> Case:
    """The file of a group of seventeen, written by mara, confirmed by teo."""
    return make_group_of_17(cast.mara, cast.teo, cast.east_asia)


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """Files in marked ink for a whole module, in a transaction that is taken back.

    A test that uses it asks through tests/worlds/asking.py, which leaves nothing behind.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_world(make_cast())
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
