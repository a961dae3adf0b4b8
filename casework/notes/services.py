"""Writing notes, opening sealed ones, changing who reads them. Who may is in access/policy.py."""

import uuid
from collections.abc import Iterable

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from casework.access.sealing import SealProblem, UnknownKey
from casework.access.submissions import own_token
from casework.advocacy.models import Action, ActionCase
from casework.audit.deeds import Deed
from casework.audit.trail import record
from casework.cases.models import Case, Participation, Person
from casework.notes.models import Level, Note, NoteKind, ReadersChange
from casework.notes.readers import who_may_be_named
from casework.notes.texts import put, text_of


class Stale(Exception):
    """The readers were changed since the form was opened; `stored` is the note as it is now."""

    def __init__(self, stored: Note) -> None:
        super().__init__(stored.pk)
        self.stored = stored


@transaction.atomic
def write_note(
    *, by: User, case: Case, text: str, kind: str = NoteKind.ANALYSIS,
    level: str = Level.CASE_TEAM, named_readers: Iterable[int] = (),
    person: Person | None = None, action: Action | None = None,
    submission: uuid.UUID | None = None,
) -> Note:  # fmt: skip
    """A note on a file, or on a person or an action of it; sealed where it names its readers.

    The same `submission` with the same text twice is one note. `named_readers` are ids of users,
    kept only at the level that names them. Raises PermissionDenied for who may not edit,
    ValidationError where a note names no readers, or what is not of this file.
    """
    if not by.may_edit:
        raise PermissionDenied
    submission = own_token(submission or uuid.uuid4(), case=case.pk, author=by.pk)
    Case.objects.editable_by(by).select_for_update().get(pk=case.pk)
    own = Note.objects.visible_to(by).filter(submission=submission, case=case, author=by)
    earlier = own.first()
    if earlier is not None and _says(earlier, text):
        return earlier
    if earlier is not None:
        submission = uuid.uuid4()  # another text from the same form is another note
    _check_subject(by, case, person, action)
    readers = _checked_readers(by, case, level, named_readers)
    note = Note(
        case=case, person=person, action=action, author=by, kind=kind, level=level,
        named_readers=readers, submission=submission,
    )  # fmt: skip
    put(note, text)
    note.full_clean()
    note.save()
    record(by, Deed.NOTE_WRITTEN, note, case=case.pk, level=level)
    return note


def _says(note: Note, text: str) -> bool:
    try:
        return text_of(note) == text
    except SealProblem:
        return False


def _check_subject(by: User, case: Case, person: Person | None, action: Action | None) -> None:
    """What the note stands on belongs to the file; the database refuses the same."""
    parts = Participation.objects.visible_to(by).filter(case=case)
    if person is not None and not parts.filter(person=person).exists():
        raise ValidationError(_("That person has no part in this case file. Choose another."))
    links = ActionCase.objects.visible_to(by).filter(case=case)
    if action is not None and not links.filter(action=action).exists():
        raise ValidationError(_("That action does not concern this case file. Choose another."))


def _checked_readers(by: User, case: Case, level: str, named: Iterable[int]) -> list[int]:
    """The ids to keep: each once, and only of colleagues who may see the file at this moment."""
    if level != Level.NAMED:
        return []
    wanted = set(named)
    if wanted - {user.pk for user in who_may_be_named([case], by)[case.pk]}:
        raise ValidationError(
            {"named_readers": _("Somebody chosen may not see this file now. Choose again.")}
        )
    return sorted(wanted)


def open_note(*, by: User, note: Note) -> str:
    """The text of a note that `by` may read. Of a sealed one the opening is recorded before.

    Raises SealProblem where the text cannot be unsealed; the attempt stays recorded.
    """
    if note.is_sealed:
        record(by, Deed.NOTE_OPENED, note, case=note.case_id)
    return text_of(note)


def record_unreadable(*, by: User, note: Note, problem: SealProblem) -> None:
    """The trail says that a sealed note could not be read, and which key is missing if one is."""
    kid = problem.kid if isinstance(problem, UnknownKey) else ""
    record(by, Deed.NOTE_UNREADABLE, note, case=note.case_id, key=kid)


@transaction.atomic
def change_readers(
    *, by: User, note: Note, level: str, named_readers: Iterable[int] = (), seen_version: int
) -> Note:
    """Make the circle of readers narrower or wider; sealing or unsealing the text goes with it.

    Writes what it was and what it is, here and in the trail. Nothing is written where nothing
    changes. Raises PermissionDenied for all but the author, Stale where somebody changed the
    readers after version `seen_version`, ValidationError for readers who may not see the file,
    SealProblem where a sealed text cannot be read.
    """
    own = Note.objects.editable_by(by).filter(pk=note.pk)
    stored = own.select_for_update(of=["self"]).select_related("case").first()
    if stored is None:
        raise PermissionDenied
    if stored.version != seen_version:
        raise Stale(stored)
    before = (stored.level, stored.named_readers)
    readers = _checked_readers(by, stored.case, level, named_readers)
    if (level, readers) == before:
        return stored
    text = text_of(stored)
    stored.level, stored.named_readers = level, readers
    put(stored, text)
    stored.version += 1
    stored.full_clean()
    stored.save()
    ReadersChange.objects.create(
        note=stored, changed_by=by, from_level=before[0], from_readers=before[1],
        to_level=level, to_readers=readers,
    )  # fmt: skip
    record(
        by, Deed.NOTE_READERS_CHANGED, stored, case=stored.case_id, from_level=before[0],
        from_readers=before[1], to_level=level, to_readers=readers,
    )  # fmt: skip
    return stored
