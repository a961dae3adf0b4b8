"""Writing a note."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from casework.notes.forms import NoteForm
from casework.notes.services import write_note as write
from casework.pages.grants import granted_to_edit


def write_note(request: HttpRequest, reference: str) -> HttpResponse:
    case = granted_to_edit(request, reference)
    form = NoteForm(request.POST or None, case=case, author=request.user)
    if request.method == "POST" and form.is_valid():
        write(by=request.user, case=case, **form.cleaned_data)
        messages.success(request, _("Note kept. It never enters a dossier."))
        return redirect(f"{case.get_absolute_url()}#notes")
    context = {"form": form, "case": case, "nav_section": "cases"}
    return render(request, "notes/write_note.html", context)
