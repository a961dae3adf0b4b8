"""Case files, what groups are made of, and the sources a file rests on.

People are in people.py, the status history in history.py; both are re-exported here.
"""

import secrets

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from accounts.models import Team
from casework.access.editing import Versioned
from casework.access.guard import GuardedModel
from casework.audit.changes import tracked
from casework.audit.models import Recorded, Written
from casework.cases.codes import (
    CaseKind,
    Position,
    Priority,
    Publicity,
    Qualifier,
    Sight,
    Stance,
    Unit,
    Workflow,
)
from casework.cases.figure_words import figure_words
from casework.cases.hedging import needed, prefaced
from casework.sources.fields import WhenField
from casework.sources.missing import no_date, reason_field, value_or_reason
from casework.sources.models import Citation, Organisation, Source

# Without I, L, O and U: read aloud or copied by hand, no letter is taken for another.
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def new_reference() -> str:
    """A random reference: a number in sequence would tell how many files there are, and when."""
    return "C-" + "".join(secrets.choice(_ALPHABET) for _position in range(7))


class Issue(models.Model):
    """What a case is about: refoulement, denial of asylum … Labels read “alleged” where shown."""

    name = models.CharField(_("name"), max_length=120, unique=True)
    standard_code = models.CharField(
        _("code"), max_length=20, blank=True, help_text=_("HURIDOCS micro-thesaurus 4.")
    )

    class Meta:
        verbose_name = _("issue")
        verbose_name_plural = _("issues")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


@tracked()
class Case(GuardedModel, Versioned, Recorded):
    """A case file: one person, a group, an incident, a cohort without a list, or a theme."""

    reference = models.CharField(
        _("reference"), max_length=20, unique=True, editable=False, default=new_reference
    )
    kind = models.CharField(_("kind"), max_length=20, choices=CaseKind)
    public_title = models.CharField(
        _("public title"),
        max_length=200,
        help_text=_("May leave the house: no protected name."),
    )
    working_title = models.CharField(_("working title"), max_length=200, blank=True)
    summary = models.TextField(_("summary"), blank=True)
    country = CountryField(_("country of concern"))
    issues = models.ManyToManyField(Issue, blank=True, related_name="+", verbose_name=_("issues"))
    teams = models.ManyToManyField(Team, blank=True, related_name="+", verbose_name=_("teams"))
    lead = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("lead"),
    )
    workflow = models.CharField(
        _("workflow"), max_length=20, choices=Workflow, default=Workflow.INTAKE, editable=False
    )
    priority = models.CharField(
        _("priority"), max_length=10, choices=Priority, default=Priority.NORMAL
    )
    publicity = models.CharField(
        _("publicity"), max_length=30, choices=Publicity, default=Publicity.UNDECIDED
    )
    sight = models.CharField(
        _("who may see it"), max_length=10, choices=Sight, default=Sight.TEAMS
    )
    named_readers = ArrayField(
        models.IntegerField(), default=list, blank=True, verbose_name=_("named readers")
    )
    reader_keys = ArrayField(models.IntegerField(), default=list, editable=False)
    changed_at = models.DateTimeField(_("last changed at"), auto_now=True)

    class Meta:
        verbose_name = _("case file")
        verbose_name_plural = _("case files")
        ordering = ["-changed_at", "-pk"]
        indexes = [
            GinIndex(fields=["reader_keys"], name="case_readers"),
            models.Index(fields=["-changed_at", "-id"], name="case_latest_first"),
        ]

    def get_absolute_url(self) -> str:
        return reverse("pages:case_file", args=[self.reference])

    @property
    def title(self) -> str:
        return self.working_title or self.public_title


class CaseSource(GuardedModel):
    """A case file rests on this source; whoever sees the file sees the source."""

    case = models.ForeignKey(
        Case, on_delete=models.PROTECT, related_name="case_sources", verbose_name=_("case file")
    )
    source = models.ForeignKey(
        Source, on_delete=models.PROTECT, related_name="+", verbose_name=_("source")
    )

    class Meta:
        verbose_name = _("source of the file")
        verbose_name_plural = _("sources of the file")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["case", "source"], name="a_source_once_per_case")
        ]


class CaseCitation(GuardedModel):
    """A passage is quoted in this case file. Files that share a source do not share passages."""

    case = models.ForeignKey(
        Case, on_delete=models.PROTECT, related_name="+", verbose_name=_("case file")
    )
    citation = models.ForeignKey(
        Citation, on_delete=models.PROTECT, related_name="+", verbose_name=_("citation")
    )

    class Meta:
        verbose_name = _("passage quoted in the file")
        verbose_name_plural = _("passages quoted in the file")
        constraints = [
            models.UniqueConstraint(fields=["case", "citation"], name="a_passage_once_per_case")
        ]


