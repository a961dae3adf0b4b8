"""The tables of the status history. They only grow: triggers refuse UPDATE, DELETE and TRUNCATE.

What the rows mean, and the only writer and reader of them, is status.py.
"""

import uuid
from itertools import chain

from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casework.access.guard import GuardedManager, GuardedModel
from casework.audit.models import Recorded
from casework.cases.codes import (
    Axis,
    Certainty,
    ChangeReason,
    Decision,
    LegalStage,
    Qualifier,
    Situation,
    Workflow,
)
from casework.cases.confirmable import Confirmable
from casework.cases.entry_words import EntryWords
from casework.cases.history_queries import WAITING, StatusEntryQuerySet
from casework.sources.fields import WhenField
from casework.sources.missing import no_date, reason_field, value_or_reason
from casework.sources.models import Citation

STANDING_AXES = [Axis.SITUATION, Axis.LEGAL_STAGE]  # on which people stand somewhere

VALUES: dict[str, type[models.TextChoices] | None] = {
    Axis.SITUATION: Situation,
    Axis.LEGAL_STAGE: LegalStage,
    Axis.WORKFLOW: Workflow,
    Axis.EVENT: None,
}


def _value_fits_axis() -> models.Q:
    condition = models.Q(axis=Axis.EVENT, value="")
    for axis, values in VALUES.items():
        if values is not None:
            condition |= models.Q(axis=axis, value__in=values.values)
    return condition


