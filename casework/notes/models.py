"""Notes on a case file. Who reads one is decided in access/policy.py."""

import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from casework.access.guard import GuardedModel
from casework.cases.models import Case


class NoteKind(models.TextChoices):
    CONTACT = "contact", _("contact")
    ANALYSIS = "analysis", _("analysis")
    SECURITY = "security", _("security")
    LEGAL = "legal", _("legal")


class Level(models.TextChoices):
    CASE_TEAM = "case_team", _("case team")
    MANAGERS = "managers", _("managers of the case")
    NAMED = "named", _("named people only")


class Note(GuardedModel):
    """What a colleague writes for colleagues, never for a dossier."""

    case = models.ForeignKey(
        Case, on_delete=models.PROTECT, related_name="notes", verbose_name=_("case file")
    )
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
    text = models.TextField(_("text"))
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
        ]
