"""One chronology that never invents an order."""

from types import SimpleNamespace

import pytest

from casework.dossiers.chronology import chronology
from tests.makers import when


def stretches(*dates: str) -> list[list[str]]:
    """The dates as they come to stand together."""
    entries = [SimpleNamespace(since=when(text), pk=pk) for pk, text in enumerate(dates)]
    found = chronology(entries, [])
    return [[dates[item.row.pk] for item in stretch.items] for stretch in found]


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        (["18 March 2008", "March 2008"], [["March 2008", "18 March 2008"]]),
        (["March 2008", "1 May 2008"], [["March 2008"], ["1 May 2008"]]),
        (
            ["March 2008", "since March 2008", "18 March 2008"],
            [["March 2008", "18 March 2008"], ["since March 2008"]],
        ),
        (
            ["March 2008", "18 March 2008", "20 March 2008"],
            [["March 2008", "18 March 2008"], ["20 March 2008"]],
        ),
        (["recently", "2008", "Tuesday"], [["2008"], ["Tuesday", "recently"]]),
        (["before 2008", "2009"], [["before 2008"], ["2009"]]),
    ],
)
def test_what_cannot_be_ordered_stands_together(
    dates: list[str], expected: list[list[str]]
) -> None:
    assert [sorted(s) for s in stretches(*dates)] == [sorted(s) for s in expected]
