"""A short chain of sealed events."""

import pytest

from casework.audit.deeds import Deed
from casework.audit.trail import record
from tests.audit.sealing import seal_now
from tests.cast import Cast

LENGTH = 24


@pytest.fixture
def chain(cast: Cast) -> int:
    """The length of a chain of sealed deeds of several people."""
    people, deeds = list(cast.everybody().values()), list(Deed)
    for number in range(LENGTH):
        actor = people[number % len(people)] if number % 5 else None
        record(actor, deeds[number], actor, why="correction", fields=["label"], n=number)
    seal_now()
    return LENGTH
