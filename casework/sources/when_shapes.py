"""The shapes a single date has when people write it: "20 Mar 2008", "March 20, 2008", 2008년 3월.

English, numerals, Korean and Chinese; any case, any width of digit. Each shape gives an EDTF
string. Two dates put together, and words such as "before", are in when_grammar.py.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _

from casework.sources.when_edtf import SEASONS, Precision, UnreadableDate, parse, write
from casework.sources.when_phrase import name_of_day

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_SEASON_CODES = dict(zip(("spr", "sum", "aut", "win"), SEASONS, strict=True)) | {"fal": 23}

MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_WEEKDAY = (
    r"(?:(?P<weekday>mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.? )?"
    r"(?:the )?"
)
_DAY = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?\.?"
_YEAR = r"(?P<year>[0-9]{4})"
_NAMED_MONTH = rf"(?P<name>{MONTH})"
_NUMBER = r"(?P<month>[0-9]{1,2})"

_SHAPES = tuple(
    re.compile(shape)
    for shape in (
        rf"{_WEEKDAY}{_DAY}[ -]?(?:of )?{_NAMED_MONTH}[ -]?(?:of )?{_YEAR}",  # 20th of March 2008
        rf"{_WEEKDAY}{_NAMED_MONTH} (?:the )?{_DAY} {_YEAR}",  # March 20, 2008
        rf"{_NAMED_MONTH}[ -]?(?:of )?{_YEAR}",  # March 2008
        rf"{_YEAR} {_NAMED_MONTH}(?: {_DAY})?",  # 2008 March 20
        rf"{_YEAR}(?P<mark>[-–/.]) ?{_NUMBER}(?P=mark) ?(?P<day>[0-9]{{1,2}})\.?",  # 2008/03/20
        rf"{_YEAR}[-–/.] ?{_NUMBER}\.?",  # 2008/3
        rf"{_YEAR} ?[년年](?: ?{_NUMBER} ?[월月](?: ?(?P<day>[0-9]{{1,2}}) ?[일日号號])?)?",
        rf"(?P<day>[0-9]{{1,2}})\. ?{_NUMBER}\. ?{_YEAR}",  # 20.3.2008: dots put the day first
        rf"{_NUMBER}[-/.]{_YEAR}",  # 03/2008
        rf"(?P<one>[0-9]{{1,2}})(?P<mark>[-–/])(?P<two>[0-9]{{1,2}})(?P=mark){_YEAR}",  # 3/4/2008
        rf"(?:the )?(?:year )?{_YEAR}",
    )
)
_SEASON = re.compile(rf"(?:the )?(?P<season>spring|summer|autumn|fall|winter)(?: of)? {_YEAR}")
_DECADE = re.compile(r"(?:the )?([0-9]{3})0['’]?s")
_EDTF = re.compile(r"[0-9][0-9x]{3}(?:-[0-9x]{2}){0,2}%?")
_PART = re.compile(
    r"(?:the )?(?:early|mid|middle|late|(?:beginning|start|middle|end|first half|second half) of)"
    r"(?:[ -]in)?[ -]"
)
_LEADS = (
    (
        re.compile(r"(?:(?:in|on) or )?(?:about|around|circa|approximately|approx\.?|roughly) "),
        "~",
    ),
    (re.compile(r"c(?:a\.?|\.)? ?(?=[0-9])|ca?\. ?|~ ?"), "~"),
    (re.compile(r"(?:possibly|perhaps|maybe|probably) "), "?"),
)
_PREPOSITION = re.compile(r"^(?:some ?(?:time|day) )?(?:in|on|at|during) ")
_TAILS = ((" or so", "~"), (" or thereabouts", "~"), ("~", "~"), ("(?)", "?"), ("?", "?"))


class AmbiguousOrder(Exception):
    """03/04/2008: day first or month first? Only the person who wrote it knows."""


@dataclass(frozen=True)
class Dated:
    """One date as read. `exact` is False where the words say "late", "about" or "possibly"."""

    edtf: str
    exact: bool = True

    @property
    def before(self) -> str:
        """The last date wholly before it, as precise as it; itself where its edge is blurred."""
        point = parse(self.edtf).starts[0]
        return self._beside(point.earliest - timedelta(days=1), point.precision)

    @property
    def after(self) -> str:
        """The first date wholly after it, as precise as it; itself where its edge is blurred."""
        point = parse(self.edtf).ends[0]
        return self._beside(point.latest + timedelta(days=1), point.precision)

    def _beside(self, day: date, precision: Precision) -> str:
        if not self.exact or precision is Precision.SEASON:
            return self.edtf
        if precision is Precision.DAY:
            return write(day.year, day.month, day.day)
        return write(day.year, day.month) if precision is Precision.MONTH else write(day.year)


def plain(text: str) -> str:
    """The text in lower case, with plain digits and one kind of space and of dash, to match."""
    return " ".join("".join(map(_plain_character, text)).lower().split())


def read_one(text: str, day_first: bool | None) -> Dated | None:
    """The single date in a plain text, or None if it has no known shape.

    Raises UnreadableDate when the shape is known and the date cannot be, AmbiguousOrder when
    day and month could be either and `day_first` does not say which.
    """
    qualifiers, text = _qualifiers(text)
    part = _PART.match(text)
    if part:
        text = text[part.end() :]
    edtf = _shape(text, day_first)
    if edtf is None or (part and len(edtf) == len("2008-03-20")):
        return None
    mark = "%" if len(qualifiers) > 1 else "".join(qualifiers)
    if mark and edtf[-1] in "?~%":
        return None
    return Dated(edtf + mark, exact=not (mark or part or edtf[-1] in "?~%"))


def leading_mark(text: str) -> tuple[str, str]:
    """The mark that a leading "about" or "possibly" stands for, and the text after it."""
    for lead, mark in _LEADS:
        match = lead.match(text)
        if match:
            return mark, text[match.end() :]
    return "", text


def _plain_character(character: str) -> str:
    digit = unicodedata.decimal(character, None)
    if digit is not None:
        return str(digit)
    if "！" <= character <= "～":  # the full-width forms of the ASCII signs
        return chr(ord(character) - 0xFEE0)
    if character in "‐‑−﹣":
        return "-"
    return "–" if character in "—―‒" else character


def _qualifiers(text: str) -> tuple[set[str], str]:
    """The marks that the words around a date stand for, and the text without those words."""
    marks: set[str] = set()
    length = len(text) + 1
    while len(text) < length:
        length = len(text)
        mark, text = leading_mark(text)
        marks.add(mark)
        text = _PREPOSITION.sub("", text, count=1)
        for tail, mark in _TAILS:
            if text.endswith(tail):
                text = text.removesuffix(tail).rstrip()
                marks.add(mark)
    return marks - {""}, text


def _shape(text: str, day_first: bool | None) -> str | None:
    if _EDTF.fullmatch(text):
        edtf = text.upper()
        parse(edtf)
        return edtf
    season = _SEASON.fullmatch(text)
    if season:
        return f"{season['year']}-{_SEASON_CODES[season['season'][:3]]}"
    decade = _DECADE.fullmatch(text)
    if decade:  # "the 2000s" may be ten years or a hundred
        return f"{decade[1].removesuffix('0')}X".ljust(4, "X")
    for shape in _SHAPES:
        match = shape.fullmatch(text)
        if match:
            return _written(match.groupdict(), day_first)
    return None


def _written(found: dict[str, str | None], day_first: bool | None) -> str:
    month, day = found.get("month"), found.get("day")
    if found.get("one"):
        if day_first is None:
            raise AmbiguousOrder
        month, day = (found["two"], found["one"]) if day_first else (found["one"], found["two"])
    elif found.get("name"):
        month = str(_MONTHS.index(found["name"][:3]) + 1)
    edtf = write(int(found["year"]), month and int(month), day and int(day))
    if found.get("weekday"):
        _check_weekday(date.fromisoformat(edtf), found["weekday"])
    return edtf


def _check_weekday(day: date, weekday: str) -> None:
    said = _WEEKDAYS.index(weekday[:3])
    if said != day.weekday():
        raise UnreadableDate(
            _("%(day)s was a %(true)s, not a %(said)s. Check the date, or leave the weekday out.")
            % {
                "day": name_of_day(day),
                "true": WEEKDAYS[day.weekday()],
                "said": WEEKDAYS[said],
            }
        )
