"""Evidence files: the row of one. The bytes are in file_store.py, what is done in evidence.py."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from casework.access.guard import GuardedModel
from casework.audit.models import Recorded
from casework.sources.file_kinds import EXTENSIONS, MEDIA_TYPES, FileKind


class Attachment(GuardedModel, Recorded):
    """A file of a source: the original, which never leaves, and the safe copy that may.

    Seen by whoever sees the source. Never changed and never deleted: it is evidence.
    """

    source = models.ForeignKey(
        "Source", on_delete=models.PROTECT, related_name="attachments", verbose_name=_("source")
    )
    shows = models.CharField(
        _("what it shows"), max_length=200, blank=True, help_text=_("For example: page 1 of 2.")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=FileKind)
    original_name = models.CharField(_("name of the file"), max_length=200)
    size = models.PositiveBigIntegerField(_("bytes"))
    sha256 = models.CharField(_("SHA-256 of the original"), max_length=64)
    copy_size = models.PositiveBigIntegerField(_("bytes of the copy"))
    copy_sha256 = models.CharField(_("SHA-256 of the copy"), max_length=64)
    stored_as = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    class Meta:
        verbose_name = _("evidence file")
        verbose_name_plural = _("evidence files")
        ordering = ["pk"]
        indexes = [models.Index(fields=["sha256"], name="attachment_digest")]
        constraints = [
            models.UniqueConstraint(fields=["source", "sha256"], name="one_file_once_per_source")
        ]

    @property
    def stored_original(self) -> str:
        return f"{self.stored_as.hex}.original"

    @property
    def stored_copy(self) -> str:
        return f"{self.stored_as.hex}.copy"

    @property
    def media_type(self) -> str:
        text = "; charset=utf-8" if self.kind == FileKind.TEXT else ""
        return MEDIA_TYPES[FileKind(self.kind)][0] + text

    @property
    def download_name(self) -> str:
        """A name that tells nothing: the original one may hold a person's."""
        return f"source-{self.source_id}-file-{self.pk}.{EXTENSIONS[FileKind(self.kind)][0]}"
