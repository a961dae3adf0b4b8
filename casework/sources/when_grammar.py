"""The words that turn or join dates: "before", "between … and …", "two days after".

A meaning is an EDTF string. The shapes of a single date are in when_shapes.py; asking and
answering the person who typed is in when_reading.py.
"""

import calendar
import re
from dataclasses import dataclass
from datetime import timedelta

from casework.sources.when_edtf import Precision, parse, write
from casework.sources.when_shapes import MONTH, Dated, leading_mark, read_one

_UNMARKED = r"[0-9][0-9X]{3}(?:-[0-9X]{2}){0,2}"
_POINT = rf"{_UNMARKED}[?~%]?"
_EDTF = re.compile(
    rf"{_POINT}/(?:{_POINT}|\.\.)?|(?:\.\.)?/{_POINT}|\[{_POINT}(?:(?:,|\.\.){_POINT})+\]"
)

# What each wording says. `a` and `b` are dates; "before" and "after" exclude the date itself.
# The first row that fits and whose dates can be read wins.
_SENTENCES = tuple(
    (re.compile(pattern), edtf)
    for pattern, edtf in (
        (r"between (?P<a>.+?) and (?P<b>.+)", "{a.edtf}/{b.edtf}"),
        (r"from (?P<a>.+?) (?:to|until|till|through|[-–]) (?P<b>.+)", "{a.edtf}/{b.edtf}"),
        (r"after (?P<a>.+?) (?:and |but )?before (?P<b>.+)", "{a.after}/{b.before}"),
        (
            r"(?:since|from|on or after|not before|(?:not|no) earlier than) "
            r"(?P<a>.+?)(?: onwards?)?",
            "{a.edtf}/..",
        ),
        (r"(?P<a>.+) (?:or later|onwards?|at the earliest)", "{a.edtf}/.."),
        (r"(?:after|later than) (?P<a>.+)", "{a.after}/.."),
        (
            r"(?:by|until|till|up to|on or before|not after|(?:not|no) later than) (?P<a>.+)",
            "../{a.edtf}",
        ),
        (r"(?P<a>.+) (?:or earlier|at the latest)", "../{a.edtf}"),
        (r"(?:before|earlier than|prior to) (?P<a>.+)", "../{a.before}"),
        (r"(?:either )?(?P<a>.+?) or (?P<b>.+)", "[{a.edtf},{b.edtf}]"),
        (r"(?P<a>.+?) (?:to|until|till|through|[-–]) (?P<b>.+)", "{a.edtf}/{b.edtf}"),
        (r"(?P<a>[^–]+)–(?P<b>[^–]+)", "{a.edtf}/{b.edtf}"),
        (r"(?P<a>[^-]+)-(?P<b>[^-]+)", "{a.edtf}/{b.edtf}"),
    )
)

_WINTER = re.compile(r"winter (?:of )?([0-9]{4})[-–/]([0-9]{2}|[0-9]{4})")

_CLOCK = r"[0-9]{1,2}:[0-9]{2}(?: ?[ap]\.?m\.?)?"
_CLOCK_TIME = re.compile(rf"(?:,| at| [-–])? (?:from )?{_CLOCK}(?: ?(?:to|[-–]) ?{_CLOCK})?$")

_WORDS = "one two three four five six seven eight nine ten eleven twelve"
_SMALL_NUMBERS = {"the": 1, "a": 1, "an": 1} | {
    word: number for number, word in enumerate(_WORDS.split(), start=1)
}
_DURATION = re.compile(
    r"(?:(?P<more>more than|over|at least) |(?P<less>less than|under|within) "
    r"|(?P<about>about|around|approximately|almost|nearly|roughly) )?"
    rf"(?P<count>[0-9]{{1,3}}|{'|'.join(_SMALL_NUMBERS)}) (?P<unit>day|week|month|year)s? "
    r"(?P<side>before|prior to|earlier than|after|later than|following) (?P<anchor>.+)"
)
_AFTER = {"after", "later than", "following"}


@dataclass(frozen=True)
class Meaning:
    """What a text says: an EDTF string, and whether it had to be worked out from a duration."""

    edtf: str
    computed: bool = False


def meaning(said: str, day_first: bool | None) -> Meaning | None:
    """What a plain text says of a date, None if it fits no shape.

    Raises UnreadableDate where a shape fits and the date cannot be, AmbiguousOrder where day and
    month could be either and `day_first` is None. The string is not yet checked as a whole.
    """
    bare = said.replace(" ", "").upper()
    if _EDTF.fullmatch(bare):
        return Meaning(bare)
    text = re.sub(r"[ ,]+", " ", _CLOCK_TIME.sub("", said)).strip(" .")
    one = read_one(text, day_first)
    if one:
        return Meaning(one.edtf)
    return _winter(text) or _counted(text, day_first) or _sentence(text, day_first)


