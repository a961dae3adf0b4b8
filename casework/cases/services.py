"""Opening a case file and writing down what belongs to it; its history is written by status.py."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils import timezone

from accounts.models import Team, User
from casework.audit.deeds import Deed
from casework.audit.trail import record
from casework.cases import status
from casework.cases.codes import Axis, Certainty, Workflow
from casework.cases.models import (
    Case,
    Dispute,
    DisputedClaim,
    Figure,
    Kinship,
    Part,
    Participation,
    Person,
    PersonName,
)
from casework.cases.sourcing import rest_on, use_citations
from casework.sources.models import Citation
from casework.sources.when import When


@transaction.atomic
def open_case(*, by: User, teams: Iterable[Team], issues: Iterable = (), **fields: object) -> Case:
    """A new file in intake; its reference is issued by the system unless given by a loader."""
    case = Case(recorded_by=by, **fields)
    case.full_clean()
    case.save()
    case.teams.set(teams)
    case.issues.set(issues)
    status.log_update(
        by=by, case=case, axis=Axis.WORKFLOW, value=Workflow.INTAKE, certainty=Certainty.KNOWN
    )
    record(by, Deed.CASE_OPENED, case)
    case.refresh_from_db()
    return case


@transaction.atomic
def add_person(
    *, by: User, case: Case, role: str, citations: Iterable[Citation] = (),
    part: Part | None = None, part_certainty: str = "", certainty: str = Certainty.KNOWN,
    remark: str = "", person: Person | None = None, names: Iterable[dict] = (),
    born: When | None = None, known_on: date | None = None, **fields: object,
) -> Person:  # fmt: skip
    """A person's part in a case; the person is new unless given.

    Names are dicts of PersonName, and may carry the `citations` that write them so.
    """
    if person is None:
        person = Person(recorded_by=by, **fields)
        if born is not None:
            person.born = born
        person.full_clean()
        person.save()
    for name in names:
        cited = name.get("citations", ())
        rest_on(_write_name(person, name), case, cited)
    part_in_case = Participation(
        case=case, person=person, role=role, certainty=certainty,
        part=part, part_certainty=part_certainty, remark=remark,
        known_on=known_on or timezone.localdate(),
    )  # fmt: skip
    part_in_case.full_clean()
    part_in_case.save()
    rest_on(part_in_case, case, citations)
    return person


@transaction.atomic
def add_public_figure(*, by: User, names: Iterable[dict], **fields: object) -> Person:
    """Somebody who speaks in public office or in public, in no case file; all staff see them.

    The citations of a name are seen by who sees a file that rests on their source.
    """
    person = Person(recorded_by=by, is_public_figure=True, **fields)
    person.full_clean()
    person.save()
    for name in names:
        _write_name(person, name).citations.add(*name.get("citations", ()))
    record(by, Deed.PUBLIC_FIGURE_ADDED, person)
    return person


def _write_name(person: Person, name: dict) -> PersonName:
    written = PersonName(person=person, **{key: name[key] for key in name if key != "citations"})
    written.full_clean()
    written.save()
    return written


@transaction.atomic
def add_kinship(
    *, case: Case, person: Person, kind: str, relative: Person, citations: Iterable[Citation] = ()
) -> Kinship:
    kinship = Kinship(person=person, kind=kind, relative=relative)
    kinship.full_clean()
    kinship.save()
    rest_on(kinship, case, citations)
    return kinship


@transaction.atomic
def add_figure(
    *, by: User, case: Case, as_of: When | None = None, citations: Iterable[Citation] = (),
    **fields: object,
) -> Figure:  # fmt: skip
    """A number as a source gives it, beside any that are there already."""
    figure = Figure(recorded_by=by, case=case, **fields)
    if as_of is not None:
        figure.as_of = as_of
    figure.full_clean()
    figure.save()
    rest_on(figure, case, citations)
    return figure


@transaction.atomic
def open_dispute(
    *, by: User, case: Case, claims: Iterable[dict] = (), **fields: object
) -> Dispute:
    """A question that is not settled. Each claim has a stance, its words and a citation; it was
    known with the question unless it says otherwise.
    """
    dispute = Dispute(recorded_by=by, case=case, **fields)
    dispute.full_clean()
    dispute.save()
    for claim in claims:
        _write_claim(dispute, {"known_on": dispute.known_on, **claim})
    record(by, Deed.QUESTION_OPENED, dispute, case=case.pk)
    return dispute


@transaction.atomic
def add_claim(*, by: User, dispute: Dispute, **claim: object) -> DisputedClaim:
    """What one passage says to a question: a stance, its words and a citation."""
    said = _write_claim(dispute, claim)
    record(by, Deed.CLAIM_ADDED, dispute, case=dispute.case_id, claim=said.pk)
    return said


def _write_claim(dispute: Dispute, claim: dict) -> DisputedClaim:
    said = DisputedClaim(dispute=dispute, **claim)
    said.full_clean()
    said.save()
    use_citations(dispute.case, [said.citation])
    return said
