"""Notes on a case file, a person or an action of it. Who reads one is decided in access/policy.py.

A note for named people is sealed at rest (access/sealing.py); texts.py puts and takes the text.
"""

import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from casework.access import sealing
from casework.access.editing import Versioned
from casework.access.guard import GuardedModel
from casework.advocacy.models import Action
from casework.cases.models import Case, Person

SEALED_TEXT = sealing.register("notes.Note", "sealed_text", key="sealing_id")


class NoteKind(models.TextChoices):
    CONTACT = "contact", _("contact")
    ANALYSIS = "analysis", _("analysis")
    SECURITY = "security", _("security")
    LEGAL = "legal", _("legal")


class Level(models.TextChoices):
    CASE_TEAM = "case_team", _("case team")
    MANAGERS = "managers", _("managers of the case")
    NAMED = "named", _("named people only")


class Note(GuardedModel, Versioned):
    """What a colleague writes for colleagues, never for a dossier. Only its readers change."""

    case = models.ForeignKey(
        Case, on_delete=models.PROTECT, related_name="notes", verbose_name=_("case file")
    )
    person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        verbose_name=_("person"),
    )  # fmt: skip
    action = models.ForeignKey(
        Action, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        verbose_name=_("action"),
    )  # fmt: skip
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
        verbose_name=_("author"),
    )
    kind = models.CharField(_("kind"), max_length=20, choices=NoteKind, default=NoteKind.ANALYSIS)
    level = models.CharField(
        _("who reads it"), max_length=20, choices=Level, default=Level.CASE_TEAM
    )
    named_readers = ArrayField(
        models.IntegerField(), default=list, blank=True, verbose_name=_("named readers")
    )
    text = models.TextField(_("text"), blank=True)
    sealed_text = models.TextField(blank=True, default="", editable=False)
    sealing_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    written_at = models.DateTimeField(_("written at"), db_default=Now(), editable=False)
    submission = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(level=Level.NAMED) | ~models.Q(named_readers=[]),
                name="named_note_names_its_readers",
                violation_error_message=_("Choose at least one colleague who may read it."),
            ),
            models.CheckConstraint(
                condition=(
                    models.Q(level=Level.NAMED, text="") & ~models.Q(sealed_text="")
                    | models.Q(sealed_text="") & ~models.Q(level=Level.NAMED) & ~models.Q(text="")
                ),
                name="named_note_is_sealed",
                violation_error_message=_(
                    "A note needs a text; it is sealed exactly where people are named."
                ),
            ),
            models.CheckConstraint(
                condition=models.Q(person=None) | models.Q(action=None),
                name="note_stands_on_one_thing",
                violation_error_message=_("A note stands on a person or on an action, not both."),
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("pages:note", args=[self.pk])

    @property
    def is_sealed(self) -> bool:
        return self.level == Level.NAMED


class ReadersChange(GuardedModel):
    """The author made a note's circle of readers narrower or wider. These rows only grow."""

    note = models.ForeignKey(
        Note, on_delete=models.PROTECT, related_name="readers_changes", verbose_name=_("note")
    )
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+",
        verbose_name=_("changed by"),
    )  # fmt: skip
    changed_at = models.DateTimeField(_("changed at"), db_default=Now(), editable=False)
    from_level = models.CharField(_("from"), max_length=20, choices=Level)
    from_readers = ArrayField(models.IntegerField(), default=list)
    to_level = models.CharField(_("to"), max_length=20, choices=Level)
    to_readers = ArrayField(models.IntegerField(), default=list)

    class Meta:
        verbose_name = _("change of a note’s readers")
        verbose_name_plural = _("changes of a note’s readers")
        ordering = ["-pk"]
