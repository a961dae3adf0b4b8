"""What must hold of every date. The edtf library is the oracle, for the strings it reads right."""

import re
from datetime import date, timedelta
from itertools import permutations

import pytest
from edtf import parse_edtf
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from casework.sources.when import (
    Order,
    Origin,
    UnreadableDate,
    When,
    from_edtf,
    order,
    sort_key,
)
from casework.sources.when_reading import read
from tests.sources.dates_of_any_kind import (
    days,
    near_days,
    plain_dates,
    strings,
    typed,
    whens,
    written,
)

many = settings(deadline=None)


@many
@given(strings())
def test_a_string_is_kept_as_it_is_and_its_bounds_are_in_order(edtf: str) -> None:
    when = from_edtf(edtf)
    assert when.edtf == edtf
    assert when.is_dated
    assert when.earliest is None or when.latest is None or when.earliest <= when.latest


@many
@given(strings())
def test_a_qualifier_reaches_outward_and_never_inward(edtf: str) -> None:
    when = from_edtf(edtf)
    first, last = when.reach
    assert first is None or first <= when.earliest
    assert last is None or last >= when.latest
    if not (when.approximate or when.uncertain):
        assert (first, last) == (when.earliest, when.latest)


@many
@given(plain_dates(days))
def test_bounds_of_one_date_agree_with_the_oracle(edtf: str) -> None:
    assert_oracle_agrees(edtf)


@many
@given(days, days, st.sampled_from([4, 7, 10]), st.sampled_from([4, 7, 10]))
def test_bounds_of_an_interval_agree_with_the_oracle(
    a: date, b: date, length_a: int, length_b: int
) -> None:
    first, last = sorted((a, b))
    assert_oracle_agrees(f"{first.isoformat()[:length_a]}/{last.isoformat()[:length_b]}")


@pytest.mark.parametrize(
    "edtf",
    ["[2008,2009]", "[2009,2008]", "[2008-03,2008-04]", "[2008-03-18,2008-03-20,2008]",
     "[2008-01..2008-03]"],
)  # fmt: skip
def test_bounds_of_one_of_several_agree_with_the_oracle(edtf: str) -> None:
    """A few by hand: the oracle needs long for each, and breaks off at members with XX."""
    assert_oracle_agrees(edtf)


def assert_oracle_agrees(edtf: str) -> None:
    oracle = parse_edtf(edtf)
    when = from_edtf(edtf)
    assert when.earliest == date(*oracle.lower_strict()[:3])
    assert when.latest == date(*oracle.upper_strict()[:3])


spring_days = st.dates(date(2008, 3, 1), date(2008, 4, 15))
# Dates of at most some weeks, narrowed and open ones too: their days can be gone through.
narrow_whens = st.one_of(
    spring_days.map(date.isoformat).map(from_edtf),
    spring_days.map(lambda day: from_edtf(f"{day.isoformat()}~")),
    spring_days.map(lambda day: from_edtf(day.isoformat()[:7])),
    spring_days.map(lambda day: from_edtf(f"{day.isoformat()}/..")),
    spring_days.map(lambda day: from_edtf(f"../{day.isoformat()}")),
    spring_days.map(lambda day: from_edtf(f"{day.isoformat()}?")),
    st.builds(
        lambda day, length: When("", "", day, day + timedelta(days=length)),
        spring_days,
        st.integers(0, 40),
    ),
)


@many
@given(whens, whens)
def test_two_tellings_of_one_order_mirror_each_other(a: When, b: When) -> None:
    mirror = {Order.BEFORE: Order.AFTER, Order.AFTER: Order.BEFORE}
    told = order(a, b)
    assert order(b, a) is mirror.get(told, told)
    if told is Order.BEFORE:
        assert a.latest < b.earliest
        assert sort_key(a) < sort_key(b)
    if told is Order.SAME:
        assert a.earliest == a.latest == b.earliest == b.latest


@many
@given(st.lists(whens, min_size=3, max_size=6))
def test_before_carries_over(some: list[When]) -> None:
    for a, b, c in permutations(some, 3):
        if order(a, b) is order(b, c) is Order.BEFORE:
            assert order(a, c) is Order.BEFORE


