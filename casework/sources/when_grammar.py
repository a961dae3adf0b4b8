"""The words that turn or join dates: "before", "between … and …", "two days after".

A meaning is an EDTF string. The shapes of a single date are in when_shapes.py; asking and
answering the person who typed is in when_reading.py.
"""

import calendar
import re
from dataclasses import dataclass
from datetime import timedelta

from casework.sources.when_east_asian import in_english, names_an_hour
from casework.sources.when_edtf import LONGEST, Precision, parse, write
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
        (r"(?:somewhere )?between (?P<a>.+?) and (?P<b>.+)", "{a.edtf}/{b.edtf}"),
        (
            r"from (?P<a>.+?) (?:to|until|till|through(?: to)?|up to|[-–]) (?P<b>.+)",
            "{a.edtf}/{b.edtf}",
        ),
        (r"after (?P<a>.+?) (?:and |but )?before (?P<b>.+)", "{a.after}/{b.before}"),
        (
            r"(?:(?:ever )?since|from|starting|in or after|on or after|not before|"
            r"(?:not|no) earlier than) (?P<a>.+?)(?: onwards?| on)?",
            "{a.edtf}/..",
        ),
        (
            r"(?P<a>.+) (?:or (?:later|after)|and (?:later|after)|onwards?|at the earliest)",
            "{a.edtf}/..",
        ),
        # "Shortly after the 20th" may still be the 20th.
        (
            r"(?:(?:very )?(?:shortly|soon|just|immediately|right|directly|not long) after|"
            r"(?:in the )?(?:hours|days|weeks|months|years) (?:after|following)) (?P<a>.+)",
            "{a.edtf}/..",
        ),
        (r"(?:some ?time )?(?:after|later than) (?P<a>.+)", "{a.after}/.."),
        (
            r"(?:by|until|till|up (?:to|until|till)|(?:in|on) or before|on or prior to|not after|"
            r"(?:not|no) later than) (?P<a>.+)",
            "../{a.edtf}",
        ),
        (
            r"(?P<a>.+) (?:or (?:earlier|before)|and (?:earlier|before)|at the latest)",
            "../{a.edtf}",
        ),
        (
            r"(?:(?:very )?(?:shortly|soon|just|immediately|right|not long) before|"
            r"(?:in the )?(?:hours|days|weeks|months|years) (?:before|preceding)) (?P<a>.+)",
            "../{a.edtf}",
        ),
        (r"(?:some ?time )?(?:before|earlier than|prior to|ahead of) (?P<a>.+)", "../{a.before}"),
        (r"(?:either )?(?P<a>.+?) or (?P<b>.+)", "[{a.edtf},{b.edtf}]"),
        (r"(?P<a>.+?) (?:to|until|till|through|[-–]) (?P<b>.+)", "{a.edtf}/{b.edtf}"),
        (r"(?P<a>[^–]+)–(?P<b>[^–]+)", "{a.edtf}/{b.edtf}"),
        (r"(?P<a>[^~]+)~(?P<b>[^~]+)", "{a.edtf}/{b.edtf}"),
        (r"(?P<a>[^-]+)-(?P<b>[^-]+)", "{a.edtf}/{b.edtf}"),
        (r"(?P<a>[^/]+)/(?P<b>[^/]+)", "{a.edtf}/{b.edtf}"),
    )
)

_NIGHT = re.compile(
    r"(?:(?:on|in|at|during) )?(?:the )?night (?:of|from) (?:the )?"
    r"(?P<a>.+?)(?: ?(?:to|[-–/]) ?(?P<b>.+))?"
)
_WEEK = re.compile(
    r"(?:(?:in|during) )?(?:the )?week (?P<side>beginning|starting|commencing|ending|of)"
    r"(?: on)? (?P<day>.+)"
)
# The first and last day that such a week can have, counted from the day that names it.
_DAYS_OF_WEEK = {"ending": (-6, 0), "of": (-6, 6)}
_PART_WORDS = r"(?:the )?(?:early|mid|middle|late|beginning of|start of|end of)[ -]"
_WINTER = re.compile(r"(?:in )?(?:the )?winter (?:of )?([0-9]{4}) ?[-–/] ?([0-9]{1,2}|[0-9]{4})")

