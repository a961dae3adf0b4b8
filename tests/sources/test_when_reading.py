"""What people type about dates, what is made of it, and what is said back to them."""

import time
from datetime import date

import pytest

from casework.sources.when import Origin, Precision, When
from casework.sources.when_reading import Reading, read

# typed | EDTF | earliest | latest ("-" is unbounded)
READ_AT_ONCE = """
20 March 2008                           | 2008-03-20            | 2008-03-20 | 2008-03-20
20 Mar 2008                             | 2008-03-20            | 2008-03-20 | 2008-03-20
the 20th of March, 2008                 | 2008-03-20            | 2008-03-20 | 2008-03-20
March 20, 2008                          | 2008-03-20            | 2008-03-20 | 2008-03-20
MARCH 20th 2008                         | 2008-03-20            | 2008-03-20 | 2008-03-20
2008-03-20                              | 2008-03-20            | 2008-03-20 | 2008-03-20
2008–03–20                              | 2008-03-20            | 2008-03-20 | 2008-03-20
２００８－０３－２０                    | 2008-03-20            | 2008-03-20 | 2008-03-20
2008/03/20                              | 2008-03-20            | 2008-03-20 | 2008-03-20
20.3.2008                               | 2008-03-20            | 2008-03-20 | 2008-03-20
5.3.2008                                | 2008-03-05            | 2008-03-05 | 2008-03-05
2008. 3. 20.                            | 2008-03-20            | 2008-03-20 | 2008-03-20
2008년 3월 20일                         | 2008-03-20            | 2008-03-20 | 2008-03-20
2008年3月20日                           | 2008-03-20            | 2008-03-20 | 2008-03-20
25/12/2008                              | 2008-12-25            | 2008-12-25 | 2008-12-25
12/25/2008                              | 2008-12-25            | 2008-12-25 | 2008-12-25
4/4/2008                                | 2008-04-04            | 2008-04-04 | 2008-04-04
Friday, May 1, 2009                     | 2009-05-01            | 2009-05-01 | 2009-05-01

March 2008                              | 2008-03               | 2008-03-01 | 2008-03-31
in March 2008                           | 2008-03               | 2008-03-01 | 2008-03-31
Sept. 2008                              | 2008-09               | 2008-09-01 | 2008-09-30
2005-12                                 | 2005-12               | 2005-12-01 | 2005-12-31
3/2008                                  | 2008-03               | 2008-03-01 | 2008-03-31
2008년 3월                              | 2008-03               | 2008-03-01 | 2008-03-31
2008年3月                               | 2008-03               | 2008-03-01 | 2008-03-31
2008-03-XX                              | 2008-03-XX            | 2008-03-01 | 2008-03-31
early May 2008                          | 2008-05               | 2008-05-01 | 2008-05-31
mid-March 2008                          | 2008-03               | 2008-03-01 | 2008-03-31
the end of March 2008                   | 2008-03               | 2008-03-01 | 2008-03-31

2005                                    | 2005                  | 2005-01-01 | 2005-12-31
2008-XX                                 | 2008-XX               | 2008-01-01 | 2008-12-31
mid-2008                                | 2008                  | 2008-01-01 | 2008-12-31
late 2007                               | 2007                  | 2007-01-01 | 2007-12-31
the 1990s                               | 199X                  | 1990-01-01 | 1999-12-31
1990's                                  | 199X                  | 1990-01-01 | 1999-12-31
the 2000s                               | 20XX                  | 2000-01-01 | 2099-12-31

spring 2008                             | 2008-21               | 2008-03-01 | 2008-06-22
autumn 2008                             | 2008-23               | 2008-09-01 | 2008-12-23
late summer 2008                        | 2008-22               | 2008-06-01 | 2008-09-24
winter 2008                             | 2008-24               | 2007-12-01 | 2009-03-21
winter 2007–08                          | 2007-12/2008-03       | 2007-12-01 | 2008-03-31

December 2005 – May 2006                | 2005-12/2006-05       | 2005-12-01 | 2006-05-31
between 2004 and 2006                   | 2004/2006             | 2004-01-01 | 2006-12-31
from March 2008 to May 2008             | 2008-03/2008-05       | 2008-03-01 | 2008-05-31
between March and May 2008              | 2008-03/2008-05       | 2008-03-01 | 2008-05-31
18–20 March 2008                        | 2008-03-18/2008-03-20 | 2008-03-18 | 2008-03-20
May 14-19, 2006                         | 2006-05-14/2006-05-19 | 2006-05-14 | 2006-05-19
2005-12/2006-05                         | 2005-12/2006-05       | 2005-12-01 | 2006-05-31
2004-2006                               | 2004/2006             | 2004-01-01 | 2006-12-31
18/03/2008-20/03/2008                   | 2008-03-18/2008-03-20 | 2008-03-18 | 2008-03-20
2008 or 2009                            | [2008,2009]           | 2008-01-01 | 2009-12-31
March or April 2008                     | [2008-03,2008-04]     | 2008-03-01 | 2008-04-30
[2008-01..2008-03]                      | [2008-01..2008-03]    | 2008-01-01 | 2008-03-31

since December 2005                     | 2005-12/..            | 2005-12-01 | -
from 1 May 2009 onwards                 | 2009-05-01/..         | 2009-05-01 | -
not before 5 May 2009                   | 2009-05-05/..         | 2009-05-05 | -
after 31 December 1999                  | 2000-01-01/..         | 2000-01-01 | -
after December 2005                     | 2006-01/..            | 2006-01-01 | -
after early May 2008                    | 2008-05/..            | 2008-05-01 | -
2005-12/                                | 2005-12/              | 2005-12-01 | -
before 20 March 2008                    | ../2008-03-19         | -          | 2008-03-19
before 1 March 2008                     | ../2008-02-29         | -          | 2008-02-29
before late 2007                        | ../2007               | -          | 2007-12-31
before summer 2008                      | ../2008-22            | -          | 2008-09-24
by 20 March 2008                        | ../2008-03-20         | -          | 2008-03-20
no later than 20 March 2008             | ../2008-03-20         | -          | 2008-03-20
until May 2009                          | ../2009-05            | -          | 2009-05-31
after December 2005, before 19 May 2006 | 2006-01/2006-05-18    | 2006-01-01 | 2006-05-18

March 2008/April 2008                   | 2008-03/2008-04       | 2008-03-01 | 2008-04-30
March/April 2008                        | 2008-03/2008-04       | 2008-03-01 | 2008-04-30
20/21 March 2008                        | 2008-03-20/2008-03-21 | 2008-03-20 | 2008-03-21
from the 18th to the 20th of March 2008 | 2008-03-18/2008-03-20 | 2008-03-18 | 2008-03-20
mid to late March 2008                  | 2008-03               | 2008-03-01 | 2008-03-31
between early and mid-March 2008        | 2008-03               | 2008-03-01 | 2008-03-31
2007, 2008 or 2009                      | [2007,2008,2009]      | 2007-01-01 | 2009-12-31
1, 2 or 3 May 2008 | [2008-05-01,2008-05-02,2008-05-03] | 2008-05-01 | 2008-05-03
2008.3.18~20                            | 2008-03-18/2008-03-20 | 2008-03-18 | 2008-03-20

first week of March 2008                | 2008-03               | 2008-03-01 | 2008-03-31
the last days of March 2008             | 2008-03               | 2008-03-01 | 2008-03-31
Q1 2008                                 | 2008                  | 2008-01-01 | 2008-12-31
2008 Q1                                 | 2008                  | 2008-01-01 | 2008-12-31
the late 1990s                          | 199X                  | 1990-01-01 | 1999-12-31
towards the end of 2008                 | 2008                  | 2008-01-01 | 2008-12-31
in the course of 2008                   | 2008                  | 2008-01-01 | 2008-12-31
in the winter of 2007/2008              | 2007-12/2008-03       | 2007-12-01 | 2008-03-31
some time in 2008                       | 2008                  | 2008-01-01 | 2008-12-31
in April 2023 alone                     | 2023-04               | 2023-04-01 | 2023-04-30

20 March 2008 (Thursday)                | 2008-03-20            | 2008-03-20 | 2008-03-20
20 March 2008, Thursday                 | 2008-03-20            | 2008-03-20 | 2008-03-20
20/Mar/2008                             | 2008-03-20            | 2008-03-20 | 2008-03-20
20080320                                | 2008-03-20            | 2008-03-20 | 2008-03-20
20032008                                | 2008-03-20            | 2008-03-20 | 2008-03-20
2008-03-20T00:42:10+09:00               | 2008-03-20            | 2008-03-20 | 2008-03-20
2008/03/20 00:42 KST                    | 2008-03-20            | 2008-03-20 | 2008-03-20
20 March 2008, 10 a.m.                  | 2008-03-20            | 2008-03-20 | 2008-03-20
at 10:30 on 20 March 2008               | 2008-03-20            | 2008-03-20 | 2008-03-20
on the morning of 20 March 2008         | 2008-03-20            | 2008-03-20 | 2008-03-20
the night of 20 March 2008              | 2008-03-20/2008-03-21 | 2008-03-20 | 2008-03-21

shortly after 20 March 2008             | 2008-03-20/..         | 2008-03-20 | -
2008 or later                           | 2008/..               | 2008-01-01 | -
shortly before 20 March 2008            | ../2008-03-20         | -          | 2008-03-20
in or before 2008                       | ../2008               | -          | 2008-12-31
sometime before March 2008              | ../2008-02            | -          | 2008-02-29

March 2008 (approx.)                    | 2008-03~              | 2008-03-01 | 2008-03-31
sometime around March 2008              | 2008-03~              | 2008-03-01 | 2008-03-31
probably in March 2008                  | 2008-03?              | 2008-03-01 | 2008-03-31
about March 2008                        | 2008-03~              | 2008-03-01 | 2008-03-31
circa 2008                              | 2008~                 | 2008-01-01 | 2008-12-31
c. 2008                                 | 2008~                 | 2008-01-01 | 2008-12-31
on or about 20 March 2008               | 2008-03-20~           | 2008-03-20 | 2008-03-20
possibly March 2008                     | 2008-03?              | 2008-03-01 | 2008-03-31
March 2008?                             | 2008-03?              | 2008-03-01 | 2008-03-31
possibly about 2008                     | 2008%                 | 2008-01-01 | 2008-12-31
possibly between 2004 and 2006          | 2004?/2006?           | 2004-01-01 | 2006-12-31
since about March 2008                  | 2008-03~/..           | 2008-03-01 | -
before 20 March 2007 or so              | ../2007-03-20~        | -          | 2007-03-20
../2007-03-20~                          | ../2007-03-20~        | -          | 2007-03-20
"""

