"""Where people stand, as expressions on case files: the functions of the database that reckon it.

Each is asked of every file that the query comes to, so narrow the files first.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Func, Value

from casework.cases.vantage import Vantage


class _StandingsOf(Func):
    """Of one file, from the vantage."""

    def __init__(self, vantage: Vantage) -> None:
        super().__init__(
            F("pk"),
            F("recorded_at"),
            Value(vantage.on, models.DateField()),
            Value(vantage.known_on, models.DateField()),
            Value(vantage.known_until, models.DateTimeField()),
        )


class StandingEntries(_StandingsOf):
    """The keys of the entries that say where somebody stands, each a row of its own."""

    template = "unnest(ARRAY(SELECT s.entry_id FROM cases_standings_of(%(expressions)s) s))"
    output_field = models.BigIntegerField()
    set_returning = True


class Situations(_StandingsOf):
    """The situations in which somebody of the file is, each once."""

    template = (
        "ARRAY(SELECT DISTINCT s.value FROM cases_standings_of(%(expressions)s) s"
        " WHERE s.axis = 'situation')"
    )
    output_field = ArrayField(models.CharField())


class StandingDifferences(Func):
    """How many of the file's kept standings are not what its history says, or are missing."""

    function = "cases_standing_differences"
    output_field = models.BigIntegerField()

    def __init__(self) -> None:
        super().__init__(F("pk"), F("recorded_at"))


class StandAnew(Func):
    """An aggregate over files, which writes: their kept standings are reckoned anew."""

    template = "cases_restand(array_agg(%(expressions)s))"
    output_field = models.TextField()
    contains_aggregate = True

    def __init__(self) -> None:
        super().__init__(F("pk"))
