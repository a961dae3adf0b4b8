"""Notes are written on the page of their file; here those are read that the reader may see."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from casework.audit.admin import ReadOnly
from casework.cases.labels import case_label
from casework.notes.models import Note


@admin.register(Note)
class NoteAdmin(ReadOnly):
    list_display = ["file", "kind", "level", "author", "written_at"]
    list_filter = ["kind", "level"]
    list_select_related = ["case", "author"]
    search_fields = ["case__reference"]
    fields = ["file", "kind", "level", "author", "written_at", "text"]

    @admin.display(description=_("case file"), ordering="case")
    def file(self, row: Note) -> str:
        return case_label(row.case)