WORKED_OUT = """
more than a year before 20 March 2008   | ../2007-03-20~         | -          | 2007-03-20
for more than a year before 1 May 2009  | ../2008-05-01~         | -          | 2008-05-01
at least 7 years from 20 March 2008     | 2015-03-20~/..         | 2015-03-20 | -
more than three years since 1 May 2005  | 2008-05-01~/..         | 2008-05-01 | -
more than a decade before 2008          | ../1998~               | -          | 1998-12-31
a fortnight after 18 March 2008         | 2008-04-01~            | 2008-04-01 | 2008-04-01
the week beginning 17 March 2008        | 2008-03-17/2008-03-23  | 2008-03-17 | 2008-03-23
the week ending 23 March 2008           | 2008-03-17/2008-03-23  | 2008-03-17 | 2008-03-23
the week of 17 March 2008               | 2008-03-11/2008-03-23  | 2008-03-11 | 2008-03-23
at least two years after March 2006     | 2008-03~/..            | 2008-03-01 | -
less than two years before 1 May 2009   | 2007-05-01~/2009-04-30 | 2007-05-01 | 2009-04-30
less than 10 days after 18 March 2008   | 2008-03-19/2008-03-28~ | 2008-03-19 | 2008-03-28
two days after 18 March 2008            | 2008-03-20             | 2008-03-20 | 2008-03-20
the day before 1 March 2008             | 2008-02-29             | 2008-02-29 | 2008-02-29
about two days after 18 March 2008      | 2008-03-20~            | 2008-03-20 | 2008-03-20
two weeks after 18 March 2008           | 2008-04-01~            | 2008-04-01 | 2008-04-01
one month after 31 January 2008         | 2008-02-29~            | 2008-02-29 | 2008-02-29
"""

