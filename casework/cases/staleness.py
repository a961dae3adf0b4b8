"""Where people stand and nobody has said for long that it is still so.

What can no longer change is left out, and so are files on which we no longer work. Coming
hearings are advocacy/hearings.py's.
"""

import calendar
from collections.abc import Iterable
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import User
from casework.cases.codes import Axis, Certainty, Situation, Workflow
from casework.cases.doubts import refuting
from casework.cases.models import CurrentStanding, StatusEntry

MONTHS = (1, 3, 6, 12)
USUAL_MONTHS = 6
FINAL = frozenset({Situation.EXECUTED, Situation.DIED_IN_CUSTODY, Situation.DIED_OTHER})
NO_LONGER_WORKED_ON = frozenset({Workflow.CLOSED, Workflow.DECLINED})


def months_before(day: date, months: int) -> date:
    """The same day so many months earlier, or the last of that month where it is shorter."""
    month = day.year * 12 + day.month - 1 - months
    year, month = divmod(month, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def not_confirmed_since(reader: User, day: date) -> QuerySet[CurrentStanding]:
    """Standings that the reader sees, last confirmed on that day or before; the oldest first.

    A death that is only alleged or believed is asked about again; one that is known is not, nor
    is anything else of whoever died, nor what we refute.
    """
    standings = CurrentStanding.objects.visible_to(reader)
    dead = standings.filter(
        axis=Axis.SITUATION, value__in=FINAL, certainty=Certainty.KNOWN, case=OuterRef("case")
    )
    everybody = Q(entry__person=None, entry__part=None, entry__count=None)
    same = Q(entry__person=OuterRef("entry__person")) | Q(entry=OuterRef("entry"))
    part = Q(entry__part=OuterRef("entry__part"), entry__count=None)
    return (
        standings.filter(last_confirmed_on__lte=day)
        .exclude(case__workflow__in=NO_LONGER_WORKED_ON)
        .exclude(Exists(dead.filter(everybody | same | part)))
        .exclude(Exists(refuting(reader).filter(about=OuterRef("entry"))))
        .order_by("last_confirmed_on", "pk")
    )


def with_entries(standings: Iterable[CurrentStanding], reader: User) -> list[StatusEntry]:
    """The entries of these standings in their order, each with its `last_confirmed_on`."""
    days = {standing.pk: standing.last_confirmed_on for standing in standings}
    entries = {entry.pk: entry for entry in to_confirm(days, reader)}
    for key, entry in entries.items():
        entry.last_confirmed_on = days[key]
    return [entries[key] for key in days if key in entries]


def to_confirm(keys: Iterable[int], reader: User) -> QuerySet[StatusEntry]:
    """The entries with these keys, with what it takes to tell them."""
    rows = StatusEntry.objects.visible_to(reader).filter(pk__in=list(keys))
    return rows.with_citations(reader).select_related("case", "person", "part", "recorded_by")
