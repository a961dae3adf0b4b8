"""Where a case stands: the only writer and the only reader of the status history.

Entries only grow; a correction is a new row that names the one it corrects. An entry counts once
a second person has confirmed it. Entries about our own work (workflow) need no second person.
"""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, Value
from django.db.models.functions import Coalesce
from django.db.models.lookups import IsNull
from django.utils.translation import gettext as _

from accounts.models import User
from casework.audit.trail import record
from casework.cases.codes import Axis, ChangeReason, Decision
from casework.cases.history import WAITING, Review, StatusEntry
from casework.cases.models import Case, Participation
from casework.cases.sourcing import rest_on
from casework.sources.models import Citation
from casework.sources.when import When, sort_key


@transaction.atomic
def log_update(
    *, by: User, case: Case, axis: str, certainty: str, value: str = "",
    since: When | None = None, until: When | None = None, citations: Iterable[Citation] = (),
    submission: uuid.UUID | None = None, **fields: object,
) -> tuple[StatusEntry, bool]:  # fmt: skip
    """Append an entry; answers it and whether it is new.

    The same `submission` twice is one entry: a double click stores nothing. Raises
    ValidationError where the entry does not fit its case, PermissionDenied for who may not edit.
    """
    if not by.may_edit:
        raise PermissionDenied
    submission = submission or uuid.uuid4()
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
    record(by, "update_logged", entry, case=case.pk, axis=axis, reason=entry.reason)
    return entry, True


def _check_subject(entry: StatusEntry) -> None:
    """The people meant belong to the file; the database refuses the same, in its own words."""
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
    record(by, f"entry_{decision}", entry, case=entry.case_id)
    return step


def add_citation(*, by: User, entry: StatusEntry, citation: Citation) -> None:
    """A further source for an entry that waits; the entry itself stays as it was told."""
    StatusEntry.objects.editable_by(by).get(pk=entry.pk)
    rest_on(entry, entry.case, [citation])
    record(by, "entry_cited", entry, citation=citation.pk)


@dataclass(frozen=True)
class Subject:
    """Of whom an entry speaks, as a key: the whole file, a part, a person, or a count of them."""

    part: int | None
    person: int | None
    counted: int | None

    @classmethod
    def of(cls, entry: StatusEntry) -> "Subject":
        return cls(entry.part_id, entry.person_id, entry.pk if entry.count is not None else None)


def entries_of(case: Case, reader: User) -> list[StatusEntry]:
    """Every entry of a file with its reviews and citations, in the order of the world's time."""
    entries = StatusEntry.objects.visible_to(reader).filter(case=case).with_reviews()
    cited = Citation.objects.visible_to(reader).select_related("source__publisher")
    rows = entries.select_related("part", "person", "recorded_by").prefetch_related(
        Prefetch("citations", queryset=cited)
    )
    return sorted(rows, key=lambda entry: (sort_key(entry.since), entry.pk))


def in_force(
    entries: Sequence[StatusEntry],
    *,
    on: date | None = None,
    known_on: date | None = None,
    unreviewed: bool = False,
) -> list[StatusEntry]:
    """The entries that hold on a day of the world, as far as we knew on another day.

    `on` None: whenever it was; `known_on` None: as known now. Only confirmed entries count
    unless `unreviewed`. A retraction removes what it corrects, a correction replaces it. Raises
    nothing; keeps the order given.
    """
    counted = [
        entry
        for entry in entries
        if (known_on is None or entry.known_on <= known_on)
        and (entry.is_trusted or (unreviewed and entry.review_state != Decision.REJECTED))
    ]
    replaced = {entry.corrects_id for entry in counted if entry.corrects_id is not None}
    return [
        entry
        for entry in counted
        if entry.pk not in replaced
        and entry.reason != ChangeReason.RETRACTION
        and (on is None or _may_hold(entry, on))
    ]


def _may_hold(entry: StatusEntry, on: date) -> bool:
    began = entry.since_earliest is None or entry.since_earliest <= on
    ended = entry.until_latest is not None and entry.until_latest < on
    return began and not ended


def current(entries: Sequence[StatusEntry], axis: str) -> dict[Subject, StatusEntry]:
    """The latest entry of each subject on one axis, out of entries that hold."""
    ordered = sorted(
        (entry for entry in entries if entry.axis == axis),
        key=lambda entry: (sort_key(entry.since), entry.known_on, entry.pk),
    )
    return {Subject.of(entry): entry for entry in ordered}


def waiting_for_review(reviewer: User) -> QuerySet[StatusEntry]:
    """Entries that a second person must look at, the oldest first; not the reviewer's own."""
    return (
        StatusEntry.objects.visible_to(reviewer)
        .exclude(recorded_by=reviewer)
        .exclude(axis=Axis.WORKFLOW)
        .in_review_state(WAITING)
        .order_by("recorded_at", "pk")
    )


def own_waiting(author: User) -> QuerySet[StatusEntry]:
    """The author's entries that wait for somebody else."""
    return (
        StatusEntry.objects.visible_to(author)
        .filter(recorded_by=author)
        .exclude(axis=Axis.WORKFLOW)
        .in_review_state(WAITING)
        .order_by("recorded_at", "pk")
    )


def sent_back_to(author: User) -> QuerySet[StatusEntry]:
    """The author's entries on which a question is open."""
    return (
        StatusEntry.objects.visible_to(author)
        .filter(recorded_by=author)
        .in_review_state(Decision.RETURNED)
        .order_by("recorded_at", "pk")
    )


def standing_as(situations: Iterable[str]) -> Exists:
    """Condition on cases: somebody's current, confirmed situation is one of these.

    The same answer as `current(in_force(…))`, in SQL: an entry counts that is confirmed, that no
    confirmed correction replaces, and after which nothing newer is confirmed of the same people.
    """
    begun = Coalesce("since_earliest", "since_latest", Value(date.max))
    entries = StatusEntry.objects.unrestricted(because="a condition on cases that the reader sees")
    confirmed = entries.in_review_state(Decision.CONFIRMED).annotate(begun=begun)
    same_people = [
        Q(**{name: OuterRef(name)})
        | Q(**{f"{name}__isnull": True, "pk__isnull": False}) & Q(IsNull(OuterRef(name), True))
        for name in ("part", "person")
    ]
    counting = confirmed.filter(axis=Axis.SITUATION).exclude(reason=ChangeReason.RETRACTION)
    replaced = confirmed.filter(corrects=OuterRef("pk"))
    newer = counting.filter(
        *same_people,
        Q(begun__gt=OuterRef("begun")) | Q(begun=OuterRef("begun"), pk__gt=OuterRef("pk")),
        ~Exists(replaced),
        case=OuterRef("case"),
        count=None,
    )
    return Exists(
        counting.filter(
            ~Exists(replaced),
            ~Exists(newer) | Q(count__isnull=False),
            case=OuterRef("pk"),
            value__in=list(situations),
        )
    )
