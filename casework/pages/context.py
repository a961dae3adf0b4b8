"""What every page's template knows."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from accounts.models import User
from casework.cases.queues import waiting_for_review

COUNTED = 99  # on every page: beyond that nobody needs the number, and to know it takes long


def everywhere(request: HttpRequest) -> dict[str, object]:
    """The trial banner, the organisation, and who is reading; lazily, for pages that ask."""
    user = getattr(request, "user", None)
    context: dict[str, object] = {"trial": settings.TRIAL, "organisation": settings.ORGANISATION}
    if getattr(user, "may_review", False):
        context["review_count"] = SimpleLazyObject(lambda: _waiting(user))
    return context


def _waiting(reviewer: User) -> str:
    """How many entries wait for this person, up to “99+”; empty for none."""
    waiting = waiting_for_review(reviewer).order_by()[: COUNTED + 1].count()
    return f"{COUNTED}+" if waiting > COUNTED else str(waiting or "")
