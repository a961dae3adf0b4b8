"""Actions, whom they ask, what they ask, what came back, and what is known of their effect."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casework.access.editing import Versioned
from casework.access.guard import GuardedModel
from casework.advocacy.codes import (
    ActionKind,
    ActionStatus,
    AskKind,
    AskStatus,
    Grade,
    OurRole,
    OutcomeRelation,
    PartyRole,
    ReplyKind,
)
from casework.audit.changes import tracked
from casework.audit.models import Recorded, Written
from casework.cases.codes import Qualifier
from casework.cases.models import Case, Person, StatusEntry
from casework.sources.fields import WhenField
from casework.sources.missing import no_date, reason_field, value_or_reason
from casework.sources.models import Citation, Organisation


class Office(models.Model):
    """A post that people hold one after another: it is addressed, whoever sits in it."""

    title = models.CharField(_("title"), max_length=200)
    organisation = models.ForeignKey(
        Organisation,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("organisation"),
    )

    class Meta:
        verbose_name = _("office")
        verbose_name_plural = _("offices")
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title


@tracked()
class Action(GuardedModel, Versioned, Recorded):
    """A letter, a hearing, a meeting …: by us or by others, on one case or many."""

    kind = models.CharField(_("kind"), max_length=40, choices=ActionKind)
    title = models.CharField(_("title"), max_length=200)
    happened = WhenField(_("when"))
    happened_missing = reason_field(_("why there is no date"))
    starts_at = models.DateTimeField(_("starts at"), null=True, blank=True)
    ends_at = models.DateTimeField(_("ends at"), null=True, blank=True)
    time_zone = models.CharField(
        _("time zone"), max_length=60, blank=True, help_text=_("For example America/New_York.")
    )
    clock_as_stated = models.CharField(
        _("clock time as stated"),
        max_length=60,
        blank=True,
        help_text=_("Where the source gives no zone: “10:30 AM to 12:00 PM”."),
    )
    place = models.CharField(_("place"), max_length=200, blank=True)
    our_role = models.CharField(
        _("our role"), max_length=30, choices=OurRole, default=OurRole.OBSERVED
    )
    status = models.CharField(
        _("status"), max_length=30, choices=ActionStatus, default=ActionStatus.SENT_OR_HELD
    )
    is_quiet = models.BooleanField(
        _("quiet"), default=False, help_text=_("Quiet diplomacy: never in a public dossier.")
    )
    summary = models.TextField(_("summary"), blank=True)
    known_on = models.DateField(_("known to us on"), default=timezone.localdate)
    citations = models.ManyToManyField(Citation, blank=True, related_name="+")
    reader_keys = ArrayField(models.IntegerField(), default=list, editable=False)

    class Meta:
        verbose_name = _("action")
        verbose_name_plural = _("actions")
        ordering = ["happened_earliest", "happened_latest", "pk"]
        indexes = [GinIndex(fields=["reader_keys"], name="action_readers")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at"))
                | models.Q(ends_at=None)
                | models.Q(starts_at=None),
                name="action_ends_after_it_starts",
                violation_error_message=_("It ends before it starts. Check the hours."),
            ),
            value_or_reason(
                "action_date_or_why_not", reason="happened_missing", empty=no_date("happened")
            ),
        ]


@tracked()
class ActionCase(GuardedModel):
    """An action concerns this case file."""

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="action_cases")
    case = models.ForeignKey(
        Case, on_delete=models.PROTECT, related_name="+", verbose_name=_("case file")
    )

    class Meta:
        verbose_name = _("case file of the action")
        verbose_name_plural = _("case files of the action")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["action", "case"], name="a_case_once_per_action")
        ]


@tracked()
class ActionParty(GuardedModel):
    """Who sends, signs, receives, chairs or testifies: named, in office, or only counted."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="parties")
    role = models.CharField(_("role"), max_length=20, choices=PartyRole)
    described_as = models.CharField(
        _("as the source puts it"),
        max_length=200,
        help_text=_("“U.S. legislators”, “U.N. Secretary-General Ban Ki-moon”."),
    )
    person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        verbose_name=_("person"),
    )  # fmt: skip
    office = models.ForeignKey(
        Office, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        verbose_name=_("office"),
    )  # fmt: skip
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        verbose_name=_("organisation"),
    )  # fmt: skip
    qualifier = models.CharField(_("how many"), max_length=20, blank=True, choices=Qualifier)
    count = models.PositiveIntegerField(_("number"), null=True, blank=True)
    is_remote = models.BooleanField(_("took part remotely"), default=False)

    class Meta:
        verbose_name = _("party")
        verbose_name_plural = _("parties")
        ordering = ["pk"]