class StatusEntry(Confirmable, EntryWords, GuardedModel, Recorded):
    """So it was, of these people, from this time on, as far as this source tells.

    Two clocks: `since`/`until` say when it was so in the world; `known_on` when we came to know,
    `recorded_at` when it was written down here. Of whom: the whole file (`part`, `person` and
    `count` empty), a part, a person, or a count of unnamed people of a part or of the remainder.
    """

    case = models.ForeignKey(
        "cases.Case", on_delete=models.PROTECT, related_name="entries", verbose_name=_("case file")
    )
    part = models.ForeignKey(
        "cases.Part", null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        verbose_name=_("part"),
    )  # fmt: skip
    person = models.ForeignKey(
        "cases.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        verbose_name=_("person"),
    )  # fmt: skip
    count = models.PositiveIntegerField(_("how many unnamed people"), null=True, blank=True)
    count_qualifier = models.CharField(_("put as"), max_length=20, blank=True, choices=Qualifier)
    axis = models.CharField(_("kind"), max_length=20, choices=Axis)
    value = models.CharField(
        _("value"),
        max_length=40,
        blank=True,
        choices=list(chain.from_iterable(v.choices for v in VALUES.values() if v is not None)),
    )
    certainty = models.CharField(_("certainty"), max_length=10, choices=Certainty)
    since = WhenField(_("when"))
    since_missing = reason_field(_("why there is no date"))
    until = WhenField(_("until"))
    place = models.CharField(
        _("place"), max_length=200, blank=True, help_text=_("As the source spells it.")
    )
    place_missing = reason_field(_("why there is no place"))
    told = models.TextField(_("what we were told"), blank=True)
    known_on = models.DateField(_("known to us on"), default=timezone.localdate)
    citations = models.ManyToManyField(Citation, blank=True, related_name="+")
    reason = models.CharField(
        _("why this entry"), max_length=20, choices=ChangeReason,
        default=ChangeReason.NEW_INFORMATION,
    )  # fmt: skip
    corrects = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        verbose_name=_("corrects"),
    )  # fmt: skip
    reason_in_words = models.CharField(_("the reason in words"), max_length=300, blank=True)
    submission = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    confirmed_at = models.DateTimeField(null=True, editable=False)  # kept by the database
    begun = models.GeneratedField(
        expression=Coalesce("since_earliest", "since_latest", "known_on"),
        output_field=models.DateField(), db_persist=True,
    )  # fmt: skip

    objects = GuardedManager.from_queryset(StatusEntryQuerySet)()

    class Meta:
        verbose_name = _("status entry")
        verbose_name_plural = _("status history")
        ordering = ["since_earliest", "since_latest", "pk"]
        indexes = [
            models.Index(fields=["case", "axis", "known_on"]),
            # Out of these two alone cases_standings_of answers; beside them, what still waits.
            models.Index(
                name="entry_standing",
                fields=["case", "axis", "part", "person", "-begun", "-known_on", "-id"],
                include=["value", "count", "until_latest", "recorded_at", "confirmed_at"],
                condition=models.Q(confirmed_at__isnull=False, axis__in=STANDING_AXES)
                & ~models.Q(reason=ChangeReason.RETRACTION),
            ),
            models.Index(
                name="entry_corrections", fields=["corrects"],
                include=["id", "reason", "known_on", "recorded_at", "confirmed_at"],
                condition=models.Q(corrects__isnull=False, confirmed_at__isnull=False),
            ),
            models.Index(
                name="entry_unconfirmed", fields=["case"], condition=Q(confirmed_at__isnull=True)
            ),
        ]  # fmt: skip
        constraints = [
            models.CheckConstraint(
                condition=_value_fits_axis(),
                name="value_fits_axis",
                violation_error_message=_("Choose a value that belongs to this kind of update."),
            ),
            models.CheckConstraint(
                condition=~models.Q(axis=Axis.EVENT) | ~models.Q(told=""),
                name="event_is_told_in_words",
                violation_error_message=_("Say in words what happened."),
            ),
            models.CheckConstraint(
                condition=models.Q(count__isnull=True, count_qualifier="")
                | (models.Q(count__gte=1, person__isnull=True) & ~models.Q(count_qualifier="")),
                name="a_count_is_of_unnamed_people",
                violation_error_message=_(
                    "A number stands for unnamed people: at least one, without a named person."
                ),
            ),
            models.CheckConstraint(
                condition=models.Q(person__isnull=True) | models.Q(part__isnull=True),
                name="a_person_or_a_part",
                violation_error_message=_("Choose a person or a part of the group, not both."),
            ),
            models.CheckConstraint(
                condition=(
                    models.Q(reason=ChangeReason.NEW_INFORMATION, corrects__isnull=True)
                    | (
                        ~models.Q(reason=ChangeReason.NEW_INFORMATION)
                        & models.Q(corrects__isnull=False)
                        & ~models.Q(reason_in_words="")
                    )
                ),
                name="a_correction_says_what_and_why",
                violation_error_message=_(
                    "A correction names the entry that it corrects and says why."
                ),
            ),
            value_or_reason(
                "entry_date_or_why_not", reason="since_missing", empty=no_date("since")
            ),
            value_or_reason(
                "entry_place_or_why_not", reason="place_missing", empty=models.Q(place="")
            ),
        ]

    @property
    def review_state(self) -> str:
        """“waiting” or the last decision; needs `with_reviews()`. Our own work never waits."""
        if self.axis == Axis.WORKFLOW:
            return Decision.CONFIRMED
        if self.last_decision in {None, Decision.ANSWERED}:
            return WAITING
        return self.last_decision

    @property
    def is_trusted(self) -> bool:
        return self.review_state == Decision.CONFIRMED


class Review(GuardedModel, Recorded):
    """A step in the review of an entry by a second person. Append-only like the entry itself."""

    entry = models.ForeignKey(StatusEntry, on_delete=models.PROTECT, related_name="reviews")
    decision = models.CharField(_("decision"), max_length=20, choices=Decision)
    words = models.TextField(_("in words"), blank=True)

    class Meta:
        verbose_name = _("review")
        verbose_name_plural = _("reviews")
        ordering = ["pk"]
        indexes = [
            models.Index(name="review_latest", fields=["entry", "-id"], include=["decision"])
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(decision=Decision.CONFIRMED) | ~models.Q(words=""),
                name="a_return_says_why",
                violation_error_message=_("Say what is missing or why."),
            ),
        ]
