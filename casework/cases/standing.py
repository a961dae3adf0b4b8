"""Where everybody stands now, as the database keeps it, and what was last found to be still so.

What the rows mean is status.py's. `CurrentStanding` is a projection: `manage.py standings`
rebuilds it from the history and compares.
"""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from casework.access.guard import GuardedModel
from casework.audit.models import Recorded
from casework.cases.codes import Axis, Certainty
from casework.cases.history import StatusEntry
from casework.sources.models import Citation


class Confirmation(GuardedModel, Recorded):
    """Still so on a day, as a source says: the entry stays as it is. Append-only."""

    entry = models.ForeignKey(
        StatusEntry, on_delete=models.PROTECT, related_name="confirmations",
        verbose_name=_("entry"),
    )  # fmt: skip
    confirmed_on = models.DateField(_("still so on"))
    words = models.CharField(_("in words"), max_length=300, blank=True)
    citations = models.ManyToManyField(Citation, related_name="+")
    submission = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    class Meta:
        verbose_name = _("confirmation")
        verbose_name_plural = _("confirmations")
        ordering = ["confirmed_on", "pk"]


class CurrentStanding(GuardedModel):
    """The entry that says where these people of a file stand now, on one axis.

    One row per case, axis and subject (the whole, a part, a person, or a count of unnamed
    people). Written by triggers alone.
    """

    entry = models.OneToOneField(
        StatusEntry, primary_key=True, on_delete=models.DO_NOTHING,
        related_name="current_standing", verbose_name=_("entry"),
    )  # fmt: skip
    case = models.ForeignKey(
        "cases.Case", on_delete=models.DO_NOTHING, related_name="standings",
        verbose_name=_("case file"),
    )  # fmt: skip
    axis = models.CharField(_("kind"), max_length=20, choices=Axis)
    value = models.CharField(_("value"), max_length=40)
    certainty = models.CharField(_("certainty"), max_length=10, choices=Certainty)
    last_confirmed_on = models.DateField(_("last confirmed on"))

    class Meta:
        verbose_name = _("current standing")
        verbose_name_plural = _("current standings")
        indexes = [
            models.Index(fields=["axis", "value", "case"], name="standing_by_value"),
            models.Index(fields=["axis", "last_confirmed_on"], name="standing_by_age"),
        ]