@tracked()
class Part(GuardedModel, Written):
    """Some of a group's people, told apart by a source, or what remains without them."""

    case = models.ForeignKey(
        Case, on_delete=models.PROTECT, related_name="parts", verbose_name=_("case file")
    )
    parent = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("part of"),
        help_text=_("Empty: a part of the whole group."),
    )
    name = models.CharField(_("name"), max_length=120)
    description = models.TextField(_("description"), blank=True)
    is_remainder = models.BooleanField(
        _("what remains"),
        default=False,
        help_text=_("Everybody who is in no other part. Its number is always derived."),
    )
    counted_apart = models.BooleanField(
        _("counted apart"),
        default=False,
        help_text=_("Affected too, but not among the people whom this file counts."),
    )

    class Meta:
        verbose_name = _("part of a group")
        verbose_name_plural = _("parts of the group")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "parent"],
                condition=models.Q(is_remainder=True),
                nulls_distinct=False,
                name="one_remainder_per_whole",
            ),
            models.CheckConstraint(
                condition=~models.Q(is_remainder=True, counted_apart=True),
                name="remainder_is_not_counted_apart",
                violation_error_message=_("What remains of the group cannot be counted apart."),
            ),
        ]


@tracked()
class Figure(GuardedModel, Recorded):
    """A number as a source gives it: of what population, where, of when, by whose estimate.

    Figures stand side by side. They are never averaged, summed or overwritten.
    """

    case = models.ForeignKey(
        Case, on_delete=models.PROTECT, related_name="figures", verbose_name=_("case file")
    )
    part = models.ForeignKey(
        Part,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("part"),
        help_text=_("Empty: the file as a whole."),
    )
    measures_group = models.BooleanField(
        _("counts the people of this file"),
        default=True,
        help_text=_("Off for figures of context: money, or people beyond this file."),
    )
    unit = models.CharField(_("unit"), max_length=20, choices=Unit, default=Unit.PERSONS)
    qualifier = models.CharField(_("put as"), max_length=20, choices=Qualifier)
    low = models.DecimalField(
        _("number, or lower bound"), max_digits=16, decimal_places=2, null=True, blank=True
    )
    high = models.DecimalField(
        _("upper bound"), max_digits=16, decimal_places=2, null=True, blank=True
    )
    population = models.CharField(
        _("of whom or what"), max_length=200, blank=True, help_text=_("In the source’s own word.")
    )
    area = models.CharField(_("area"), max_length=120, blank=True)
    area_missing = reason_field(_("why there is no area"))
    breakdown = models.JSONField(
        _("breakdown"),
        default=dict,
        blank=True,
        help_text=_("For example {“women”: 13, “men”: 2}."),
    )
    as_of = WhenField(_("as of"))
    as_of_missing = reason_field(_("why there is no date"))
    estimated_by = models.CharField(_("estimated by"), max_length=200, blank=True)
    estimating_body = models.ForeignKey(
        Organisation,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("estimating body"),
    )
    estimated_by_missing = reason_field(_("why there is no estimator"))
    remark = models.TextField(_("remark"), blank=True)
    known_on = models.DateField(_("known to us on"), default=timezone.localdate)
    withdrawn_on = models.DateField(_("withdrawn on"), null=True, blank=True)
    withdrawn_because = models.CharField(_("withdrawn because"), max_length=300, blank=True)
    citations = models.ManyToManyField(Citation, blank=True, related_name="+")

    class Meta:
        verbose_name = _("figure")
        verbose_name_plural = _("figures")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(low__gte=0) | models.Q(low=None),
                name="figure_is_not_negative",
                violation_error_message=_("A figure cannot be negative."),
            ),
            models.CheckConstraint(
                condition=models.Q(withdrawn_on=None) | ~models.Q(withdrawn_because=""),
                name="withdrawn_figure_says_why",
                violation_error_message=_("Say why the figure is withdrawn."),
            ),
            models.CheckConstraint(
                condition=models.Q(high__gte=models.F("low"))
                | models.Q(high=None)
                | models.Q(low=None),
                name="figure_bounds_in_order",
                violation_error_message=_("The upper bound is below the lower one."),
            ),
            models.CheckConstraint(
                condition=(
                    models.Q(qualifier__in=["several", "unspecified_plural"])
                    | models.Q(qualifier="between", low__isnull=False, high__isnull=False)
                    | (
                        models.Q(low__isnull=False)
                        & ~models.Q(qualifier__in=["between", "several", "unspecified_plural"])
                    )
                ),
                name="figure_has_its_numbers",
                violation_error_message=_(
                    "Give the number; “between” needs both bounds, “several” needs none."
                ),
            ),
            value_or_reason(
                "figure_date_or_why_not", reason="as_of_missing", empty=no_date("as_of")
            ),
            value_or_reason(
                "figure_area_or_why_not", reason="area_missing", empty=models.Q(area="")
            ),
            value_or_reason(
                "estimator_or_why_not",
                reason="estimated_by_missing",
                empty=models.Q(estimated_by="", estimating_body=None),
            ),
        ]

    @property
    def in_words(self) -> str:
        return figure_words(self.qualifier, self.low, self.high, self.unit)


