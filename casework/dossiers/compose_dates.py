"""Dates as a dossier prints them: as the source puts them, never padded; and their order."""

import re
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from casework.sources.missing import missing_words
from casework.sources.when import Order, Origin, When, order
from casework.sources.when_edtf import Precision, parse
from casework.sources.when_phrase import name_of_day, phrase_of

SMALL_WORDS = frozenset({"on", "in", "the", "between", "and", "to"})


def day(value: date) -> str:
    """A day of our own calendar: 25 June 2008."""
    return name_of_day(value)


def stated(when: When) -> str:
    """A date as the source puts it and, where that says less, how it is understood.

    “in March” (in March 2008, not after 20 March 2008). Empty where nothing is recorded; never
    padded.
    """
    words = when.words.strip()
    understood = [_as_read(when, words)] if when.edtf else []
    understood += _narrower(when)
    if not understood:
        return words
    if when.origin is Origin.COMPUTED:
        understood.append(_("our reckoning"))
    reading = ", ".join(understood)
    if not words:
        return reading
    if len(understood) == 1 and _tokens(reading) <= _tokens(words):
        return words
    return _("“%(words)s” (%(reading)s)") % {"words": words, "reading": reading}


def dated(when: When, missing: str) -> str:
    """The date as the source puts it, or why there is none: "date: withheld by the source"."""
    return stated(when) or _("date: %(why)s") % {"why": missing_words(missing)}


def _as_read(when: When, words: str) -> str:
    """The phrase of a date whose words and origin are told apart from it."""
    phrase = when.phrase()
    return words if phrase.strip() == words else phrase_of(when.edtf)


def _narrower(when: When) -> list[str]:
    """Bounds that something else sets, narrower than the date's own."""
    said = parse(when.edtf) if when.edtf else None
    limits = []
    if when.earliest and (said is None or said.earliest is None or when.earliest > said.earliest):
        limits.append(_("not before %(day)s") % {"day": day(when.earliest)})
    if when.latest and (said is None or said.latest is None or when.latest < said.latest):
        limits.append(_("not after %(day)s") % {"day": day(when.latest)})
    return limits


def _tokens(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold())) - SMALL_WORDS


def order_words(earlier: When, later: When) -> str:
    """How far apart two dates are, from the first: "2 days before", "order cannot be told"."""
    match order(earlier, later):
        case Order.BEFORE if _is_day(earlier) and _is_day(later):
            return _days_before((later.earliest - earlier.latest).days)
        case Order.BEFORE:
            return _("before; how long before cannot be told")
        case Order.AFTER if _is_day(earlier) and _is_day(later):
            return _days_after((earlier.earliest - later.latest).days)
        case Order.AFTER:
            return _("after; how long after cannot be told")
        case Order.SAME:
            return _("on the same day")
    return _("order cannot be told")


def _days_before(days: int) -> str:
    return ngettext("%(days)d day before", "%(days)d days before", days) % {"days": days}


def _days_after(days: int) -> str:
    return ngettext("%(days)d day after", "%(days)d days after", days) % {"days": days}


def _is_day(when: When) -> bool:
    return when.precision is Precision.DAY and when.reach == (when.earliest, when.latest)
