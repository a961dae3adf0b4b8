"""A date as uncertain as its source: the source's words, an EDTF string and the bounds it sets.

`When` is the value, and `order` says which of two came first or that nobody can tell. Which
strings there are is in when_edtf.py, how they are worded for readers in when_phrase.py, what
people type in when_reading.py. No table, no form, and no date is ever padded.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from django.utils.translation import gettext as _

from casework.sources.when_edtf import Point, Precision, UnreadableDate, parse
from casework.sources.when_phrase import are_latin, phrase_of, says_more

__all__ = [
    "Order",
    "Origin",
    "Precision",
    "UnreadableDate",
    "When",
    "from_edtf",
    "order",
    "sort_key",
]

_SHORTEST_SLIP = timedelta(days=31)


class Origin(StrEnum):
    """Where the bounds come from."""

    STATED = "stated"
    COMPUTED = "computed"  # from a weekday or a duration
    PUBLICATION_BOUND = "publication_bound"  # it cannot be later than the text that tells it


class Order(StrEnum):
    """What can be said of one date against another."""

    BEFORE = "before"
    SAME = "same"
    AFTER = "after"
    OVERLAP = "overlap"  # both have bounds, and the bounds cannot tell
    UNKNOWN = "unknown"  # one has no bounds at all


@dataclass(frozen=True)
class When:
    """A date or a stretch of time within which the date falls.

    `words` are the source's and are never altered. `edtf` is empty when nothing of the calendar
    is known ("after the Olympics"). `earliest` and `latest` are the first and last day the string
    can mean, None where it sets no bound; something else that is known may make them narrower,
    never wider. Raises UnreadableDate for a string outside the subset, ValueError for bounds
    that contradict it.
    """

    words: str
    edtf: str
    earliest: date | None
    latest: date | None
    origin: Origin = Origin.STATED

    def __post_init__(self) -> None:
        if self.earliest and self.latest and self.earliest > self.latest:
            raise ValueError("The earliest day is later than the latest.")
        if not self.edtf:
            return
        said = parse(self.edtf)
        if said.earliest and (self.earliest is None or self.earliest < said.earliest):
            raise ValueError(f"{self.edtf} allows no day before {said.earliest}.")
        if said.latest and (self.latest is None or self.latest > said.latest):
            raise ValueError(f"{self.edtf} allows no day after {said.latest}.")

    @classmethod
    def unknown(cls, words: str = "") -> "When":
        """A date of which the calendar knows nothing; the words, if any, are kept."""
        return cls(words, "", None, None)

    @property
    def is_dated(self) -> bool:
        """True when some bound is known."""
        return self.earliest is not None or self.latest is not None

    @property
    def precision(self) -> Precision:
        """How finely it is known: day, month, season, year, decade, range, one_of, before, …"""
        if self.edtf:
            return parse(self.edtf).precision
        if self.earliest and self.latest:
            return Precision.RANGE
        if self.is_dated:
            return Precision.AFTER if self.earliest else Precision.BEFORE
        return Precision.UNKNOWN

    @property
    def approximate(self) -> bool:
        """True when any part is marked "about" (~ or %)."""
        return bool(self.edtf) and any(point.approximate for point in parse(self.edtf).points)

    @property
    def uncertain(self) -> bool:
        """True when any part is marked as doubted (? or %)."""
        return bool(self.edtf) and any(point.uncertain for point in parse(self.edtf).points)

    @property
    def reach(self) -> tuple[date | None, date | None]:
        """The first and last day it may fall on once "about" and "possibly" are taken seriously.

        The bounds themselves, where the string has no qualifier. An approximate end may slip by
        as long as its own unit, a month at least. A doubted end may lie anywhere: None.
        """
        if not self.edtf:
            return self.earliest, self.latest
        said = parse(self.edtf)
        return _slipped(self.earliest, said.starts, -1), _slipped(self.latest, said.ends, +1)

    def certainly_in(self, first: date, last: date) -> bool:
        """True when it cannot fall outside the days from `first` to `last`, both included."""
        earliest, latest = self.reach
        return bool(earliest and latest and first <= earliest and latest <= last)

    def possibly_in(self, first: date, last: date) -> bool:
        """True unless it is known to fall outside the days from `first` to `last`."""
        earliest, latest = self.reach
        return not ((earliest and earliest > last) or (latest and latest < first))

    def phrase(self) -> str:
        """Words for a reader: "in March 2008", "before 20 March 2007 or so"; never a padded date.

        The source's own words where there is no string, or where they say more than it can
        ("early May 2008"); beside the phrase, if they are in another script. What was worked out
        says so: "on 24 June 2008 (computed)".
        """
        if not self.edtf:
            return self.words or _("date not known")
        said = {"date": phrase_of(self.edtf), "words": self.words.strip()}
        is_finer = says_more(self.words)
        if self.origin is Origin.COMPUTED:
            if is_finer:
                return _("%(date)s (computed, “%(words)s”)") % said
            return _("%(date)s (computed)") % said
        if is_finer and not are_latin(self.words):
            return _("%(date)s (“%(words)s”)") % said
        return self.words if is_finer else said["date"]


def from_edtf(edtf: str, words: str = "", *, origin: Origin = Origin.STATED) -> When:
    """The value for an EDTF string. Raises UnreadableDate on anything outside the subset."""
    said = parse(edtf)
    return When(words, edtf, said.earliest, said.latest, origin)


def order(a: When, b: When) -> Order:
    """Whether `a` came before `b`, the same day, after it, or cannot be told.

    Before and after are said only when no day within reach of either would make it false.
    """
    if not (a.is_dated and b.is_dated):
        return Order.UNKNOWN
    (a_first, a_last), (b_first, b_last) = a.reach, b.reach
    if a_last and b_first and a_last < b_first:
        return Order.BEFORE
    if b_last and a_first and b_last < a_first:
        return Order.AFTER
    if a_first and a_first == a_last == b_first == b_last:
        return Order.SAME
    return Order.OVERLAP


def sort_key(when: When) -> tuple[bool, date, bool, date, str, str]:
    """A total order for lists: by the first bound known, undated last.

    "By 20 March 2008" stands just before 20 March 2008. Agrees with `order` wherever that can
    tell; where it cannot, a list still needs some order, and should say that it is uncertain.
    """
    first = when.earliest or when.latest or date.max
    last = when.latest or date.max
    return not when.is_dated, first, when.earliest is not None, last, when.edtf, when.words


def _slipped(bound: date | None, points: Iterable[Point], direction: int) -> date | None:
    slip = timedelta()
    for point in points:
        if point.uncertain:
            return None
        if point.approximate:
            slip = max(slip, _SHORTEST_SLIP, point.latest - point.earliest)
    return bound and bound + direction * slip
