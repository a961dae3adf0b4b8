"""Writing a note: once, by who may edit, and to readers who are named."""

import uuid

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from casework.audit.models import Event
from casework.cases.models import Case
from casework.notes.models import Note
from casework.notes.services import write_note
from tests.cast import Cast


def test_the_same_submission_twice_is_one_note(case: Case, cast: Cast) -> None:
    submission = uuid.uuid4()
    first = write_note(by=cast.mara, case=case, text="Once.", submission=submission)
    again = write_note(by=cast.mara, case=case, text="Once.", submission=submission)
    assert first == again
    assert Note.objects.visible_to(cast.mara).get().text == "Once."


def test_another_text_from_the_same_form_is_another_note(case: Case, cast: Cast) -> None:
    submission = uuid.uuid4()
    for text in ("Once.", "Another."):
        write_note(by=cast.mara, case=case, text=text, submission=submission)
    kept = Note.objects.visible_to(cast.mara).values_list("text", flat=True)
    assert sorted(kept) == ["Another.", "Once."]


@pytest.mark.parametrize("name", ["lou", "abel", "vera"])
def test_only_editors_write_notes(case: Case, cast: Cast, name: str) -> None:
    with pytest.raises(PermissionDenied):
        write_note(by=getattr(cast, name), case=case, text="A note.")


def test_no_note_is_written_on_a_file_that_the_author_does_not_see(case: Case, cast: Cast) -> None:
    with pytest.raises(Case.DoesNotExist):
        write_note(by=cast.ines, case=case, text="A note.")


def test_a_note_for_named_people_names_them(case: Case, cast: Cast) -> None:
    with pytest.raises(ValidationError, match="at least one colleague"):
        write_note(by=cast.mara, case=case, text="A note.", level="named")
    note = write_note(
        by=cast.mara, case=case, text="A note.", level="named",
        named_readers=[cast.lou.pk, cast.lou.pk],
    )  # fmt: skip
    assert note.named_readers == [cast.lou.pk]
    assert list(Note.objects.visible_to(cast.lou)) == [note]


def test_names_are_dropped_at_a_level_that_names_nobody(case: Case, cast: Cast) -> None:
    note = write_note(by=cast.mara, case=case, text="A note.", named_readers=[cast.lou.pk])
    assert note.named_readers == []


def test_the_trail_says_that_a_note_was_written_and_not_what(case: Case, cast: Cast) -> None:
    note = write_note(by=cast.mara, case=case, text="Stamped words.")
    event = Event.objects.visible_to(cast.abel).get(deed="note_written")
    assert (event.object_id, event.detail) == (note.pk, {"case": case.pk, "level": "case_team"})
