"""The value itself: its strings, its bounds, its phrase, and the order of two of them."""

from datetime import date

import pytest

from casework.sources.when import (
    Order,
    Origin,
    Precision,
    UnreadableDate,
    When,
    from_edtf,
    order,
    sort_key,
)

MARCH = date(2008, 3, 1), date(2008, 3, 31)
APRIL = date(2008, 4, 1), date(2008, 4, 30)

PHRASES = {
    "2008-03-20": (Precision.DAY, "on 20 March 2008"),
    "2008-03": (Precision.MONTH, "in March 2008"),
    "2008-03-XX": (Precision.MONTH, "in March 2008, day not known"),
    "2008-22": (Precision.SEASON, "in summer 2008"),
    "2008": (Precision.YEAR, "in 2008"),
    "2008-XX": (Precision.YEAR, "in 2008, month not known"),
    "199X": (Precision.DECADE, "in the 1990s"),
    "200X": (Precision.DECADE, "in the years 2000 to 2009"),
    "20XX": (Precision.RANGE, "in the years 2000 to 2099"),
    "2008-03~": (Precision.MONTH, "around March 2008"),
    "2008-03-20?": (Precision.DAY, "possibly on 20 March 2008"),
    "2008%": (Precision.YEAR, "possibly around 2008"),
    "2005-12/2006-05": (Precision.RANGE, "between December 2005 and May 2006"),
    "2005~/2006-05?": (Precision.RANGE, "between about 2005 and possibly May 2006"),
    "2005-12/..": (Precision.AFTER, "December 2005 or later"),
    "2005-12~/..": (Precision.AFTER, "about December 2005 or later"),
    "2005-12/": (Precision.AFTER, "from December 2005, end not known"),
    "../2008-03-20": (Precision.BEFORE, "by 20 March 2008"),
    "../2007-03-20~": (Precision.BEFORE, "before 20 March 2007 or so"),
    "/2008-03-20": (Precision.BEFORE, "until 20 March 2008, beginning not known"),
    "[2008,2009]": (Precision.ONE_OF, "in 2008 or 2009"),
    "[2008-03-18,2008-03-20]": (Precision.ONE_OF, "on 18 March 2008 or 20 March 2008"),
    "[2007,2008,2009]": (Precision.ONE_OF, "in 2007, 2008 or 2009"),
    "[2008..2010]": (Precision.ONE_OF, "between 2008 and 2010"),
}

OUTSIDE_THE_SUBSET = [
    *("", " ", "March", "08", "2008-3", "20080320", "2008-03-20T10:30", "2008-03-20\n", "-0044"),
    *("XXXX", "2XXX", "200X-03", "2008-XX-20", "2008-22-XX", "2008-0X", "20X8", "2008-25"),
    *("?2008", "2008?-03", "2008~?", "2008-03-20 ~", "２００８"),
    *("/", "..", "../..", "../", "2008//2009", "2008/2009/2010", "2006/2005", "2008-03/2007"),
    *("[2008]", "[]", "[2008,]", "[2008,2009", "[..2008]", "[2008..]", "[2010..2008]"),
    *("[2007,2009..2011]", "{2008,2009}", "0999", "3000", "09XX", "2008-13", "2008-02-30"),
    "[" + ",".join(str(year) for year in range(1990, 2009)) + "]",
]

ORDERS = [
    # The law of the house: authorised "in March" cannot be told from a letter of 18 March.
    ("2008-03", "2008-03-18", Order.OVERLAP),
    ("2008-03-18", "2008-03-20", Order.BEFORE),
    ("../2007-03-20~", "2008-03-18", Order.BEFORE),
    ("2005-12", "2006-05", Order.BEFORE),
    ("2008-03-20", "2008-03-20", Order.SAME),
    ("2008-03", "2008-03", Order.OVERLAP),
    ("2005-12/..", "2008-03-20", Order.OVERLAP),
    ("2008-03-21/..", "2008-03-20", Order.AFTER),
    ("../2008-03-20", "2008-03-20", Order.OVERLAP),
    ("[2008,2009]", "2010", Order.BEFORE),
    # "About" may slip by its own unit, a month at least; "possibly" may be any other day.
    ("2008-03~", "2008-04-02", Order.OVERLAP),
    ("2008-03~", "2008-05-02", Order.BEFORE),
    ("2008-03-18~", "2008-03-20", Order.OVERLAP),
    ("2008-03-20~", "2008-03-20", Order.OVERLAP),
    ("2007~", "2008-06", Order.OVERLAP),
    ("2007~", "2009-01-03", Order.BEFORE),
    ("1999?", "2008-03-20", Order.OVERLAP),
    ("2005?/2006", "2008", Order.BEFORE),
]
OPPOSITE = {Order.BEFORE: Order.AFTER, Order.AFTER: Order.BEFORE}


@pytest.mark.parametrize(("edtf", "expected"), PHRASES.items())
def test_a_date_is_worded_as_finely_as_it_is_known(
    edtf: str, expected: tuple[Precision, str]
) -> None:
    when = from_edtf(edtf)
    assert (when.precision, when.phrase()) == expected


