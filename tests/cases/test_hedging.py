"""How a source puts it stays beside what it says."""

from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.cases.hedging import doubted, hedge_of, needed
from casework.sources.codes import Hedge


def fact(*hedges: str) -> SimpleNamespace:
    """A fact that sources of different names tell, each with its hedge."""
    return told_by(*((hedge, f"source {number}") for number, hedge in enumerate(hedges)))


def told_by(*said: tuple[str, str]) -> SimpleNamespace:
    cited = [SimpleNamespace(hedge=h, source=SimpleNamespace(name=name)) for h, name in said]
    return SimpleNamespace(citations_read=cited)


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


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ([("rumoured", "Daily Harbour"), ("stated", "daily  harbour")], ("rumoured",)),
        ([("rumoured", "Daily Harbour"), ("stated", "Korea Times")], ()),
        (
            [("rumoured", "A"), ("stated", "A"), ("reportedly", "B")],
            ("rumoured",),
        ),
        ([("rumoured", "A"), ("stated", "A"), ("stated", "B")], ()),
        ([("rumoured", ""), ("stated", "")], ("rumoured",)),
        ([("stated", "A"), ("stated", "A")], ()),
    ],
)
def test_no_source_lifts_a_hedge_of_its_own(
    said: list[tuple[str, str]], expected: tuple[str, ...]
) -> None:
    assert hedge_of(told_by(*said)) == expected


@given(st.lists(st.sampled_from(list(Hedge))))
def test_among_sources_of_different_names_hedges_are_lifted_alike(hedges: list[Hedge]) -> None:
    assert hedge_of(fact(*hedges)) == needed(hedges)


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
