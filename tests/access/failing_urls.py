"""The site's addresses, and some more at which something goes wrong. The names are invented."""

from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.http import require_POST

from accounts.models import Team
from casework.urls import urlpatterns as site

SECRET = "Pak Invented-Name"


def fails(request: HttpRequest) -> HttpResponse:
    raise RuntimeError(f"could not save {SECRET}")


def fails_again(request: HttpRequest) -> HttpResponse:
    try:
        raise KeyError(SECRET)
    except KeyError as error:
        raise ValueError(f"no such person: {SECRET}") from error


def collides(request: HttpRequest) -> HttpResponse:
    """The database says which value was there already."""
    Team.objects.create(name=SECRET)
    Team.objects.create(name=SECRET)
    return HttpResponse()


def asks_wrongly(request: HttpRequest) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT '{SECRET}'::integer")
    return HttpResponse()


def forbids(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied(SECRET)


def hides(request: HttpRequest) -> HttpResponse:
    raise Http404(SECRET)


def suspects(request: HttpRequest) -> HttpResponse:
    raise SuspiciousOperation(SECRET)


@require_POST
def posts_only(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


FAILING = {
    "fails": (fails, 500),
    "fails-again": (fails_again, 500),
    "collides": (collides, 500),
    "asks-wrongly": (asks_wrongly, 500),
    "forbids": (forbids, 403),
    "hides": (hides, 404),
    "suspects": (suspects, 400),
    "posts-only": (posts_only, 405),
}
urlpatterns = [
    *(path(f"test/{name}/", view) for name, (view, _status) in FAILING.items()),
    *site,
]
