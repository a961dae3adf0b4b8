"""What is protected of a person: names and whereabouts that only named people read.

Protected names are shown on one page and nowhere else; everywhere else a label stands in.
"""

from collections.abc import Iterable, Iterator

from django.apps import apps
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from casework.access.readers import colleagues, who_sees
from casework.access.sealing import SealProblem, register
from casework.audit.deeds import Deed
from casework.audit.trail import record
from casework.cases.models import Case, Person, PersonName, Whereabouts

SEALED = register("cases.Whereabouts", "sealed", key="key")


def told_names(reader: User) -> QuerySet[PersonName]:
    """The attested names that may stand on a page, in a table or in a file for this reader."""
    return PersonName.objects.visible_to(reader).filter(attested=True, is_protected=False)


def readers_of(person: Person) -> list[User]:
    """The colleagues who read what is protected of a person, by name."""
    return [user for user in who_sees([person], colleagues())[0] if user.pk in person.confidants]


def protected_names(person: Person, reader: User) -> QuerySet[PersonName]:
    return PersonName.objects.visible_to(reader).filter(person=person, is_protected=True)


@transaction.atomic
def protect(
    *, by: User, person: Person, confidants: Iterable[int], names: Iterable[int] = (),
    new_name: str = "", whereabouts: str = "",
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
    if whereabouts:
        row = Whereabouts(person=person, recorded_by=by)
        row.sealed = SEALED.seal(row.key, whereabouts)
        row.save()
    if not confidants and _is_protected(person):
        raise ValidationError(_("Something is protected: name at least one reader."))
    record(by, Deed.PROTECTION_CHANGED, person, before=before, after=confidants)


def _is_protected(person: Person) -> bool:
    because = "whether there is one, not which"
    names = PersonName.objects.unrestricted(because=because).filter(person=person)
    places = Whereabouts.objects.unrestricted(because=because).filter(person=person)
    return names.filter(is_protected=True).exists() or places.exists()


def _may_read(by: User, person: Person, confidants: list[int]) -> None:
    if not confidants:
        return
    if by.pk not in confidants:
        raise ValidationError(
            _("Stay among the readers yourself; another of them can take you off.")
        )
    able = {user.pk for user in who_sees([person], colleagues())[0]}
    if not able >= set(confidants):
        raise ValidationError(_("Choose only colleagues who may see the person."))


@transaction.atomic
def open_protected(
    *, by: User, person: Person
) -> tuple[list[PersonName], list[tuple[Whereabouts, str]]]:
    """The protected names, and (whereabouts, text) newest first; recorded before it is shown.

    In the place of a text that cannot be unsealed stands why, and what to do.
    """
    record(by, Deed.PROTECTED_NAMES_VIEWED, person)
    rows = Whereabouts.objects.visible_to(by).filter(person=person).select_related("recorded_by")
    return list(protected_names(person, by)), [(row, _unsealed(row)) for row in rows]


def _unsealed(row: Whereabouts) -> str:
    try:
        return SEALED.unseal(row.key, row.sealed)
    except SealProblem as problem:
        return str(problem)


# Where somebody may have typed a name: model, texts, path to the case file that they are read in.
TYPED = (
    ("cases.Case", ("public_title", "working_title", "summary"), "pk"),
    ("cases.Part", ("name", "description"), "case"),
    (
        "cases.Figure",
        ("population", "area", "breakdown", "estimated_by", "remark", "withdrawn_because"),
        "case",
    ),
    ("cases.Participation", ("remark", "person__label", "person__remark"), "case"),
    ("cases.StatusEntry", ("told", "place", "reason_in_words"), "case"),
    ("cases.Review", ("words",), "entry__case"),
    ("cases.Confirmation", ("words",), "entry__case"),
    ("cases.Dispute", ("question", "adopted_answer", "reasoning"), "case"),
    ("cases.DisputedClaim", ("claim",), "dispute__case"),
    ("cases.CaseSource", ("source__title", "source__author", "source__described_as"), "case"),
    (
        "cases.CaseCitation",
        tuple(f"citation__{name}" for name in ("quotation", "translation", "said_by", "locator")),
        "case",
    ),
    ("advocacy.ActionCase", ("action__title", "action__summary", "action__place"), "case"),
    ("advocacy.ActionParty", ("described_as",), "action__action_cases__case"),
    ("advocacy.Ask", ("text", "of_whom"), "action__action_cases__case"),
    (
        "advocacy.Reply", ("from_whom", "on_behalf_of", "summary"), "action__action_cases__case",
    ),
    ("advocacy.OutcomeLink", ("asserted_by", "reasoning"), "case"),
)  # fmt: skip


def still_told(person: Person, reader: User) -> list[Case]:
    """The visible files of the person in whose texts (`TYPED`) such a name stands as written.

    Notes, remarks on sources, steps of chains and evidence files are not looked through.
    """
    names = [name.text.casefold() for name in protected_names(person, reader)]
    cases = Case.objects.visible_to(reader).filter(
        pk__in=person.participations.visible_to(reader).values("case")
    )
    keys = [case.pk for case in cases]
    told = {key for place in TYPED for key in _telling(names, *place, reader, keys)}
    return [case for case in cases if case.pk in told]


def _telling(
    names: list[str], label: str, texts: tuple[str, ...], path: str, reader: User, keys: list[int]
) -> Iterator[int]:
    """The keys of those files in which a name stands in one of these texts."""
    rows = apps.get_model(label).objects.visible_to(reader).filter(**{f"{path}__in": keys})
    for key, *passages in rows.values_list(path, *texts):
        told = "\n".join(map(str, passages)).casefold()
        if any(name in told for name in names):
            yield key
