"""Where a case stands: the only writer and the only reader of the status history.

Entries only grow; a correction is a new row that names the one it corrects. An entry counts once
a second person has confirmed it. Entries about our own work (workflow) need no second person.
"""

import uuid
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain

from django.contrib.postgres.fields.array import ArrayOverlap
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from casework.access.submissions import own_token
from casework.audit.deeds import Deed
from casework.audit.trail import record
from casework.cases.codes import Axis, ChangeReason, Decision
from casework.cases.history import Review, StatusEntry
from casework.cases.models import Case, CurrentStanding, Participation
from casework.cases.sourcing import rest_on
from casework.cases.standing_expressions import Situations
from casework.cases.vantage import NOW, Vantage
from casework.sources.models import Citation
from casework.sources.when import When


@transaction.atomic
def log_update(
    *, by: User, case: Case, axis: str, certainty: str, value: str = "",
    since: When | None = None, until: When | None = None, citations: Iterable[Citation] = (),
    submission: uuid.UUID | None = None, **fields: object,
) -> tuple[StatusEntry, bool]:  # fmt: skip
    """Append an entry; answers it and whether it is new.

    The same `submission` of one author on one file is one entry: a double click stores nothing.
    Raises ValidationError where the entry does not fit its case, PermissionDenied for who may not
    edit.
    """
    if not by.may_edit:
        raise PermissionDenied
    token = submission or uuid.uuid4()
    submission = own_token(token, case=case.pk, author=by.pk)
    Case.objects.editable_by(by).select_for_update().get(pk=case.pk)
    earlier = StatusEntry.objects.visible_to(by).filter(submission=submission, case=case).first()
    if earlier is not None:
        return earlier, False
    entry = StatusEntry(
        recorded_by=by, case=case, axis=axis, value=value, certainty=certainty,
        submission=submission, **fields,
    )  # fmt: skip
    entry.since = since or When.unknown()
    entry.until = until or When.unknown()
    entry.full_clean()
    _check_subject(entry)
    entry.save()
    rest_on(entry, entry.case, citations)
    record(by, Deed.UPDATE_LOGGED, entry, case=case.pk, axis=axis, reason=entry.reason)
    return entry, True


def _check_subject(entry: StatusEntry) -> None:
    """The people meant belong to the file; the database refuses the same, in its own words."""
    _check_correction(entry)
    if entry.part is not None and entry.part.case_id != entry.case_id:
        raise ValidationError({"part": _("That part belongs to another case file.")})
    if entry.person_id is not None and not (
        Participation.objects.unrestricted(because="asks only whether this file knows the person")
        .filter(case=entry.case_id, person=entry.person_id)
        .exists()
    ):
        raise ValidationError(
            {
                "person": _(
                    "This person has no part in the case file. Add them to the file first, "
                    "or choose somebody of the file."
                )
            }
        )


def _check_correction(entry: StatusEntry) -> None:
    """A withdrawal can be withdrawn, once; beyond that a new update says what is so."""
    corrected = entry.corrects
    if not _is_withdrawal(corrected):
        return
    if entry.reason != ChangeReason.RETRACTION:
        raise ValidationError(_("A withdrawal cannot be corrected. Withdraw it, or log anew."))
    if _is_withdrawal(corrected.corrects):
        raise ValidationError(
            _("This has been withdrawn and restored already. Log what is so as a new update.")
        )


def _is_withdrawal(entry: StatusEntry | None) -> bool:
    return entry is not None and entry.reason == ChangeReason.RETRACTION


@transaction.atomic
def review(*, by: User, entry: StatusEntry, decision: str, words: str = "") -> Review:
    """One step of a review by a second person.

    A manager confirms, rejects or sends back with a question; whoever may edit answers it. Raises
    ValidationError for one's own entry or for a step that does not follow from the last one.
    """
    allowed = by.may_edit if decision == Decision.ANSWERED else by.may_review
    if not allowed:
        raise PermissionDenied
    Case.objects.editable_by(by).select_for_update().get(pk=entry.case_id)
    state = StatusEntry.objects.visible_to(by).with_reviews().get(pk=entry.pk).review_state
    if decision != Decision.ANSWERED and entry.recorded_by_id == by.pk:
        raise ValidationError(_("Nobody reviews their own entry. Ask a colleague."))
    if state in {Decision.CONFIRMED, Decision.REJECTED}:
        raise ValidationError(
            _("This entry has been decided already. Write a correction instead.")
        )
    if decision == Decision.ANSWERED and state != Decision.RETURNED:
        raise ValidationError(_("No question is open on this entry."))
    step = Review(recorded_by=by, entry=entry, decision=decision, words=words)
    step.full_clean()
    step.save()
    record(by, Deed(f"entry_{decision}"), entry, case=entry.case_id)
    return step


def add_citation(*, by: User, entry: StatusEntry, citation: Citation) -> None:
    """A further source for an entry that waits; the entry itself stays as it was told."""
    shown = StatusEntry.objects.editable_by(by).with_reviews().get(pk=entry.pk)
    if shown.review_state in {Decision.CONFIRMED, Decision.REJECTED}:
        raise ValidationError(
            _("This entry has been decided already. Write a correction instead.")
        )
    rest_on(entry, entry.case, [citation])
    record(by, Deed.ENTRY_CITED, entry, citation=citation.pk)


