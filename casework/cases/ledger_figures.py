"""What the sources state of a group and its parts: numbers side by side, and ranges of them.

Whether they fit what else is told is ``ledger``'s. Nothing is averaged, summed or chosen here.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from casework.cases import hedging
from casework.cases import ledger_problems as problems
from casework.cases import ledger_words as words
from casework.cases.ledger_places import Places
from casework.cases.ledger_problems import Findings
from casework.cases.ledger_values import UNKNOWN, WHOLE, Figure, Key, Range


class Figures:
    """The figures that count people of a part that is there; the others are reported."""

    def __init__(self, figures: Iterable[Figure], places: Places, found: Findings) -> None:
        self._places = places
        self._found = found
        self._of: dict[Key | None, list[Figure]] = defaultdict(list)
        for figure in figures:
            if self._is_readable(figure):
                self._of[figure.part].append(figure)
        keys = [WHOLE, *places.parts]
        self.stated = {key: self._stated(key) for key in keys}
        self.breakdowns = [told for key in keys for told in self._divided(key)]

    def told(self, key: Key | None) -> list[str]:
        """Each different figure of a place in words, with all who state it."""
        return words.figure_words(self._of.get(key, []))

    def hedges(self, key: Key | None) -> tuple[str, ...]:
        return hedging.shared(figure.hedges for figure in self._of.get(key, []))

    def _is_readable(self, figure: Figure) -> bool:
        if figure.unit != "persons":
            self._found.notes.append(problems.not_persons(figure.unit, figure.source))
        elif figure.part not in self._places:
            self._found.contradictions.append(problems.stranger("figure"))
        else:
            try:
                figure.range  # noqa: B018  reading it is the test
                return True
            except ValueError as problem:
                sentence = problems.unreadable(figure.source, str(problem))
                self._found.contradictions.append(sentence)
        return False

    def _stated(self, key: Key | None) -> Range:
        """From the lowest to the highest that anybody states; unknown where nobody does.

        Figures of different areas or years are of different people: no range is made of them.
        """
        figures = self._of.get(key, [])
        ranges = [figure.range for figure in figures]
        if not ranges:
            return UNKNOWN
        if len(set(ranges)) == 1:
            return min(ranges, key=lambda size: size.stated_as)
        name = self._places.name(key)
        if _are_of_different_people(figures):
            told = words.figure_words(figures, with_scope=True)
            self._found.differences.append(problems.figures_of_different_people(name, told))
            return UNKNOWN
        self._found.differences.append(problems.sources_differ(name, self.told(key)))
        highs = [size.high for size in ranges if size.high is not None]
        return Range(
            min(size.low for size in ranges),
            max(highs) if len(highs) == len(ranges) else None,
            any(size.approximate for size in ranges),
        )

    def _divided(self, key: Key | None) -> list[str]:
        """The breakdowns of a place in words; one that does not come to its figure is reported."""
        name, told = self._places.name(key), []
        divided = [figure for figure in self._of.get(key, []) if figure.breakdown]
        for figure in sorted(divided, key=lambda figure: (figure.breakdown, figure.source)):
            size, shares = figure.range, words.breakdown_words(figure.breakdown)
            together = sum(number for _label, number in figure.breakdown)
            told.append(words.divided(name, size, shares, figure.source))
            if size.approximate:
                continue
            if not size.holds(together):
                sentence = problems.breakdown_is_larger(name, shares, together, size)
                self._found.contradictions.append(sentence)
            elif together < size.low:
                left = size - Range(together, together)
                self._found.notes.append(problems.breakdown_leaves(name, shares, left, size))
        self._compare(name, divided)
        return list(dict.fromkeys(told))

    def _compare(self, name: str, divided: Sequence[Figure]) -> None:
        """Two breakdowns by the same labels that give other numbers are told side by side."""
        by_labels: dict[frozenset[str], set[tuple[tuple[str, int], ...]]] = defaultdict(set)
        for figure in divided:
            labels = frozenset(label for label, _number in figure.breakdown)
            by_labels[labels].add(tuple(sorted(figure.breakdown)))
        for breakdowns in by_labels.values():
            if len(breakdowns) > 1:
                told = sorted(words.breakdown_words(each) for each in breakdowns)
                self._found.differences.append(problems.breakdowns_differ(name, told))


def _are_of_different_people(figures: Sequence[Figure]) -> bool:
    """Whether two of them tell another area or another year; what is not told tells nothing."""
    areas = {figure.area.strip().casefold() for figure in figures} - {""}
    years = {figure.year for figure in figures} - {None}
    return len(areas) > 1 or len(years) > 1