WORDS_ONLY = [
    "after the Olympics",
    "recently",
    "Tuesday",
    "two days ago",
    "for more than a year",
    "two days after the hearing",
    "two days after March 2008",
    "two days after about 18 March 2008",
    "early 20 March 2008",
    "between March and 2009",
    "by 17.5.2008 – 17/5/2008",
    "since at least 2005",
    "18 and 20 March 2008",
    "the week of March 2008",
    "on the morning of March 2008",
    "Thursday March 2008",
    "more than a year",
]

IMPOSSIBLE = {
    "2008-02-30": "30 February 2008 does not exist. Check the day.",
    "30 February 2008": "30 February 2008 does not exist. Check the day.",
    "29 February 2007": "29 February 2007 does not exist. Check the day.",
    "31/04/2008": "31 April 2008 does not exist. Check the day.",
    "between 31 April 2008 and May 2008": "31 April 2008 does not exist. Check the day.",
    "2008-13": "There is no month 13. Check the month.",
    "2008-00": "There is no month 0. Check the month.",
    "21/2008": "There is no month 21. Check the month.",
    "13/13/2008": "There is no month 13. Check the month.",
    "March 3008": "Only years from 1000 to 2999 can be read. Check the year.",
    "before 1000": "Only years from 1000 to 2999 can be read. Check the year.",
    "from December to May 2008": (
        "The first date is later than the second. Check the order, or give both years."
    ),
    "Monday, 1 May 2009": (
        "1 May 2009 was a Friday, not a Monday. Check the date, or leave the weekday out."
    ),
}

