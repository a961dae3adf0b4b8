"""What can be asked of the status history as a set; what its rows are is history.py's."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce

from accounts.models import User
from casework.access.guard import GuardedQuerySet
from casework.cases.codes import ChangeReason, Decision
from casework.cases.standing_expressions import StandingEntries
from casework.cases.vantage import NOW, Vantage
from casework.sources.passages import citations_read

WAITING = "waiting"


class StatusEntryQuerySet(GuardedQuerySet):
    """Entries …"""

    def with_reviews(self, vantage: Vantage = NOW) -> Self:
        """… each with the state of its review, as known then: see `StatusEntry.review_state`."""
        reviews = self.model.reviews.field.model.objects
        latest = (
            reviews.unrestricted(because="the review of an entry that the reader sees")
            .filter(entry=models.OuterRef("pk"))
            .order_by("-pk")
        )
        if vantage.known_until is not None:
            kept = Q(entry__case__recorded_at__lt=vantage.known_until)
            latest = latest.filter(~kept | Q(recorded_at__lt=vantage.known_until))
        return self.annotate(last_decision=models.Subquery(latest.values("decision")[:1]))

    def as_known(self, vantage: Vantage) -> Self:
        """… of which we knew, each with the state of its review then."""
        return self.filter(vantage.known(file="case")).with_reviews(vantage)

    def standing(self, files: models.QuerySet, vantage: Vantage = NOW) -> Self:
        """… that say where somebody of the files stands, from the vantage: one a subject."""
        rows = self.filter(case__in=files.order_by().values("pk"))
        if vantage.is_now:
            return rows.filter(current_standing__isnull=False)
        told = files.order_by().annotate(told=StandingEntries(vantage))
        return self.filter(pk__in=told.values("told"))

    def counting(self) -> Self:
        """… that are confirmed, and neither withdrawn nor corrected by one that is."""
        every = self.model.objects.unrestricted(because="what corrects an entry the reader sees")
        confirmed = every.filter(confirmed_at__isnull=False)
        withdrawals = confirmed.filter(reason=ChangeReason.RETRACTION)
        withdrawn = withdrawals.exclude(pk__in=withdrawals.values("corrects")).values("corrects")
        corrections = confirmed.filter(corrects__isnull=False).exclude(pk__in=withdrawn)
        rows = self.filter(confirmed_at__isnull=False).exclude(reason=ChangeReason.RETRACTION)
        return rows.exclude(pk__in=corrections.values("corrects"))

    def with_citations(self, reader: User) -> Self:
        """… each with the passages it rests on (`citations_read`): its doubt cannot be told
        without them."""
        return self.prefetch_related(citations_read(reader))

    def in_review_state(self, state: str) -> Self:
        """… that wait, or on which the last decision was this one."""
        rows = self.with_reviews()
        if state != Decision.CONFIRMED:
            rows = rows.filter(confirmed_at=None)  # few: they have an index of their own
        if state == WAITING:
            unasked = Coalesce("last_decision", models.Value(Decision.ANSWERED.value))
            return rows.alias(asked=unasked).filter(asked=Decision.ANSWERED)
        return rows.filter(last_decision=state)
