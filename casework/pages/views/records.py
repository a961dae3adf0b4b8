"""A source with everything that hangs on it, as far as the reader may see."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from accounts.models import User
from casework.cases import status
from casework.cases.models import (
    Case,
    CaseSource,
    StatusEntry,
)
from casework.cases.viewing import record_views
from casework.dossiers.material import web_of
from casework.sources import chain
from casework.sources.attachments import Attachment
from casework.sources.models import Citation, Relay, Source
from casework.sources.services import chain_of


def source(request: HttpRequest, source_id: int) -> HttpResponse:
    user = request.user
    shown = get_object_or_404(
        Source.objects.visible_to(user).select_related("publisher"),
        pk=source_id,
    )
    cases = Case.objects.visible_to(user).filter(
        pk__in=CaseSource.objects.visible_to(user).filter(source=shown).values("case")
    )
    record_views(user, cases)
    line = list(
        Source.objects.visible_to(user)
        .filter(pk__in=chain_of({shown.pk}))
        .select_related("publisher")
    )
    relays = Relay.objects.visible_to(user).filter(text__in=line)
    entries = _resting_on(shown, user)
    context = {
        "source": shown,
        "original": Source.objects.visible_to(user)
        .filter(pk=shown.duplicate_of_id)
        .select_related("publisher")
        .first(),
        "written_out": chain.written_out(shown.pk, web_of(line, relays)),
        "citations": Citation.objects.visible_to(user)
        .filter(source=shown)
        .select_related("recorded_by"),
        **_files(shown, user),
        "copies": Source.objects.visible_to(user).filter(duplicate_of=shown),
        "cases": cases,
        "entries": entries,
        "gone": {entry.pk for entry in status.no_longer(_with_corrections(entries, user))},
    }
    return render(request, "sources/source.html", context)


def _resting_on(source: Source, user: User) -> list[StatusEntry]:
    """The entries that cite it, each with its doubt."""
    entries = StatusEntry.objects.visible_to(user).filter(citations__source=source).distinct()
    entries = entries.select_related("case", "person", "part", "recorded_by")
    return list(entries.with_reviews().with_citations(user))


def _files(source: Source, user: User) -> dict[str, object]:
    """The evidence files of a source, and whether this reader may add one."""
    return {
        "attachments": Attachment.objects.visible_to(user)
        .filter(source=source)
        .select_related("recorded_by"),
        "may_attach": Source.objects.editable_by(user).filter(pk=source.pk).exists(),
    }


def _with_corrections(entries: list[StatusEntry], user: User) -> list[StatusEntry]:
    """The entries, and all others of their files: what corrects one may cite another source."""
    cases = {entry.case_id for entry in entries}
    return list(StatusEntry.objects.visible_to(user).filter(case__in=cases).with_reviews())
