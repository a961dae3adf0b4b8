"""A ledger in words: its numbers, labels and the one-line summary.

What is wrong with it is worded in ``ledger_problems``; what adds up is decided in ``ledger``.
"""

from collections.abc import Callable, Iterable, Sequence

from django.utils.formats import number_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from casework.cases.hedging import certainty_words
from casework.cases.ledger_values import NOTHING, Figure, Ledger, Range, Row

LabelOf = Callable[[str], str]


def plain_label(code: str) -> str:
    """A situation's code, readable: for callers that have no vocabulary at hand."""
    return code.replace("_", " ")


def number(persons: int) -> str:
    """A number grouped as the reader's language does it: 2,000."""
    return number_format(persons, force_grouping=True)


def listed(items: Iterable[str]) -> str:
    """One phrase of several: a, b and c."""
    return get_text_list(list(items), _("and"))


def range_words(count: Range) -> str:
    """In words: "17", "about 2,000", "at least 17", "between 100,000 and 300,000", "several"."""
    return _as_stated(count) or _as_bounded(count)


def _as_stated(count: Range) -> str:
    """The source's own way to put it, where the bounds alone would put it differently."""
    match count.stated_as:
        case "several":
            return _("several")
        case "unspecified_plural":
            return _("an unstated number")
        case "more_than":
            return _("more than %(number)s") % {"number": number(count.low - 1)}
        case "less_than" if count.high is not None:
            return _("fewer than %(number)s") % {"number": number(count.high + 1)}
    return ""


def _as_bounded(count: Range) -> str:
    low = number(count.low)
    if count.is_unknown:
        return _("an unknown number")
    if count.high is None:
        return _("at least %(number)s") % {"number": low}
    high = number(count.high)
    if count.low == count.high:
        return _("about %(number)s") % {"number": low} if count.approximate else low
    if count.low == 0:
        return _("at most %(number)s") % {"number": high}
    return _("between %(low)s and %(high)s") % {"low": low, "high": high}


def count_words(row: Row) -> str:
    """How many people a row holds, in words.

    What is left over of "about 2,000" is "the others": 1,993 would be a precision nobody claimed.
    """
    if row.derived and row.count.approximate:
        return _("the others")
    return range_words(row.count)


def summary(ledger: Ledger, label_of: LabelOf = plain_label) -> str:
    """The whole ledger in one line: "7 departed · 2 arrived (believed) · 8 unknown of 17"."""
    known: dict[tuple[str, str], list[Row]] = {}
    unknown: dict[tuple[str, str], list[Row]] = {}
    for row in ledger.rows:
        if row.is_unknown:
            doubt = "disputed" if row.certainty == "disputed" else ""
            unknown.setdefault((_("unknown"), doubt), []).append(row)
        else:
            known.setdefault((label_of(row.situation or ""), row.certainty), []).append(row)
    pieces = [
        _piece(rows, label, certainty)
        for (label, certainty), rows in [*known.items(), *unknown.items()]
    ]
    line = _of_whole(" · ".join(pieces), ledger.whole)
    if ledger.contradictions:
        return _("%(line)s · does not add up") % {"line": line}
    if ledger.differences:
        return _("%(line)s · sources differ") % {"line": line}
    return line


def _piece(rows: Sequence[Row], label: str, certainty: str) -> str:
    total = sum((row.count for row in rows), NOTHING)
    if total.approximate and any(row.derived for row in rows):
        count = _("the others")
    else:
        count = range_words(total)
    words = {"count": count, "situation": label, "certainty": certainty_words(certainty)}
    if words["certainty"]:
        return _("%(count)s %(situation)s (%(certainty)s)") % words
    return _("%(count)s %(situation)s") % words


def _of_whole(line: str, whole: Range) -> str:
    if not line:
        return _("nothing recorded yet") if whole.is_unknown else range_words(whole)
    if whole.is_unknown:
        return _("%(line)s · size of the group not known") % {"line": line}
    return _("%(line)s of %(whole)s") % {"line": line, "whole": range_words(whole)}


def the_rest(part: str, *, is_all: bool) -> str:
    """The label of those of a part (``part`` empty: of the group) who have no row of their own."""
    if is_all:
        return part or _("the whole group")
    return _("the others of ‘%(part)s’") % {"part": part} if part else _("the others")


def place(part: str) -> str:
    """A part or, ``part`` empty, the group, as a sentence speaks of it."""
    return f"‘{part}’" if part else _("the group")


def somebody(name: str) -> str:
    """A person, as a sentence speaks of one whose name may be missing."""
    return name or _("somebody unnamed")


def figure_words(figures: Sequence[Figure]) -> list[str]:
    """Each different figure once, with all who state it: "17 (CECC, VOA)", smallest first."""
    told: dict[str, set[str]] = {}
    for figure in sorted(figures, key=_by_size):
        told.setdefault(range_words(figure.range), set()).update({figure.source} - {""})
    return [
        f"{size} ({', '.join(sorted(sources))})" if sources else size
        for size, sources in told.items()
    ]


def _by_size(figure: Figure) -> tuple[int, float, bool, str]:
    size = figure.range
    high = float("inf") if size.high is None else size.high
    return size.low, high, size.approximate, figure.qualifier


def cannot_be_told() -> str:
    return _("which of these cannot be told")
