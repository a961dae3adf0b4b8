"""Dates in Korean and Chinese: read as meant, and never turned from other calendars."""

import unicodedata
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casework.sources.when import When
from casework.sources.when_reading import read

# typed | EDTF
READ = """
2008년 3월 20일              | 2008-03-20
2008년3월20일                | 2008-03-20
2008년 3월 20일 목요일       | 2008-03-20
2008년 3월 20일(목)          | 2008-03-20
2008.3.20(목)                | 2008-03-20
2008. 3. 20.                 | 2008-03-20
2008. 3.                     | 2008-03
2008년 3월                   | 2008-03
2008년                       | 2008
서기 2008년 3월 20일         | 2008-03-20
2008년 3월 20일 오후 3시 30분 | 2008-03-20
2008년 3월 20일 새벽         | 2008-03-20
2008년 3월 초                | 2008-03
2008년 3월 초순              | 2008-03
2008년 3월 중순              | 2008-03
2008년 3월 말                | 2008-03
2008년 3월 하순경            | 2008-03~
2008년 3월 첫째 주           | 2008-03
2008년 상반기                | 2008
2008년 1분기                 | 2008
2008년 말                    | 2008
1990년대                     | 199X
1990년대 초                  | 199X
2008년 봄                    | 2008-21
2007년 겨울                  | 2007-24
2008년 3월에                 | 2008-03
2008년 3월 중                | 2008-03
2008년 3월경                 | 2008-03~
2008년 3월 20일경            | 2008-03-20~
약 2008년                    | 2008~
2008년 전후                  | 2008~
2008년 3월 20일 추정         | 2008-03-20?
아마 2008년 3월              | 2008-03?
2008년 3월 20일 전           | ../2008-03-19
2008년 3월 20일 이전         | ../2008-03-20
2008년 3월 20일까지          | ../2008-03-20
2008년 3월 20일 이전까지     | ../2008-03-20
2008년 3월 20일 전까지       | ../2008-03-19
2008년 3월 20일 후           | 2008-03-21/..
2008년 3월 20일 이후         | 2008-03-20/..
2008년 3월부터               | 2008-03/..
2008-03-20 이전              | ../2008-03-20
2008.3.20 이후               | 2008-03-20/..
2008년 3월 18일~20일         | 2008-03-18/2008-03-20
2008년 3월 18~20일           | 2008-03-18/2008-03-20
2008년 3~5월                 | 2008-03/2008-05
2004~2006년                  | 2004/2006
2008년 3월부터 5월까지       | 2008-03/2008-05
2004년에서 2006년 사이       | 2004/2006
2004년과 2006년 사이         | 2004/2006
2008년 또는 2009년           | [2008,2009]
2008년 3월 또는 4월          | [2008-03,2008-04]
二〇〇八年三月二十日         | 2008-03-20
二○○八年三月               | 2008-03
二零零八年十一月三日         | 2008-11-03
2008年元月                   | 2008-01
2008年三四月                 | [2008-03,2008-04]
2008年3、4月                 | [2008-03,2008-04]
2008年三、四月               | [2008-03,2008-04]
2008年3月三四日              | [2008-03-03,2008-03-04]
2008年3月20日                | 2008-03-20
2008年3月20号                | 2008-03-20
2008年3月20日(星期四)        | 2008-03-20
2008年3月20日周四            | 2008-03-20
2008年3月20日（木）          | 2008-03-20
2008年3月20日下午3时         | 2008-03-20
2008年3月20日凌晨            | 2008-03-20
公元2008年                   | 2008
2008年3月                    | 2008-03
2008年3月初                  | 2008-03
2008年3月中旬                | 2008-03
2008年3月中                  | 2008-03
2008年3月底                  | 2008-03
2008年底                     | 2008
2008年年底                   | 2008
2008年上半年                 | 2008
2008年春天                   | 2008-21
20世纪90年代                 | 199X
1990年代初                   | 199X
2008年3月20日前              | ../2008-03-19
2008年3月20日以前            | ../2008-03-20
2008年3月20日之后            | 2008-03-21/..
2008年3月以后                | 2008-03/..
自2008年3月起                | 2008-03/..
2008年3月20日前后            | 2008-03-20~
2008年3月左右                | 2008-03~
大约2008年                   | 2008~
可能2008年3月                | 2008-03?
在2008年3月                  | 2008-03
从2008年3月至5月             | 2008-03/2008-05
2008年3月18日至20日          | 2008-03-18/2008-03-20
2004年和2006年之间           | 2004/2006
2008年或2009年               | [2008,2009]
주체97(2008)년 3월 20일      | 2008-03-20
民國97年(2008年)3月20日      | 2008-03-20
Juche 97 (2008)              | 2008
"""

# Not counted by the common calendar, and not turned into it: each is kept as words, and says so.
OTHER_CALENDARS = [
    *(
        "민국97년",
        "民國97年3月20日",
        "中華民國九十七年三月二十日",
        "民国97年",
        "Minguo 97",
        "ROC 97",
    ),
    *("주체97년 3월 20일", "주체 97", "主體97年", "Juche 97"),
    *("平成20年3月20日", "昭和63年", "令和元年", "Heisei 20", "단기 4341년"),
    *("음력 2008년 3월 20일", "农历2008年三月二十日", "農曆2008年3月", "2008年正月", "2008年腊月"),
]


