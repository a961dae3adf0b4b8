"""What was said of an entry since: that it was still so, as far as known from a vantage."""

from django.db.models import Prefetch

from accounts.models import User
from casework.cases.models import Confirmation
from casework.cases.vantage import NOW, Vantage


def still_so(reader: User, cited: Prefetch | str, vantage: Vantage = NOW) -> Prefetch:
    """Fetches the confirmations of entries that were known, as `confirmations_read`; `cited`
    fetches what they rest on.
    """
    known = vantage.known(file="entry__case", told="confirmed_on")
    rows = Confirmation.objects.visible_to(reader).filter(known).prefetch_related(cited)
    if vantage.on is not None:
        rows = rows.filter(confirmed_on__lte=vantage.on)
    return Prefetch("confirmations", queryset=rows, to_attr="confirmations_read")
