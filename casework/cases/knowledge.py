"""Of the rows of case files, those known from a vantage, with what stood in them then.

Status entries know this by themselves (StatusEntry.objects.as_known); everything else of a file
is asked here. People are called as they are called now: an earlier label may hold a name that is
protected today.
"""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import TypeVar

from django.db.models import Model

from accounts.models import User
from casework.access.guard import GuardedQuerySet
from casework.audit.as_stood import as_stood
from casework.cases.models import Case, Figure
from casework.cases.vantage import Vantage
from casework.sources.models import Citation, Source

Row = TypeVar("Row", bound=Model)


def known_rows(
    rows: Iterable[Row], reader: User, vantage: Vantage, opened_at: Callable[[Row], datetime]
) -> list[Row]:
    """Rows of one model that were known: those written by then, as they stood then.

    `opened_at` says when the file of a row was opened here. Of a day before, those are known of
    which we say that we had heard; rows without such a day are as old as their file. Left out is
    what then led to something that the reader may not see.
    """
    until = vantage.known_until
    if until is None:
        return list(rows)
    known = [
        row
        for row in rows
        if vantage.knows(
            told_on=getattr(row, "known_on", date.min),
            recorded_at=row.recorded_at,
            opened_at=opened_at(row),
        )
    ]
    kept = [row for row in known if vantage.is_kept_by(opened_at(row))]
    gone = {row.pk for row in kept} - {row.pk for row in as_stood(kept, reader, until)}
    known = [row for row in known if row.pk not in gone]
    for row in known:
        if isinstance(row, Figure) and row.withdrawn_on and row.withdrawn_on > vantage.known_on:
            row.withdrawn_on = None
    return known


class Knowledge:
    """What of one file its reader knew from a vantage."""

    def __init__(self, case: Case, reader: User, vantage: Vantage) -> None:
        self.case, self.reader, self.vantage = case, reader, vantage

    def rows(self, rows: Iterable[Row]) -> list[Row]:
        opened_at = self.case.recorded_at
        return known_rows(rows, self.reader, self.vantage, lambda row: opened_at)

    def knows_of(self, source: Source) -> bool:
        """Whether a source was written down by then, or can have been published by then."""
        return self.vantage.knows(
            told_on=source.published_earliest or date.max,
            recorded_at=source.recorded_at,
            opened_at=self.case.recorded_at,
        )

    def passages(self) -> GuardedQuerySet:
        """The passages of sources that had been quoted here by then."""
        passages = Citation.objects.visible_to(self.reader)
        until = self.vantage.known_until
        if until is not None and self.vantage.is_kept_by(self.case.recorded_at):
            passages = passages.filter(recorded_at__lt=until)
        return passages
