"""What an entry knows of the confirmations that were fetched with it (freshness.py)."""

from collections.abc import Iterable

from django.db.models import Model


class Confirmable:
    """Of which a source can say that it is still so."""

    def last_confirmation(self, counted: Iterable[Model] | None = None) -> Model | None:
        """The latest of the confirmations fetched, or of those counted; None where no source has
        said that it is still so since we heard of it.
        """
        rows = self.confirmations_read if counted is None else counted
        since = [one for one in rows if one.confirmed_on >= self.known_on]
        return max(since, key=lambda one: (one.confirmed_on, one.pk), default=None)
