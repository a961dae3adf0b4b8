"""Reading the dates people type, and saying back what was understood.

Text that fits no shape is kept as words; that is no mistake. Nothing is filled in from today's
date or silently from any other text, and what could be read two ways is asked, never guessed. The
grammar is in when_grammar.py and when_shapes.py, Korean and Chinese in when_east_asian.py, what a
source tells from its own date in when_relative.py, the sentences in when_answers.py.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from casework.sources.when import Origin, UnreadableDate, When, from_edtf
from casework.sources.when_answers import (
    kept_as_words,
    label,
    to_choose,
    to_choose_beside,
    understood,
)
from casework.sources.when_edtf import write
from casework.sources.when_grammar import meanings
from casework.sources.when_relative import offers
from casework.sources.when_shapes import AmbiguousOrder, plain

WORDS_ALONE = "words"  # the key of the choice that takes none of the dates offered

_LONGEST_TEXT = 200  # no phrase for a date is longer; longer text is kept as words unread

_NOT_KNOWN = {
    *("unknown", "not known", "date unknown", "date not known", "undated", "no date", "?", "n/a"),
    *("not stated", "not given", "미상", "불명", "날짜 미상", "모름"),
    *("不详", "不詳", "日期不详", "日期不詳", "不明", "未知"),
}  # fmt: skip
_SHORT_SECOND_YEAR = re.compile(r"([0-9]{4}) ?[/–] ?([0-9]{1,2})")


@dataclass(frozen=True)
class Reading:
    """What was made of a text: a value, or choices to put to the person, or a problem to show.

    Exactly one of `when`, `choices` (two or more) and `problem` is given. `understood` is one or
    two sentences for the form. Dates worked out from that of the source are among the choices
    together with the words alone, which is no date.
    """

    when: When | None = None
    choices: tuple[When, ...] = ()
    understood: str = ""
    problem: str = ""

    def keyed(self) -> Iterator[tuple[str, str, When]]:
        """(key for a form, label for a reader, value) of each choice."""
        for when in self.choices:
            yield when.edtf or WORDS_ALONE, label(when), when


def read(
    text: str,
    *,
    published: When | None = None,
    today: date | None = None,
    day_first: bool | None = None,
) -> Reading:
    """What the text says of a date, with the text itself kept as its words.

    `published` is the date of the source that says so, from which "Tuesday" and "20 March" are
    worked out and offered; None where the text has no source to be dated by. `day_first` declares
    how 03/04/2008 is meant; without it both meanings are offered. `today` never changes what is
    read: it only lets `understood` remark that a date is still to come.
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
        reckoned = offers(text, said, published, day_first) if published and not whens else ()
    except UnreadableDate as error:
        return Reading(problem=str(error))
    if reckoned:
        question = to_choose_beside(reckoned, text.strip(), published)
        return Reading(choices=(*reckoned, When.unknown(text)), understood=question)
    if not whens:
        note = kept_as_words(text, said, published)
        return Reading(When.unknown(text), understood=note)
    if len(whens) > 1:
        return Reading(choices=whens, understood=to_choose(whens[:2]))
    return Reading(whens[0], understood=understood(whens[0], today))


def reading_of(when: When) -> Reading:
    """How a stored date reads: what was once chosen or narrowed is not asked again."""
    if when.edtf:
        return Reading(when, understood=understood(when))
    return read(when.words)


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
        return _with_either(text, tuple(dict.fromkeys(found)))


def _with_either(text: str, whens: tuple[When, ...]) -> tuple[When, ...]:
    """Two days, and the answer of whoever cannot know: one of the two."""
    if len(whens) != 2 or any(len(when.edtf) != len("2008-03-20") for when in whens):
        return whens
    return *whens, from_edtf("[{},{}]".format(*sorted(when.edtf for when in whens)), text)


def _read_as(text: str, said: str, day_first: bool | None) -> tuple[When, ...]:
    return tuple(
        from_edtf(meant.edtf, text, origin=Origin.COMPUTED if meant.computed else Origin.STATED)
        for meant in meanings(said, day_first)
    )


def _month_or_years(year: str, digits: str) -> list[str]:
    """2007–08, 2007/08, 2007/8: August 2007, or 2007 to 2008. (With a hyphen it is August.)"""
    later = int(digits) > int(year[-len(digits) :])
    years = [f"{write(int(year))}/{year[: -len(digits)]}{digits}"] if later else []
    if years and not 1 <= int(digits) <= 12:
        return years
    return [write(int(year), int(digits)), *years]
