"""The addresses of the screens. No name and no searched word ever stands in one."""

from django.urls import path, register_converter

from casework.pages.views import (
    attachments,
    cases,
    desk,
    dossier,
    notes,
    records,
    review,
    search,
    updates,
)

app_name = "pages"


class Reference:
    """The reference of a case file, as the system issues it."""

    regex = "C-[0-9A-Z]{1,18}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(Reference, "reference")

urlpatterns = [
    path("", desk.desk, name="desk"),
    path("read-date/", updates.read_date, name="read_date"),
    path("search/", search.search, name="search"),
    path("review/", review.review, name="review"),
    path("review/<int:entry_id>/", review.review_entry, name="review_entry"),
    path("review/<int:entry_id>/answer/", review.answer_question, name="answer_question"),
    path("cases/", cases.case_list, name="case_list"),
    path("cases/new/", cases.open_case, name="open_case"),
    path("cases/<reference:reference>/", cases.case_file, name="case_file"),
    path("cases/<reference:reference>/edit/", cases.edit_case, name="edit_case"),
    path("cases/<reference:reference>/log/", updates.log_update, name="log_update"),
    path("cases/<reference:reference>/correct/<int:entry_id>/", updates.retract, name="retract"),
    path("cases/<reference:reference>/note/", notes.write_note, name="write_note"),
    path("cases/<reference:reference>/dossier/", dossier.make_dossier, name="make_dossier"),
    path("people/<int:person_id>/", records.person, name="person"),
    path("sources/<int:source_id>/", records.source, name="source"),
    path("sources/<int:source_id>/attach/", attachments.attach_file, name="attach_file"),
    path("attachments/<int:attachment_id>/", attachments.attachment, name="attachment"),
]
