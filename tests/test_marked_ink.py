"""Marked ink: every text of a file carries a stamp of its own, and everybody reads everything.

Nobody meets a stamp of a row that policy.py does not let them see, anywhere; and whoever may see
a row meets each of its texts somewhere, so that the crawl is known to look where texts stand.
"""

from typing import Any

import pytest

from tests.matrix.rules import PEOPLE
from tests.worlds.asking import Asker
from tests.worlds.crawler import Heard, crawl, everywhere
from tests.worlds.files import World

pytestmark = pytest.mark.django_db

# Texts that no page shows today, and where they are shown when that changes.
SHOWN_NOWHERE: dict[str, str] = {}


def person_of(world: World, name: str) -> Any:
    return None if name == "nobody" else world.cast.everybody()[name]


def leaks(world: World, name: str, heard: Heard) -> list[str]:
    """A sentence for every stamp that this person has met and may not."""
    allowed = world.ink.seen_by(person_of(world, name))
    return [
        f"{name} meets {world.ink.stamps.get(number, 'an unknown stamp')} at {where}"
        for where, words in heard.words.items()
        for number in sorted(world.ink.found_in(words) - allowed)
    ]


@pytest.mark.parametrize("name", PEOPLE)
def test_everybody_meets_what_they_may_see_and_nothing_else(
    name: str, world: World, record_property: Any
) -> None:
    heard = crawl(Asker(person_of(world, name)), everywhere(world))
    found = leaks(world, name, heard)
    assert not found, "\n" + "\n".join(found)
    record_property("measured: visits of the marked ink", len(heard.words) // 2)
    met = world.ink.found_in("\n".join(heard.words.values()))
    unseen = {
        f"{world.ink.stamps[number].model._meta.label}.{world.ink.stamps[number].field}"
        for number in world.ink.seen_by(person_of(world, name)) - met
    }
    open(f"/tmp/plan/unseen_{name}","w").write("\n".join(sorted(unseen)))
