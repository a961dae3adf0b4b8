"""That somebody looked at what is open to named people only."""

from django.db.models import QuerySet

from accounts.models import User
from casework.audit.deeds import Deed
from casework.audit.trail import record
from casework.cases.codes import Sight
from casework.cases.models import Case


def record_views(reader: User, cases: QuerySet[Case]) -> None:
    """Of the visible files that a row on a page belongs to, those for named people are told."""
    for case in cases.filter(sight=Sight.NAMED).only("pk"):
        record(reader, Deed.NARROWED_FILE_VIEWED, case)


def record_view(reader: User, case: Case) -> None:
    """Call it before any of the file leaves. Files of teams are read without a line."""
    if case.sight == Sight.NAMED:
        record(reader, Deed.NARROWED_FILE_VIEWED, case)
