"""Any past day: where people stood then, and what was known of it then."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from bench import limits
from bench.asker import Asker
from bench.timing import Question
from casework.cases import status
from casework.cases.codes import Axis, Situation
from casework.cases.models import Case, StatusEntry
from casework.cases.vantage import Vantage

SO = Situation.DETAINED
VANTAGES = {
    "as of 1 April 2015": Vantage(on=date(2015, 4, 1)),
    "as known on 1 April 2015": Vantage(known_on=date(2015, 4, 1)),
    "as of 2014, as known in 2015": Vantage(on=date(2014, 4, 1), known_on=date(2015, 4, 1)),
}


def questions(asker: Asker) -> list[Question]:
    return [
        question
        for name, vantage in VANTAGES.items()
        for question in Past(asker, name, vantage).questions()
    ]


@dataclass(frozen=True)
class Past:
    """The questions of the list, from one vantage."""

    asker: Asker
    name: str
    vantage: Vantage

    def questions(self) -> list[Question]:
        files = Case.objects.visible_to(self.asker.user)
        standing_so = files.filter(status.standing_as([SO], self.vantage))
        return [
            Question(
                f"{self.name}: situation of 50 files", self.of_page,
                lambda: sorted(self.sql(limits.of_page, page=self.asker.page)), allowed=4.8,
                naive=lambda: self.naive("SELECT value FROM ({}) s WHERE case_id = ANY(%(page)s)"),
            ),
            Question(
                f"{self.name}: 50 files with somebody detained",
                lambda: list(standing_so.values_list("pk", flat=True)[:50]),
                lambda: [key for (key,) in self.sql(self.chosen(limits.listed))],
                allowed=2,
            ),
            Question(
                f"{self.name}: how many files these are",
                standing_so.count, lambda: self.sql(self.chosen(limits.counted))[0][0], allowed=2,
            ),
            Question(
                f"{self.name}: files by situation",
                lambda: status.counted_by_situation(files, self.vantage),
                lambda: dict(self.sql(limits.by_situation)), allowed=2.1,
                naive=lambda: self.naive(
                    "SELECT value, count(DISTINCT case_id) FROM ({}) s"
                    " JOIN cases_case c ON c.id = case_id WHERE reader_keys && %(keys)s GROUP BY 1"
                ),
            ),
        ]  # fmt: skip

    def of_page(self) -> list[tuple]:
        entries = StatusEntry.objects.visible_to(self.asker.user).filter(axis=Axis.SITUATION)
        files = Case.objects.visible_to(self.asker.user).filter(pk__in=self.asker.page)
        rows = entries.standing(files, self.vantage).order_by()
        return sorted(rows.values_list("case_id", "value"))

    def sql(self, shape: Callable[[str], str], **values: object) -> list[tuple]:
        standings = limits.past(
            on=self.vantage.on is not None, known=self.vantage.known_on is not None
        )
        return self.asker.rows(shape(standings), **self.days, value=SO, **values)

    def chosen(self, shape: Callable[[str], str]) -> Callable[[str], str]:
        return lambda standings: shape(limits.stood(standings))

    def naive(self, statement: str) -> list[tuple]:
        """By one clock: what was known when takes more than a ranking."""
        holds = limits.HOLDS if self.vantage.on else "e.known_on <= %(known_on)s"
        ranked = limits.WINDOW.format(holds=holds)
        return self.asker.rows(statement.format(ranked), page=self.asker.page, **self.days)

    @property
    def days(self) -> dict[str, object]:
        return {
            "on": self.vantage.on,
            "known_on": self.vantage.known_on or date.max,
            "known_until": self.vantage.known_until,
        }