def days_within(when: When) -> set[date]:
    """Every day it may have fallen on, of half a year that holds all dates of spring."""
    first, last = when.reach
    first, last = first or date(2008, 1, 1), last or date(2008, 6, 30)
    return {first + timedelta(days=count) for count in range((last - first).days + 1)}


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(narrow_whens, narrow_whens)
def test_an_order_is_told_just_when_every_pair_of_days_agrees(a: When, b: When) -> None:
    """By the days themselves, one by one: slow, and too plain to be wrong."""
    left, right = days_within(a), days_within(b)
    signs = {(one > other) - (one < other) for one in left for other in right}
    told = {frozenset({-1}): Order.BEFORE, frozenset({1}): Order.AFTER}
    expected = told.get(frozenset(signs), Order.OVERLAP)
    assert order(a, b) is (Order.SAME if signs == {0} else expected)


@many
@given(narrow_whens, spring_days, st.integers(0, 60))
def test_certain_and_possible_are_what_the_days_say(when: When, first: date, count: int) -> None:
    last = first + timedelta(days=count)
    asked = {first + timedelta(days=number) for number in range(count + 1)}
    mays = days_within(when)
    assert when.possibly_in(first, last) is bool(mays & asked)
    bounded = None not in when.reach
    assert when.certainly_in(first, last) is (bounded and mays <= asked)


@many
@given(st.lists(whens, max_size=8))
def test_a_sorted_list_contradicts_no_order_that_is_told(some: list[When]) -> None:
    in_order = sorted(some, key=sort_key)
    for place, earlier in enumerate(in_order):
        assert all(order(later, earlier) is not Order.BEFORE for later in in_order[place + 1 :])


@many
@given(whens, near_days, near_days)
def test_what_is_certain_is_possible(when: When, a: date, b: date) -> None:
    first, last = sorted((a, b))
    assert when.possibly_in(first, last) or not when.certainly_in(first, last)


@many
@given(strings())
@example("2008-03-20")
@example("[2008-03-18,2008-03-20]")
def test_a_phrase_reads_back_as_the_same_bounds(edtf: str) -> None:
    when = from_edtf(edtf)
    phrase = when.phrase()
    assume(not re.search("not known|the years|, .* or ", phrase))  # said, but not read
    again = read(phrase).when
    assert again is not None
    assert (again.earliest, again.latest) == (when.earliest, when.latest)
    assert (again.approximate, again.uncertain) == (when.approximate, when.uncertain)


@many
@given(st.one_of(typed, written))
def test_any_text_at_all_gets_an_answer(text: str) -> None:
    reading = read(text)
    given_answers = [reading.when is not None, len(reading.choices) >= 2, bool(reading.problem)]
    assert given_answers.count(True) == 1
    assert bool(reading.understood) is not bool(reading.problem)
    for when in (reading.when, *reading.choices):
        if when and when.edtf:
            assert from_edtf(when.edtf, text, origin=when.origin) == when


@many
@given(typed)
@example("20 March to 22 April 2008")
def test_no_day_is_read_that_the_text_does_not_contain(text: str) -> None:
    reading = read(text)
    numbers = {int(number) for number in re.findall("(?=([0-9]{1,2}))", text)}
    numbers |= {20} if "二十" in text else set()
    if "after" in text:  # the day after one of them, or the first of a later month
        numbers |= {number + 1 for number in numbers} | {1}
    for when in (reading.when, *reading.choices):
        if when and when.origin is Origin.STATED and "before" not in text:
            assert {int(day) for day in re.findall(r"-\d\d-(\d\d)", when.edtf)} <= numbers


@many
@given(st.one_of(typed, strings()), days, days)
def test_a_text_means_the_same_on_every_day(text: str, today: date, another: date) -> None:
    one, two = read(text, today=today), read(text, today=another)
    assert (one.when, one.choices, one.problem) == (two.when, two.choices, two.problem)


@many
@given(st.one_of(typed, st.text(max_size=20)))
def test_a_string_is_either_refused_or_kept(text: str) -> None:
    try:
        when = from_edtf(text)
    except UnreadableDate as refused:
        assert str(refused)
    else:
        assert when.edtf == text


@many
@given(days, st.sampled_from([True, False, None]))
def test_numerals_are_never_guessed(day: date, day_first: bool | None) -> None:
    text = f"{day.day}/{day.month}/{day.year}"
    reading = read(text, day_first=day_first)
    found = [when.earliest for when in (reading.when, *reading.choices) if when]
    if day_first is not False:
        assert day in found
    if day_first is None and day.day <= 12 and day.day != day.month:
        assert {day, date(day.year, day.day, day.month)} == set(found)
