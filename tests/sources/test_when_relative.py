"""What a source tells from its own date is offered as computed, never adopted."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casework.sources.when import Origin, When, from_edtf
from casework.sources.when_reading import WORDS_ALONE, read
from tests.sources.dates_of_any_kind import near_days, typed, written

A_WEDNESDAY = from_edtf("2008-06-25")

# typed | what is offered, in a source of 25 June 2008
OFFERED = """
Tuesday                          | 2008-06-24 2008-07-01
on Tuesday                       | 2008-06-24 2008-07-01
Tues.                            | 2008-06-24 2008-07-01
Tuesday night                    | 2008-06-24 2008-07-01
Wednesday                        | 2008-06-25 2008-06-18 2008-07-02
last Tuesday                     | 2008-06-24 2008-06-17
this Tuesday                     | 2008-06-24 2008-07-01
next Tuesday                     | 2008-07-01 2008-07-08
화요일                           | 2008-06-24 2008-07-01
지난 화요일                      | 2008-06-24 2008-06-17
이번 주 화요일                   | 2008-06-24 2008-07-01
星期二                           | 2008-06-24 2008-07-01
周二                             | 2008-06-24 2008-07-01
上周二                           | 2008-06-24 2008-06-17
火曜日                           | 2008-06-24 2008-07-01
since Tuesday                    | 2008-06-24/.. 2008-07-01/..
by last Friday                   | ../2008-06-20 ../2008-06-13
until yesterday                  | ../2008-06-24
지난 3월 20일                    | 2008-03-20 2007-03-20
작년 말                          | 2007
本月初                           | 2008-06
yesterday                        | 2008-06-24
어제                             | 2008-06-24
昨天                             | 2008-06-24
this morning                     | 2008-06-25
last night                       | 2008-06-24/2008-06-25
two days ago                     | 2008-06-23
three weeks ago                  | 2008-06-04~
3일 전                           | 2008-06-22
三年前                           | 2005-06-25~
last month                       | 2008-05
지난달                           | 2008-05
本月20日                         | 2008-06-20
the 20th of last month           | 2008-05-20
last year                        | 2007
March last year                  | 2007-03
작년 3월                         | 2007-03
去年3月20日                      | 2007-03-20
March 20                         | 2008-03-20
20 March                         | 2008-03-20
20 March at 10:30                | 2008-03-20
Tuesday, March 18                | 2008-03-18
3월 20일                         | 2008-03-20
3月20日                          | 2008-03-20
in April alone                   | 2008-04
in August                        | 2007-08 2008-08
last March                       | 2008-03 2007-03
between 18 and 20 March          | 2008-03-18/2008-03-20
before 20 March                  | ../2008-03-19
more than a year before 20 March | ../2007-03-20~
since March                      | 2008-03/..
for more than three years        | ../2005-06-25~
more than a year ago             | ../2007-06-25~
less than three months           | 2008-03-25~/2008-06-25
Mar 08                           | 2008-03-08 2008-03
20 Mar 08                        | 2008-03-20
Mar 89                           | 1989-03
3/4/08                           | 2008-04-03 2008-03-04
"""


def rows() -> list[list[str]]:
    lines = OFFERED.strip().splitlines()
    return [[cell.strip() for cell in line.split("|")] for line in lines]


@pytest.mark.parametrize(("text", "offered"), rows())
def test_what_the_source_tells_from_its_own_date_is_put_to_the_person(
    text: str, offered: str
) -> None:
    reading = read(text, published=A_WEDNESDAY)
    assert reading.when is None
    *computed, words = reading.choices
    assert [when.edtf for when in computed] == offered.split()
    assert {when.origin for when in computed} == {Origin.COMPUTED}
    assert words == When.unknown(text)


def test_the_question_names_the_weekday_the_day_and_the_source() -> None:
    reading = read("Tuesday", published=A_WEDNESDAY)
    assert reading.understood == (
        "‘Tuesday’, told in a source of 25 June 2008, could be Tuesday 24 June 2008 or "
        "Tuesday 1 July 2008. Choose which is meant; it is then marked as computed."
    )
    assert [(key, label) for key, label, _when in reading.keyed()] == [
        ("2008-06-24", "Tuesday 24 June 2008 (computed)"),
        ("2008-07-01", "Tuesday 1 July 2008 (computed)"),
        (WORDS_ALONE, "none of these: keep the words alone"),
    ]


def test_what_has_happened_is_not_later_than_the_text_that_tells_it() -> None:
    june, _words = read("in June", published=A_WEDNESDAY).choices
    assert (june.earliest, june.latest) == (date(2008, 6, 1), date(2008, 6, 25))
    since, _words = read("since March", published=A_WEDNESDAY).choices
    assert (since.earliest, since.latest) == (date(2008, 3, 1), date(2008, 6, 25))


def test_a_computed_year_is_said_beside_the_finer_words_that_lack_it() -> None:
    early_may, _words = read("early May", published=A_WEDNESDAY).choices
    assert early_may.phrase() == "in May 2008 (computed, “early May”)"


@pytest.mark.parametrize("published", ["2008-06", "2008-06-25~", "2008-06-25?", "../2008-06-25"])
def test_without_a_day_of_publication_a_weekday_stays_undated_and_says_why(
    published: str,
) -> None:
    reading = read("Tuesday", published=from_edtf(published))
    assert reading.when == When.unknown("Tuesday")
    assert "only from the date of the source, which is not known to the day" in reading.understood


def test_a_source_without_a_date_dates_nothing() -> None:
    for text in ("Tuesday", "yesterday", "for more than three years"):
        reading = read(text, published=When.unknown())
        assert reading.when == When.unknown(text)
        assert "If it is, give it with the source." in reading.understood


def test_a_publication_known_to_the_month_gives_the_year_all_the_same() -> None:
    found = read("20 March", published=from_edtf("2008-06")).choices
    assert [when.edtf for when in found] == ["2008-03-20", ""]
    either = read("in June", published=from_edtf("2008-06")).choices
    assert [when.edtf for when in either] == ["2008-06", ""]


def test_a_publication_of_which_only_the_year_is_known_offers_both_years() -> None:
    found = read("20 March", published=from_edtf("2008")).choices
    assert [when.edtf for when in found][:2] == ["2007-03-20", "2008-03-20"]


def test_a_weekday_that_the_date_does_not_have_is_not_offered() -> None:
    assert read("Monday, March 18", published=A_WEDNESDAY).when == When.unknown("Monday, March 18")


@settings(deadline=None)
@given(near_days, st.sampled_from(["Monday", "화요일", "星期三", "last Thursday", "next Friday"]))
def test_an_offered_weekday_is_that_weekday_within_two_weeks(day: date, text: str) -> None:
    weekday = ["Monday", "화요일", "星期三", "last Thursday", "next Friday"].index(text)
    *computed, _words = read(text, published=from_edtf(day.isoformat())).choices
    assert computed
    for when in computed:
        assert when.earliest == when.latest and when.earliest is not None
        assert when.earliest.weekday() == weekday
        assert abs(when.earliest - day) <= timedelta(days=14)


@settings(deadline=None)
@given(st.one_of(typed, written), near_days)
def test_the_date_of_the_source_changes_nothing_that_is_read_without_it(
    text: str, day: date
) -> None:
    alone, beside = read(text), read(text, published=from_edtf(day.isoformat()))
    if alone.problem or alone.choices or (alone.when and alone.when.edtf):
        assert beside == alone
    elif beside != alone:
        *computed, words = beside.choices or (beside.when,)
        assert words == alone.when  # the words alone can always be kept
        assert all(when and when.origin is Origin.COMPUTED for when in computed)
