"""How a date's string is worded for a reader: "in March 2008", "before 20 March 2007 or so".

Every phrase is a whole sentence part, so that a translator can turn its words round. Whether the
source's own words are shown instead is decided in when.py, by what `says_more` answers.
"""

import re
import unicodedata
from collections.abc import Sequence
from datetime import date

from django.utils.dates import MONTHS
from django.utils.translation import gettext as _

from casework.sources.when_east_asian_words import FINER_WORDS, TIMES_OF_DAY
from casework.sources.when_edtf import Point, Precision, parse

# Words that say more than any string of the subset can.
_FINER = re.compile(
    r"\b(?:early|earlier|mid|middle|late|later|beginning|start|end|half|quarter|third of|part|"
    r"weeks?|weekend|fortnight|(?:first|last|final|opening|closing) (?:\w+ )?(?:days|months)|"
    r"q[1-4]|[1-4]q|h[12]|shortly|soon|just|immediately|right|directly|not long|"
    r"morning|noon|midday|afternoon|evening|night|dawn|dusk)\b"
    rf"|(?<=[년월달대年月代]) ?(?:{FINER_WORDS})|{TIMES_OF_DAY}",
    re.IGNORECASE,
)
_LATIN = re.compile(r"[a-z]", re.IGNORECASE)


def says_more(words: str) -> bool:
    """True when words of a date say more than its string: "early May 2008", 2008년 3월 초."""
    return _FINER.search(unicodedata.normalize("NFC", words)) is not None


def are_latin(words: str) -> bool:
    """True when a reader of English can at least spell the words out."""
    return _LATIN.search(words) is not None


def phrase_of(edtf: str) -> str:
    """The phrase for a string of the subset, with its preposition. Raises UnreadableDate."""
    said = parse(edtf)
    if edtf.startswith("[") and ".." not in edtf:
        return _one_of(said.starts)
    if said.starts and said.ends and ("/" in edtf or ".." in edtf):
        return _("between %(first)s and %(last)s") % {
            "first": _end(said.starts[0]),
            "last": _end(said.ends[-1]),
        }
    if not said.ends:
        return _earliest(said.starts[0], end_not_known=edtf.endswith("/"))
    if not said.starts:
        return _latest(said.ends[0], beginning_not_known=edtf.startswith("/"))
    return _single(said.starts[0])


def name_of_day(day: date) -> str:
    """20 March 2008."""
    return _("%(day)d %(month)s %(year)d") % {
        "day": day.day,
        "month": MONTHS[day.month],
        "year": day.year,
    }


def name_of(point: Point) -> str:
    """The date's name without its qualifier: "20 March 2008", "spring 2008", "the 1990s"."""
    year = point.text[:4]
    match point.precision:
        case Precision.DAY:
            return name_of_day(point.earliest)
        case Precision.MONTH:
            name = _("%(month)s %(year)s") % {"month": MONTHS[point.earliest.month], "year": year}
        case Precision.SEASON:
            name = _seasons()[point.text[5:7]] % {"year": year}
        case Precision.DECADE if point.earliest.year % 100:
            return _("the %(year)ds") % {"year": point.earliest.year}
        case Precision.DECADE | Precision.RANGE:  # "the 2000s" would leave open which
            return _("the years %(first)d to %(last)d") % {
                "first": point.earliest.year,
                "last": point.latest.year,
            }
        case _:
            name = year
    if "-XX" not in point.text:
        return name
    unspecified = _("%(date)s, day not known"), _("%(date)s, month not known")
    return unspecified[point.precision is Precision.YEAR] % {"date": name}


def _seasons() -> dict[str, str]:
    return {
        "21": _("spring %(year)s"),
        "22": _("summer %(year)s"),
        "23": _("autumn %(year)s"),
        "24": _("winter %(year)s"),
    }


def _single(point: Point) -> str:
    if point.approximate:
        phrase = _("around %(date)s") % {"date": name_of(point)}
    else:
        phrase = _placed(point, name_of(point))
    return _("possibly %(date)s") % {"date": phrase} if point.uncertain else phrase


def _placed(point: Point, name: str) -> str:
    words = _("on %(date)s") if point.precision is Precision.DAY else _("in %(date)s")
    return words % {"date": name}


def _end(point: Point) -> str:
    name = name_of(point)
    if point.approximate:
        name = _("about %(date)s") % {"date": name}
    return _("possibly %(date)s") % {"date": name} if point.uncertain else name


def _earliest(point: Point, *, end_not_known: bool) -> str:
    if end_not_known:
        return _("from %(date)s, end not known") % {"date": _end(point)}
    return _("%(date)s or later") % {"date": _end(point)}


def _latest(point: Point, *, beginning_not_known: bool) -> str:
    if beginning_not_known:
        return _("until %(date)s, beginning not known") % {"date": _end(point)}
    if not point.approximate:
        return _("by %(date)s") % {"date": _end(point)}
    # "By about" would sound as if it had happened near that day rather than at any time before.
    name = name_of(point)
    name = _("possibly %(date)s") % {"date": name} if point.uncertain else name
    return _("before %(date)s or so") % {"date": name}


def _one_of(points: Sequence[Point]) -> str:
    *others, last = (_end(point) for point in points)
    alternatives = _("%(others)s or %(last)s") % {"others": ", ".join(others), "last": last}
    return _placed(points[0], alternatives)
