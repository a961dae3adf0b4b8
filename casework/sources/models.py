"""Where a fact comes from: organisations, sources, chains of relay, citations.

Whether two sources are one is decided in chain.py; what a date means in when.py. Evidence files
are in attachments.py, re-exported here.
"""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from casework.access.editing import Versioned
from casework.access.guard import GuardedModel
from casework.audit.changes import tracked
from casework.audit.models import Recorded
from casework.sources.chain import Link, Text, Web, would_loop
from casework.sources.codes import Credibility, Hedge, Held, RelayKind, Reliability, SourceKind
from casework.sources.fields import WhenField
from casework.sources.likeness import AddressKey, QuotationKey
from casework.sources.missing import no_date, reason_field, value_or_reason


class Organisation(models.Model):
    """A public body, publisher or group that is openly known: the shared address book.

    A helper or partner who could be in danger does not belong here but in the case, as a person.
    """

    name = models.CharField(_("name"), max_length=200, unique=True)
    short_name = models.CharField(_("short name"), max_length=60, blank=True)
    kind = models.CharField(
        _("kind"),
        max_length=30,
        blank=True,
        choices=[
            ("government", _("government body")),
            ("intergovernmental", _("intergovernmental body")),
            ("legislature", _("legislature or its commission")),
            ("media", _("media")),
            ("ngo", _("non-governmental organisation")),
            ("academic", _("academic institution")),
            ("other", _("other")),
        ],
    )
    country = CountryField(_("country"), blank=True)

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


@tracked()
class Source(GuardedModel, Versioned, Recorded):
    """A text, recording or conversation: one publication, held by us or only known of."""

    kind = models.CharField(_("kind"), max_length=30, choices=SourceKind)
    title = models.CharField(_("title"), max_length=300, blank=True)
    author = models.CharField(
        _("author or speaker"), max_length=200, blank=True, help_text=_("As the source writes it.")
    )
    publisher = models.ForeignKey(
        Organisation,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("publisher"),
    )
    described_as = models.CharField(
        _("or described as"),
        max_length=200,
        blank=True,
        help_text=_("When it is no public body: “a partner”, “unnamed sources”."),
    )
    published = WhenField(_("published"))
    published_missing = reason_field(_("why there is no date"))
    page_updated_on = models.DateField(_("page last changed on"), null=True, blank=True)
    language = models.CharField(_("language"), max_length=20, blank=True)
    url = models.URLField(_("address"), max_length=500, blank=True)
    accessed_on = models.DateField(_("accessed on"), null=True, blank=True)
    access_terms = models.CharField(
        _("access"), max_length=100, blank=True, help_text=_("For example: subscription required.")
    )
    held = models.CharField(
        _("held or only cited"), max_length=10, choices=Held, default=Held.CITED
    )
    reliability = models.CharField(
        _("reliability"), max_length=1, choices=Reliability, default=Reliability.F
    )
    duplicate_of = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("the same text as"),
    )
    remark = models.TextField(_("remark"), blank=True)
    reader_keys = ArrayField(models.IntegerField(), default=list, editable=False)

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["pk"]
        indexes = [
            GinIndex(fields=["reader_keys"], name="source_readers"),
            models.Index(AddressKey("url"), name="source_address", condition=~models.Q(url="")),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(title="", described_as="", author="", publisher=None),
                name="source_is_told_apart",
                violation_error_message=_(
                    "Say what the source is: a title, a publisher, an author or a description."
                ),
            ),
            models.CheckConstraint(
                condition=~models.Q(duplicate_of=models.F("id")),
                name="source_is_no_copy_of_itself",
                violation_error_message=_("A source cannot be the same text as itself."),
            ),
            value_or_reason(
                "source_date_or_why_not", reason="published_missing", empty=no_date("published")
            ),
        ]

    @property
    def name(self) -> str:
        """How the source is called in a chain: its publisher, else who speaks, else its title."""
        if self.publisher is not None:
            return self.publisher.short_name or self.publisher.name
        return self.described_as or self.author or self.title

    @property
    def is_held(self) -> bool:
        return self.held != Held.CITED


