"""How a source puts it stays beside what it says."""

from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.cases.hedging import doubted, hedge_of, needed, prefaced
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


@pytest.mark.parametrize(
    ("told", "certainty", "hedges", "expected"),
    [
        ("", "alleged", ("reportedly",), ""),
        ("He was held.", "known", (), "He was held."),
        ("He was held.", "known", ("reportedly",), "Reportedly: He was held."),
        ("He was held.", "alleged", ("rumoured",), "Rumoured, alleged: He was held."),
        ("He was held.", "believed", ("believed",), "Believed: He was held."),
        ("He was denied a lawyer.", "known", ("denied",), "Denied: He was denied a lawyer."),
        ("The trial concluded.", "known", ("opinion",), "Opinion: The trial concluded."),
        ("She expected to be freed.", "known", ("forecast",),
         "Forecast: She expected to be freed."),
        ("The alleged spy was shot.", "known", ("allegedly",),
         "Allegedly: The alleged spy was shot."),
        ("The alleged spy was shot.", "alleged", (), "Alleged: The alleged spy was shot."),
        ("Alleged spies were shot.", "alleged", (), "Alleged: Alleged spies were shot."),
        ("The presumed dead came back.", "known", ("presumed",),
         "Presumed: The presumed dead came back."),
        ("They believed the guards.", "believed", (), "Believed: They believed the guards."),
        ("The disputed land was taken.", "disputed", (),
         "Disputed: The disputed land was taken."),
        ("He was tried according to the law.", "known", ("reportedly",),
         "Reportedly: He was tried according to the law."),
        ("He was allegedly beaten.", "known", ("reportedly",),
         "Reportedly: He was allegedly beaten."),
    ],
)  # fmt: skip
def test_no_doubt_is_dropped_for_a_word_that_happens_to_stand_in_the_text(
    told: str, certainty: str, hedges: tuple[str, ...], expected: str
) -> None:
    assert prefaced(told, certainty, hedges) == expected


@pytest.mark.parametrize(
    ("told", "certainty", "hedges"),
    [
        ("The seven reportedly left.", "known", ("reportedly",)),
        ("According to a neighbour he was shot.", "known", ("reportedly",)),
        ("He was, according to the paper, shot.", "known", ("reportedly",)),
        ("He was allegedly beaten.", "known", ("allegedly",)),
        ("Alleged: he was beaten.", "alleged", ()),
        ("It is believed that he was shot.", "believed", ("believed",)),
        ("“Believed to be held in Hyesan.”", "known", ("believed",)),
        ("Estimated 300 people were held.", "known", ("estimated",)),
        ("Rumours say that he was shot.", "known", ("rumoured",)),
        ("In her view it was a warning.", "known", ("opinion",)),
        ("Expected to be freed in May.", "known", ("forecast",)),
        ("It is disputed whether he was shot.", "disputed", ()),
    ],
)
def test_a_doubt_with_which_the_text_begins_is_not_said_twice(
    told: str, certainty: str, hedges: tuple[str, ...]
) -> None:
    assert prefaced(told, certainty, hedges) == told
