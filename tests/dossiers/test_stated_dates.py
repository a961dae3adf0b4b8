"""How a dossier prints a date: the words of the source, and how they were understood."""

from datetime import date

import pytest

from casework.dossiers.compose_dates import stated
from casework.sources.when import When, from_edtf
from casework.sources.when_reading import read

A_WEDNESDAY = from_edtf("2008-06-25")


def first_choice(text: str) -> When:
    return read(text, published=A_WEDNESDAY).choices[0]


@pytest.mark.parametrize(
    ("when", "printed"),
    [
        (read("20 March 2008").when, "20 March 2008"),
        (read("early May 2008").when, "early May 2008"),
        (read("before late 2007").when, "before late 2007"),
        (read("2008년 3월 20일").when, "“2008년 3월 20일” (on 20 March 2008)"),
        (read("2008년 3월 초").when, "“2008년 3월 초” (in March 2008)"),
        (first_choice("Tuesday"), "“Tuesday” (on 24 June 2008, our reckoning)"),
        (first_choice("early May"), "“early May” (in May 2008, our reckoning)"),
        (
            first_choice("in June"),
            "“in June” (in June 2008, not after 25 June 2008, our reckoning)",
        ),
        (When("in spring", "", None, date(2008, 5, 1)), "“in spring” (not after 1 May 2008)"),
        (When.unknown("Tuesday"), "Tuesday"),
    ],
    ids=str,
)
def test_a_date_is_printed_as_told_and_as_understood_each_once(when: When, printed: str) -> None:
    assert stated(when) == printed
