"""The addresses of the screens. No name and no searched word ever stands in one."""

from django.urls import path, register_converter

from casework.pages.views import (
    actions,
    attachments,
    cases,
    changes,
    confirming,
    desk,
    dossier,
    notes,
    people,
    promotion,
    questions,
    records,
    review,
    search,
    sources,
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
    path("stale/", confirming.stale, name="stale"),
    path("stale/confirm/", confirming.confirm_stale, name="confirm_stale"),
    path("cases/", cases.case_list, name="case_list"),
    path("cases/new/", cases.open_case, name="open_case"),
    path("cases/<reference:reference>/", cases.case_file, name="case_file"),
    path("cases/<reference:reference>/changes/", changes.changes, name="changes"),
    path("cases/<reference:reference>/edit/", cases.edit_case, name="edit_case"),
    path("cases/<reference:reference>/readers/", cases.case_readers, name="case_readers"),
    path("cases/<reference:reference>/log/", updates.log_update, name="log_update"),
    path("cases/<reference:reference>/correct/<int:entry_id>/", updates.retract, name="retract"),
    path("cases/<reference:reference>/replace/<int:entry_id>/", updates.replace, name="replace"),
    path(
        "cases/<reference:reference>/still-so/<int:entry_id>/",
        confirming.still_so,
        name="still_so",
    ),
    path("cases/<reference:reference>/note/", notes.write_note, name="write_note"),
    path("cases/<reference:reference>/source/", sources.add_source, name="add_source"),
    path("cases/<reference:reference>/dossier/", dossier.make_dossier, name="make_dossier"),
    path(
        "cases/<reference:reference>/questions/new/", questions.open_question, name="open_question"
    ),
    path("questions/<int:question_id>/", questions.question, name="question"),
    path("questions/<int:question_id>/claim/", questions.add_claim, name="add_claim"),
    path("questions/<int:question_id>/position/", questions.take_position, name="take_position"),
    path("people/<int:person_id>/", people.person, name="person"),
    path("people/<int:person_id>/protected/", people.protected, name="protected"),
    path("people/<int:person_id>/protection/", people.protection, name="protection"),
    path("people/<int:person_id>/note/", notes.write_note_on_person, name="write_note_on_person"),
    path("actions/<int:action_id>/", actions.action, name="action"),
    path("actions/<int:action_id>/note/", notes.write_note_on_action, name="write_note_on_action"),
    path("notes/<int:note_id>/", notes.note, name="note"),
    path("notes/<int:note_id>/readers/", notes.note_readers, name="note_readers"),
    path("notes/<int:note_id>/update/", promotion.update_from_note, name="update_from_note"),
    path("notes/<int:note_id>/source/", promotion.source_from_note, name="source_from_note"),
    path("sources/<int:source_id>/", records.source, name="source"),
    path("sources/<int:source_id>/edit/", sources.edit_source, name="edit_source"),
    path("sources/<int:source_id>/step/", sources.add_chain_step, name="add_chain_step"),
    path(
        "sources/<int:source_id>/passage/", sources.add_source_passage, name="add_source_passage"
    ),
    path("sources/<int:source_id>/same/", sources.same_text, name="same_text"),
    path("sources/<int:source_id>/attach/", attachments.attach_file, name="attach_file"),
    path("attachments/<int:attachment_id>/", attachments.attachment, name="attachment"),
]
