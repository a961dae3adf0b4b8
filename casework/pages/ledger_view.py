"""The ledger of a group as the page draws it: a bar, and a table beside it, in plain values."""

from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from casework.cases.codes import Certainty
from casework.cases.group import situation_label
from casework.cases.hedging import doubted
from casework.cases.ledger_values import UNKNOWN_SITUATION, Row
from casework.cases.ledger_words import cannot_be_told, count_words, named_words, whole_words
from casework.cases.models import StatusEntry
from casework.dossiers.material import Material

MOST_TICKS = 40
LIGHTEST = "part-3"
WIDTH_OF_A_DIGIT = 3.5
"""Percent of the bar on the narrowest screen."""

BAR_PATTERNS = {
    "believed": "hatch-believed",
    "alleged": "hatch-alleged",
    "disputed": "hatch-disputed",
}


@dataclass(frozen=True)
class Stroke:
    """One rectangle of the bar: percentages of its width, and how it is filled."""

    x: str
    width: str
    middle: str
    css_class: str
    fill: str
    text: str
    text_class: str
    hatched: bool


@dataclass(frozen=True)
class LedgerLine:
    """One row of the ledger with the entries that say so, if any."""

    count: str
    label: str
    situation: str
    described: str
    is_unknown: bool
    certainty: str
    certainty_label: str
    when: str
    derived: bool
    numbers: tuple[int, ...]
    current: tuple[StatusEntry, ...]
    css_class: str
    fill: str


class LedgerView:
    """How the group adds up, row by row and as a bar."""

    def __init__(self, material: Material) -> None:
        self.material = material

    @cached_property
    def lines(self) -> list[LedgerLine]:
        """The rows, each in the shade of its stretch of the bar; an empty stretch has none."""
        rows = self.material.group.ledger.rows
        shades = accumulate((row.count.low > 0 for row in rows), initial=0)
        return [self._line(row, shade) for row, shade in zip(rows, shades, strict=False)]

    def _line(self, row: Row, shade: int) -> LedgerLine:
        said = [entry for entry in self.material.in_force if entry.pk in row.entries]
        css_class, fill = _fill(row.is_unknown, row.certainty, row.hedges, shade)
        return LedgerLine(
            count=count_words(row),
            label=row.label,
            situation=doubted(situation_label(row.situation or UNKNOWN_SITUATION), "", row.hedges),
            described=named_words(row),
            is_unknown=row.is_unknown,
            certainty=row.certainty,
            certainty_label=str(Certainty(row.certainty).label) if row.certainty else "",
            when="; ".join(dict.fromkeys(filter(None, (e.since.phrase() for e in said)))),
            derived=row.derived,
            numbers=tuple(sorted({n for entry in said for n in self.material.numbers_of(entry)})),
            current=tuple(entry for entry in said if entry.pk in self.material.current),
            css_class=css_class,
            fill=fill,
        )

    @property
    def whole_words(self) -> str:
        return whole_words(self.material.group.ledger)

    @property
    def untold(self) -> str:
        """The number at the end of the bar of whom it cannot be told which row they are in."""
        last = self.material.group.bar[-1] if self.material.group.bar else None
        return last.count if last is not None and last.label == cannot_be_told() else ""

    @cached_property
    def strokes(self) -> list[Stroke]:
        strokes, x = [], 0.0
        for shade, segment in enumerate(self.material.group.bar):
            unknown = segment.situation in (None, UNKNOWN_SITUATION)
            css_class, fill = _fill(unknown, segment.certainty, segment.hedges, shade)
            width = 100 * segment.share
            strokes.append(
                Stroke(
                    x=f"{x:.2f}%",
                    width=f"{width:.2f}%",
                    middle=f"{x + width / 2:.2f}%",
                    css_class=css_class,
                    fill=fill,
                    text=segment.count if width > WIDTH_OF_A_DIGIT * len(segment.count) else "",
                    text_class=_text_class(css_class),
                    hatched=bool(fill),
                )
            )
            x += width
        return strokes

    @cached_property
    def ticks(self) -> list[tuple[str, bool]]:
        """A tick between two people, (its place, whether on a hatch); none above forty people."""
        whole = self.material.group.ledger.whole.high or 0
        if not self.strokes or whole > MOST_TICKS:
            return []
        hatched, edge = [], 0.0
        for stroke, segment in zip(self.strokes, self.material.group.bar, strict=True):
            edge += segment.share
            hatched.append((edge, stroke.hatched))
        places = [number / whole for number in range(1, whole)]
        return [
            (
                f"{100 * place:.2f}%",
                next(is_hatch for end, is_hatch in hatched if place <= end + 1e-9),
            )
            for place in places
        ]


def _text_class(css_class: str) -> str:
    """How a number is written on a part of the bar so that it can be read there."""
    if not css_class:
        return "part-number-on-hatch"
    return "part-number-on-light" if css_class == LIGHTEST else ""


def _fill(
    unknown: bool, certainty: str, hedges: tuple[str, ...], shade: int
) -> tuple[str, str]:
    """(class, pattern) of a part of the bar: told apart by pattern, not by colour alone."""
    if unknown:
        return "", "url(#hatch-unknown)"
    if certainty in BAR_PATTERNS:
        return "", f"url(#{BAR_PATTERNS[certainty]})"
    if hedges:
        return "", f"url(#{BAR_PATTERNS['alleged']})"
    return f"part-{shade % 3 + 1}", ""
