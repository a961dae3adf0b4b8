"""Notes are written on the page of their file; here those are read that the reader may see.

A sealed text is never here: it is opened on the note's own page, which records the opening.
"""

from django.contrib import admin
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.audit.admin import ReadOnly
from casework.cases.labels import case_label
from casework.notes.models import Note


@admin.register(Note)
class NoteAdmin(ReadOnly):
    list_display = ["file", "kind", "level", "author", "written_at"]
    list_filter = ["kind", "level"]
    list_select_related = ["case", "author"]
    search_fields = ["case__reference"]
    fields = ["file", "kind", "level", "author", "written_at", "plain_text"]

    @admin.display(description=gettext_lazy("case file"), ordering="case")
    def file(self, row: Note) -> str:
        return case_label(row.case)

    @admin.display(description=gettext_lazy("text"))
    def plain_text(self, row: Note) -> str:
        if row.is_sealed:
            return _("Sealed. It is opened on the note’s own page: “View on site”, above.")
        return row.text
