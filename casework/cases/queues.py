"""What waits for whom: entries for a second person, and questions for their author."""

from django.db.models import F, Min, QuerySet, Window

from accounts.models import User
from casework.cases.codes import Axis, Decision
from casework.cases.history import StatusEntry
from casework.cases.history_queries import WAITING


def waiting_for_review(reviewer: User) -> QuerySet[StatusEntry]:
    """Entries that a second person must look at, the oldest first; not the reviewer's own."""
    return _in_review(reviewer, WAITING).exclude(recorded_by=reviewer)


def by_file(entries: QuerySet[StatusEntry]) -> QuerySet[StatusEntry]:
    """File by file, that of the entry that waits longest first, the oldest of each first."""
    oldest = Window(Min("recorded_at"), partition_by=F("case"))
    return entries.annotate(file_waits_since=oldest).order_by(
        "file_waits_since", "case", "recorded_at", "pk"
    )


def own_waiting(author: User) -> QuerySet[StatusEntry]:
    """The author's entries that wait for somebody else."""
    return _in_review(author, WAITING).filter(recorded_by=author)


def sent_back_to(author: User) -> QuerySet[StatusEntry]:
    """The author's entries on which a question is open."""
    return _in_review(author, Decision.RETURNED).filter(recorded_by=author)


def _in_review(reader: User, state: str) -> QuerySet[StatusEntry]:
    """Our own work waits for nobody."""
    entries = StatusEntry.objects.visible_to(reader).exclude(axis=Axis.WORKFLOW)
    return entries.in_review_state(state).order_by("recorded_at", "pk")