UNDERSTOOD = {
    "20 March 2008": "Understood as: 20 March 2008.",
    "March 2008": (
        "Understood as: some day in March 2008 "
        "(1 March 2008 at the earliest, 31 March 2008 at the latest)."
    ),
    "since December 2005": (
        "Understood as: December 2005 or later (1 December 2005 at the earliest, no latest day)."
    ),
    "early May 2008": (
        "Understood as: some day in May 2008 (1 May 2008 at the earliest, 31 May 2008 at the "
        "latest). The finer words are kept, and nothing narrower is assumed."
    ),
    "circa 20 March 2008": (
        "Understood as: around 20 March 2008 (about 20 March 2008 at the earliest, about "
        "20 March 2008 at the latest). It is marked as approximate: the true day may lie outside."
    ),
    "two days after 18 March 2008": (
        "Understood as: 20 March 2008. Worked out, not stated: it is marked as computed."
    ),
    "Friday, May 1, 2009 – 10:30 AM to 12:00 PM": (
        "Understood as: 1 May 2009. The time of day is kept in the words only."
    ),
    "03/04/2008": "This could be 3 April 2008 or 4 March 2008. Choose which is meant.",
    "after the Olympics": (
        "Kept as the words ‘after the Olympics’; no calendar date could be read from it."
    ),
    "18 March": (
        "Kept as the words ‘18 March’: the year is missing. "
        "If it is known, write it too, as in ‘20 March 2008’."
    ),
    "March 18": (
        "Kept as the words ‘March 18’: the year is missing or has only two digits. "
        "Write it with four, as in ‘March 2008’ or ‘20 March 2008’."
    ),
    "3/4/08": (
        "Kept as the words ‘3/4/08’: the century is missing. "
        "Write the year with four digits, as in ‘20 March 2008’."
    ),
    "Mar 08": (
        "Kept as the words ‘Mar 08’: the year is missing or has only two digits. "
        "Write it with four, as in ‘March 2008’ or ‘20 March 2008’."
    ),
    "Tuesday": (
        "Kept as the words ‘Tuesday’: that tells no day of the calendar by itself. "
        "If the day is known, write it, as in ‘20 March 2008’."
    ),
    "March 1387": (
        "Understood as: some day in March 1387 (1 March 1387 at the earliest, 31 March 1387 at "
        "the latest). That is long ago: is the year of the common calendar?"
    ),
    "unknown": "Understood as: the date is not known.",
    "": "No date is given.",
}


