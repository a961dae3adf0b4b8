"""From a note to an update or a source: by POST only, so that no text stands in an address.

The first POST shows the form filled with the text; the second, with the form's token, stores it.
"""

import uuid

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from casework.access.sealing import SealProblem
from casework.access.submissions import FIELD, AlreadySubmitted, once, show_on
from casework.cases.codes import Axis
from casework.cases.forms import LogUpdateForm
from casework.cases.models import Case
from casework.cases.viewing import record_view
from casework.dossiers.material import gather
from casework.notes import promotion, services
from casework.notes.forms import SourceFromNoteForm
from casework.notes.models import Note
from casework.notes.readers import for_pages
from casework.pages.taking_in import offered, taken_in


def _granted(request: HttpRequest, note_id: int) -> Note:
    """The note, if this person may read it and edit its file; to who may only read, a refusal."""
    note = get_object_or_404(for_pages(request.user), pk=note_id)
    if not Case.objects.editable_by(request.user).filter(pk=note.case_id).exists():
        raise PermissionDenied
    record_view(request.user, note.case)
    return note


def _text(request: HttpRequest, note: Note) -> str | None:
    """The text to fill a form with; None, and a message, where it cannot be read."""
    try:
        return services.open_note(by=request.user, note=note)
    except SealProblem as problem:
        services.record_unreadable(by=request.user, note=note, problem=problem)
        messages.error(request, str(problem))
        return None


@require_POST
def update_from_note(request: HttpRequest, note_id: int) -> HttpResponse:
    note = _granted(request, note_id)
    is_sent = FIELD in request.POST
    initial = {}
    if not is_sent:
        text = _text(request, note)
        if text is None:
            return redirect(note)
        initial = {"told": text, "axis": Axis.EVENT}
    material = gather(note.case, request.user)
    form = LogUpdateForm(
        request.POST if is_sent else None, **offered(material, request.user), initial=initial
    )
    if is_sent and form.is_valid():
        entries = taken_in(request, note.case, form)
        if entries:
            promotion.record_update_from(by=request.user, note=note, entries=entries)
        if entries is not None:
            return redirect(note.case)
    context = {
        "form": form, "case": note.case, "group": material.group, "note": note,
        "nav_section": "cases",
    }  # fmt: skip
    return render(request, "cases/log_update.html", context)


@require_POST
def source_from_note(request: HttpRequest, note_id: int) -> HttpResponse:
    note = _granted(request, note_id)
    if FIELD not in request.POST:
        text = _text(request, note)
        if text is None:
            return redirect(note)
        form = SourceFromNoteForm(initial={"quotation": text, "submission": uuid.uuid4()})
    else:
        form = SourceFromNoteForm(request.POST)
        if form.is_valid():
            source = _kept_as_source(request, note, form)
            if source is not None:
                return redirect("pages:source", source)
    context = {"form": form, "note": note, "case": note.case, "nav_section": "cases"}
    return render(request, "notes/keep_as_source.html", context)


def _kept_as_source(request: HttpRequest, note: Note, form: SourceFromNoteForm) -> str | None:
    """The key of the source that is stored now; None where the form says why it is not."""
    try:
        with transaction.atomic():
            citation = promotion.keep_as_source(by=request.user, note=note, data=form.cleaned_data)
            once(request, stored=str(citation.source_id))
    except ValidationError as problem:
        show_on(form, problem)
        return None
    except AlreadySubmitted as earlier:
        messages.info(request, _("This source was stored already; nothing was stored twice."))
        return earlier.stored
    messages.success(
        request, _("Kept as a source of the file. Everyone who sees the file can read it.")
    )
    return str(citation.source_id)
