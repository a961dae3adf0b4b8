"""From where a file is looked at: as of a day of the world, and as known on a day.

Two clocks, never mixed: when something was so, and when we knew. What stood in rows that were
edited since is put back by audit/as_stood.py; which entries hold is status.py's.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q
from django.utils import timezone

from casework.sources.when import When


@dataclass(frozen=True)
class Vantage:
    """`on`: as of that day, None for whenever it was; `known_on`: as known then, None for now.

    A file that was kept here on the day knows exactly what had been written by its end, so the
    answer never changes later. Of a day before the file was opened here it tells what, as we say
    since, we had heard by then.
    """

    on: date | None = None
    known_on: date | None = None

    @property
    def is_now(self) -> bool:
        return self.on is None and self.known_on is None

    @property
    def known_until(self) -> datetime | None:
        """The moment at which the day of knowledge ends, in the time zone of the installation."""
        if self.known_on is None or self.known_on == date.max:
            return None
        morning_after = datetime.combine(self.known_on + timedelta(days=1), time.min)
        return timezone.make_aware(morning_after, timezone.get_default_timezone())

    def is_kept_by(self, opened_at: datetime) -> bool:
        """Whether a file opened at that moment was kept here on the day of knowledge."""
        return self.known_until is None or opened_at < self.known_until

    def knows(self, *, told_on: date, recorded_at: datetime, opened_at: datetime) -> bool:
        """Whether a fact of a file was known: heard on `told_on`, written at `recorded_at`."""
        if self.known_on is None or self.known_until is None:
            return True
        if self.is_kept_by(opened_at):
            return recorded_at < self.known_until
        return told_on <= self.known_on

    def had_begun(self, when: When) -> bool:
        """Whether something can have begun by the day of the world."""
        return self.on is None or when.earliest is None or when.earliest <= self.on

    def known(self, *, file: str, told: str = "known_on", record: str = "recorded_at") -> Q:
        """`knows` as a condition; the arguments are paths to the file and the two columns."""
        if self.known_until is None:
            return Q()
        kept = Q(**{f"{file}__recorded_at__lt": self.known_until})
        recorded = Q(**{f"{record}__lt": self.known_until})
        return (kept & recorded) | (~kept & Q(**{f"{told}__lte": self.known_on}))


NOW = Vantage()
