"""The strings a date is kept as: a small, strict part of EDTF (Library of Congress, 2019).

Strings and the days they can mean, nothing else. The value with the source's own words is in
when.py; reading what people type is in when_reading.py.
"""

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache

from django.utils.dates import MONTHS
from django.utils.translation import gettext as _

FIRST_YEAR, LAST_YEAR = 1000, 2999
LONGEST = 60  # what a column holds; the longest string with a use is under half of it

# A season reaches from the first day any northern calendar gives it to the last: the
# meteorological and the astronomical one joined. "Winter 2008" is also two winters, the one that
# ended in 2008 and the one that began in it. Wide on purpose: a bound that might exclude the
# truth would be a statement the source never made. For the south, write the months.
# (years to add, month, day) of the first and the last day.
SEASONS = {
    21: ((0, 3, 1), (0, 6, 22)),
    22: ((0, 6, 1), (0, 9, 24)),
    23: ((0, 9, 1), (0, 12, 23)),
    24: ((-1, 12, 1), (1, 3, 21)),
}

_POINT = re.compile(
    r"([0-9]{4}|[0-9]{3}X|[0-9]{2}XX)(?:-([0-9]{2}|XX)(?:-([0-9]{2}|XX))?)?([?~%])?"
)


class UnreadableDate(ValueError):
    """A date that cannot be; the message is for the person who wrote it and says what to check."""


class Precision(StrEnum):
    """How finely a date is known, derived from its string and never stored."""

    DAY = "day"
    MONTH = "month"
    SEASON = "season"
    YEAR = "year"
    DECADE = "decade"
    RANGE = "range"
    ONE_OF = "one_of"
    BEFORE = "before"
    AFTER = "after"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Point:
    """One date without "/" or "[": its text, and the first and last day it can mean.

    A qualifier never moves the days: how far "about" reaches is decided by `When.reach`.
    """

    text: str
    earliest: date
    latest: date
    precision: Precision
    approximate: bool
    uncertain: bool


@dataclass(frozen=True)
class Expression:
    """A whole string: `starts` hold the earliest bound, `ends` the latest. Empty is unbounded."""

    precision: Precision
    starts: tuple[Point, ...]
    ends: tuple[Point, ...]

    @property
    def earliest(self) -> date | None:
        return min((point.earliest for point in self.starts), default=None)

    @property
    def latest(self) -> date | None:
        return max((point.latest for point in self.ends), default=None)

    @property
    def points(self) -> Iterator[Point]:
        yield from self.starts
        yield from self.ends


@lru_cache(maxsize=4096)
def parse(edtf: str) -> Expression:
    """What the string says. Raises UnreadableDate on anything outside the subset."""
    if len(edtf) > LONGEST:
        raise _outside_the_subset(edtf[:LONGEST] + "…")
    if "/" in edtf:
        return _interval(edtf)
    if edtf.startswith("["):
        return _one_of(edtf)
    point = _point(edtf)
    return Expression(point.precision, (point,), (point,))


def write(year: int, month: int | None = None, day: int | None = None) -> str:
    """The string for a year, a month or a day. Raises UnreadableDate if there is none."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise UnreadableDate(
            _("Only years from %(first)d to %(last)d can be read. Check the year.")
            % {"first": FIRST_YEAR, "last": LAST_YEAR}
        )
    if month is None:
        return f"{year:04}"
    if not 1 <= month <= 12:
        raise UnreadableDate(_("There is no month %(month)d. Check the month.") % {"month": month})
    if day is None:
        return f"{year:04}-{month:02}"
    if not 1 <= day <= calendar.monthrange(year, month)[1]:
        raise UnreadableDate(
            _("%(day)d %(month)s %(year)d does not exist. Check the day.")
            % {"day": day, "month": MONTHS[month], "year": year}
        )
    return f"{year:04}-{month:02}-{day:02}"


def _point(text: str) -> Point:
    match = _POINT.fullmatch(text)
    if not match:
        raise _outside_the_subset(text)
    year, month, day, qualifier = match.groups()
    if "X" in year and month:
        raise _outside_the_subset(text)
    if (month == "XX" and day not in (None, "XX")) or (_is_season(month) and day == "XX"):
        raise _outside_the_subset(text)
    earliest, latest, precision = _days(
        year, None if month == "XX" else month, None if day == "XX" else day
    )
    return Point(
        text,
        earliest,
        latest,
        precision,
        approximate=qualifier in ("~", "%"),
        uncertain=qualifier in ("?", "%"),
    )


def _is_season(month: str | None) -> bool:
    return month not in (None, "XX") and int(month) in SEASONS


def _days(year: str, month: str | None, day: str | None) -> tuple[date, date, Precision]:
    if "X" in year:
        first, last = int(year.replace("X", "0")), int(year.replace("X", "9"))
        write(first), write(last)
        precision = Precision.RANGE if year.endswith("XX") else Precision.DECADE
        return date(first, 1, 1), date(last, 12, 31), precision
    if _is_season(month) and day is None:
        write(int(year))
        first_day, last_day = (
            date(int(year) + years, in_month, on_day)
            for years, in_month, on_day in SEASONS[int(month)]
        )
        return first_day, last_day, Precision.SEASON
    written = write(int(year), month and int(month), day and int(day))
    if month is None:
        return date(int(written), 1, 1), date(int(written), 12, 31), Precision.YEAR
    if day is None:
        last_of_month = calendar.monthrange(int(year), int(month))[1]
        first_day = date(int(year), int(month), 1)
        return first_day, first_day.replace(day=last_of_month), Precision.MONTH
    return date.fromisoformat(written), date.fromisoformat(written), Precision.DAY


def _interval(text: str) -> Expression:
    left, _slash, right = text.partition("/")
    starts = () if left in ("", "..") else (_point(left),)
    ends = () if right in ("", "..") else (_point(right),)
    if not starts and not ends:
        raise _outside_the_subset(text)
    if starts and ends:
        _in_order(starts[0], ends[0])
        return Expression(Precision.RANGE, starts, ends)
    return Expression(Precision.AFTER if starts else Precision.BEFORE, starts, ends)


def _one_of(text: str) -> Expression:
    inside = text[1:-1]
    members = inside.split("..") if ".." in inside else inside.split(",")
    points = tuple(_point(member) for member in members)
    if not text.endswith("]") or len(points) < 2 or (".." in inside and len(points) > 2):
        raise _outside_the_subset(text)
    if ".." in inside:
        _in_order(*points)
        return Expression(Precision.ONE_OF, points[:1], points[1:])
    return Expression(Precision.ONE_OF, points, points)


def _in_order(first: Point, last: Point) -> None:
    if first.earliest > last.latest:
        raise UnreadableDate(
            _("The first date is later than the second. Check the order, or give both years.")
        )


def _outside_the_subset(text: str) -> UnreadableDate:
    return UnreadableDate(
        _(
            "‘%(text)s’ is not a date in the form used here. "
            "Write it like 2008, 2008-03, 2008-03-20 or 2005-12/2006-05."
        )
        % {"text": text}
    )