@tracked()
class Ask(GuardedModel, Written):
    """What an action asks, and of whom."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="asks")
    text = models.CharField(_("what is asked"), max_length=400)
    kind = models.CharField(_("kind"), max_length=20, choices=AskKind, default=AskKind.OTHER)
    of_whom = models.CharField(_("of whom"), max_length=200, blank=True)
    status = models.CharField(
        _("status"), max_length=20, choices=AskStatus, default=AskStatus.UNKNOWN
    )
    citations = models.ManyToManyField(Citation, blank=True, related_name="+")

    class Meta:
        verbose_name = _("ask")
        verbose_name_plural = _("asks")
        ordering = ["pk"]


@tracked()
class Reply(GuardedModel, Recorded):
    """What came back, in the exact words; hostile answers and reprisals are replies too."""

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="replies")
    kind = models.CharField(_("kind"), max_length=30, choices=ReplyKind)
    grade = models.CharField(_("grade"), max_length=1, blank=True, choices=Grade)
    received = WhenField(_("when"))
    received_missing = reason_field(_("why there is no date"))
    from_whom = models.CharField(_("from whom"), max_length=200)
    on_behalf_of = models.CharField(_("on behalf of"), max_length=200, blank=True)
    summary = models.TextField(_("summary"), blank=True)
    is_adverse = models.BooleanField(_("adverse"), default=False)
    known_on = models.DateField(_("known to us on"), default=timezone.localdate)
    citations = models.ManyToManyField(Citation, blank=True, related_name="+")

    class Meta:
        verbose_name = _("reply")
        verbose_name_plural = _("replies")
        ordering = ["received_earliest", "received_latest", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(kind=ReplyKind.NONE_AS_OF)
                | models.Q(received_latest__isnull=False),
                name="no_reply_as_of_a_day",
                violation_error_message=_("“No reply” needs the day up to which none had come."),
            ),
            value_or_reason(
                "reply_date_or_why_not", reason="received_missing", empty=no_date("received")
            ),
        ]


@tracked()
class OutcomeLink(GuardedModel, Recorded):
    """What is known of the relation between an action and what happened; by default, nothing."""

    case = models.ForeignKey(
        Case, on_delete=models.PROTECT, related_name="+", verbose_name=_("case file")
    )
    action = models.ForeignKey(
        Action,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="outcome_links",
        verbose_name=_("action"),
        help_text=_("Empty for an explanation that needs none of the actions here."),
    )
    entry = models.ForeignKey(
        StatusEntry, on_delete=models.PROTECT, related_name="+", verbose_name=_("what happened")
    )
    relation = models.CharField(
        _("relation"), max_length=50, choices=OutcomeRelation, default=OutcomeRelation.UNKNOWN
    )
    asserted_by = models.CharField(_("asserted by"), max_length=200, blank=True)
    reasoning = models.TextField(_("in words"), blank=True)
    known_on = models.DateField(_("known to us on"), default=timezone.localdate)
    citations = models.ManyToManyField(Citation, blank=True, related_name="+")

    class Meta:
        verbose_name = _("what followed")
        verbose_name_plural = _("what followed, and what is known of the relation")
        ordering = ["pk"]