@tracked()
class Dispute(GuardedModel, Versioned, Recorded):
    """A question of fact that the sources do not settle, or on which they differ."""

    case = models.ForeignKey(
        Case, on_delete=models.PROTECT, related_name="disputes", verbose_name=_("case file")
    )
    question = models.CharField(_("question"), max_length=300)
    about = models.ForeignKey(
        "StatusEntry",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("puts in doubt"),
        help_text=_("The entry of the history that this question is about, if it is about one."),
    )
    position = models.CharField(
        _("our position"), max_length=20, choices=Position, default=Position.UNDETERMINED
    )
    adopted_answer = models.CharField(_("answer that we adopt"), max_length=300, blank=True)
    adopted_stance = models.CharField(
        _("what that answer says to the entry"),
        max_length=20,
        blank=True,
        choices=[(stance.value, stance.label) for stance in Stance if stance != Stance.SILENT],
        help_text=_("“Says no” refutes the entry that the question puts in doubt."),
    )
    reasoning = models.TextField(_("reasoning"), blank=True)
    known_on = models.DateField(_("known to us on"), default=timezone.localdate)

    class Meta:
        verbose_name = _("open question")
        verbose_name_plural = _("what is not known or disputed")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(position="adopted") | ~models.Q(adopted_answer=""),
                name="adopted_position_has_an_answer",
                violation_error_message=_("Say which answer we adopt."),
            ),
            models.CheckConstraint(
                condition=models.Q(adopted_stance="")
                | models.Q(position="adopted", about__isnull=False),
                name="only_an_adopted_answer_bears_on_an_entry",
                violation_error_message=_(
                    "Only an answer that we adopt says yes or no to an entry, and only where the "
                    "question names the entry that it puts in doubt."
                ),
            ),
            models.CheckConstraint(
                condition=models.Q(position="undetermined") | ~models.Q(reasoning=""),
                name="a_position_has_its_reasons",
                violation_error_message=_("Say why we take this position."),
            ),
        ]

    def clean(self) -> None:
        """A question of one file is not about an entry of another, which others may read."""
        if self.about is not None and self.about.case_id != self.case_id:
            raise ValidationError(
                {"about": _("That entry belongs to another file. Choose one of this file.")}
            )


@tracked()
class DisputedClaim(GuardedModel, Written):
    """What one citation says to an open question."""

    dispute = models.ForeignKey(Dispute, on_delete=models.CASCADE, related_name="claims")
    stance = models.CharField(_("stance"), max_length=20, choices=Stance)
    claim = models.CharField(_("claim"), max_length=300)
    citation = models.ForeignKey(Citation, on_delete=models.PROTECT, related_name="+")
    known_on = models.DateField(_("known to us on"), default=timezone.localdate)

    class Meta:
        verbose_name = _("claim")
        verbose_name_plural = _("claims")
        ordering = ["pk"]

    @property
    def with_doubt(self) -> str:
        """The claim, opened by its source's hedge; silence is no statement and has none."""
        if self.stance == Stance.SILENT:
            return self.claim
        return prefaced(self.claim, "", needed([self.citation.hedge]))


from casework.cases.history import Review, StatusEntry  # noqa: E402
from casework.cases.people import (  # noqa: E402
    Kinship,
    Participation,
    Person,
    PersonName,
    Whereabouts,
)
from casework.cases.standing import Confirmation, CurrentStanding  # noqa: E402

__all__ = [
    "Case",
    "CaseCitation",
    "CaseSource",
    "Confirmation",
    "CurrentStanding",
    "Dispute",
    "DisputedClaim",
    "Figure",
    "Issue",
    "Kinship",
    "Part",
    "Participation",
    "Person",
    "PersonName",
    "Review",
    "StatusEntry",
    "Whereabouts",
]
