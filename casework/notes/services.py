"""Writing notes. Who reads one is decided in access/policy.py."""

import uuid
from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import User
from casework.access.submissions import own_token
from casework.audit.trail import record
from casework.cases.models import Case
from casework.notes.models import Level, Note, NoteKind


@transaction.atomic
def write_note(
    *, by: User, case: Case, text: str, kind: str = NoteKind.ANALYSIS,
    level: str = Level.CASE_TEAM, named_readers: Iterable[int] = (),
    submission: uuid.UUID | None = None,
) -> Note:  # fmt: skip
    """A note on a file; the same `submission` with the same text twice is one note.

    `named_readers` are ids of users, kept only at the level that names them. Raises
    PermissionDenied for who may not edit, ValidationError where a note names no readers.
    """
    if not by.may_edit:
        raise PermissionDenied
    submission = own_token(submission or uuid.uuid4(), case=case.pk, author=by.pk)
    Case.objects.editable_by(by).select_for_update().get(pk=case.pk)
    own = Note.objects.visible_to(by).filter(submission=submission, case=case, author=by)
    earlier = own.first()
    if earlier is not None and earlier.text == text:
        return earlier
    if earlier is not None:
        submission = uuid.uuid4()  # another text from the same form is another note
    readers = sorted(set(named_readers)) if level == Level.NAMED else []
    note = Note(
        case=case, author=by, text=text, kind=kind, level=level,
        named_readers=readers, submission=submission,
    )  # fmt: skip
    note.full_clean()
    note.save()
    record(by, "note_written", note, case=case.pk, level=level)
    return note