def has_clock_time(said: str) -> bool:
    """True when the plain text ends in a time of day, which no string here can hold."""
    return _CLOCK_TIME.search(said) is not None


def _winter(text: str) -> Meaning | None:
    """One winter by both its years, as in "winter 2007–08"; "winter 2008" may be either of two."""
    match = _WINTER.fullmatch(text)
    if match is None or int(match[2][-2:]) != (int(match[1]) + 1) % 100:
        return None
    year = int(match[1])
    return Meaning(f"{write(year, 12)}/{write(year + 1, 3)}")


def _sentence(text: str, day_first: bool | None) -> Meaning | None:
    mark, text = leading_mark(text)
    if text.endswith("?"):
        mark, text = "%" if mark == "~" else "?", text.rstrip(" ?")
    for pattern, edtf in _SENTENCES:
        match = pattern.fullmatch(text)
        dates = match and _dates(match.groupdict(), day_first)
        if dates:
            return Meaning(_marked(edtf.format(**dates), mark))
    return None


def _marked(edtf: str, mark: str) -> str:
    """Every date in the string marked: "possibly between 2004 and 2006" doubts both."""

    def both(match: re.Match[str]) -> str:
        marks = {match[2], mark} - {""}
        return match[1] + ("%" if len(marks) > 1 else "".join(marks))

    return re.sub(rf"({_UNMARKED})([?~%]?)", both, edtf)


def _dates(groups: dict[str, str], day_first: bool | None) -> dict[str, Dated] | None:
    texts = {name: text.strip() for name, text in groups.items()}
    if "b" in texts:
        texts["a"], texts["b"] = _completed(texts["a"], texts["b"])
    dates = {name: read_one(text, day_first) for name, text in texts.items()}
    return None if None in dates.values() else dates


def _completed(a: str, b: str) -> tuple[str, str]:
    """Both dates in full: "18 to 20 March 2008" and "May 14–19, 2006" share month and year."""
    american = re.fullmatch(rf"({MONTH}) [0-9]{{1,2}}", a)
    if american and re.fullmatch(r"[0-9]{1,2} [0-9]{4}", b):
        return f"{a} {b[-4:]}", f"{american[1]} {b}"
    shared = re.fullmatch(rf".*[0-9](?:st|nd|rd|th)? ({MONTH} [0-9]{{4}})", b)
    if shared and re.fullmatch(r"(?:the )?[0-9]{1,2}(?:st|nd|rd|th)?", a):
        return f"{a} {shared[1]}", b
    named = rf".*\b(?:{MONTH}|spring|summer|autumn|fall)(?: [0-9]{{1,2}})?"
    if re.fullmatch(named, a) and re.fullmatch(rf"{named} [0-9]{{4}}", b):
        return f"{a} {b[-4:]}", b
    return a, b


def _counted(text: str, day_first: bool | None) -> Meaning | None:
    """A length of time from a known date. Only a plain count of days gives an exact day: other
    lengths are rounded in speech, so what they give is marked as approximate."""
    match = _DURATION.fullmatch(text)
    anchor = match and read_one(match["anchor"], day_first)
    if not anchor or not anchor.exact:
        return None
    count = _SMALL_NUMBERS.get(match["count"]) or int(match["count"])
    later = match["side"] in _AFTER
    moved = _moved(anchor, count if later else -count, match["unit"])
    if moved is None:
        return None
    if match["more"]:
        edtf = f"{moved}~/.." if later else f"../{moved}~"
    elif match["less"]:
        edtf = f"{anchor.after}/{moved}~" if later else f"{moved}~/{anchor.before}"
    else:
        edtf = moved if match["unit"] == "day" and not match["about"] else f"{moved}~"
    return Meaning(edtf, computed=True)


def _moved(anchor: Dated, count: int, unit: str) -> str | None:
    """The anchor moved by so many units, as precise as it was; None if it is too coarse."""
    point = parse(anchor.edtf).starts[0]
    start = point.earliest
    if point.precision is Precision.YEAR and unit == "year":
        return write(start.year + count)
    months = start.year * 12 + start.month - 1 + count * {"year": 12, "month": 1}.get(unit, 0)
    year, month = months // 12, months % 12 + 1
    if point.precision is Precision.MONTH and unit in ("year", "month"):
        return write(year, month)
    if point.precision is not Precision.DAY:
        return None
    if unit in ("year", "month"):
        write(year, month)
        return write(year, month, min(start.day, calendar.monthrange(year, month)[1]))
    moved = start + timedelta(days=count * {"week": 7, "day": 1}[unit])
    return write(moved.year, moved.month, moved.day)