def rows(table: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.split("|")] for line in table.strip().splitlines()]


@pytest.mark.parametrize(("typed", "edtf"), rows(READ))
def test_a_date_is_read_at_once_and_its_words_are_kept(typed: str, edtf: str) -> None:
    when = read(typed).when
    assert when is not None
    assert (when.words, when.edtf) == (typed, edtf)


@pytest.mark.parametrize("typed", OTHER_CALENDARS)
def test_another_calendar_is_named_and_never_converted(typed: str) -> None:
    reading = read(typed)
    assert reading.when == When.unknown(typed)
    assert "not converted" in reading.understood


def test_an_era_that_contradicts_the_common_year_is_refused() -> None:
    assert read("주체97(2007)년").problem == "주체 97 is not the year 2007. Check both years."


@pytest.mark.parametrize("typed", ["3월 20일", "3月20日", "3월", "3월 초", "3월 18일~20일"])
def test_a_missing_year_is_asked_for(typed: str) -> None:
    reading = read(typed)
    assert reading.when == When.unknown(typed)
    assert "the year is missing" in reading.understood


@pytest.mark.parametrize("typed", ["08년 3월 20일", "97年3月20日", "90年代", "90년대"])
def test_a_missing_century_is_asked_for(typed: str) -> None:
    assert "the century is missing" in read(typed).understood


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("2008년 2월 30일", "30 February 2008 does not exist. Check the day."),
        ("2008年13月", "There is no month 13. Check the month."),
        (
            "2008년 3월 20일 금요일",
            "20 March 2008 was a Thursday, not a Friday. "
            "Check the date, or leave the weekday out.",
        ),
    ],
)
def test_a_date_that_cannot_be_says_what_to_check(typed: str, problem: str) -> None:
    assert read(typed).problem == problem


def test_two_numerals_that_may_be_one_number_are_asked_about() -> None:
    december, either = read("2008年一二月").choices
    assert (december.edtf, either.edtf) == ("2008-12", "[2008-01,2008-02]")
    day, either = read("2008年三月二三日").choices
    assert (day.edtf, either.edtf) == ("2008-03-23", "[2008-03-02,2008-03-03]")


def test_a_wave_that_may_be_open_or_about_is_asked_about() -> None:
    assert [when.edtf for when in read("2008년 3월~").choices] == ["2008-03/..", "2008-03~"]
    assert [when.edtf for when in read("~2008년 3월").choices] == ["../2008-03", "2008-03~"]


@pytest.mark.parametrize(
    ("typed", "phrase"),
    [
        ("2008년 3월 20일", "on 20 March 2008"),
        ("2008년 3월 초", "in March 2008 (“2008년 3월 초”)"),
        ("2008年3月中旬", "in March 2008 (“2008年3月中旬”)"),
        ("2008년 3월 중", "in March 2008"),
        ("2008年底", "in 2008 (“2008年底”)"),
    ],
)
def test_finer_words_stand_beside_the_phrase_for_who_cannot_read_them(
    typed: str, phrase: str
) -> None:
    when = read(typed).when
    assert when is not None and when.phrase() == phrase


SPELT = {
    "korean": "{d.year}년 {d.month}월 {d.day}일",
    "chinese": "{d.year}年{d.month}月{d.day}日",
    "dotted": "{d.year}. {d.month}. {d.day}.",
    "korean month": "{d.year}년 {d.month}월",
    "chinese month": "{d.year}年{d.month}月",
}
HAN = "〇一二三四五六七八九"


def in_han(number: int) -> str:
    tens, ones = divmod(number, 10)
    return ("" if tens < 2 else HAN[tens]) + ("十" if tens else "") + (HAN[ones] if ones else "")


@settings(deadline=None)
@given(st.dates(date(1000, 1, 1), date(2999, 12, 31)), st.sampled_from(sorted(SPELT)))
def test_every_day_and_month_reads_back(day: date, how: str) -> None:
    for spelt in (
        SPELT[how].format(d=day),
        unicodedata.normalize("NFD", SPELT[how].format(d=day)),
    ):
        expected = day.isoformat()[:7] if "month" in how else day.isoformat()
        assert read(spelt).when == When(spelt, expected, *bounds(expected))


def bounds(edtf: str) -> tuple[date, date]:
    when = read(edtf).when
    assert when is not None and when.earliest is not None and when.latest is not None
    return when.earliest, when.latest


@settings(deadline=None)
@given(st.dates(date(1000, 1, 1), date(2999, 12, 31)))
def test_every_day_in_han_numerals_reads_back(day: date) -> None:
    year = "".join(HAN[int(digit)] for digit in str(day.year))
    when = read(f"{year}年{in_han(day.month)}月{in_han(day.day)}日").when
    assert when is not None and when.edtf == day.isoformat()
