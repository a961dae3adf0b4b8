"""What every page's template knows."""

from django.conf import settings
from django.http import HttpRequest


def everywhere(request: HttpRequest) -> dict[str, object]:
    return {"trial": settings.TRIAL, "organisation": settings.ORGANISATION}