@dataclass(frozen=True)
class Subject:
    """Of whom an entry speaks, as a key: the whole file, a part, a person, or a count of them."""

    part: int | None
    person: int | None
    counted: int | None

    @classmethod
    def of(cls, entry: StatusEntry) -> "Subject":
        return cls(entry.part_id, entry.person_id, entry.pk if entry.count is not None else None)


def in_force(
    entries: Sequence[StatusEntry], *, on: date | None = None, unreviewed: bool = False
) -> list[StatusEntry]:
    """The entries that hold on a day of the world; `on` None: whenever it was.

    `entries` are those known from one vantage (`as_known`). Only confirmed entries count unless
    `unreviewed`. A withdrawal removes what it corrects, a correction replaces it; one that is
    itself withdrawn does neither. Raises nothing; keeps the order given.
    """
    counted = [
        entry
        for entry in entries
        if entry.is_trusted or (unreviewed and entry.review_state != Decision.REJECTED)
    ]
    replaced = _replaced(counted)
    return [
        entry
        for entry in counted
        if entry.pk not in replaced
        and entry.reason != ChangeReason.RETRACTION
        and (on is None or _may_hold(entry, on))
    ]


def no_longer(entries: Sequence[StatusEntry]) -> list[StatusEntry]:
    """Confirmed entries that were withdrawn or replaced, and what withdrew them."""
    counted = [entry for entry in entries if entry.is_trusted]
    replaced = _replaced(counted)
    return [e for e in counted if e.pk in replaced or e.reason == ChangeReason.RETRACTION]


def corrections(entries: Sequence[StatusEntry]) -> dict[int, StatusEntry]:
    """The key of each entry that was withdrawn or replaced → the latest row that did so."""
    return _replaced([entry for entry in entries if entry.is_trusted])


def _replaced(counted: Sequence[StatusEntry]) -> dict[int, StatusEntry]:
    """What others withdraw or correct. A correction that is corrected in turn still replaces its
    own; one that is withdrawn does not, nor does a withdrawal that is withdrawn.
    """
    withdrawals = [entry for entry in counted if entry.reason == ChangeReason.RETRACTION]
    withdrawn = {entry.corrects_id for entry in withdrawals}
    undone = {entry.corrects_id for entry in withdrawals if entry.pk not in withdrawn}
    return {
        entry.corrects_id: entry
        for entry in sorted(counted, key=lambda entry: entry.pk)
        if entry.corrects_id is not None and entry.pk not in undone
    }


def _may_hold(entry: StatusEntry, on: date) -> bool:
    ended = entry.until_latest is not None and entry.until_latest < on
    return entry.begun <= on and not ended


def unsettled(entries: Iterable[StatusEntry], on: date) -> list[StatusEntry]:
    """Of entries that hold on some day, those of which it cannot be told for this one.

    A beginning lies between its bounds, and before we knew of it; without a first bound it may
    lie on any day before.
    """
    return [entry for entry in entries if _is_unsettled(entry, on)]


def _is_unsettled(entry: StatusEntry, on: date) -> bool:
    if entry.until_latest is not None and entry.until_latest < on:
        return False
    if on < entry.begun:
        return entry.since_earliest is None
    may_have_ended = entry.until_earliest is not None and entry.until_earliest <= on
    return on < _begun_by(entry) or may_have_ended


def _begun_by(entry: StatusEntry) -> date:
    """The latest day on which it can have begun; what was foretold is not known to have begun."""
    bounds = [entry.since_latest, entry.known_on if entry.known_on >= entry.begun else None]
    return min((day for day in bounds if day is not None), default=date.max)


def current(entries: Sequence[StatusEntry], axis: str) -> dict[Subject, StatusEntry]:
    """The latest entry of each subject on one axis, out of entries that hold.

    Latest by the first bound known of when it began, then by when we knew, then by writing.
    """
    ordered = sorted(
        (entry for entry in entries if entry.axis == axis),
        key=lambda entry: (entry.begun, entry.known_on, entry.pk),
    )
    return {Subject.of(entry): entry for entry in ordered}


def standing_as(situations: Iterable[str], vantage: Vantage = NOW) -> Q:
    """Condition on cases: somebody's confirmed situation, from the vantage, is one of these.

    The same answer as `current(in_force(…))`, in SQL, file by file.
    """
    if not vantage.is_now:
        return Q(ArrayOverlap(Situations(vantage), list(situations)))
    kept = CurrentStanding.objects.unrestricted(
        because="a condition on cases that the reader sees"
    ).filter(axis=Axis.SITUATION, value__in=list(situations))
    return Q(pk__in=kept.values("case"))


def counted_by_situation(cases: QuerySet[Case], vantage: Vantage = NOW) -> dict[str, int]:
    """Situation → in how many of the cases, which the reader sees, somebody stands so.

    A case in which people stand differently counts under each; the numbers are of files, not of
    people, and do not add up to the number of cases.
    """
    if not vantage.is_now:
        told = cases.order_by().values_list(Situations(vantage), flat=True)
        return dict(Counter(chain.from_iterable(told.iterator())))
    kept = CurrentStanding.objects.unrestricted(because="of cases that the reader sees").filter(
        axis=Axis.SITUATION, case__in=cases.order_by().values("pk")
    )
    counted = kept.values_list("value").annotate(files=Count("case", distinct=True))
    return dict(counted.order_by())
