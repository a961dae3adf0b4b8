"""Reading the dates people type, and saying back what was understood.

Text that fits no shape is kept as words; that is no mistake. Nothing is filled in from today's
date or from any other text, and what could be read two ways is asked, never guessed. The grammar
itself is in when_grammar.py and when_shapes.py.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from casework.sources.when import FINER_WORDS, Origin, UnreadableDate, When, from_edtf
from casework.sources.when_edtf import Point, Precision, parse, write
from casework.sources.when_grammar import has_clock_time, meaning
from casework.sources.when_phrase import name_of, name_of_day, phrase_of
from casework.sources.when_shapes import MONTH, AmbiguousOrder, plain

_LONGEST_TEXT = 200  # no phrase for a date is longer; longer text is kept as words unread

_NOT_KNOWN = {"unknown", "not known", "date unknown", "date not known", "undated", "no date", "?"}
_SHORT_SECOND_YEAR = re.compile(r"([0-9]{4}) ?[/–] ?([0-9]{2})")
_SHORT_YEAR = re.compile(r"[0-9]{1,2}[-/.] ?[0-9]{1,2}[-/.] ?[0-9]{2}")
_NAMES_A_MONTH = re.compile(rf"\b{MONTH}(?![a-z])|[0-9] ?[월月]")


@dataclass(frozen=True)
class Reading:
    """What was made of a text: a value, or choices to put to the person, or a problem to show.

    Exactly one of `when`, `choices` (two or more) and `problem` is given. `understood` is one or
    two sentences for the form.
    """

    when: When | None = None
    choices: tuple[When, ...] = ()
    understood: str = ""
    problem: str = ""


def read(text: str, *, today: date | None = None, day_first: bool | None = None) -> Reading:
    """What the text says of a date, with the text itself kept as its words.

    `day_first` declares how 03/04/2008 is meant; without it both meanings are offered. `today`
    never changes what is read: it only lets `understood` remark that a date is still to come.
    """
    if not text.strip():
        return Reading(When.unknown(), understood=_("No date is given."))
    if len(text) > _LONGEST_TEXT:
        note = _("Kept as words: the text is too long to be read as a date.")
        return Reading(When.unknown(text), understood=note)
    said = plain(text)
    if said in _NOT_KNOWN:
        return Reading(When.unknown(text), understood=_("Understood as: the date is not known."))
    try:
        whens = _whens(text, said, day_first)
    except UnreadableDate as error:
        return Reading(problem=str(error))
    if not whens:
        return _kept(text, said)
    if len(whens) > 1:
        return Reading(choices=whens, understood=_could_be(whens))
    return Reading(whens[0], understood=_understood(whens[0], today))


def _whens(text: str, said: str, day_first: bool | None) -> tuple[When, ...]:
    """Every value the text can have, none if it has no known shape. Raises UnreadableDate."""
    short = _SHORT_SECOND_YEAR.fullmatch(said)
    if short:
        return tuple(from_edtf(edtf, text) for edtf in _month_or_years(short[1], short[2]))
    try:
        return _read_as(text, said, day_first)
    except AmbiguousOrder:
        found: list[When] = []
        problems: list[UnreadableDate] = []
        for either in (True, False):
            try:
                found.extend(_read_as(text, said, either))
            except UnreadableDate as error:
                problems.append(error)
        if len(problems) == 2:
            raise problems[0] from None
        return tuple(dict.fromkeys(found))


def _read_as(text: str, said: str, day_first: bool | None) -> tuple[When, ...]:
    meant = meaning(said, day_first)
    if meant is None:
        return ()
    origin = Origin.COMPUTED if meant.computed else Origin.STATED
    return (from_edtf(meant.edtf, text, origin=origin),)


def _month_or_years(year: str, two_digits: str) -> list[str]:
    """2007–08 and 2007/08: August 2007, or 2007 to 2008. (2007-08 with a hyphen is August.)"""
    later = int(two_digits) > int(year[2:])
    years = [f"{write(int(year))}/{year[:2]}{two_digits}"] if later else []
    if years and not 1 <= int(two_digits) <= 12:
        return years
    return [write(int(year), int(two_digits)), *years]


def _understood(when: When, today: date | None) -> str:
    sentences = [_("Understood as: %(date)s.") % {"date": _with_bounds(when)}]
    if when.origin is Origin.COMPUTED:
        sentences.append(_("Worked out from the length of time given."))
    if has_clock_time(plain(when.words)):
        sentences.append(_("The time of day is kept in the words only."))
    if FINER_WORDS.search(when.words):
        sentences.append(_("The finer words are kept, and nothing narrower is assumed."))
    if when.approximate:
        sentences.append(_("It is marked as approximate: the true day may lie outside."))
    if when.uncertain:
        sentences.append(_("It is marked as uncertain: the true day may be another."))
    if today and when.earliest and when.earliest > today:
        sentences.append(_("That is still to come."))
    return " ".join(sentences)


def _with_bounds(when: When) -> str:
    said = parse(when.edtf)
    single = said.starts == said.ends and len(said.starts) == 1
    if not single or when.approximate or when.uncertain:
        date_words = phrase_of(when.edtf)
    elif said.precision is Precision.DAY:
        return name_of_day(said.starts[0].earliest)
    else:
        date_words = _("some day in %(date)s") % {"date": name_of(said.starts[0])}
    bounds = {
        "date": date_words,
        "earliest": when.earliest and _bound(when.earliest, said.starts),
        "latest": when.latest and _bound(when.latest, said.ends),
    }
    if when.latest is None:
        return _("%(date)s (%(earliest)s at the earliest, no latest day)") % bounds
    if when.earliest is None:
        return _("%(date)s (no earliest day, %(latest)s at the latest)") % bounds
    return _("%(date)s (%(earliest)s at the earliest, %(latest)s at the latest)") % bounds


def _bound(day: date, points: Iterable[Point]) -> str:
    name = name_of_day(day)
    if any(point.approximate for point in points):
        return _("about %(day)s") % {"day": name}
    return name


def _could_be(whens: Iterable[When]) -> str:
    meanings = _(" or ").join(_with_bounds(when) for when in whens)
    return _("This could be %(meanings)s. Choose which is meant.") % {"meanings": meanings}


def _kept(text: str, said: str) -> Reading:
    if _lacks_only_a_year(said):
        note = _(
            "Kept as the words ‘%(words)s’: the year is missing. "
            "If it is known, write it too, as in ‘20 March 2008’."
        )
    elif _SHORT_YEAR.fullmatch(said):
        note = _(
            "Kept as the words ‘%(words)s’: the century is missing. "
            "Write the year with four digits, as in ‘20 March 2008’."
        )
    else:
        note = _("Kept as the words ‘%(words)s’; no calendar date could be read from it.")
    return Reading(When.unknown(text), understood=note % {"words": text})


def _lacks_only_a_year(said: str) -> bool:
    if not _NAMES_A_MONTH.search(said):
        return False
    for with_a_year in (f"{said} 2004", f"2004年{said}"):  # a leap year: 29 February is a day
        try:
            if meaning(with_a_year, None):
                return True
        except (UnreadableDate, AmbiguousOrder):
            return False
    return False
