"""Notes as a page shows them: who reads each at this moment, by name, author first.

Who reads a note is the rule in access/policy.py, asked through access/readers.py.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from casework.access.readers import colleagues, who_sees
from casework.advocacy.models import Action
from casework.cases.models import Case, Person
from casework.notes.models import Level, Note, ReadersChange


@dataclass(frozen=True)
class ShownNote:
    """A note for a page. `readers` are names; the text of a sealed note is not fetched."""

    note: Note
    readers: tuple[str, ...]


def for_pages(reader: User) -> QuerySet[Note]:
    """The notes that this person may read, with their file, author, and what they stand on.

    A person or an action that the reader does not see (any more) is None there.
    """
    return (
        Note.objects.visible_to(reader)
        .select_related("case", "author")
        .prefetch_related(
            Prefetch("person", queryset=Person.objects.visible_to(reader)),
            Prefetch("action", queryset=Action.objects.visible_to(reader)),
        )
    )


def notes_shown(reader: User, **where: object) -> list[ShownNote]:
    """The notes with these columns that the reader may read, the latest first; six queries."""
    return with_readers(list(for_pages(reader).filter(**where).defer("sealed_text")))


def with_readers(notes: Sequence[Note]) -> list[ShownNote]:
    """Each note with the names of those who can read it now; two queries for all of them."""
    if not notes:
        return []
    return [
        ShownNote(note, tuple(user.name for user in _author_first(note, readers)))
        for note, readers in zip(notes, who_sees(notes, colleagues()), strict=True)
    ]


def _author_first(note: Note, readers: list[User]) -> list[User]:
    return sorted(readers, key=lambda user: user.pk != note.author_id)


def who_may_be_named(cases: Sequence[Case], author: User) -> dict[int, list[User]]:
    """Case id → the author's colleagues who may see that file now; two queries for all files."""
    return {
        case.pk: [user for user in readers if user.pk != author.pk]
        for case, readers in zip(cases, who_sees(cases, colleagues()), strict=True)
    }


@dataclass(frozen=True)
class ShownChange:
    """One change of a note's readers, in words."""

    change: ReadersChange
    before: str
    after: str


def changes_shown(reader: User, note: Note) -> list[ShownChange]:
    """Every change of the note's readers, the latest first; two queries."""
    changes = list(
        ReadersChange.objects.visible_to(reader).filter(note=note).select_related("changed_by")
    )
    ids = {pk for change in changes for pk in [*change.from_readers, *change.to_readers]}
    names = dict(User.objects.filter(pk__in=ids).values_list("pk", "name"))
    return [
        ShownChange(
            change,
            in_words(change.from_level, change.from_readers, names),
            in_words(change.to_level, change.to_readers, names),
        )
        for change in changes
    ]


def in_words(level: str, readers: Sequence[int], names: dict[int, str]) -> str:
    """A level, and whom it names where it names people; ids without a name are counted."""
    label = str(Level(level).label)
    if level != Level.NAMED:
        return label
    known = sorted(names[pk] for pk in readers if pk in names)
    unknown = len(readers) - len(known)
    if unknown:
        known.append(_("%d who may not see the file now") % unknown)
    return f"{label}: {', '.join(known)}"