@tracked()
class Relay(GuardedModel):
    """This text hands on what another one said. `upstream` is empty where nobody names it."""

    text = models.ForeignKey(
        Source, on_delete=models.CASCADE, related_name="relays", verbose_name=_("text")
    )
    upstream = models.ForeignKey(
        Source,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("goes back to"),
    )
    unnamed_upstream = models.CharField(
        _("or somebody unnamed"),
        max_length=200,
        blank=True,
        help_text=_("As the text puts it: “unnamed sources”."),
    )
    relation = models.CharField(
        _("relation"), max_length=20, choices=RelayKind, default=RelayKind.REPORTS
    )
    as_stated = models.CharField(_("in the text’s own words"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("step of a chain")
        verbose_name_plural = _("chain of relay")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=(
                    models.Q(upstream__isnull=False, unnamed_upstream="")
                    | (models.Q(upstream__isnull=True) & ~models.Q(unnamed_upstream=""))
                ),
                name="relay_has_one_upstream",
                violation_error_message=_(
                    "Give the source that the text goes back to, or say how it describes an "
                    "unnamed one; not both."
                ),
            ),
        ]

    def clean(self) -> None:
        """Refuses a chain that leads back to its own beginning, and says along which way."""
        if self.upstream_id is None or self.text_id is None:
            return
        steps = Relay.objects.unrestricted(
            because="a loop is a loop whoever sees its steps; the message names none of them"
        ).filter(upstream__isnull=False)
        links = [
            Link(text=step.text_id, upstream=step.upstream_id)
            for step in steps.exclude(pk=self.pk)
        ]
        copies = Source.objects.unrestricted(
            because="a loop through a copy is a loop; the message names none of them"
        ).filter(duplicate_of__isnull=False)
        texts = [Text(copy.pk, "", duplicate_of=copy.duplicate_of_id) for copy in copies]
        if would_loop(self.text_id, self.upstream_id, Web(texts, links)):
            raise ValidationError(
                {
                    "upstream": _(
                        "This chain would lead back to its own beginning: the source chosen here "
                        "itself goes back to this text. Check which of the two was first."
                    )
                }
            )


class Citation(GuardedModel, Recorded):
    """A place in a source that says something: the words themselves, and who says them."""

    source = models.ForeignKey(
        Source, on_delete=models.PROTECT, related_name="citations", verbose_name=_("source")
    )
    quotation = models.TextField(_("exact words"), blank=True)
    locator = models.CharField(
        _("place in the source"),
        max_length=120,
        blank=True,
        help_text=_("Page, paragraph, minute."),
    )
    translation = models.TextField(_("our translation"), blank=True)
    said_by = models.CharField(
        _("said by"),
        max_length=200,
        blank=True,
        help_text=_("Whose statement it is, where that is not the source’s own: “the principal”."),
    )
    hands_on = models.ForeignKey(
        Relay,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("hands on"),
        help_text=_(
            "The step of the source’s chain that this passage repeats. Empty: its own words."
        ),
    )
    hedge = models.CharField(_("hedge"), max_length=20, choices=Hedge, default=Hedge.STATED)
    credibility = models.IntegerField(
        _("credibility"), choices=Credibility, default=Credibility.UNKNOWN
    )
    reader_keys = ArrayField(models.IntegerField(), default=list, editable=False)

    class Meta:
        verbose_name = _("citation")
        verbose_name_plural = _("citations")
        ordering = ["pk"]
        indexes = [
            GinIndex(fields=["reader_keys"], name="citation_readers"),
            models.Index(QuotationKey("quotation"), name="citation_words"),
        ]

    def clean(self) -> None:
        """A passage hands on a step of its own source's chain, not of another's."""
        if self.hands_on is not None and self.hands_on.text_id != self.source_id:
            raise ValidationError(
                {"hands_on": _("That step belongs to the chain of another source.")}
            )


from casework.sources.attachments import Attachment  # noqa: E402, F401
