"""Asks questions in turns, and says how many times longer than its limit each of them took.

On a busy machine milliseconds lie and ratios hold: in every round a question, its limit and the
naive way follow one another, and the medians are compared.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from statistics import median
from time import perf_counter

ROUNDS, ROUNDS_OF_NAIVE = 9, 3
SHORT = 0.02  # seconds: what takes less is asked several times in a row
Way = Callable[[], object]


@dataclass(frozen=True)
class Question:
    """One question, asked through the product (`ours`) and of the database alone (`limit`).

    Both answer the same, or the one is no measure of the other. `allowed` is how many times the
    limit ours may take at 100,000 files: 2 where the database does the work, 4.8 where fifty rows
    become objects. `naive` is how it would be done without thinking; `peer` what the strongest
    living peer does, as a multiple of its own limit, or that it cannot.
    """

    name: str
    ours: Way
    limit: Way
    allowed: float
    naive: Way | None = None
    peer: str = "cannot"


@dataclass
class Measured:
    """Seconds of each round."""

    question: Question
    agrees: bool
    seconds: dict[str, list[float]] = field(default_factory=dict)

    @property
    def ratio(self) -> float:
        return self.of("ours") / self.of("limit")

    @property
    def verdict(self) -> str:
        if not self.agrees:
            return "OTHER ANSWER"
        return "OK" if self.ratio <= self.question.allowed else "TOO SLOW"

    def of(self, way: str) -> float:
        return median(self.seconds[way])


def measure(questions: Iterable[Question], rounds: int = ROUNDS) -> Iterator[Measured]:
    """One after another, as soon as each is measured; the first asking of a way is not counted."""
    for question in questions:
        ways = {"limit": question.limit, "ours": question.ours}
        answers = {name: way() for name, way in ways.items()}
        measured = Measured(question, agrees=answers["limit"] == answers["ours"])
        if question.naive is not None:
            ways["naive"] = question.naive
        for number in range(rounds):
            for name, way in ways.items():
                if name != "naive" or number < ROUNDS_OF_NAIVE:
                    measured.seconds.setdefault(name, []).append(_seconds(way))
        yield measured


def _seconds(way: Way) -> float:
    """How long one asking takes; of short ones the mean of several."""
    times, began = 0, perf_counter()
    while True:
        way()
        times += 1
        passed = perf_counter() - began
        if passed >= SHORT:
            return passed / times


def told(measured: Measured) -> str:
    """A line of the table."""
    question = measured.question
    naive = f"{1000 * measured.of('naive'):9,.1f}" if question.naive else " " * 9
    return (
        f"{question.name:<58}{1000 * measured.of('limit'):9,.1f}"
        f"{1000 * measured.of('ours'):9,.1f}{naive}{measured.ratio:8.1f}{question.allowed:9.1f}"
        f"  {question.peer:<8}{measured.verdict}"
    )


HEADING = (
    f"{'median milliseconds':<58}{'limit':>9}{'ours':>9}{'naive':>9}{'ratio':>8}{'allowed':>9}"
    f"  {'peer':<8}"
)
