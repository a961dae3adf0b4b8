"""A word that stands in hidden texts is answered like a made-up one, byte for byte.

On the site's search, in the lists and the suggestions of the back office: the same page but for
the word itself, the same headers, as many queries.
"""

import re
from collections.abc import Iterator

import pytest

from tests.matrix.rules import EVERYBODY
from tests.worlds.asking import Asker, without_tokens
from tests.worlds.crawler import Visit, looked_for, suggestions
from tests.worlds.files import World
from tests.worlds.ink import stamp

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quiet")]

_A_STAMP, _A_REFERENCE = "quuxx{:04d}", "C-QUUXX{:04d}"  # as long as a stamp, and nowhere stored


def hidden_words(world: World, person: str) -> Iterator[tuple[str, str]]:
    """A word of each kind of text that this person may not see; a made-up one as long."""
    one, kinds = world.cast.everybody()[person], set()
    allowed = world.ink.seen_by(one)
    for number, stamped in world.ink.stamps.items():
        kind = (stamped.model, stamped.field)
        is_kept = stamped.model.__name__.endswith("Change")  # no search looks at earlier states
        if number in allowed or kind in kinds or is_kept or stamped.place == "shared":
            continue
        kinds.add(kind)
        if stamped.field == "reference":
            yield f"C-{stamp(number).upper()}", _A_REFERENCE.format(number)
        else:
            yield stamp(number), _A_STAMP.format(number)


SEARCHED = {"public_title", "working_title", "label", "text", "reference", "title", "told",
            "quotation", "question", "name", "text (named)", "text (managers)"}  # fmt: skip


@pytest.mark.parametrize("person", sorted(EVERYBODY))
def test_a_hidden_word_is_answered_like_a_made_up_one(
    person: str, world: World, record_property: object
) -> None:
    one, told_apart, asked = Asker(world.cast.everybody()[person]), [], 0
    of_made_up: dict[str, tuple] = {}  # one made-up word of a length answers for all
    for hidden, made_up in words_that_lists_look_through(world, person):
        pairs = zip(visits(hidden), visits(made_up), strict=True)
        for real, invented in pairs:
            asked += 1
            where = f"{len(made_up)} {invented} {invented.data}".replace(made_up, "")
            if where not in of_made_up:
                of_made_up[where] = heard(one, invented, made_up)
            if heard(one, real, hidden) != of_made_up[where]:
                told_apart.append(f"{person} learns that {hidden} is stored: {real}")
    assert asked and not told_apart, "\n" + "\n".join(told_apart)
    record_property("measured: pairs of a hidden and a made-up word", asked)


def words_that_lists_look_through(world: World, person: str) -> list[tuple[str, str]]:
    """The hidden words of the fields that a search reads; the others no search could find."""
    wanted = []
    for hidden, made_up in hidden_words(world, person):
        number = int(re.sub(r"\D", "", hidden))
        if world.ink.stamps[number].field in SEARCHED:
            wanted.append((hidden, made_up))
    return wanted


def visits(word: str) -> list[Visit]:
    return [*looked_for(word), *suggestions(word)]


def heard(one: Asker, visit: Visit, word: str) -> tuple[int, list, bytes, int]:
    """All that an answer tells, with the word taken out."""
    answer, took = one.ask(visit.method, visit.address, visit.data, follow=visit.follow)
    headers = sorted(
        (name, value.replace(word, ""))
        for name, value in answer.headers.items()
        if name != "Expires"
    )
    body = without_tokens(answer.content).replace(word.encode(), b"")
    return answer.status_code, headers, body, took.queries
