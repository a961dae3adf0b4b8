"""A source with everything that hangs on it, as far as the reader may see."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from casework.cases.viewing import record_views
from casework.pages.source_page import SourcePage
from casework.sources.models import Source


def source(request: HttpRequest, source_id: int) -> HttpResponse:
    shown = get_object_or_404(
        Source.objects.visible_to(request.user).select_related("publisher"), pk=source_id
    )
    page = SourcePage(shown, request.user)
    record_views(request.user, page.cases)
    return render(request, "sources/source.html", {"source": shown, "page": page})
