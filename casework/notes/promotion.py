"""From a note to a record of the file, by a deliberate act: what is kept, others may read.

The writer has seen the text in a form and edited it; the note itself stays as it is.
"""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import User
from casework.audit.deeds import Deed
from casework.audit.trail import record
from casework.cases.models import Case, StatusEntry
from casework.cases.sourcing import use_citations
from casework.notes.models import Note
from casework.sources.models import Citation
from casework.sources.services import add_source, cite


@transaction.atomic
def keep_as_source(*, by: User, note: Note, data: dict[str, Any]) -> Citation:
    """A source of the file with the words quoted from it; `data` is of a SourceFromNoteForm.

    Raises PermissionDenied for who may not edit the file, ValidationError for a wrong field.
    """
    case = Case.objects.editable_by(by).filter(pk=note.case_id).first()
    if case is None:
        raise PermissionDenied
    source = add_source(
        by=by,
        described_as=data["teller"],
        kind=data["source_kind"],
        published=data["source_date"],
        held=data["held"],
        reliability=data["reliability"],
    )
    citation = cite(
        by=by, source=source, quotation=data["quotation"], locator=data["locator"],
        hedge=data["hedge"],
    )  # fmt: skip
    use_citations(case, [citation])
    record(
        by, Deed.NOTE_PROMOTED, note, case=case.pk, to=source._meta.label, source=source.pk,
        citation=citation.pk,
    )  # fmt: skip
    return citation


def record_update_from(*, by: User, note: Note, entries: list[StatusEntry]) -> None:
    """The trail says which entries of the history were written from this note."""
    record(
        by, Deed.NOTE_PROMOTED, note, case=note.case_id, to=StatusEntry._meta.label,
        entries=[entry.pk for entry in entries],
    )  # fmt: skip
