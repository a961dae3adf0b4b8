"""Writing a note, reading one, and changing who reads it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.fresh import freshly_signed_in
from accounts.site_mode import stores_nothing
from casework.access.sealing import SealProblem
from casework.access.submissions import show_on
from casework.advocacy.models import Action
from casework.cases.models import Case, Person
from casework.notes import services
from casework.notes.forms import NoteForm, ReadersForm
from casework.notes.models import Note
from casework.notes.readers import changes_shown, for_pages, with_readers
from casework.pages.grants import granted_to_edit


def write_note(request: HttpRequest, reference: str) -> HttpResponse:
    case = granted_to_edit(request, reference)
    return _write(request, [case], back=case.get_absolute_url(), about=case.title)


def write_note_on_person(request: HttpRequest, person_id: int) -> HttpResponse:
    person = get_object_or_404(Person.objects.visible_to(request.user), pk=person_id)
    cases = Case.objects.editable_by(request.user).filter(participations__person=person)
    return _write(
        request, list(cases.distinct()), back=reverse("pages:person", args=[person.pk]),
        about=person.label, person=person,
    )  # fmt: skip


def write_note_on_action(request: HttpRequest, action_id: int) -> HttpResponse:
    action = get_object_or_404(Action.objects.visible_to(request.user), pk=action_id)
    cases = Case.objects.editable_by(request.user).filter(
        pk__in=action.action_cases.visible_to(request.user).values("case")
    )
    return _write(
        request, list(cases), back=reverse("pages:action", args=[action.pk]),
        about=action.title, action=action,
    )  # fmt: skip


def _write(
    request: HttpRequest, cases: list[Case], *, back: str, about: str, **on: Any
) -> HttpResponse:
    """The form for a note in one of these files, which the writer may edit."""
    if not cases:
        raise PermissionDenied
    form = NoteForm(request.POST or None, cases=cases, author=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            services.write_note(by=request.user, **form.cleaned_data, **on)
        except ValidationError as problem:
            show_on(form, problem)
        else:
            messages.success(request, _("Note kept. It never enters a dossier."))
            return redirect(f"{back}#notes")
    context = {
        "form": form, "cases": cases, "back": back, "about": about, "nav_section": "cases",
    }  # fmt: skip
    return render(request, "notes/write_note.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@stores_nothing
def note(request: HttpRequest, note_id: int) -> HttpResponse:
    """A note. A sealed one shows its cover until it is opened by a POST, which is recorded."""
    found = get_object_or_404(for_pages(request.user), pk=note_id)
    text, problem = "", ""
    is_open = request.method == "POST" or not found.is_sealed
    if is_open:
        try:
            text = services.open_note(by=request.user, note=found)
        except SealProblem as unreadable:
            services.record_unreadable(by=request.user, note=found, problem=unreadable)
            problem = str(unreadable)
    [shown] = with_readers([found])
    may_edit_case = Case.objects.editable_by(request.user).filter(pk=found.case_id).exists()
    context = {
        "note": found,
        "readers": shown.readers,
        "is_open": is_open,
        "text": text,
        "problem": problem,
        "changes": changes_shown(request.user, found),
        "may_change_readers": _may_change_readers(request, found),
        "may_promote": may_edit_case and not problem,
        "nav_section": "cases",
    }
    return render(request, "notes/note.html", context)


@freshly_signed_in
def note_readers(request: HttpRequest, note_id: int) -> HttpResponse:
    found = get_object_or_404(for_pages(request.user), pk=note_id)
    if not _may_change_readers(request, found):
        raise PermissionDenied
    form = ReadersForm(request.POST or None, note=found)
    if request.method == "POST" and form.is_valid() and _are_changed(request, found, form):
        return redirect(found)
    [shown] = with_readers([found])
    context = {"form": form, "note": found, "readers": shown.readers, "nav_section": "cases"}
    return render(request, "notes/note_readers.html", context)


def _may_change_readers(request: HttpRequest, found: Note) -> bool:
    return Note.objects.editable_by(request.user).filter(pk=found.pk).exists()


def _are_changed(request: HttpRequest, found: Note, form: ReadersForm) -> bool:
    """Whether the readers are now as the form says; if not, the form says why."""
    try:
        changed = services.change_readers(by=request.user, note=found, **form.cleaned_data)
    except services.Stale as stale:
        form.show_conflict(stale.stored)
    except SealProblem as problem:
        form.add_error(None, str(problem))
    except ValidationError as problem:
        show_on(form, problem)
    else:
        if changed.version == found.version:
            messages.info(request, _("Nothing was changed: these were its readers already."))
        else:
            messages.success(request, _("Changed. Who reads this note now is shown below."))
        return True
    return False
