"""Where the text of a note is: plain, or sealed for named people. Nobody else reads the column."""

from casework.notes.models import SEALED_TEXT, Note


def put(note: Note, text: str) -> None:
    """Keep the text where the note's level wants it, and nowhere else."""
    note.text = "" if note.is_sealed else text
    note.sealed_text = SEALED_TEXT.seal(note.sealing_id, text) if note.is_sealed else ""


def text_of(note: Note) -> str:
    """The text, unsealed where it is sealed; raises SealProblem where that cannot be done.

    Who shows it has recorded the opening before (services.py: open_note).
    """
    if note.sealed_text:
        return SEALED_TEXT.unseal(note.sealing_id, note.sealed_text)
    return note.text