def rows(table: str) -> list[tuple[str, ...]]:
    lines = (line for line in table.splitlines() if line.strip())
    return [tuple(cell.strip() for cell in line.split("|")) for line in lines]


def day(cell: str) -> date | None:
    return None if cell == "-" else date.fromisoformat(cell)


def value(reading: Reading) -> When:
    assert reading.when is not None, reading
    assert not reading.problem and not reading.choices
    return reading.when


@pytest.mark.parametrize(("typed", "edtf", "earliest", "latest"), rows(READ_AT_ONCE))
def test_a_date_is_read_at_once(typed: str, edtf: str, earliest: str, latest: str) -> None:
    assert value(read(typed)) == When(typed, edtf, day(earliest), day(latest), Origin.STATED)


@pytest.mark.parametrize(("typed", "edtf", "earliest", "latest"), rows(WORKED_OUT))
def test_a_length_of_time_is_worked_out_and_says_so(
    typed: str, edtf: str, earliest: str, latest: str
) -> None:
    assert value(read(typed)) == When(typed, edtf, day(earliest), day(latest), Origin.COMPUTED)


@pytest.mark.parametrize("typed", WORDS_ONLY)
def test_words_without_a_calendar_date_are_kept_as_words(typed: str) -> None:
    assert value(read(typed)) == When.unknown(typed)


@pytest.mark.parametrize("typed", ["20 March", "March 18", "in March", "early May", "3월 20일"])
def test_a_missing_year_is_pointed_out_and_never_filled_in(typed: str) -> None:
    reading = read(typed, today=date(2008, 6, 25))
    assert value(reading) == When.unknown(typed)
    assert "the year is missing" in reading.understood


@pytest.mark.parametrize(("typed", "problem"), IMPOSSIBLE.items())
def test_a_date_that_cannot_be_says_what_to_check(typed: str, problem: str) -> None:
    assert read(typed) == Reading(problem=problem)


@pytest.mark.parametrize(("typed", "understood"), UNDERSTOOD.items())
def test_what_was_understood_is_said_in_a_sentence(typed: str, understood: str) -> None:
    assert read(typed).understood == understood


@pytest.mark.parametrize("typed", ["03/04/2008", "3/4/2008", "03-04-2008"])
def test_day_and_month_are_asked_for_when_either_could_be_first(typed: str) -> None:
    reading = read(typed)
    assert reading.when is None
    days, either = ["2008-04-03", "2008-03-04"], "[2008-03-04,2008-04-03]"
    assert [choice.edtf for choice in reading.choices] == [*days, either]
    assert {choice.words for choice in reading.choices} == {typed}


def test_whoever_cannot_know_which_comes_first_may_say_so() -> None:
    *_days, (key, label, either) = read("03/04/2008").keyed()
    assert (key, label) == ("[2008-03-04,2008-04-03]", "on 4 March 2008 or 3 April 2008")
    assert either.precision is Precision.ONE_OF


