"""The histories of the invented files: entries, their reviews, and what was found still so.

Corrections, withdrawals, counts of unnamed people, and dates of every kind, none included.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bench.drawing import ConfirmationCitation, EntryCitation, Pen
from casework.cases.codes import (
    Axis,
    Certainty,
    ChangeReason,
    Decision,
    LegalStage,
    Qualifier,
    Situation,
    Workflow,
)
from casework.cases.models import Confirmation, Review, StatusEntry

END = date(2025, 12, 1)
AXES = {Axis.SITUATION: 65, Axis.EVENT: 15, Axis.LEGAL_STAGE: 10, Axis.WORKFLOW: 10}
VALUES = {
    Axis.SITUATION: Situation.values, Axis.LEGAL_STAGE: LegalStage.values,
    Axis.WORKFLOW: Workflow.values, Axis.EVENT: [""],
}  # fmt: skip
CERTAINTIES = dict(zip(Certainty.values, (60, 15, 15, 5, 5), strict=True))
REASONS = dict(zip(ChangeReason.values, (93, 5, 2), strict=True))
REVIEWS: dict[tuple[str, ...], int] = {
    (Decision.CONFIRMED,): 194,
    (): 1,
    (Decision.RETURNED,): 1,
    (Decision.REJECTED,): 2,
    (Decision.RETURNED, Decision.ANSWERED, Decision.CONFIRMED): 2,
}
Dated = tuple[str, str, date | None, date | None]  # words, EDTF, earliest, latest


@dataclass(frozen=True)
class File:
    """What the entries of one case file choose from."""

    pk: int
    author: int
    reviewer: int
    opened: date
    people: Sequence[int]
    parts: Sequence[int]
    citations: Sequence[int]
    is_counted: bool


@dataclass(frozen=True)
class History:
    """Draws the entries of one file in the order in which they were written."""

    pen: Pen
    file: File

    def draw(self, many: int) -> tuple[str, datetime]:
        """Answers where our work stands in the end, and the moment of the last entry."""
        written = sorted(self.pen.moment(self.file.opened, END) for _entry in range(many))
        earlier: defaultdict[str, list[int]] = defaultdict(list)
        workflow = str(Workflow.INTAKE)
        for moment in written:
            pk, axis = self.pen.next(StatusEntry), self.pen.one(AXES)
            value = self.pen.random.choice(VALUES[axis])
            subject = self._subject()
            reason, corrects, why = self._reason(earlier[axis])
            if axis != Axis.WORKFLOW:
                confirmed_at = self._review(pk, moment)
            else:
                confirmed_at = moment
                if not any(subject) and reason != ChangeReason.RETRACTION:
                    workflow = value
            known_on = moment.date() - timedelta(days=self.pen.one({0: 8, 3: 1, 30: 1}))
            self.pen.add(
                StatusEntry, pk, self.file.pk, *subject, axis, value, self.pen.one(CERTAINTIES),
                "So we were told.", *self._since(known_on), *self._until(known_on), known_on,
                reason, corrects, why, self.pen.submission(), self.file.author, moment,
                confirmed_at,
            )  # fmt: skip
            self.pen.add(EntryCitation, pk, self._citation())
            if reason != ChangeReason.RETRACTION:
                earlier[axis].append(pk)
        return workflow, written[-1]

    def _reason(self, earlier: Sequence[int]) -> tuple[str, int | None, str]:
        reason = self.pen.one(REASONS) if earlier else ChangeReason.NEW_INFORMATION
        if reason == ChangeReason.NEW_INFORMATION:
            return reason, None, ""
        return reason, self.pen.random.choice(earlier), "We were told otherwise."

    def _subject(self) -> tuple[int | None, int | None, int | None, str]:
        """Part, person, count of unnamed people and how that is put."""
        chance = self.pen.random.random()
        if self.file.is_counted and chance < 0.1:
            return None, None, self.pen.random.randint(1, 4), Qualifier.EXACT
        if self.file.parts and chance < 0.7:
            return self.pen.random.choice(self.file.parts), None, None, ""
        if self.file.people and chance < 0.8:
            return None, self.pen.random.choice(self.file.people), None, ""
        return None, None, None, ""

    def _review(self, entry: int, moment: datetime) -> datetime | None:
        """Answers when the entry was confirmed, if it was."""
        decisions = self.pen.one(REVIEWS)
        for decision in decisions:
            moment += timedelta(hours=self.pen.random.randint(1, 100))
            answers = decision == Decision.ANSWERED
            by = self.file.author if answers else self.file.reviewer
            self.pen.add(Review, entry, decision, "Who says so?", by, moment)
        if Decision.CONFIRMED not in decisions:
            return None
        if self.pen.random.random() < 0.03:
            self._confirm(entry, moment + timedelta(days=self.pen.random.randint(1, 200)))
        return moment

    def _confirm(self, entry: int, moment: datetime) -> None:
        pk, submission = self.pen.next(Confirmation), self.pen.submission()
        self.pen.add(Confirmation, pk, entry, moment.date(), submission, self.file.author, moment)
        self.pen.add(ConfirmationCitation, pk, self._citation())

    def _citation(self) -> int:
        return self.pen.random.choice(self.file.citations)

    def _since(self, known_on: date) -> Dated:
        """As `When` keeps it: a day, a month, a year, one bound, or no date at all."""
        day = known_on - timedelta(days=self.pen.random.choice((0, 1, 5, 20, 60, 400)))
        first, last = day.replace(day=1), _end_of_month(day)
        new_year, old_year = day.replace(month=1, day=1), day.replace(month=12, day=31)
        return self.pen.one(
            {
                (f"{day}", f"{day}", day, day): 50,
                (f"{day:%B %Y}", f"{day:%Y-%m}", first, last): 30,
                (f"{day:%Y}", f"{day:%Y}", new_year, old_year): 8,
                (f"by {day:%B %Y}", f"../{day:%Y-%m}", None, last): 2,
                ("", "", None, None): 10,
            }
        )

    def _until(self, known_on: date) -> Dated:
        if self.pen.random.random() > 0.03:
            return "", "", None, None
        return f"{known_on}", f"{known_on}", known_on, known_on


def _end_of_month(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
