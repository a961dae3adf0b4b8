"""When an entry was last found to be still so, as far as that was known from a vantage."""

from collections.abc import Iterable

from django.db.models import Prefetch

from accounts.models import User
from casework.cases.models import Confirmation, StatusEntry
from casework.cases.vantage import NOW, Vantage


def still_so(reader: User, cited: Prefetch | str, vantage: Vantage = NOW) -> Prefetch:
    """Fetches the confirmations of entries that were known, as `confirmations_read`; `cited`
    fetches what they rest on.
    """
    known = vantage.known(file="entry__case", told="confirmed_on")
    rows = Confirmation.objects.visible_to(reader).filter(known).prefetch_related(cited)
    return Prefetch("confirmations", queryset=rows, to_attr="confirmations_read")


def last_confirmation(
    entry: StatusEntry, counted: Iterable[Confirmation] | None = None
) -> Confirmation | None:
    """The latest of them (`still_so`), or of those counted; None where no source has said so
    since we heard of the entry.
    """
    rows = entry.confirmations_read if counted is None else counted
    since = [one for one in rows if one.confirmed_on >= entry.known_on]
    return max(since, key=lambda one: (one.confirmed_on, one.pk), default=None)