def test_the_words_stand_where_the_calendar_knows_nothing() -> None:
    assert When.unknown("after the Olympics").phrase() == "after the Olympics"
    assert When.unknown().phrase() == "date not known"
    assert When.unknown().precision is Precision.UNKNOWN


def test_a_half_date_is_never_padded() -> None:
    for edtf in ("2008", "2008-03", "2008-XX", "2008-22", "199X"):
        assert "1 " not in from_edtf(edtf).phrase()
        assert from_edtf(edtf).edtf == edtf


@pytest.mark.parametrize("edtf", OUTSIDE_THE_SUBSET)
def test_a_string_outside_the_subset_is_refused(edtf: str) -> None:
    with pytest.raises(UnreadableDate) as refused:
        from_edtf(edtf)
    assert str(refused.value).endswith(".")


def test_a_refusal_says_how_to_write_it() -> None:
    with pytest.raises(UnreadableDate, match="‘2008-3’ is not .* Write it like 2008, 2008-03"):
        from_edtf("2008-3")


def test_qualifiers_are_told_apart_and_move_no_bound() -> None:
    flags = {
        edtf: (from_edtf(edtf).approximate, from_edtf(edtf).uncertain)
        for edtf in ("2008-03", "2008-03~", "2008-03?", "2008-03%")
    }
    assert list(flags.values()) == [(False, False), (True, False), (False, True), (True, True)]
    for edtf in flags:
        assert (from_edtf(edtf).earliest, from_edtf(edtf).latest) == MARCH


def test_what_else_is_known_may_narrow_the_bounds() -> None:
    authorised = When("in March", "2008-03", MARCH[0], date(2008, 3, 20), Origin.COMPUTED)
    assert order(authorised, from_edtf("2008-03-21")) is Order.BEFORE
    told = When("after the Olympics", "", None, date(2008, 10, 1), Origin.PUBLICATION_BOUND)
    assert told.is_dated
    assert told.precision is Precision.BEFORE
    assert told.phrase() == "after the Olympics"


@pytest.mark.parametrize(
    ("edtf", "earliest", "latest"),
    [
        ("2008-03", *reversed(MARCH)),
        ("2008-03", date(2008, 2, 28), date(2008, 3, 31)),
        ("2008-03", date(2008, 3, 1), date(2008, 4, 1)),
        ("2008-03", None, None),
        ("2005-12/..", None, None),
        ("../2005-12", None, None),
        ("", *reversed(MARCH)),
    ],
)
def test_bounds_that_contradict_the_string_are_refused(
    edtf: str, earliest: date | None, latest: date | None
) -> None:
    with pytest.raises(ValueError, match=r"day"):
        When("", edtf, earliest, latest)


@pytest.mark.parametrize(("a", "b", "expected"), ORDERS)
def test_order_is_told_only_when_it_is_certain(a: str, b: str, expected: Order) -> None:
    assert order(from_edtf(a), from_edtf(b)) is expected
    assert order(from_edtf(b), from_edtf(a)) is OPPOSITE.get(expected, expected)


def test_a_date_of_words_alone_has_no_known_order() -> None:
    assert order(When.unknown("recently"), from_edtf("2008")) is Order.UNKNOWN
    assert order(from_edtf("2008"), When.unknown()) is Order.UNKNOWN


@pytest.mark.parametrize(
    ("edtf", "in_march", "in_april"),
    [
        ("2008-03-20", "certainly", "no"),
        ("2008-03", "certainly", "no"),
        ("2008-03~", "possibly", "possibly"),
        ("2008-03?", "possibly", "possibly"),
        ("2008", "possibly", "possibly"),
        ("2005-12/..", "possibly", "possibly"),
        ("../2008-03-20", "possibly", "no"),
        ("2008-03-05/2008-03-09", "certainly", "no"),
        ("2007", "no", "no"),
    ],
)
def test_possible_and_certain_are_two_questions(edtf: str, in_march: str, in_april: str) -> None:
    when = from_edtf(edtf)
    for days, expected in ((MARCH, in_march), (APRIL, in_april)):
        assert when.certainly_in(*days) is (expected == "certainly")
        assert when.possibly_in(*days) is (expected != "no")


def test_an_undated_event_is_possible_on_any_day_and_certain_on_none() -> None:
    assert When.unknown("recently").possibly_in(*MARCH)
    assert not When.unknown("recently").certainly_in(date.min, date.max)


def test_a_list_is_sorted_by_the_first_bound_known_and_undated_last() -> None:
    in_order = [
        *("1999-12-31", "../2007-03-20~", "2008", "2008-03-01", "2008-03", "2008-03-18"),
        *("../2008-03-20", "2008-03-20", "2008-03-20/..", "2009-05-01"),
    ]
    whens = [When.unknown("recently"), *map(from_edtf, reversed(in_order))]
    assert [when.edtf for when in sorted(whens, key=sort_key)] == [*in_order, ""]