def test_a_declared_order_of_day_and_month_answers_the_question() -> None:
    assert value(read("03/04/2008", day_first=True)).edtf == "2008-04-03"
    assert value(read("03/04/2008", day_first=False)).edtf == "2008-03-04"


def test_a_date_that_contradicts_the_declared_order_is_not_turned_round() -> None:
    assert read("25/12/2008", day_first=False).problem == "There is no month 25. Check the month."


def test_a_short_second_year_is_asked_for_when_it_could_be_a_month() -> None:
    for typed in ("2007–08", "2007/08", "2007/8", "2007–8"):
        assert [choice.edtf for choice in read(typed).choices] == ["2007-08", "2007/2008"]
    assert value(read("2007-08")).edtf == "2007-08"
    assert value(read("2008–13")).edtf == "2008/2013"
    assert value(read("2008/08")).edtf == value(read("2008/8")).edtf == "2008-08"
    assert value(read("2008/3")).edtf == "2008-03"


def test_a_finer_part_of_a_month_narrows_nothing_and_stays_in_the_phrase() -> None:
    early_may = value(read("early May 2008"))
    assert (early_may.earliest, early_may.latest) == (date(2008, 5, 1), date(2008, 5, 31))
    assert early_may.precision is Precision.MONTH
    assert not early_may.approximate
    assert early_may.phrase() == "early May 2008"


@pytest.mark.parametrize(
    "typed",
    ["first week of March 2008", "Q1 2008", "on the morning of 20 March 2008", "mid-2008",
     "shortly after 20 March 2008", "the night of 20 March 2008", "late summer 2008"],
)  # fmt: skip
def test_words_that_say_more_than_the_calendar_can_are_the_phrase(typed: str) -> None:
    assert value(read(typed)).phrase() == typed


@pytest.mark.parametrize("typed", ["1st May 2008", "the 3rd of March 2008", "second May 2008"])
def test_an_ordinal_is_no_finer_word(typed: str) -> None:
    assert value(read(typed)).phrase() != typed or not value(read(typed)).edtf


def test_the_words_are_kept_exactly_as_typed() -> None:
    assert value(read("  in\N{NO-BREAK SPACE}MARCH   2008. ")).edtf == "2008-03"
    assert value(read("  in MARCH   2008. ")).words == "  in MARCH   2008. "


@pytest.mark.parametrize("typed", ["", "   ", "\n\t"])
def test_nothing_typed_is_nothing_known(typed: str) -> None:
    assert value(read(typed)) == When.unknown()


def test_unknown_is_recorded_as_unknown_in_the_words_used() -> None:
    assert value(read("Unknown")) == When.unknown("Unknown")


def test_a_date_still_to_come_is_remarked_on_and_read_the_same() -> None:
    before, after = (read("20 March 2108", today=date(year, 1, 1)) for year in (2008, 2208))
    assert before.when == after.when
    assert before.understood == "Understood as: 20 March 2108. That is still to come."
    assert after.understood == "Understood as: 20 March 2108."


@pytest.mark.parametrize(
    "piece",
    ["1", "-", "a or ", "between ", " to ", "? ", "~", "early ", "2008–", "20 March ", "[", "二",
     "3월", "2008년 3월 ", "전후", "上", "last ", "the ", "march ", "over a ", "(목)", "民國"],
)  # fmt: skip
def test_a_long_text_keeps_nobody_waiting(piece: str) -> None:
    for length in (199, 10_000):
        text = (piece * length)[:length]
        started = time.process_time()
        read(text)
        read(text, published=When("", "2008-06-25", date(2008, 6, 25), date(2008, 6, 25)))
        # It takes about a millisecond; a pattern that backtracks without end takes minutes.
        assert time.process_time() - started < 0.5
