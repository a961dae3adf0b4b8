"""What is said back to whoever typed a date: how it was read, what to choose, what is missing.

Sentences only. What is read, and as what, is decided in when_reading.py.
"""

from collections.abc import Iterable
from datetime import date

from django.utils import dates
from django.utils.translation import gettext as _

from casework.sources.when import Origin, When
from casework.sources.when_edtf import Point, Precision, UnreadableDate, parse
from casework.sources.when_eras import why_another_calendar
from casework.sources.when_grammar import has_clock_time
from casework.sources.when_phrase import name_of, name_of_day, phrase_of, says_more
from casework.sources.when_relative import has_short_year, is_relative, lacks_only_a_year
from casework.sources.when_shapes import plain

_LONG_AGO = date(1850, 1, 1)  # rather another calendar than a date in a case file


def understood(when: When, today: date | None = None) -> str:
    """One or two sentences on a date that was read; `today` only remarks on the future."""
    sentences = [_("Understood as: %(date)s.") % {"date": _with_bounds(when)}]
    if when.origin is Origin.COMPUTED:
        sentences.append(_("Worked out, not stated: it is marked as computed."))
    if has_clock_time(plain(when.words)):
        sentences.append(_("The time of day is kept in the words only."))
    elif says_more(when.words):
        sentences.append(_("The finer words are kept, and nothing narrower is assumed."))
    if when.approximate:
        sentences.append(_("It is marked as approximate: the true day may lie outside."))
    if when.uncertain:
        sentences.append(_("It is marked as uncertain: the true day may be another."))
    if today and when.earliest and when.earliest > today:
        sentences.append(_("That is still to come."))
    if when.latest and when.latest < _LONG_AGO:
        sentences.append(_("That is long ago: is the year of the common calendar?"))
    return " ".join(sentences)


def to_choose(whens: Iterable[When]) -> str:
    """The question between several readings."""
    return _("This could be %(meanings)s. Choose which is meant.") % {"meanings": _either(whens)}


def to_choose_beside(whens: Iterable[When], words: str, published: When) -> str:
    """The question between dates worked out from that of the source."""
    return _(
        "‘%(words)s’, told in a source of %(published)s, could be %(meanings)s. Choose which is "
        "meant; it is then marked as computed."
    ) % {"words": words, "published": _name_of_publication(published), "meanings": _either(whens)}


def label(when: When) -> str:
    """A short name for one of several readings."""
    if not when.edtf:
        return _("none of these: keep the words alone")
    if when.origin is Origin.COMPUTED:
        return _("%(date)s (computed)") % {"date": _name(when)}
    return phrase_of(when.edtf)


def kept_as_words(words: str, said: str, published: When | None) -> str:
    """Why no date was read from a text, and what would help. `said` is the plain text."""
    return (why_another_calendar(said) or _why_not_dated(said, published)) % {"words": words}


def _why_not_dated(said: str, published: When | None) -> str:
    try:
        if has_short_year(said) and not lacks_only_a_year(said):
            return _(
                "Kept as the words ‘%(words)s’: the century is missing. "
                "Write the year with four digits, as in ‘20 March 2008’."
            )
        if has_short_year(said):
            return _(
                "Kept as the words ‘%(words)s’: the year is missing or has only two digits. "
                "Write it with four, as in ‘March 2008’ or ‘20 March 2008’."
            )
        if lacks_only_a_year(said):
            return _(
                "Kept as the words ‘%(words)s’: the year is missing. "
                "If it is known, write it too, as in ‘20 March 2008’."
            )
        if is_relative(said):
            return _why_not_reckoned(published)
    except UnreadableDate:
        pass  # two eras that contradict each other were already refused
    return _("Kept as the words ‘%(words)s’; no calendar date could be read from it.")


def _why_not_reckoned(published: When | None) -> str:
    if published is None:
        return _(
            "Kept as the words ‘%(words)s’: that tells no day of the calendar by itself. "
            "If the day is known, write it, as in ‘20 March 2008’."
        )
    return _(
        "Kept as the words ‘%(words)s’: the day can be worked out only from the date of the "
        "source, which is not known to the day. If it is, give it with the source."
    )


def _either(whens: Iterable[When]) -> str:
    return _(" or ").join(
        _name(when) if when.origin is Origin.COMPUTED else _with_bounds(when)
        for when in whens
        if when.edtf
    )


def _name(when: When) -> str:
    """A computed date: a day with its weekday, to be compared with what the source says."""
    if when.precision is Precision.DAY and not (when.approximate or when.uncertain):
        day = parse(when.edtf).starts[0].earliest
        return f"{dates.WEEKDAYS[day.weekday()]} {name_of_day(day)}"
    return _with_bounds(when)


def _name_of_publication(published: When) -> str:
    return name_of_day(published.earliest) if _is_day(published) else published.phrase()


def _is_day(when: When) -> bool:
    return when.earliest is not None and when.earliest == when.latest


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
