"""People, with any number of names or none. An unnamed person is a record like any other."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from casework.access.editing import Versioned
from casework.access.guard import GuardedModel
from casework.audit.changes import tracked
from casework.audit.models import Recorded, Written
from casework.cases.codes import Certainty, KinshipKind, NameKind, NameOrder, PersonRole, Sex
from casework.sources.fields import WhenField
from casework.sources.missing import no_date, reason_field, value_or_reason
from casework.sources.models import Citation


@tracked()
class Person(GuardedModel, Versioned, Recorded):
    """Somebody who is named or described. People who are only counted are figures, not persons."""

    label = models.CharField(
        _("called"),
        max_length=200,
        help_text=_(
            "What colleagues read everywhere: a name, or “Mother, name withheld by the source”."
        ),
    )
    name_missing = reason_field(_("why there is no name"))
    sex = models.CharField(_("sex"), max_length=10, blank=True, choices=Sex)
    sex_missing = reason_field(_("why there is no sex"))
    born = WhenField(_("born"))
    born_missing = reason_field(_("why there is no birth"))
    age_as_stated = models.CharField(
        _("age as stated"), max_length=120, blank=True, help_text=_("For example: seven-year-old.")
    )
    age_missing = reason_field(_("why there is no age"))
    is_minor = models.BooleanField(_("a minor, so a source says"), null=True, blank=True)
    nationality = CountryField(_("nationality"), blank=True)
    nationality_missing = reason_field(_("why there is no nationality"))
    occupation = models.CharField(_("occupation"), max_length=200, blank=True)
    occupation_missing = reason_field(_("why there is no occupation"))
    is_public_figure = models.BooleanField(
        _("speaks in public office"),
        default=False,
        help_text=_("Office holders and public speakers: all staff on cases see them."),
    )
    remark = models.TextField(_("remark"), blank=True)
    reader_keys = ArrayField(models.IntegerField(), default=list, editable=False)
    confidants = ArrayField(
        models.IntegerField(),
        default=list,
        blank=True,
        editable=False,
        verbose_name=_("who reads protected names and whereabouts"),
    )

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["pk"]
        indexes = [GinIndex(fields=["reader_keys"], name="person_readers")]
        constraints = [
            value_or_reason("sex_or_why_not", reason="sex_missing", empty=models.Q(sex="")),
            value_or_reason("birth_or_why_not", reason="born_missing", empty=no_date("born")),
            value_or_reason(
                "age_or_why_not", reason="age_missing", empty=models.Q(age_as_stated="")
            ),
            value_or_reason(
                "nationality_or_why_not", reason="nationality_missing",
                empty=models.Q(nationality=""),
            ),
            value_or_reason(
                "occupation_or_why_not", reason="occupation_missing",
                empty=models.Q(occupation=""),
            ),
        ]  # fmt: skip


@tracked()
class PersonName(GuardedModel):
    """One written form of a name: as a source gives it, or generated for searching only."""

    person = models.ForeignKey(
        Person, on_delete=models.CASCADE, related_name="names", verbose_name=_("person")
    )
    text = models.CharField(_("name as written"), max_length=200)
    kind = models.CharField(_("kind"), max_length=20, choices=NameKind, default=NameKind.MAIN)
    script = models.CharField(
        _("script"), max_length=4, blank=True, help_text=_("ISO 15924: Latn, Hang, Hani, Arab …")
    )
    language = models.CharField(_("language"), max_length=20, blank=True)
    romanisation = models.CharField(
        _("romanisation"), max_length=60, blank=True, help_text=_("System, or “ad hoc”.")
    )
    written_order = models.CharField(
        _("written order"), max_length=20, choices=NameOrder, default=NameOrder.UNKNOWN
    )
    family_part = models.CharField(_("family part"), max_length=100, blank=True)
    given_part = models.CharField(_("given part"), max_length=100, blank=True)
    attested = models.BooleanField(
        _("a source writes it so"),
        default=True,
        help_text=_("Off: made by us for searching. It is never printed."),
    )
    is_protected = models.BooleanField(
        _("protected"),
        default=False,
        editable=False,
        help_text=_("Read only by those named for the person; everywhere else the label stands."),
    )
    citations = models.ManyToManyField(Citation, blank=True, related_name="+")

    class Meta:
        verbose_name = _("name")
        verbose_name_plural = _("names")
        ordering = ["pk"]


@tracked()
class Participation(GuardedModel, Written):
    """A person's part in a case: in which role, how surely, and in which part of the group."""

    case = models.ForeignKey(
        "cases.Case", on_delete=models.PROTECT, related_name="participations",
        verbose_name=_("case file"),
    )  # fmt: skip
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="participations", verbose_name=_("person")
    )
    role = models.CharField(
        _("role"), max_length=30, choices=PersonRole, default=PersonRole.VICTIM
    )
    certainty = models.CharField(
        _("certainty"), max_length=10, choices=Certainty, default=Certainty.KNOWN
    )
    part = models.ForeignKey(
        "cases.Part",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("in which part"),
    )
    part_certainty = models.CharField(
        _("how surely in that part"), max_length=10, blank=True, choices=Certainty
    )
    remark = models.CharField(_("remark"), max_length=300, blank=True)
    known_on = models.DateField(_("known to us on"), default=timezone.localdate)
    citations = models.ManyToManyField(Citation, blank=True, related_name="+")

    class Meta:
        verbose_name = _("person in the file")
        verbose_name_plural = _("people in the file")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["case", "person", "role"], name="one_role_once"),
            models.CheckConstraint(
                condition=models.Q(part__isnull=True, part_certainty="")
                | (models.Q(part__isnull=False) & ~models.Q(part_certainty="")),
                name="a_part_has_its_certainty",
                violation_error_message=_("Say how sure it is that the person is in that part."),
            ),
        ]


@tracked()
class Kinship(GuardedModel, Written):
    """Person is … of relative, so a source says."""

    person = models.ForeignKey(
        Person, on_delete=models.CASCADE, related_name="kinships", verbose_name=_("person")
    )
    kind = models.CharField(_("is"), max_length=20, choices=KinshipKind)
    relative = models.ForeignKey(
        Person, on_delete=models.CASCADE, related_name="+", verbose_name=_("whom")
    )
    citations = models.ManyToManyField(Citation, blank=True, related_name="+")

    class Meta:
        verbose_name = _("kinship")
        verbose_name_plural = _("kinship")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(person=models.F("relative")),
                name="nobody_is_kin_to_themselves",
                violation_error_message=_("A person cannot be their own relative."),
            ),
        ]


class Whereabouts(GuardedModel, Recorded):
    """Where somebody is, or how to reach them: sealed, and read by named people only.

    Rows are added, the newest holds. Nothing but the page of what is protected ever opens one.
    """

    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="whereabouts", verbose_name=_("person")
    )
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    sealed = models.TextField(_("sealed text"), editable=False)

    class Meta:
        verbose_name = _("whereabouts")
        verbose_name_plural = _("whereabouts")
        ordering = ["-pk"]
