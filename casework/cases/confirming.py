"""Still so: a source says that an entry which stands was so on a later day as well.

The entry stays as it is, and so does the day on which the file last changed; what moves is the
day on which it was last confirmed.
"""

import uuid
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from casework.access.submissions import own_token
from casework.audit.deeds import Deed
from casework.audit.trail import record
from casework.cases.doubts import refuting
from casework.cases.intake import StoredOtherwise
from casework.cases.models import Case, Confirmation, CurrentStanding, StatusEntry
from casework.cases.quoting import is_passage, passage
from casework.cases.sourcing import rest_on
from casework.sources.codes import Hedge
from casework.sources.models import Citation

NOT_SAYING_SO = frozenset({Hedge.RUMOURED, Hedge.OPINION, Hedge.FORECAST, Hedge.DENIED})


@transaction.atomic
def confirm_still_so(
    *, by: User, entries: Iterable[StatusEntry], confirmed_on: date,
    citations: Iterable[Citation], words: str = "", submission: uuid.UUID | None = None,
) -> tuple[list[Confirmation], bool]:  # fmt: skip
    """One confirmation for each entry, resting on the same passages; answers them, and whether
    they are new.

    The passages become the own of each file. The same `submission` of one author stores once.
    Raises PermissionDenied for who may not change every file, ValidationError where an entry does
    not stand, the day cannot be, or no source says so.
    """
    cited, token = list(citations), submission or uuid.uuid4()
    standing = _locked(by, entries)
    stored = _stored(by, standing, token)
    if stored:
        return stored, False
    _check_standing(by, standing)
    for entry in standing:
        _check_day(entry, confirmed_on)
    _check_source(cited, confirmed_on)
    said = [
        Confirmation(
            recorded_by=by, entry=entry, confirmed_on=confirmed_on, words=words,
            submission=_own(token, entry, by),
        )
        for entry in standing
    ]  # fmt: skip
    for confirmation in said:
        _store(by, confirmation, cited)
    return said, True


@transaction.atomic
def take_in(
    *, by: User, entries: Iterable[StatusEntry], data: dict[str, Any]
) -> tuple[list[Confirmation], bool]:
    """Store what a valid `StillSoForm` holds: its source, if new, and the confirmations.

    The same submission again stores nothing, its source included; raises StoredOtherwise where
    its content is another.
    """
    standing = _locked(by, entries)
    stored = _stored(by, standing, data["submission"])
    if stored:
        if len(stored) != len(standing) or not all(_is_as(by, row, data) for row in stored):
            raise StoredOtherwise
        return stored, False
    cited = passage(by, data)
    return confirm_still_so(
        by=by, entries=standing, confirmed_on=data["confirmed_on"], words=data["words"],
        citations=[] if cited is None else [cited], submission=data["submission"],
    )  # fmt: skip


def _locked(by: User, entries: Iterable[StatusEntry]) -> list[StatusEntry]:
    """The entries as they are now, each once, with their files held until the end."""
    wanted = {entry.pk for entry in entries}
    found = StatusEntry.objects.editable_by(by).filter(pk__in=wanted)
    if not by.may_edit or found.count() != len(wanted):
        raise PermissionDenied
    files = Case.objects.editable_by(by).filter(pk__in=found.values("case"))
    list(files.order_by("pk").select_for_update())
    return list(found.select_related("case").order_by("pk"))


def _own(token: uuid.UUID, entry: StatusEntry, by: User) -> uuid.UUID:
    return uuid.uuid5(own_token(token, case=entry.case_id, author=by.pk), str(entry.pk))


def _stored(by: User, entries: Sequence[StatusEntry], token: uuid.UUID) -> list[Confirmation]:
    own = [_own(token, entry, by) for entry in entries]
    return list(Confirmation.objects.visible_to(by).filter(submission__in=own))


def _is_as(by: User, stored: Confirmation, data: dict[str, Any]) -> bool:
    cited = stored.citations.visible_to(by).select_related("source").order_by("pk").first()
    told = (stored.confirmed_on, stored.words)
    return told == (data["confirmed_on"], data["words"]) and is_passage(cited, data)


def _check_standing(by: User, entries: Sequence[StatusEntry]) -> None:
    """What was replaced, withdrawn or overtaken meanwhile is said to be still so by nobody."""
    keys = [entry.pk for entry in entries]
    if not keys:
        raise ValidationError(_("Choose at least one entry that is still so."))
    stand = CurrentStanding.objects.visible_to(by).filter(pk__in=keys)
    gone = set(keys) - set(stand.values_list("pk", flat=True))
    for entry in entries:
        if entry.pk in gone:
            raise ValidationError(
                _(
                    "%(what)s (%(file)s) no longer says where anybody stands: something newer "
                    "was confirmed, or it was withdrawn. Look at the file first."
                )
                % {"what": entry.get_value_display(), "file": entry.case.reference}
            )
    if refuting(by).filter(about__in=keys).exists():
        raise ValidationError(
            _(
                "We have adopted an answer that refutes it. If a source says otherwise, add it to "
                "the question first."
            )
        )


def _check_day(entry: StatusEntry, day: date) -> None:
    if day > timezone.localdate():
        problem = _("That day is still to come. On which day was it still so?")
    elif entry.since_earliest is not None and day < entry.since_earliest:
        problem = _("It began later than that: %(when)s. Check the day.") % {
            "when": entry.since.phrase()
        }
    elif entry.until_latest is not None and day > entry.until_latest:
        problem = _(
            "It ended before that: %(when)s. Log what has been so since as an update."
        ) % {"when": entry.until.phrase()}
    else:
        return
    raise ValidationError({"confirmed_on": problem})


def _check_source(cited: Sequence[Citation], day: date) -> None:
    """Somebody says so, and a text says nothing of the time after it was published."""
    if not cited:
        raise ValidationError(_("Say which source says that it is still so."))
    if any(citation.hedge in NOT_SAYING_SO for citation in cited):
        raise ValidationError(
            {
                "hedge": _(
                    "A rumour, an opinion, a forecast or a denial does not confirm anything. Log "
                    "it as an update, or add it to a question of the file."
                )
            }
        )
    sources = [citation.source for citation in cited]
    latest = [source.published_latest for source in sources]
    if None not in latest and max(latest) < day:
        newest = max(sources, key=lambda source: source.published_latest)
        raise ValidationError(
            {
                "confirmed_on": _(
                    "This source was published %(published)s: it cannot say what was so on a "
                    "later day. Give the day of which it speaks, or a newer source."
                )
                % {"published": newest.published.phrase()}
            }
        )


def _store(by: User, confirmation: Confirmation, cited: Sequence[Citation]) -> None:
    entry = confirmation.entry
    confirmation.full_clean()
    confirmation.save()
    rest_on(confirmation, entry.case, cited)
    record(by, Deed.STILL_SO, entry, case=entry.case_id, citations=[one.pk for one in cited])
