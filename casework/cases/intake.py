"""From what a colleague submits to source, citation and entries, in one transaction."""

import uuid
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from casework.access.submissions import own_token
from casework.cases import status
from casework.cases.codes import Axis, Certainty, ChangeReason, Decision, Qualifier
from casework.cases.forms import LogUpdateForm
from casework.cases.models import Case, StatusEntry
from casework.cases.quoting import is_passage, passage
from casework.sources.models import Citation

_EVERYONE = {"part_id": None, "person_id": None, "count": None, "count_qualifier": ""}


class StoredOtherwise(Exception):
    """From this form something else was stored before; a fresh token would store this as well."""


@transaction.atomic
def take_in(
    *, by: User, case: Case, data: dict[str, Any], corrects: StatusEntry | None = None
) -> tuple[list[StatusEntry], bool]:
    """Store what a valid `LogUpdateForm` holds; answers the entries and whether they are new.

    Several named people give one entry each. `corrects`: the entry that this one replaces. The
    same submission again stores nothing, its source included; raises StoredOtherwise where its
    content is another, ValidationError where the entry has been corrected meanwhile.
    """
    Case.objects.editable_by(by).select_for_update().get(pk=case.pk)
    rows = [
        {**_common(data), **_EVERYONE, **_correction(corrects, data), **subject}
        for subject in _subjects(data)
    ]
    tokens = _tokens(data["submission"], len(rows) + 1)
    stored = _stored(by, case, tokens)
    if stored:
        if not (len(stored) == len(rows) and all(map(_is_told_as, stored, rows))):
            raise StoredOtherwise
        if not all(_is_cited_as(by, entry, data) for entry in stored):
            raise StoredOtherwise
        return stored, False
    if corrects is not None:
        _check_stands(corrects, by)
    citations = _citations(by, data, corrects)
    entries = [
        status.log_update(by=by, case=case, citations=citations, submission=token, **row)[0]
        for token, row in zip(tokens, rows, strict=False)
    ]
    return entries, True


def _common(data: dict[str, Any]) -> dict[str, Any]:
    """What all entries of one form say."""
    told = ("since", "since_missing", "until", "place", "place_missing", "told", "known_on")
    return {
        "axis": data["axis"],
        "value": data["value"],
        "certainty": Certainty.KNOWN if data["axis"] == Axis.WORKFLOW else data["certainty"],
        **{name: data[name] for name in told},
    }


def _correction(corrects: StatusEntry | None, data: dict[str, Any]) -> dict[str, Any]:
    if corrects is None:
        return {}
    words = data["reason_in_words"]
    return {"reason": ChangeReason.CORRECTION, "corrects": corrects, "reason_in_words": words}


def _check_stands(entry: StatusEntry, by: User) -> None:
    """Two corrections of one entry would both count: the second one corrects the first."""
    others = StatusEntry.objects.visible_to(by).with_reviews().filter(corrects=entry)
    if any(other.review_state != Decision.REJECTED for other in others):
        raise ValidationError(
            _(
                "Somebody has corrected or withdrawn this entry already. Look at the chronology; "
                "if theirs is wrong too, correct that one once it is confirmed."
            )
        )


def _citations(by: User, data: dict[str, Any], corrects: StatusEntry | None) -> list[Citation]:
    if not _may_cite(data):
        return []
    if corrects is not None and data["source_choice"] == LogUpdateForm.SAME:
        return list(corrects.citations.visible_to(by))
    cited = passage(by, data)
    return [] if cited is None else [cited]


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
    if data["source_choice"] == LogUpdateForm.SAME:
        return cited is not None
    return is_passage(cited, data) if _may_cite(data) else cited is None


def _may_cite(data: dict[str, Any]) -> bool:
    """Our own work is noted without a source."""
    return data["axis"] != Axis.WORKFLOW


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


@transaction.atomic
def answer(*, by: User, entry: StatusEntry, data: dict[str, Any]) -> Citation | None:
    """Store the author's answer to a question; answers the passage that it names, if any."""
    cited = passage(by, data)
    if cited is not None:
        status.add_citation(by=by, entry=entry, citation=cited)
    status.review(by=by, entry=entry, decision=Decision.ANSWERED, words=data["words"])
    return cited
