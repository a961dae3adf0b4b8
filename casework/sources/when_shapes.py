"""The shapes a single date has when people write it: "20 Mar 2008", "March 20, 2008", 2008/3/20.

English and numerals; any case, any width of digit. Each shape gives an EDTF string. Two dates put
together, and words such as "before", are in when_grammar.py, other languages in
when_east_asian.py.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import dates
from django.utils.translation import gettext as _

from casework.sources.when_edtf import SEASONS, Precision, UnreadableDate, parse, write
from casework.sources.when_phrase import name_of_day

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_SEASON_CODES = dict(zip(("spr", "sum", "aut", "win"), SEASONS, strict=True)) | {"fal": 23}

MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
WEEKDAY = r"(?P<weekday>(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?)\.?"
_WEEKDAY_FIRST = re.compile(rf"(?:the )?{WEEKDAY} (?:the )?(?=.*[0-9])")
_WEEKDAY_LAST = re.compile(rf" ?\({WEEKDAY}\)$|(?<= ){WEEKDAY.replace('weekday', 'bare')}$")
_DAY = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?\.?"
_YEAR = r"(?P<year>[0-9]{4})"
_LATE_YEAR = r"(?:1[89]|2[0-9])[0-9]{2}"  # so that 20032008 is no year 2003
_NAMED_MONTH = rf"(?P<name>{MONTH})"
_NUMBER = r"(?P<month>[0-9]{1,2})"

_SHAPES = tuple(
    re.compile(shape)
    for shape in (
        rf"(?:the )?{_DAY}[ -]?(?:of )?{_NAMED_MONTH}[ -]?(?:of )?{_YEAR}",  # 20th of March 2008
        rf"{_DAY}(?P<mark>[/.]){_NAMED_MONTH}(?P=mark){_YEAR}",  # 20/Mar/2008
        rf"{_NAMED_MONTH}[ -](?:the )?{_DAY}[ -]{_YEAR}",  # March 20, 2008
        rf"{_NAMED_MONTH}[ /.-]?(?:of )?(?:the year )?{_YEAR}",  # March 2008
        rf"{_YEAR} {_NAMED_MONTH}(?: {_DAY})?",  # 2008 March 20
        rf"{_YEAR}(?P<mark>[-–/.]) ?{_NUMBER}(?P=mark) ?(?P<day>[0-9]{{1,2}})\.?",  # 2008/03/20
        rf"{_YEAR}[-–/.] ?{_NUMBER}\.?",  # 2008/3
        rf"(?P<day>[0-9]{{1,2}})\. ?{_NUMBER}\. ?{_YEAR}",  # 20.3.2008: dots put the day first
        rf"{_NUMBER}[-/.]{_YEAR}",  # 03/2008
        rf"(?P<one>[0-9]{{1,2}})(?P<mark>[-–/])(?P<two>[0-9]{{1,2}})(?P=mark){_YEAR}",  # 3/4/2008
        rf"(?P<year>{_LATE_YEAR})(?P<month>0[1-9]|1[0-2])(?P<day>[0-9]{{2}})",  # 20080320
        rf"(?P<one>[0-9]{{2}})(?P<two>[0-9]{{2}})(?P<year>{_LATE_YEAR})",  # 20032008
        rf"(?:the )?(?:year )?{_YEAR}",
    )
)
_SEASON = re.compile(rf"(?:the )?(?P<season>spring|summer|autumn|fall|winter)(?: of)? {_YEAR}")
_DECADE = re.compile(r"(?:the )?([0-9]{3})0['’]?s")
_EDTF = re.compile(r"[0-9][0-9x]{3}(?:-[0-9x]{2}){0,2}%?")
_PART = re.compile(
    r"(?:the )?(?:"
    r"(?:very )?(?:early|mid|middle|late)(?:[ -]in)?|"
    r"(?:beginning|start|middle|end|half|(?:first|second) half|part)(?: of| in)?|"
    r"(?:early|late|first|latter) (?:part|half|days|weeks|months|years) (?:of|in)|"
    r"(?:first|second|third|fourth|fifth|last|final|opening|closing|[1-5](?:st|nd|rd|th)) "
    r"(?:(?:few|two|three|ten|[0-9]{1,2}) )?"
    r"(?:quarter|third|weeks?|weekend|days?|fortnight|months?)(?: of| in)?|"
    r"(?:q[1-4]|[1-4]q|h[12])(?: of)?"
    r")[ -](?:the )?"
)
_PART_LAST = re.compile(r" ?(?:q[1-4]|h[12])$")
_TIME_OF_DAY = re.compile(
    r"(?:the )?(?:early |late )?"
    r"(?:(?:morning|afternoon|evening|dawn|dusk|noon|midday)(?: of| on)?|(?:small )?hours of) "
    r"(?:the )?"
)
_TIME_OF_DAY_LAST = re.compile(
    r" (?:in the |at )?(?:early |late )?(?:morning|afternoon|evening|dawn|dusk|noon|midday)$"
)
_LEADS = (
    (
        re.compile(
            r"(?:(?:in|on) or )?(?:about|around|circa|approximately|approx\.?|roughly|estimated) "
        ),
        "~",
    ),
    (re.compile(r"c(?:a\.?|\.)? ?(?=[0-9])|ca?\. ?|~ ?"), "~"),
    (re.compile(r"(?:possibly|perhaps|maybe|probably|presumably|(?:most )?likely) "), "?"),
)
_PREPOSITION = re.compile(
    r"^(?:some ?(?:time|day|point) )?"
    r"(?:(?:in|on|at|during|within|throughout|towards?|as of|as at|dated|published|issued) )"
    r"(?:the (?:course|month|year) of (?:the )?)?|^some ?(?:time|day) "
)
_SIGNS = {"〜": "~", "。": ".", "’": "'"} | dict.fromkeys("‐‑−﹣", "-") | dict.fromkeys("—―‒", "–")
_TAILS = (
    *((tail, "~") for tail in (" or so", " or thereabouts", " (approx.)", " approx", "~")),
    *((tail, "~") for tail in (" (approximately)", " approximately", " (circa)", " (estimated)")),
    *((tail, "?") for tail in ("(?)", "?", " (uncertain)", " (possibly)", " (probably)")),
)


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
    composed = unicodedata.normalize("NFC", text)
    return " ".join("".join(map(_plain_character, composed)).lower().split())


def read_one(text: str, day_first: bool | None) -> Dated | None:
    """The single date in a plain text, or None if it has no known shape.

    Raises UnreadableDate when the shape is known and the date cannot be, AmbiguousOrder when
    day and month could be either and `day_first` does not say which.
    """
    qualifiers, text = _qualifiers(text)
    text, weekday = _without_weekday(text)
    text, is_part = _without(text, _PART, _PART_LAST)
    text, at_a_time = _without(text, _TIME_OF_DAY, _TIME_OF_DAY_LAST)
    edtf = _shape(_PREPOSITION.sub("", text, count=1) if weekday else text, day_first)
    is_day = edtf is not None and len(edtf) == len("2008-03-20")
    if edtf is None or (is_part if is_day else weekday or at_a_time):
        return None
    if weekday:
        _check_weekday(date.fromisoformat(edtf), weekday)
    mark = "%" if len(qualifiers) > 1 else "".join(qualifiers)
    if mark and edtf[-1] in "?~%":
        return None
    is_exact = not (mark or is_part or at_a_time or edtf[-1] in "?~%")
    return Dated(edtf + mark, exact=is_exact)


def _without_weekday(text: str) -> tuple[str, str]:
    """The text without the weekday that it begins or ends with, and that weekday."""
    first, last = _WEEKDAY_FIRST.match(text), _WEEKDAY_LAST.search(text)
    if first:
        return text[first.end() :], first["weekday"]
    if last:
        return text[: last.start()].rstrip(), last["weekday"] or last["bare"]
    return text, ""


def _without(text: str, lead: re.Pattern[str], tail: re.Pattern[str]) -> tuple[str, bool]:
    """The text without such a beginning or end, and whether it had one."""
    found = lead.match(text)
    if found:
        return text[found.end() :], True
    found = tail.search(text)
    return (text[: found.start()], True) if found else (text, False)


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
    return _SIGNS.get(character, character)


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
        month = str(MONTHS.index(found["name"][:3]) + 1)
    return write(int(found["year"]), month and int(month), day and int(day))


def _check_weekday(day: date, weekday: str) -> None:
    said = WEEKDAYS.index(weekday[:3])
    if said != day.weekday():
        raise UnreadableDate(
            _("%(day)s was a %(true)s, not a %(said)s. Check the date, or leave the weekday out.")
            % {
                "day": name_of_day(day),
                "true": dates.WEEKDAYS[day.weekday()],
                "said": dates.WEEKDAYS[said],
            }
        )
