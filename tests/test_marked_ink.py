"""Marked ink: every text of a file carries a stamp of its own, and everybody reads everything.

Nobody meets a stamp of a row that policy.py does not let them see, anywhere; and whoever may see
a row meets each of its texts somewhere, so that the crawl is known to look where texts stand.
"""

import re
from typing import Any

import pytest

from casework.notes.models import Note
from tests.matrix.resolver import routes
from tests.matrix.rules import EDITORS, PEOPLE
from tests.worlds.asking import Asker, taken_back, without_tokens
from tests.worlds.careless import BY_REFERENCE, PLAIN
from tests.worlds.crawler import Heard, Visit, addresses, crawl, everywhere
from tests.worlds.files import World, Writers, full_file
from tests.worlds.ink import Ink

pytestmark = pytest.mark.django_db

_KEYED = re.compile(r"/\d+/|C-[0-9A-Z]+/|/cases/new/|/add/|\?o=|dossier")
# What is made anew for each answer: the clock, cookies, the number of a form. Log lines may come
# with the time that something took; what they may hold is the business of the stamps.
_NEW_EACH_TIME = re.compile(
    r"Expires: .*|casework-\w+=.*|messages=.*|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
    r"|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ|Content-Length: \d+"
)


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
    if name in EDITORS:
        assert not unmet(world, name, heard), "shown nowhere: say so, or let the crawl go there"


def unmet(world: World, name: str, heard: Heard) -> set[str]:
    """The texts that this person may see and has met in no row at all."""
    met = world.ink.found_in("\n".join(heard.words.values()))
    allowed = world.ink.seen_by(person_of(world, name))
    return {field_of(world, n) for n in allowed} - {field_of(world, n) for n in allowed & met}


def field_of(world: World, number: int) -> str:
    stamp = world.ink.stamps[number]
    return f"{stamp.model._meta.label}.{stamp.field}"


@pytest.mark.parametrize("name", ["mara", "teo", "lou", "ines", "okoro", "abel"])
def test_a_note_is_read_by_whom_it_is_for(name: str, world: World) -> None:
    """On the page of its file, each person meets exactly the notes of their level."""
    one = Asker(person_of(world, name))
    visits = [Visit("GET", file.case.get_absolute_url()) for file in world.files.values()]
    met = world.ink.found_in("\n".join(crawl(one, visits).words.values()))
    stamps = [world.ink.stamps[number] for number in met]
    assert {(s.place, s.field) for s in stamps if s.model is Note} == READ.get(name, set())


# Who reads which notes there: those of the own team by level, teo alone those of the narrowed
# file. Sealed ones are opened on their own pages.
READ = {
    "mara": {("own", "text (case_team)")},
    "teo": {
        (place, f"text ({level})")
        for place in ("own", "narrowed")
        for level in ("case_team", "managers")
    },
    "ines": {("other", "text (case_team)")},
    "okoro": {("other", f"text ({level})") for level in ("case_team", "managers")},
}


def changed(world: World, name: str, hidden: Writers, visits: list[Visit]) -> list[str]:
    """The visits that answer otherwise once there are two more files that this person cannot see.

    What is counted, sorted or suggested carries no stamp: this finds what it tells.
    """
    one = Asker(person_of(world, name))
    before = crawl(one, visits).words
    with taken_back():
        for number in range(2):
            full_file(Ink(first=5001 + number * 1000), "new", hidden)
        after = crawl(one, visits).words
    return [
        where
        for where in before
        if not where.startswith("the log") and plain(before[where]) != plain(after[where])
    ]


def plain(words: str) -> str:
    return without_tokens(_NEW_EACH_TIME.sub("", words).encode()).decode()


@pytest.mark.parametrize(
    ("name", "author"), [("mara", "ines"), ("ines", "mara"), ("vera", "mara")]
)
def test_what_is_hidden_changes_no_page(name: str, author: str, world: World) -> None:
    visits = [visit for visit in everywhere(world) if is_list(visit)]
    assert not changed(world, name, writers(world, author), visits)


def is_list(visit: Visit) -> bool:
    """Pages that gather rows; the others show one, which no other row changes."""
    return not _KEYED.search(visit.address) and "account/" not in visit.address


def writers(world: World, author: str) -> Writers:
    cast = world.cast
    if author == "mara":
        return Writers(cast.mara, cast.teo, cast.east_asia)
    return Writers(cast.ines, cast.okoro, cast.west_africa)


# ---- The crawl itself, over views with a mistake each -------------------------------------------


@pytest.mark.parametrize("mistake", [view.__name__ for view in (*PLAIN, *BY_REFERENCE)])
def test_the_crawl_finds_a_careless_view(mistake: str, world: World, settings: Any) -> None:
    settings.ROOT_URLCONF = "tests.worlds.careless"
    planted = [r for r in routes() if r.name == f"careless:{mistake}"]
    visits = list(addresses(world, planted))
    found = leaks(world, "ines", crawl(Asker(world.cast.ines), visits))
    found = found or changed(world, "mara", writers(world, "ines"), visits)
    assert found, f"the crawl does not see the mistake of {mistake}"
