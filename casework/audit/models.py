"""The audit trail, its seals, and the columns that say who recorded a row.

What stood in a row before it was changed is kept by changes.py. Both tables only grow.
"""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from casework.access.guard import GuardedModel
from casework.audit import deeds


class Written(models.Model):
    """When a row was written into the system: a moment of our work, not of the world's."""

    recorded_at = models.DateTimeField(_("recorded at"), db_default=Now(), editable=False)

    class Meta:
        abstract = True


class Recorded(Written):
    """When a row was written into the system, and by whom."""

    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
        verbose_name=_("recorded by"),
    )

    class Meta:
        abstract = True


class Event(GuardedModel):
    """One deed: ids and labels only, never the text of a case, a note or a search."""

    at = models.DateTimeField(_("at"), db_default=Now())
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("who"),
    )
    deed = models.CharField(_("deed"), max_length=60, choices=deeds.choices)
    object_type = models.CharField(_("kind of object"), max_length=60, blank=True)
    object_id = models.BigIntegerField(_("object"), null=True)
    session = models.CharField(_("session"), max_length=16, blank=True)
    why = models.CharField(_("why"), max_length=64, blank=True)
    detail = models.JSONField(_("detail"), default=dict)

    class Meta:
        verbose_name = _("audit event")
        verbose_name_plural = _("audit events")
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["object_type", "object_id"]),
            models.Index(fields=["at"], name="audit_event_at"),
            models.Index(fields=["actor", "-id"], name="audit_event_of_whom"),
            models.Index(fields=["deed", "-id"], name="audit_event_of_deed"),
            models.Index(fields=["session"], name="audit_event_of_session"),
        ]

    @property
    def detail_in_words(self) -> str:
        """The detail as `name: value; name: value, value`; what was after comes last."""
        told = {
            name: ", ".join(map(str, value)) if isinstance(value, list) else value
            for name, value in sorted(self.detail.items(), key=lambda part: part[0] == "after")
        }
        return "; ".join(f"{name}: {value}" for name, value in told.items())


class Seal(GuardedModel):
    """One link of the chain of hashes over the events, written by the database at commit.

    `hash` is the SHA-256 of `prev` and the event's canonical text (chain.py); `prev` is the hash
    of the seal before. The order is that of commits, which is not always that of the events' ids.
    """

    seq = models.BigIntegerField(primary_key=True)
    event = models.OneToOneField(
        Event, null=True, on_delete=models.DO_NOTHING, db_constraint=False, related_name="seal"
    )
    prev = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("seal")
        verbose_name_plural = _("seals")
        ordering = ["-seq"]
