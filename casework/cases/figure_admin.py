"""Reading the figures of all files in one list, and taking them out as a table."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from casework.access.admin import VisibleRows
from casework.audit.admin import ReadOnly, RecordedExport
from casework.cases.labels import case_label
from casework.cases.models import Figure
from casework.cases.tables_out import FigureTable


@admin.register(Figure)
class FigureAdmin(RecordedExport, ReadOnly):
    """Numbers as the sources give them; they are entered on the page of their file."""

    resource_classes = [FigureTable]
    list_display = ["number", "population", "area", "as_told", "file"]
    list_filter = ["unit", "qualifier", "measures_group", ("case", VisibleRows)]
    list_select_related = ["case"]
    search_fields = ["population", "area", "case__reference"]
    fields = ["file", "number", "population", "area", "as_told", "estimated_by", "remark"]

    def choice_label(self, row: Figure) -> str:
        return row.in_words

    @admin.display(description=_("number"), ordering="low")
    def number(self, row: Figure) -> str:
        return row.in_words

    @admin.display(description=_("as of"), ordering="as_of_earliest")
    def as_told(self, row: Figure) -> str:
        return row.as_of.phrase()

    @admin.display(description=_("case file"), ordering="case")
    def file(self, row: Figure) -> str:
        return case_label(row.case)