_CLOCK = (
    r"(?:[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,9})?)?(?: ?[ap]\.?m\.?)?|"
    r"(?:0?[0-9]|1[0-2])(?:\.[0-9]{2})? ?[ap]\.?m\.?)"
)
_ZONE = r"(?: ?(?:z|utc|gmt|[a-z]{1,3}t|local time|[-+][0-9]{2}:?[0-9]{2}))?"
_CLOCK_TIME = re.compile(
    rf"(?:(?<=[0-9])t|(?:,? at|,| [-–])? (?:from )?){_CLOCK}(?: ?(?:to|[-–]) ?{_CLOCK})?{_ZONE}$"
)
_CLOCK_FIRST = re.compile(rf"(?:at )?{_CLOCK}{_ZONE}(?: on|,) ")

_WORDS = "one two three four five six seven eight nine ten eleven twelve"
_SMALL_NUMBERS = {"the": 1, "a": 1, "an": 1, "a couple of": 2, "fifteen": 15, "twenty": 20} | {
    word: number for number, word in enumerate(_WORDS.split(), start=1)
}
_LONGER = {"fortnight": ("week", 2), "decade": ("year", 10)}
DURATION = (
    r"(?:for )?"
    r"(?:(?P<more>(?:well )?over|(?:more|longer) than|upwards of|at least|(?:no|not) less than) |"
    r"(?P<less>(?:less|fewer) than|under|within|(?:no|not) more than|at most|up to) |"
    r"(?P<about>about|around|approximately|almost|nearly|roughly|just over|some) )?"
    rf"(?P<count>[0-9]{{1,3}}|{'|'.join(_SMALL_NUMBERS)}) "
    r"(?P<unit>day|week|fortnight|month|year|decade)s?"
)
COUNTED = re.compile(
    rf"{DURATION} (?P<side>before|prior to|earlier than|ahead of|up to|until|after|later than|"
    r"following|from|since|starting) (?P<anchor>.+)"
)
_AFTER = {"after", "later than", "following", "from", "since", "starting"}


@dataclass(frozen=True)
class Meaning:
    """What a text says: an EDTF string, and whether it had to be worked out from a duration."""

    edtf: str
    computed: bool = False


def meanings(said: str, day_first: bool | None) -> tuple[Meaning, ...]:
    """What a plain text says of a date, in any language: none if it fits no shape, two to choose.

    Raises UnreadableDate where a shape fits and the date cannot be, AmbiguousOrder where day and
    month could be either and `day_first` is None. The strings are not yet checked as a whole.
    """
    found = (meaning(english, day_first) for english in in_english(said))
    return tuple(dict.fromkeys(one for one in found if one is not None))


def meaning(said: str, day_first: bool | None) -> Meaning | None:
    """What a plain English text says of a date; as `meanings`, but one or none."""
    bare = said.replace(" ", "").upper()
    if _EDTF.fullmatch(bare):
        return Meaning(bare)
    timeless = without_fillers(said)
    text = re.sub(r"[ ,]+", " ", timeless).strip(" .")
    one = read_one(text, day_first)
    if one:
        return Meaning(one.edtf)
    return (
        _winter(text)
        or _week(text, day_first)
        or _night(text, day_first)
        or _counted(text, day_first)
        or _listed(timeless.strip(" ."), day_first)
        or _sentence(text, day_first)
    )


def without_fillers(said: str) -> str:
    """The plain text without a time of day by the clock, and without "alone"."""
    timeless = _CLOCK_FIRST.sub("", _CLOCK_TIME.sub("", said), count=1)
    return timeless.removesuffix(" alone")


def has_clock_time(said: str) -> bool:
    """True when the plain text has a time of day by the clock, which no string here can hold."""
    found = _CLOCK_TIME.search(said) or _CLOCK_FIRST.match(said)
    return found is not None or names_an_hour(said)


def _winter(text: str) -> Meaning | None:
    """One winter by both its years, as in "winter 2007–08"; "winter 2008" may be either of two."""
    match = _WINTER.fullmatch(text)
    year, end = (int(match[1]), match[2]) if match else (0, "")
    if match is None or not str(year + 1).endswith(end):
        return None
    return Meaning(f"{write(year, 12)}/{write(year + 1, 3)}")


