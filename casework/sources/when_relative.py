"""Dates that a text tells from its own: "Tuesday", "20 March", "for more than a year".

They are worked out from the day on which the text was published, and offered, never adopted: who
wrote "Tuesday" is not here to be asked. Without such a day nothing is worked out.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from casework.sources.when import Origin, When, from_edtf
from casework.sources.when_east_asian import in_english
from casework.sources.when_edtf import UnreadableDate
from casework.sources.when_grammar import COUNTED, DURATION, meaning, without_fillers
from casework.sources.when_shapes import MONTH, MONTHS, WEEKDAY, WEEKDAYS, AmbiguousOrder

_LONGEST_DOUBT = timedelta(days=366)  # a publication known less closely dates nothing
_SOON = timedelta(days=183)  # how far ahead a date without a year is looked for
_MEMORY = 30  # years: "March 18", told in 2008, is a day and not the year 1918
_WEEK = timedelta(days=7)

_AROUND = (
    r"(?P<around>(?:(?:ever )?since|from|until|till|by|before|after|about|around|"
    r"on or (?:before|after)|(?:not|no) (?:later|earlier) than) )?"
)
_WEEKDAY_ALONE = re.compile(
    rf"{_AROUND}(?:(?:earlier|early|late) )?(?:on )?"
    r"(?:the )?(?P<which>last|past|previous|this past|this|next|coming|following)? ?"
    rf"{WEEKDAY}(?: (?:morning|afternoon|evening|night))?"
)
_DAYS_AWAY = {
    "the day before yesterday": -2, "yesterday": -1, "today": 0, "tomorrow": 1,
    "the day after tomorrow": 2,
}  # fmt: skip
_DAY_AWAY = re.compile(
    rf"{_AROUND}(?:earlier |late |early )?(?P<day>{'|'.join(_DAYS_AWAY)}|tonight|"
    r"this(?= (?:morning|afternoon|evening)))"
    r"(?: (?:morning|afternoon|evening))?"
)
_AGO = re.compile(rf"(?P<length>{DURATION}) (?:ago|earlier|back)")
_LENGTH = re.compile(rf"(?=for |.*(?:than|least|most|over|under) )(?P<length>{DURATION})")
_UNIT = re.compile(
    r"\b(?P<earlier>earlier )?(?:the )?(?P<which>last|previous|past|this|same|current) "
    r"(?P<unit>month|year)\b"
)
_WITHOUT_YEAR = re.compile(rf"\b(?:{MONTH}|spring|summer|autumn|fall|winter)(?![a-z])")
_WHICH_MONTH = re.compile(r"\b(?P<which>last|past|this past|this) (?=[a-z0-9])")
_SHORT_YEAR = re.compile(
    rf"(?P<rest>(?:.*\b{MONTH}[ /.-]?|[0-9]{{1,2}}(?P<mark>[-/.]) ?[0-9]{{1,2}}(?P=mark) ?))"
    r"'?(?P<year>[0-9]{2})"
)
_SHORT_ELSEWHERE = re.compile(
    r"(?:the )?(?:early |mid-?|late )?'?[0-9]0'?s$|'?[0-9]{2} ?[년年](?! ?前| ?전)"
)


def offers(
    text: str, said: str, published: When, day_first: bool | None = None
) -> tuple[When, ...]:
    """Every date that a text can mean, told in a source of that date; none if it is no such text.

    All are marked as computed. What had happened when it was told is not later than the
    publication. `said` is the plain text. Raises UnreadableDate as the grammar does.
    """
    first, last = published.reach
    if first is None or last is None or last - first > _LONGEST_DOUBT:
        return ()
    found: dict[str, When] = {}
    for english in in_english(said):
        for told_on in dict.fromkeys((first, last)):
            for absolute, has_happened in _absolute(english, told_on, is_known=first == last):
                for when in _read(text, absolute, day_first):
                    found.setdefault(when.edtf, _not_after(last, when) if has_happened else when)
    return tuple(found.values())


def is_relative(said: str) -> bool:
    """True when the plain text would be a date beside the date of the source that tells it."""
    try:
        return any(
            next(_absolute(english, date(2004, 6, 30), is_known=True), None) is not None
            and not (_lacks_only_a_year(english) or _SHORT_YEAR.fullmatch(english))
            for english in in_english(said)
        )
    except UnreadableDate:
        return False


def lacks_only_a_year(said: str) -> bool:
    """True when the plain text would be a date with a year: "20 March", 3월 20일."""
    return any(_lacks_only_a_year(english) for english in in_english(said))


def has_short_year(said: str) -> bool:
    """True when the plain text has a year of two digits: "Mar 08", "3/4/08", 08년 3월."""
    short = any(_SHORT_YEAR.fullmatch(english) for english in in_english(said))
    return short or _SHORT_ELSEWHERE.match(said) is not None


def _read(text: str, absolute: str, day_first: bool | None) -> Iterator[When]:
    orders = (day_first,) if day_first is not None else (True, False)
    for order in orders:
        try:
            meant = meaning(absolute, order)
            if meant is not None:
                yield from_edtf(meant.edtf, text, origin=Origin.COMPUTED)
        except (UnreadableDate, AmbiguousOrder):
            continue


def _not_after(day: date, when: When) -> When:
    latest = min(when.latest or day, day)
    return when if when.earliest and when.earliest > latest else replace(when, latest=latest)


def _absolute(said: str, told_on: date, *, is_known: bool) -> Iterator[tuple[str, bool]]:
    """Texts that say the same by the calendar, and whether it lay behind when it was told.

    `is_known` says whether the publication is known to the day, as every count of days needs.
    """
    said = without_fillers(said)
    if is_known:
        yield from _by_days(said, told_on)
    year, month = told_on.year, told_on.month
    unit = _UNIT.search(said)
    if unit:
        before = unit["which"] not in ("this", "same", "current")
        months = year * 12 + month - 1 - before
        named = {"year": str(year - before), "month": f"{MONTHS[months % 12]} {months // 12}"}
        rest = f"{said[: unit.start()]}{named[unit['unit']]}{said[unit.end() :]}"
        yield rest, before or bool(unit["earlier"])
    elif _WITHOUT_YEAR.search(said):
        yield from _by_years(said, told_on)
    short = _SHORT_YEAR.fullmatch(said)
    if short:
        full = year - (year - int(short["year"])) % 100  # of the last hundred years
        if full >= year - _MEMORY or not _lacks_only_a_year(said):
            yield f"{short['rest']}{full}", True


def _by_days(said: str, told_on: date) -> Iterator[tuple[str, bool]]:
    weekday = _WEEKDAY_ALONE.fullmatch(said)
    if weekday:
        for day in _weekdays(weekday["which"] or "", weekday["weekday"], told_on):
            yield f"{weekday['around'] or ''}{day}", day <= told_on
    away = _DAY_AWAY.fullmatch(said)
    if away:
        day = told_on + timedelta(days=_DAYS_AWAY.get(away["day"], 0))
        yield f"{away['around'] or ''}{day}", day <= told_on
    if said == "last night":
        yield f"between {told_on - timedelta(days=1)} and {told_on}", True
    ago, length = _AGO.fullmatch(said), _LENGTH.fullmatch(said)
    if ago:
        yield f"{ago['length']} before {told_on}", True
    elif length:
        yield _begun(length["length"], told_on).strip("/"), True


def _begun(length: str, told_on: date) -> str:
    """When something began that has lasted so long; what is young may have begun that very day."""
    try:
        before = meaning(f"{length} before {told_on}", None)
    except UnreadableDate:  # before all years that can be read
        return ""
    first, _slash, last = before.edtf.partition("/") if before else ("", "", "")
    return f"{first}/{told_on}" if last[:1].isdigit() and first != ".." else f"{first}/{last}"


def _weekdays(which: str, weekday: str, told_on: date) -> list[date]:
    """The days that may be meant, the likeliest first: none of them is certain."""
    back = (told_on.weekday() - WEEKDAYS.index(weekday[:3])) % 7
    latest = told_on - timedelta(days=back)  # that weekday, on the day of the text or before it
    if which in ("last", "past", "previous", "this past"):
        latest -= _WEEK if latest == told_on else timedelta()
        return [latest, latest - _WEEK]
    if which in ("next", "coming", "following"):
        return [latest + _WEEK, latest + 2 * _WEEK]
    if latest == told_on:
        return [latest, latest - _WEEK, latest + _WEEK]
    return [latest, latest + _WEEK]


def _by_years(said: str, told_on: date) -> Iterator[tuple[str, bool]]:
    which = _WHICH_MONTH.search(said)
    said = _WHICH_MONTH.sub("", said, count=1)
    if which and which["which"] == "this":
        yield f"{said} {told_on.year}", False
        return
    counted = COUNTED.fullmatch(said)
    anchor = counted["anchor"] if counted else said
    begun = {
        year: begins
        for year in range(told_on.year - 4, told_on.year + 2)  # 29 February is seldom
        if (begins := _begins(f"{anchor} {year}")) is not None
    }
    past = [year for year, begins in begun.items() if begins <= told_on]
    wanted = past[-2:] if which else past[-1:]
    for year in reversed(wanted):
        yield f"{said} {year}", True
    for year in sorted(begun.keys() - set(past))[: 0 if which else 1]:
        if begun[year] <= told_on + _SOON:
            yield f"{said} {year}", False


def _begins(absolute: str) -> date | None:
    for when in _read("", absolute, None):
        return when.earliest or when.latest
    return None


def _lacks_only_a_year(english: str) -> bool:
    """Beside some year: 29 February and "Monday, 18 March" have no day in every year."""
    said = without_fillers(english)
    return bool(_WITHOUT_YEAR.search(said)) and any(
        _begins(f"{said} {year}") is not None for year in range(2000, 2028)
    )
