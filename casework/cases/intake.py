"""From what a colleague submits to source, citation and entries, in one transaction."""

import uuid
from typing import Any

from django.db import transaction

from accounts.models import User
from casework.access.submissions import own_token
from casework.cases import status
from casework.cases.codes import Axis, Certainty, Decision, Qualifier
from casework.cases.forms import LogUpdateForm
from casework.cases.models import Case, StatusEntry
from casework.sources.codes import Hedge
from casework.sources.models import Citation, Source
from casework.sources.services import add_source, cite

_EVERYONE = {"part_id": None, "person_id": None, "count": None, "count_qualifier": ""}


class StoredOtherwise(Exception):
    """From this form something else was stored before; a fresh token would store this as well."""


@transaction.atomic
def take_in(*, by: User, case: Case, data: dict[str, Any]) -> tuple[list[StatusEntry], bool]:
    """Store what a valid `LogUpdateForm` holds; answers the entries and whether they are new.

    Several named people give one entry each. The same submission again stores nothing, its
    source included; raises StoredOtherwise where its content is another.
    """
    Case.objects.editable_by(by).select_for_update().get(pk=case.pk)
    rows = [{**_common(data), **_EVERYONE, **subject} for subject in _subjects(data)]
    tokens = _tokens(data["submission"], len(rows) + 1)
    stored = _stored(by, case, tokens)
    if stored:
        if not (len(stored) == len(rows) and all(map(_is_told_as, stored, rows))):
            raise StoredOtherwise
        if not all(_is_cited_as(by, entry, data) for entry in stored):
            raise StoredOtherwise
        return stored, False
    citations = _citations(by, case, data)
    entries = [
        status.log_update(by=by, case=case, citations=citations, submission=token, **row)[0]
        for token, row in zip(tokens, rows, strict=False)
    ]
    return entries, True


def _common(data: dict[str, Any]) -> dict[str, Any]:
    """What all entries of one form say."""
    return {
        "axis": data["axis"],
        "value": data["value"],
        "certainty": Certainty.KNOWN if data["axis"] == Axis.WORKFLOW else data["certainty"],
        "since": data["since"],
        "place": data["place"],
        "told": data["told"],
        "known_on": data["known_on"],
    }


def _tokens(token: uuid.UUID, number: int) -> list[uuid.UUID]:
    """A token for each entry, the first the form's own: whatever was stored is found by it."""
    return [token, *(uuid.uuid5(token, str(place)) for place in range(1, number))]


def _stored(by: User, case: Case, tokens: list[uuid.UUID]) -> list[StatusEntry]:
    own = [own_token(token, case=case.pk, author=by.pk) for token in tokens]
    entries = StatusEntry.objects.visible_to(by).filter(submission__in=own)
    return sorted(entries, key=lambda entry: own.index(entry.submission))


def _is_told_as(entry: StatusEntry, row: dict[str, Any]) -> bool:
    return all(getattr(entry, name) == value for name, value in row.items())


def _is_cited_as(by: User, entry: StatusEntry, data: dict[str, Any]) -> bool:
    cited = entry.citations.visible_to(by).select_related("source").order_by("pk").first()
    if cited is None or not _has_source(data):
        return cited is None and not _has_source(data)
    if any(getattr(cited, name) != data[name] for name in ("quotation", "locator", "hedge")):
        return False
    if data["source_choice"] == LogUpdateForm.OLD:
        return cited.source_id == int(data["source"])
    named = _new_source(data)
    return all(getattr(cited.source, name) == value for name, value in named.items())


def _subjects(data: dict[str, Any]) -> list[dict[str, Any]]:
    if data["axis"] == Axis.WORKFLOW:
        return [{}]
    match data["concerns"]:
        case LogUpdateForm.PART:
            return [{"part_id": int(data["part"])}]
        case LogUpdateForm.PEOPLE:
            return [{"person_id": person} for person in sorted(set(map(int, data["people"])))]
        case LogUpdateForm.NUMBER:
            return [
                {
                    "count": data["number"],
                    "count_qualifier": data["number_put_as"] or Qualifier.EXACT,
                    "part_id": int(data["out_of"]) if data["out_of"] else None,
                }
            ]
    return [{}]


def _has_source(data: dict[str, Any]) -> bool:
    return data["axis"] != Axis.WORKFLOW and data["source_choice"] != LogUpdateForm.NONE


def _citations(by: User, case: Case, data: dict[str, Any]) -> list[Citation]:
    if not _has_source(data):
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
    return add_source(by=by, **_new_source(data))


def _new_source(data: dict[str, Any]) -> dict[str, Any]:
    return {
        "described_as": data["teller"],
        "kind": data["source_kind"],
        "published": data["source_date"],
        "held": data["held"],
        "reliability": data["reliability"],
    }


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
