"""The plain values a group is reckoned with: what is told goes in, what adds up comes out.

Nothing here reckons (``ledger``) or speaks (``ledger_words``); no models, no database.
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

Key = Hashable

WHOLE = None
"""The key that stands for the whole group wherever a part could be named."""

UNKNOWN_SITUATION = "unknown"
"""The situation code of an entry that says in so many words that nothing is known."""

CERTAINTIES = ("known", "believed", "alleged", "disputed", "unknown")
"""How sure an entry or a membership is, surest first."""


@dataclass(frozen=True)
class Range:
    """A number of people as far as it is known: ``low`` to ``high``, both included.

    ``high`` None means that nothing bounds it from above. ``approximate`` means that the source
    said "about": the bounds are its number, not limits. ``stated_as`` keeps the source's
    qualifier so that "several" is never printed as "at least 2"; arithmetic drops it.
    """

    low: int
    high: int | None
    approximate: bool = False
    stated_as: str = field(default="", compare=False)

    def __post_init__(self) -> None:
        if self.low < 0 or (self.high is not None and self.high < self.low):
            words = {"low": self.low, "high": self.high}
            raise ValueError(_("Nobody can be counted from %(low)s to %(high)s.") % words)

    @property
    def is_exact(self) -> bool:
        return self.low == self.high and not self.approximate

    @property
    def is_unknown(self) -> bool:
        return self.low == 0 and self.high is None

    @property
    def is_nothing(self) -> bool:
        return self.high == 0

    def holds(self, persons: int) -> bool:
        """Whether that many people can be in there at all."""
        return self.high is None or persons <= self.high

    def with_at_least(self, persons: int) -> "Range":
        """The same range, knowing that so many are there; unchanged where they do not fit."""
        if persons <= self.low or not self.holds(persons):
            return self
        return Range(persons, self.high, self.approximate)

    def __add__(self, other: "Range") -> "Range":
        if other.is_nothing or self.is_nothing:
            return self if other.is_nothing else other
        high = None if self.high is None or other.high is None else self.high + other.high
        return Range(self.low + other.low, high, self.approximate or other.approximate)

    def __sub__(self, other: "Range") -> "Range":
        """What is left when the others have been counted out; never below nothing."""
        if other.is_nothing:
            return self
        low = 0 if other.high is None else max(0, self.low - other.high)
        high = None if self.high is None else max(0, self.high - other.low)
        return Range(low, high, self.approximate or other.approximate)


NOTHING = Range(0, 0)
UNKNOWN = Range(0, None)


def bounds(qualifier: str, low: int | None = None, high: int | None = None) -> Range:
    """The numbers a stated figure allows.

    A qualifier of one number takes it from ``low``, or from ``high`` if only that is given.
    "More than 5" begins at 6 and "less than 20" ends at 19, because people are whole. "Several"
    and a bare plural ("refugees") begin at 2: a plural promises no more. "About 2,000" keeps its
    number and is marked approximate, since how far off it may be is not said.

    Raises ValueError for an unknown qualifier, a missing number, or numbers that contradict it.
    """
    words = {"qualifier": qualifier}
    if qualifier in ("several", "unspecified_plural"):
        return Range(2, None, stated_as=qualifier)
    if qualifier == "between":
        if low is None or high is None:
            raise ValueError(_("A number put as “between” needs both its bounds."))
        return Range(low, high, stated_as=qualifier)
    number = low if low is not None else high
    if number is None:
        raise ValueError(_("A number put as “%(qualifier)s” is missing.") % words)
    if high not in (None, number):
        raise ValueError(_("A number put as “%(qualifier)s” has no second bound.") % words)
    limits: dict[str, tuple[int, int | None]] = {
        "exact": (number, number),
        "about": (number, number),
        "at_least": (number, None),
        "more_than": (number + 1, None),
        "at_most": (0, number),
        "less_than": (0, number - 1),
    }
    if qualifier not in limits:
        raise ValueError(_("“%(qualifier)s” is no way to put a number.") % words)
    return Range(*limits[qualifier], qualifier == "about", qualifier)


@dataclass(frozen=True)
class Figure:
    """How many there are, as one source states it. Several may be told of one part.

    ``area`` and ``year`` say of which people, where that is told: figures that differ in one of
    them do not count the same people. ``breakdown`` divides them: (("women", 13), ("men", 2)).
    """

    part: Key | None
    qualifier: str
    low: int | None = None
    high: int | None = None
    unit: str = "persons"
    source: str = ""
    area: str = ""
    year: int | None = None
    breakdown: tuple[tuple[str, int], ...] = ()
    hedges: tuple[str, ...] = ()

    @property
    def range(self) -> Range:
        return bounds(self.qualifier, self.low, self.high)


@dataclass(frozen=True)
class Part:
    """Some of the group, inside the whole (``parent`` None) or inside another part.

    A remainder is everybody its siblings leave over: its size is derived, never stated.
    A part counted apart stands beside the sum and is in no total: people who are affected too
    ("residents forced to attend"), but are not among those whom the group counts.
    """

    key: Key
    name: str
    parent: Key | None = None
    is_remainder: bool = False
    counted_apart: bool = False


@dataclass(frozen=True)
class Standing:
    """One entry in force: of whom it is said, and what.

    With ``person``: of that person. With ``persons``: of so many unnamed people of the part, or
    of what the parts of the whole leave over; ``qualifier`` says how the number is put. With
    neither: of everybody in the part (or the whole) who has no entry of their own. Of two about
    one person or one part, the higher ``order`` holds; entries about a number of people stand
    side by side. ``entry`` is the key of the entry itself; ``hedges`` how its sources put it.
    """

    value: str
    certainty: str = "known"
    part: Key | None = None
    persons: int | None = None
    qualifier: str = "exact"
    person: Key | None = None
    order: int = 0
    entry: Key | None = None
    hedges: tuple[str, ...] = ()

    @property
    def range(self) -> Range:
        return bounds(self.qualifier, self.persons)


@dataclass(frozen=True)
class Member:
    """A named or described person, and how sure it is that they are of the group or part."""

    person: Key
    part: Key | None = None
    certainty: str = "known"
    name: str = ""


@dataclass(frozen=True)
class Row:
    """So many people of one part in one situation; ``situation`` None: nothing is recorded.

    ``named`` counts those of them who are named or described: a range, since of some it cannot
    be told whether they are among them. ``unplaced``: who they are is told, but not in which row
    they would be without this one. ``derived``: the number is our subtraction, no source states
    it. ``entries`` are the keys of the entries that say so, ``hedges`` how their sources put it.
    """

    part: Key | None
    label: str
    situation: str | None
    certainty: str
    count: Range
    named: Range = NOTHING
    derived: bool = False
    unplaced: bool = False
    entries: tuple[Key, ...] = ()
    hedges: tuple[str, ...] = ()

    @property
    def is_unknown(self) -> bool:
        return self.situation in (None, UNKNOWN_SITUATION)


@dataclass(frozen=True)
class Ledger:
    """How the group adds up: the rows sum to the whole, or the problems say why not.

    ``reasons`` are the stated figures behind the whole, ``hedges`` how their sources put them,
    ``breakdowns`` how they divide the people. ``apart`` are rows in no total.
    ``contradictions`` cannot all be true; ``differences`` are sources that tell it differently,
    and are carried as ranges; ``notes`` say what was left out of the totals and why.
    ``unplaced`` counts the named people of whom it cannot be told in which row they are.
    ``sizes`` are how many are in each part, its rows together perhaps being more.
    """

    whole: Range
    reasons: tuple[str, ...]
    hedges: tuple[str, ...]
    breakdowns: tuple[str, ...]
    rows: tuple[Row, ...]
    apart: tuple[Row, ...]
    contradictions: tuple[str, ...]
    differences: tuple[str, ...]
    notes: tuple[str, ...]
    unplaced: int
    sizes: Mapping[Key | None, Range]

    @property
    def problems(self) -> tuple[str, ...]:
        return self.contradictions + self.differences

    @property
    def reconciles(self) -> bool:
        return not self.problems


@dataclass(frozen=True)
class Segment:
    """One stretch of the bar: ``share`` of its length (0 to 1); hatched where it is not known."""

    label: str
    share: float
    count: str
    situation: str | None
    certainty: str
    hatched: bool
    hedges: tuple[str, ...] = ()
