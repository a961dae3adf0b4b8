"""Finding files by reference, title or the name of somebody in them: only what one sees."""

import unicodedata

from django.db.models import Q, QuerySet

from accounts.models import User
from casework.cases.models import Case, Participation, Person, PersonName


def matching_cases(words: str, reader: User) -> QuerySet[Case]:
    """Cases in which every word occurs in the reference, a title, or a person's label or name."""
    found = Case.objects.visible_to(reader)
    for word in _words(words):
        people = Participation.objects.visible_to(reader).filter(
            Q(person__label__icontains=word) | Q(person__in=_named(word, reader))
        )
        found = found.filter(
            Q(reference__iexact=word)
            | Q(public_title__icontains=word)
            | Q(working_title__icontains=word)
            | Q(pk__in=people.values("case"))
        )
    return found if _words(words) else found.none()


def matching_people(words: str, reader: User) -> QuerySet[Person]:
    """People whose label or an attested name holds every word."""
    found = Person.objects.visible_to(reader)
    for word in _words(words):
        found = found.filter(Q(label__icontains=word) | Q(pk__in=_named(word, reader)))
    return found if _words(words) else found.none()


def _named(word: str, reader: User) -> QuerySet:
    """Keys of the people of whom an attested name that this reader may read holds the word.

    A join to the names would pass by their own rule: protected names are found by their readers.
    """
    names = PersonName.objects.visible_to(reader).filter(text__icontains=word, attested=True)
    return names.values("person")


def _words(words: str) -> list[str]:
    """At most eight words, in the composed form in which names are stored."""
    return unicodedata.normalize("NFC", words).replace("\x00", "").split()[:8]
