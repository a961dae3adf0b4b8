"""What holds of every ledger, tried on random groups."""

import random

from hypothesis import given
from hypothesis import strategies as st

from casework.cases.ledger import (
    Figure,
    Ledger,
    Member,
    Part,
    Row,
    Standing,
    bar,
    reconcile,
    summary,
)
from casework.cases.ledger_values import CERTAINTIES

SITUATIONS = ["departed", "detained", "third_country", "unknown"]
PARTS = ["a", "b", "c", "d", "e"]
PERSONS = ["p", "q", "r"]
SOURCES = ["", "one source", "another source"]
ONE_NUMBER = ["exact", "about", "at_least", "at_most", "more_than", "less_than"]

World = tuple[list[Part], list[Figure], list[Standing], list[Member]]


@st.composite
def figures(draw: st.DrawFn, keys: list[str | None], most: int = 25) -> Figure:
    qualifier = draw(st.sampled_from([*ONE_NUMBER, "between", "several"]))
    low = draw(st.integers(1, most))
    high = draw(st.integers(low, most)) if qualifier == "between" else None
    part, source = draw(st.sampled_from(keys)), draw(st.sampled_from(SOURCES))
    return Figure(part, qualifier, low, high, source=source)


@st.composite
def standings(draw: st.DrawFn, keys: list[str | None]) -> Standing:
    of_whom = draw(st.sampled_from(["place", "number", "person"]))
    return Standing(
        value=draw(st.sampled_from(SITUATIONS)),
        certainty=draw(st.sampled_from(CERTAINTIES)),
        part=None if of_whom == "person" else draw(st.sampled_from(keys)),
        persons=draw(st.integers(1, 6)) if of_whom == "number" else None,
        person=draw(st.sampled_from(PERSONS)) if of_whom == "person" else None,
        order=draw(st.integers(0, 3)),
        hedges=draw(st.sampled_from([(), ("reportedly",), ("rumoured",)])),
    )


@st.composite
def worlds(draw: st.DrawFn) -> World:
    """Groups as they come: parts of parts, remainders, doubtful members, nonsense among them."""
    names = PARTS[: draw(st.integers(0, len(PARTS)))]
    keys: list[str | None] = [None, *names]
    parts = [
        Part(
            name,
            f"part {name}",
            parent=draw(st.sampled_from([None, *names[:place]])),
            is_remainder=draw(st.booleans()),
            counted_apart=draw(st.sampled_from([False, False, False, True])),
        )
        for place, name in enumerate(names)
    ]
    members = st.builds(
        Member,
        st.sampled_from(PERSONS),
        st.sampled_from(keys),
        st.sampled_from(["known", "known", "believed", "disputed"]),
        st.sampled_from(["", "A (fictional)"]),
    )
    return (
        parts,
        [
            *draw(st.lists(figures([None], most=120), max_size=2)),
            *(draw(st.lists(figures(list(names), most=25), max_size=6)) if names else []),
        ],
        draw(st.lists(standings(keys), max_size=8)),
        draw(st.lists(members, max_size=6)),
    )


@st.composite
def exact_worlds(draw: st.DrawFn) -> World:
    """A group of a known number, cut into parts of known numbers, without contradiction."""
    sizes = draw(st.lists(st.integers(1, 300_000), max_size=4))
    left = draw(st.integers(0, 300_000))
    parts = [Part(PARTS[place], f"part {PARTS[place]}") for place in range(len(sizes))]
    told = [Figure(PARTS[place], "exact", size) for place, size in enumerate(sizes)]
    moved = draw(st.integers(0, left))
    entries = [Standing(draw(st.sampled_from(SITUATIONS)), part=part.key) for part in parts]
    if moved:
        entries.append(Standing("third_country", "believed", persons=moved))
    return parts, [Figure(None, "exact", sum(sizes) + left), *told], entries, []


def high(row: Row) -> float:
    return float("inf") if row.count.high is None else row.count.high


def without_names(ledger: Ledger) -> list[tuple]:
    return [(row.part, row.situation, row.certainty, row.count) for row in ledger.rows]


@given(worlds())
def test_totals_never_exceed_the_whole_unless_it_is_reported(world: World) -> None:
    ledger = reconcile(*world)
    if not ledger.contradictions and ledger.whole.high is not None:
        assert sum(row.count.low for row in ledger.rows) <= ledger.whole.high


@given(worlds())
def test_nobody_of_the_whole_is_lost_from_the_rows(world: World) -> None:
    ledger = reconcile(*world)
    assert sum(high(row) for row in ledger.rows) >= ledger.whole.low


@given(exact_worlds())
def test_exact_numbers_add_up_exactly(world: World) -> None:
    ledger = reconcile(*world)
    assert ledger.reconciles
    assert all(row.count.is_exact for row in ledger.rows)
    assert sum(row.count.low for row in ledger.rows) == ledger.whole.low


@given(exact_worlds(), st.integers(1, 1_000))
def test_one_person_too_many_is_always_reported(world: World, more: int) -> None:
    parts, told, entries, members = world
    left = told[0].low - sum(figure.low for figure in told[1:])
    entries = [entry for entry in entries if entry.persons is None]
    entries.append(Standing("third_country", persons=left + more))
    assert len(reconcile(parts, told, entries, members).contradictions) == 1


@given(worlds(), st.randoms(use_true_random=False))
def test_the_order_of_what_is_told_changes_nothing(world: World, chance: random.Random) -> None:
    parts, *told = world
    shuffled = [chance.sample(part, len(part)) for part in told]
    assert reconcile(parts, *told) == reconcile(parts, *shuffled)


@given(worlds(), st.data())
def test_naming_people_changes_no_total(world: World, data: st.DataObject) -> None:
    parts, told, entries, members = world
    keys = [None, *(part.key for part in parts)]
    newcomers = [
        Member(f"newcomer {place}", data.draw(st.sampled_from(keys)))
        for place in range(data.draw(st.integers(1, 5)))
    ]
    before = reconcile(parts, told, entries, members)
    after = reconcile(parts, told, entries, [*members, *newcomers])
    assert without_names(after) == without_names(before)
    assert after.whole == before.whole


@given(worlds())
def test_no_row_names_more_people_than_it_holds(world: World) -> None:
    ledger = reconcile(*world)
    for row in [*ledger.rows, *ledger.apart]:
        assert row.count.high is None or row.named.high <= row.count.high


@given(worlds(), st.data())
def test_people_counted_apart_never_touch_the_totals(world: World, data: st.DataObject) -> None:
    parts, told, entries, members = world
    beside = Part("beside", "people beside the group", counted_apart=True)
    more = [
        Figure("beside", "exact", data.draw(st.integers(1, 500))),
        *data.draw(st.lists(figures(["beside"]), max_size=2)),
    ]
    before = reconcile(parts, told, entries, members)
    after = reconcile([*parts, beside], [*told, *more], entries, members)
    assert after.rows == before.rows
    assert after.whole == before.whole


@given(worlds())
def test_a_bar_is_whole_or_it_is_not_drawn(world: World) -> None:
    ledger = reconcile(*world)
    segments = bar(ledger)
    assert all(0 < segment.share <= 1 for segment in segments)
    if segments:
        assert abs(sum(segment.share for segment in segments) - 1) < 1e-9
        assert not ledger.contradictions


@given(worlds())
def test_the_summary_says_when_it_does_not_add_up(world: World) -> None:
    ledger = reconcile(*world)
    line = summary(ledger)
    assert line.endswith("does not add up") == bool(ledger.contradictions)
    if not ledger.contradictions:
        assert line.endswith("sources differ") == bool(ledger.differences)
