"""What every page's template knows."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from casework.cases.queues import waiting_for_review


def everywhere(request: HttpRequest) -> dict[str, object]:
    """The trial banner, the organisation, and who is reading; lazily, for pages that ask."""
    user = getattr(request, "user", None)
    context: dict[str, object] = {"trial": settings.TRIAL, "organisation": settings.ORGANISATION}
    if getattr(user, "may_review", False):
        context["review_count"] = SimpleLazyObject(waiting_for_review(user).count)
    return context
