"""From what a colleague submits to source, citation and entries, in one transaction."""

import uuid
from typing import Any

from django.db import transaction

from accounts.models import User
from casework.cases import status
from casework.cases.codes import Axis, Certainty, Decision, Qualifier
from casework.cases.forms import LogUpdateForm
from casework.cases.models import Case, StatusEntry
from casework.sources.codes import Hedge
from casework.sources.models import Citation, Source
from casework.sources.services import add_source, cite


@transaction.atomic
def take_in(*, by: User, case: Case, data: dict[str, Any]) -> tuple[list[StatusEntry], bool]:
    """Store what a valid `LogUpdateForm` holds; answers the entries and whether they are new.

    Several named people give one entry each. The same submission again stores nothing, its
    source included.
    """
    Case.objects.editable_by(by).select_for_update().get(pk=case.pk)
    subjects = _subjects(data)
    submissions = [_submission(data["submission"], subject) for subject in subjects]
    stored = StatusEntry.objects.visible_to(by).filter(submission__in=submissions)
    if stored:
        return list(stored), False
    citations = _citations(by, case, data)
    common = {
        "axis": data["axis"],
        "value": data["value"],
        "certainty": Certainty.KNOWN if data["axis"] == Axis.WORKFLOW else data["certainty"],
        "since": data["since"],
        "place": data["place"],
        "told": data["told"],
        "known_on": data["known_on"],
    }
    entries = [
        status.log_update(
            by=by, case=case, citations=citations, submission=submission, **common, **subject
        )[0]
        for submission, subject in zip(submissions, subjects, strict=True)
    ]
    return entries, True


def _submission(submission: uuid.UUID, subject: dict[str, Any]) -> uuid.UUID:
    person = subject.get("person_id")
    return uuid.uuid5(submission, str(person)) if person else submission


def _subjects(data: dict[str, Any]) -> list[dict[str, Any]]:
    if data["axis"] == Axis.WORKFLOW:
        return [{}]
    match data["concerns"]:
        case LogUpdateForm.PART:
            return [{"part_id": int(data["part"])}]
        case LogUpdateForm.PEOPLE:
            return [{"person_id": int(person)} for person in data["people"]]
        case LogUpdateForm.NUMBER:
            return [
                {
                    "count": data["number"],
                    "count_qualifier": data["number_put_as"] or Qualifier.EXACT,
                    "part_id": int(data["out_of"]) if data["out_of"] else None,
                }
            ]
    return [{}]


def _citations(by: User, case: Case, data: dict[str, Any]) -> list[Citation]:
    if data["axis"] == Axis.WORKFLOW or data["source_choice"] == LogUpdateForm.NONE:
        return []
    source = _source(by, data)
    return [
        cite(
            by=by,
            source=source,
            quotation=data["quotation"],
            locator=data["locator"],
            hedge=data["hedge"],
        )
    ]


def _source(by: User, data: dict[str, Any]) -> Source:
    """The chosen source of the file, or a new one."""
    if data["source_choice"] == LogUpdateForm.OLD:
        return Source.objects.visible_to(by).get(pk=data["source"])
    return add_source(
        by=by,
        described_as=data["teller"],
        kind=data["source_kind"],
        published=data["source_date"],
        held=data["held"],
        reliability=data["reliability"],
    )


@transaction.atomic
def answer(*, by: User, entry: StatusEntry, data: dict[str, Any]) -> None:
    """The author's answer to a question, with the source that it names, if any."""
    source = None
    if data["source"]:
        source = Source.objects.visible_to(by).get(pk=data["source"])
    elif data["teller"]:
        source = add_source(
            by=by,
            described_as=data["teller"],
            kind=data["source_kind"],
            published=data["source_date"],
        )
    if source is not None:
        citation = cite(by=by, source=source, quotation=data["quotation"], hedge=Hedge.REPORTEDLY)
        status.add_citation(by=by, entry=entry, citation=citation)
    status.review(by=by, entry=entry, decision=Decision.ANSWERED, words=data["words"])
