"""The passages behind facts, fetched with them: without these no doubt can be told."""

from django.db.models import Prefetch

from accounts.models import User
from casework.sources.models import Citation


def citations_read(reader: User) -> Prefetch:
    """For `prefetch_related`: the citations of facts that the reader may see."""
    cited = Citation.objects.visible_to(reader).select_related("source__publisher")
    return Prefetch("citations", queryset=cited, to_attr="citations_read")
