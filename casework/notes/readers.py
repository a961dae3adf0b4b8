"""Who reads a note, by name where it names people: so that the author knows who reads."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from accounts.models import User
from casework.notes.models import Level, Note


def with_readers(notes: Iterable[Note]) -> list[tuple[Note, str]]:
    """Each note with its readers in words; one query for all names."""
    notes = list(notes)
    ids = {reader for note in notes for reader in note.named_readers}
    names = dict(User.objects.filter(pk__in=ids).values_list("pk", "name"))
    return [(note, _in_words(note, names)) for note in notes]


def _in_words(note: Note, names: dict[int, str]) -> str:
    if note.level == Level.NAMED:
        return _("the author and %(names)s") % {
            "names": ", ".join(sorted(names[pk] for pk in note.named_readers if pk in names))
        }
    return str(Level(note.level).label)
