"""What is protected of a person: names and whereabouts that only named people read.

Protected names are shown on one page and nowhere else; everywhere else a label stands in.
"""

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from casework.access.policy import holders_of
from casework.audit.trail import record
from casework.cases.models import Case, Person, PersonName, StatusEntry


def told_names(reader: User) -> QuerySet[PersonName]:
    """The attested names that may stand on a page, in a table or in a file for this reader."""
    return PersonName.objects.visible_to(reader).filter(attested=True, is_protected=False)


def readers_of(person: Person) -> QuerySet[User]:
    """The open accounts that read what is protected of a person."""
    return holders_of(person.reader_keys).filter(pk__in=person.confidants)


def protected_names(person: Person, reader: User) -> QuerySet[PersonName]:
    return PersonName.objects.visible_to(reader).filter(person=person, is_protected=True)


@transaction.atomic
def protect(
    *, by: User, person: Person, confidants: Iterable[int], names: Iterable[int] = (),
    new_name: str = "",
) -> None:  # fmt: skip
    """Say who reads what is protected of a person, and which of the names that `by` sees are.

    `confidants` are ids of accounts that may see the person, `by` among them, or nobody where
    nothing is protected; `names` are ids of names. Raises PermissionDenied for who may not
    decide, ValidationError where nobody, or somebody who may not see the person, would read it.
    """
    person = (
        Person.objects.grantable_by(by).select_for_update(of=["self"]).filter(pk=person.pk).first()
    )
    if person is None:
        raise PermissionDenied
    confidants, before = sorted(set(confidants)), person.confidants
    _may_read(by, person, confidants)
    own, chosen = PersonName.objects.editable_by(by).filter(person=person), set(names)
    own.exclude(pk__in=chosen).update(is_protected=False)  # while `by` still reads them
    own.filter(pk__in=chosen).update(is_protected=True)
    person.confidants = confidants
    person.save(update_fields=["confidants"])
    if new_name:
        PersonName.objects.create(person=person, text=new_name, is_protected=True)
    if not confidants and _is_protected(person):
        raise ValidationError(_("Something is protected: name at least one reader."))
    record(by, "protection_changed", person, before=before, after=confidants)


def _is_protected(person: Person) -> bool:
    names = PersonName.objects.unrestricted(because="whether there is one, not which")
    return names.filter(person=person, is_protected=True).exists()


def _may_read(by: User, person: Person, confidants: list[int]) -> None:
    if not confidants:
        return
    if by.pk not in confidants:
        raise ValidationError(
            _("Stay among the readers yourself; another of them can take you off.")
        )
    able = set(holders_of(person.reader_keys).values_list("pk", flat=True))
    if not able >= set(confidants):
        raise ValidationError(_("Choose only colleagues who may see the person."))


def open_protected(*, by: User, person: Person) -> list[PersonName]:
    """The protected names; recorded before they are shown."""
    record(by, "protected_names_viewed", person)
    return list(protected_names(person, by))


def still_told(person: Person, reader: User) -> list[Case]:
    """The visible files in whose titles, summary or history a protected name stands."""
    texts = [name.text.casefold() for name in protected_names(person, reader)]
    cases = Case.objects.visible_to(reader).filter(
        pk__in=person.participations.visible_to(reader).values("case")
    )
    told = {case: [case.public_title, case.working_title, case.summary] for case in cases}
    for entry in StatusEntry.objects.visible_to(reader).filter(case__in=told):
        told[next(case for case in told if case.pk == entry.case_id)].append(entry.told)
    return [
        case
        for case, passages in told.items()
        if any(text in passage.casefold() for text in texts for passage in passages)
    ]
