"""How a source puts it stays beside what it says."""

from types import SimpleNamespace

import pytest

from casework.cases.hedging import doubted, hedge_of, needed


def fact(*hedges: str) -> SimpleNamespace:
    return SimpleNamespace(citations_read=[SimpleNamespace(hedge=hedge) for hedge in hedges])


@pytest.mark.parametrize(
    ("hedges", "expected"),
    [
        ((), ()),
        (("stated",), ()),
        (("reportedly",), ("reportedly",)),
        (("reportedly", "reportedly"), ("reportedly",)),
        (("rumoured", "reportedly"), ("reportedly", "rumoured")),
        (("reportedly", "stated"), ()),
        (("denied", "stated"), ("denied",)),
    ],
)
def test_an_entry_is_hedged_unless_one_source_states_it_plainly(
    hedges: tuple[str, ...], expected: tuple[str, ...]
) -> None:
    assert hedge_of(fact(*hedges)) == expected


def test_no_hedge_is_lost_because_citations_were_not_fetched() -> None:
    with pytest.raises(AttributeError):
        hedge_of(SimpleNamespace())


@pytest.mark.parametrize(
    ("certainty", "hedges", "words"),
    [
        ("known", (), "executed"),
        ("known", ("reportedly",), "reportedly executed"),
        ("alleged", ("reportedly",), "reportedly executed (alleged)"),
        ("known", ("rumoured",), "executed (rumoured)"),
        ("believed", ("believed",), "executed (believed)"),
        ("known", ("denied", "reportedly"), "reportedly executed (denied)"),
    ],
)
def test_doubt_stands_beside_the_word_it_qualifies(
    certainty: str, hedges: tuple[str, ...], words: str
) -> None:
    assert doubted("executed", certainty, needed(hedges)) == words
