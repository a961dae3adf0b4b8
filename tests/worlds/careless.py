"""Views as a developer in a hurry would write them: one mistake each. Only tests serve them."""

import csv
import io
import logging
from collections.abc import Callable

from django.db.models import Count, Prefetch, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import include, path, register_converter
from openpyxl import Workbook

from accounts.models import Team
from casework.cases.models import Case, Participation, Person
from casework.dossiers.compose import compose
from casework.dossiers.render import pdf
from casework.pages.urls import Reference
from casework.sources.models import Source
from tests.worlds.crawler import DOSSIER_DAY

register_converter(Reference, "careless_reference")
View = Callable[..., HttpResponse]
BY_REFERENCE: list[View] = []
PLAIN: list[View] = []


def plain(view: View) -> View:
    PLAIN.append(view)
    return view


def by_reference(view: View) -> View:
    BY_REFERENCE.append(view)
    return view


def every_case() -> QuerySet[Case]:
    return Case.objects.unrestricted(because="the mistake that this view is here to make")


def one_case(reference: str) -> Case:
    return every_case().filter(reference=reference).first() or Case(public_title="")


@plain
def unrestricted_list(request: HttpRequest) -> HttpResponse:
    return HttpResponse("<li>".join(case.title for case in every_case()))


@plain
def count_in_a_heading(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"<h1>{every_case().count()} case files</h1>")


@plain
def sort_order(request: HttpRequest) -> HttpResponse:
    """The busiest team first: the order tells of files that the reader does not see."""
    teams = list(Team.objects.order_by("name"))
    busy = every_case().values("teams").annotate(files=Count("pk")).values_list("teams", "files")
    return HttpResponse(
        ", ".join(
            team.name for team in sorted(teams, key=lambda team: -dict(busy).get(team.pk, 0))
        )
    )


@plain
def did_you_mean(request: HttpRequest) -> HttpResponse:
    nearest = every_case().order_by("public_title").first()
    return HttpResponse(f"Nothing found. Did you mean {nearest.public_title}?")


@by_reference
def title_in_a_404(request: HttpRequest, reference: str) -> HttpResponse:
    title = one_case(reference).title
    if Case.objects.visible_to(request.user).filter(reference=reference).exists():
        return HttpResponse("")
    return HttpResponse(f"You may not see “{title}”.", status=404)


@by_reference
def name_in_the_log(request: HttpRequest, reference: str) -> HttpResponse:
    logging.getLogger("careless").debug("asked for %s", one_case(reference).title)
    raise Http404


@by_reference
def name_in_a_header(request: HttpRequest, reference: str) -> HttpResponse:
    return HttpResponse(
        "",
        headers={"Content-Disposition": f'attachment; filename="{one_case(reference).title}.pdf"'},
    )


@by_reference
def name_in_a_redirect(request: HttpRequest, reference: str) -> HttpResponse:
    return HttpResponse(status=302, headers={"Location": f"/?closed={one_case(reference).title}"})


@by_reference
def name_in_a_cookie(request: HttpRequest, reference: str) -> HttpResponse:
    answer = HttpResponse("")
    answer.set_cookie("last", one_case(reference).title)
    return answer


@by_reference
def exception_with_a_name(request: HttpRequest, reference: str) -> HttpResponse:
    raise ValueError(f"cannot show {one_case(reference).title}")


@plain
def unguarded_autocomplete(request: HttpRequest) -> HttpResponse:
    people = Person.objects.unrestricted(because="the mistake of this view")
    return JsonResponse({"results": [{"id": one.pk, "text": one.label} for one in people]})


@plain
def values_across_models(request: HttpRequest) -> HttpResponse:
    """The rows are the reader's own; what they point at is not."""
    titles = Source.objects.visible_to(request.user).values_list("duplicate_of__title", flat=True)
    return HttpResponse(", ".join(filter(None, titles)))


@plain
def select_related_across_models(request: HttpRequest) -> HttpResponse:
    rows = Source.objects.visible_to(request.user).select_related("duplicate_of")
    return HttpResponse(", ".join(row.duplicate_of.title for row in rows if row.duplicate_of))


@plain
def prefetch_past_the_guard(request: HttpRequest) -> HttpResponse:
    parts = Participation.objects.unrestricted(because="the mistake of this view")
    people = Person.objects.visible_to(request.user).prefetch_related(
        Prefetch("participations", queryset=parts.select_related("case"), to_attr="all_parts")
    )
    return HttpResponse(", ".join(part.case.title for one in people for part in one.all_parts))


@plain
def export_as_csv(request: HttpRequest) -> HttpResponse:
    text = io.StringIO()
    csv.writer(text).writerows([case.reference, case.title] for case in every_case())
    return HttpResponse(text.getvalue(), content_type="text/csv")


@plain
def export_as_xlsx(request: HttpRequest) -> HttpResponse:
    book, content = Workbook(), io.BytesIO()
    for case in every_case():
        book.active.append([case.title])
    book.save(content)
    return HttpResponse(content.getvalue())


@by_reference
def dossier_for_somebody_else(request: HttpRequest, reference: str) -> HttpResponse:
    """Composed as its lead would read it, whoever asks."""
    case = one_case(reference)
    if case.pk is None:
        raise Http404
    made = pdf(
        compose(
            case,
            asked_by=case.lead,
            composed_for="A colleague",
            purpose="To read",
            as_of=DOSSIER_DAY,
            known_on=DOSSIER_DAY,
            unreviewed=True,
        )
    )
    return HttpResponse(made.content, content_type=made.media_type)


_PLANTED = [path(f"{view.__name__}/", view, name=view.__name__) for view in PLAIN]
_PLANTED += [
    path(f"{view.__name__}/<careless_reference:reference>/", view, name=view.__name__)
    for view in BY_REFERENCE
]
urlpatterns = [
    path("careless/", include((_PLANTED, "careless"))),
    path("", include("casework.urls")),
]
