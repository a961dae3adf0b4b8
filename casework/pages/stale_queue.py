"""The queue of what was not confirmed for long: before a coming hearing first, then the oldest."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.models import User
from casework.advocacy.hearings import coming_hearings
from casework.advocacy.models import Action
from casework.cases.models import CurrentStanding, StatusEntry
from casework.cases.staleness import (
    USUAL_MONTHS,
    months_before,
    not_confirmed_since,
    with_entries,
)

PAGE = 50
WEEKS_AHEAD = 8
WEEKS_BEFORE_A_HEARING = 4
MOST_COUNTED = 1000


@dataclass(frozen=True)
class StaleQueue:
    """What one person should ask about again.

    `months`: not confirmed for so long. `mine`: only files that the reader leads. `file`: the
    reference of one file, or empty for all.
    """

    reader: User
    months: int = USUAL_MONTHS
    mine: bool = False
    file: str = ""
    today: date = field(default_factory=timezone.localdate)

    @property
    def _hearings(self) -> QuerySet:
        until = self.today + timedelta(weeks=WEEKS_AHEAD)
        return coming_hearings(self.reader, today=self.today, until=until)

    def _of_chosen_files(self, standings: QuerySet[CurrentStanding]) -> QuerySet[CurrentStanding]:
        if self.mine:
            standings = standings.filter(case__lead=self.reader)
        return standings.filter(case__reference=self.file) if self.file else standings

    @cached_property
    def before_a_hearing(self) -> QuerySet[CurrentStanding]:
        """Of files with a coming hearing, not confirmed for four weeks."""
        day = self.today - timedelta(weeks=WEEKS_BEFORE_A_HEARING)
        standings = not_confirmed_since(self.reader, day)
        return self._of_chosen_files(standings.filter(case__in=self._hearings.values("case")))

    @cached_property
    def gone_stale(self) -> QuerySet[CurrentStanding]:
        """Not confirmed for so many months; those before a hearing stand there alone."""
        standings = not_confirmed_since(self.reader, months_before(self.today, self.months))
        return self._of_chosen_files(standings.exclude(case__in=self._hearings.values("case")))

    def stale_after(self, after: "Place | None") -> tuple[list[StatusEntry], "Place | None"]:
        """A page of `gone_stale` from that place on, and where it ends if more follow."""
        rows = self.gone_stale
        if after is not None:
            later = Q(last_confirmed_on__gt=after.day)
            rows = rows.filter(later | Q(last_confirmed_on=after.day, pk__gt=after.entry))
        found = list(rows[: PAGE + 1])
        end = found[PAGE - 1] if len(found) > PAGE else None
        place = None if end is None else Place(end.last_confirmed_on, end.pk)
        return with_entries(found[:PAGE], self.reader), place

    def with_hearings(self) -> tuple[list[tuple[StatusEntry, list[Action]]], bool]:
        """The oldest before a hearing, each with its hearings, and whether there are more."""
        found = list(self.before_a_hearing[: PAGE + 1])
        shown = with_entries(found[:PAGE], self.reader)
        hearings = self._of_files(shown)
        return [(entry, hearings[entry.case_id]) for entry in shown], len(found) > PAGE

    def _of_files(self, entries: Sequence[StatusEntry]) -> dict[int, list[Action]]:
        hearings: dict[int, list[Action]] = {}
        files = {entry.case_id for entry in entries}
        for row in self._hearings.filter(case__in=files):
            hearings.setdefault(row.case_id, []).append(row.action)
        return hearings

    def keys(self) -> list[int]:
        """The entries of everything in the queue; for one file."""
        return [*self.before_a_hearing.values_list("pk", flat=True)[:PAGE],
                *self.gone_stale.values_list("pk", flat=True)[:PAGE]]  # fmt: skip


@dataclass(frozen=True)
class Place:
    """A place in the queue, as an address tells it: the day, and the key of the entry."""

    day: date
    entry: int

    @classmethod
    def read(cls, text: str) -> "Place | None":
        """None where the text tells no place."""
        day, _dot, entry = text.partition(".")
        try:
            return cls(date.fromisoformat(day), int(entry[:18]))
        except ValueError:
            return None

    def __str__(self) -> str:
        return f"{self.day.isoformat()}.{self.entry}"


def counted(standings: QuerySet[CurrentStanding]) -> str:
    """How many, in figures; counting stops at a thousand: “1000+”."""
    number = standings.order_by()[: MOST_COUNTED + 1].count()
    return f"{MOST_COUNTED}+" if number > MOST_COUNTED else str(number)