def _week(text: str, day_first: bool | None) -> Meaning | None:
    """The seven days of a week named by its first or last; "the week of" one may be either way."""
    match = _WEEK.fullmatch(text)
    named = match and read_one(match["day"], day_first)
    if not named or len(named.edtf) != len("2008-03-20"):
        return None
    ends = _DAYS_OF_WEEK.get(match["side"], (0, 6))
    return Meaning("/".join(_moved(named, days, "day") or "" for days in ends), computed=True)


def _night(text: str, day_first: bool | None) -> Meaning | None:
    """The night of a day ends on the next."""
    match = _NIGHT.fullmatch(text)
    nights = match and _dates({k: v for k, v in match.groupdict().items() if v}, day_first)
    if not nights or any(len(night.edtf) != len("2008-03-20") for night in nights.values()):
        return None
    last = nights["b"].edtf if "b" in nights else nights["a"].after
    return Meaning(f"{nights['a'].edtf}/{last}")


def _listed(said: str, day_first: bool | None) -> Meaning | None:
    """One of three or more: "18, 19 or 20 March 2008"."""
    *others, last = re.split(r",? or |, ?", said.removeprefix("either "))
    if len(others) < 2 or " or " not in said:
        return None
    texts = [_completed(other.strip(), last.strip())[0] for other in others]
    dates = [read_one(text, day_first) for text in (*texts, last.strip())]
    if any(date is None for date in dates):
        return None
    edtf = "[{}]".format(",".join(date.edtf for date in dates if date))
    return Meaning(edtf) if len(edtf) <= LONGEST else None


def _sentence(text: str, day_first: bool | None) -> Meaning | None:
    mark, text = leading_mark(text)
    if text.endswith("?"):
        mark, text = "%" if mark == "~" else "?", text.rstrip(" ?")
    for pattern, edtf in _SENTENCES:
        match = pattern.fullmatch(text)
        dates = match and _dates(match.groupdict(), day_first)
        if dates:
            same = len({date.edtf for date in dates.values()}) < len(dates)
            return Meaning(_marked(dates["a"].edtf if same else edtf.format(**dates), mark))
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
    part = re.fullmatch(r"(?:the )?(?:early|mid|middle|late|beginning|start|end)(?: of)?", a)
    shared = re.fullmatch(rf"{_PART_WORDS}(.+)", b)
    if part and shared:
        return f"{a}-{shared[1]}" if a.startswith("mid") else f"{a} {shared[1]}", b
    american = re.fullmatch(rf"({MONTH}) [0-9]{{1,2}}(?:st|nd|rd|th)?", a)
    if american and re.fullmatch(r"[0-9]{1,2}(?:st|nd|rd|th)? [0-9]{4}", b):
        return f"{a} {b[-4:]}", f"{american[1]} {b}"
    shared = re.fullmatch(rf".*[0-9](?:st|nd|rd|th)?(?: of)? ({MONTH} (?:of )?[0-9]{{4}})", b)
    if shared and re.fullmatch(r"(?:the )?[0-9]{1,2}(?:st|nd|rd|th)?", a):
        return f"{a} {shared[1]}", b
    named = rf".*\b(?:{MONTH}|spring|summer|autumn|fall)(?: [0-9]{{1,2}}(?:st|nd|rd|th)?)?"
    if re.fullmatch(named, a) and re.fullmatch(rf"{named} [0-9]{{4}}", b):
        return f"{a} {b[-4:]}", b
    return a, b


def _counted(text: str, day_first: bool | None) -> Meaning | None:
    """A length of time from a known date. Only a plain count of days gives an exact day: other
    lengths are rounded in speech, so what they give is marked as approximate."""
    match = COUNTED.fullmatch(text)
    anchor = match and read_one(match["anchor"], day_first)
    if not anchor or not anchor.exact:
        return None
    unit, units = _LONGER.get(match["unit"], (match["unit"], 1))
    count = units * (_SMALL_NUMBERS.get(match["count"]) or int(match["count"]))
    later = match["side"] in _AFTER
    moved = _moved(anchor, count if later else -count, unit)
    if moved is None:
        return None
    if match["more"]:
        edtf = f"{moved}~/.." if later else f"../{moved}~"
    elif match["less"]:
        edtf = f"{anchor.after}/{moved}~" if later else f"{moved}~/{anchor.before}"
    else:
        edtf = moved if unit == "day" and not match["about"] else f"{moved}~"
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
