"""A ledger in words: its numbers, labels and the one-line summary.

What is wrong with it is worded in ``ledger_problems``; what adds up is decided in ``ledger``.
"""

from collections.abc import Callable, Iterable, Sequence

from django.utils.formats import number_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from casework.cases.hedging import doubted
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
    return _count_words(row.count, is_rest=row.derived)


def bar_words(row: Row) -> str:
    """How many people a row holds, as short as a bar needs it: "7", "3–4", "the others"."""
    count = row.count
    if count.approximate or count.high in (None, count.low):
        return count_words(row)
    return f"{number(count.low)}–{number(count.high or 0)}"


def _count_words(count: Range, *, is_rest: bool) -> str:
    if is_rest and (count.approximate or count.is_unknown):
        return _("the others")
    return range_words(count)


def summary(ledger: Ledger, label_of: LabelOf = plain_label) -> str:
    """The whole ledger in one line: "7 departed · 2 arrived (believed) · 8 unknown of 17"."""
    known: dict[str, list[Row]] = {}
    unknown: dict[str, list[Row]] = {}
    for row in ledger.rows:
        where = unknown if row.is_unknown else known
        where.setdefault(situation_words(row, label_of), []).append(row)
    pieces = [_piece(rows, told) for told, rows in [*known.items(), *unknown.items()]]
    line = _of_whole(" · ".join(pieces), ledger)
    if ledger.contradictions:
        return _("%(line)s · does not add up") % {"line": line}
    if ledger.differences:
        return _("%(line)s · sources differ") % {"line": line}
    return line


def situation_words(row: Row, label_of: LabelOf = plain_label) -> str:
    """The situation of a row with all doubt on it: "reportedly departed (alleged)", "unknown"."""
    if row.is_unknown:
        return doubted(_("unknown"), row.certainty if row.certainty == "disputed" else "", ())
    return doubted(label_of(row.situation or ""), row.certainty, row.hedges)


def _piece(rows: Sequence[Row], situation: str) -> str:
    total = sum((row.count for row in rows), NOTHING)
    count = _count_words(total, is_rest=any(row.derived for row in rows))
    return _("%(count)s %(situation)s") % {"count": count, "situation": situation}


def whole_words(ledger: Ledger) -> str:
    """How many there are in all, as the sources put it: "17", "about 2,000 (estimated)"."""
    return doubted(range_words(ledger.whole), "", ledger.hedges)


def _of_whole(line: str, ledger: Ledger) -> str:
    is_unknown = ledger.whole.is_unknown
    if not line:
        return _("nothing recorded yet") if is_unknown else whole_words(ledger)
    if is_unknown:
        return _("%(line)s · size of the group not known") % {"line": line}
    return _("%(line)s of %(whole)s") % {"line": line, "whole": whole_words(ledger)}


def the_rest(part: str, *, is_all: bool) -> str:
    """The label of those of a part (``part`` empty: of the group) who have no row of their own."""
    if is_all:
        return part or _("the whole group")
    return _("the others of ‘%(part)s’") % {"part": part} if part else _("the others")


def place(part: str) -> str:
    """A part or, ``part`` empty, the group, as a sentence speaks of it."""
    return f"‘{part}’" if part else _("the group")


def somewhere(part: str, *, surely: bool) -> str:
    """The label of people who have a row of their own and no sure place among the others."""
    if surely:
        words = _("in which part of %(place)s cannot be told")
    else:
        words = _("perhaps not of %(place)s")
    return words % {"place": place(part)}


def named_words(row: Row) -> str:
    """How many of a row are named or described: "2 of them described"; empty for nobody.

    Empty for people without a sure place too: they have their row because they are described.
    """
    named = row.named
    if named.is_nothing or row.unplaced:
        return ""
    if named.low == 0:
        sentence = ngettext(
            "%(number)s described person may be among them",
            "up to %(number)s described people may be among them",
            named.high or 0,
        )
        return sentence % {"number": number(named.high or 0)}
    return _("%(number)s of them described") % {"number": range_words(named)}


def breakdown_words(breakdown: Iterable[tuple[str, int]]) -> str:
    """People by sex, age or whatever tells them apart, most first: "13 women and 2 men"."""
    most_first = sorted(breakdown, key=lambda share: (-share[1], share[0]))
    return listed(f"{number(count)} {label}" for label, count in most_first)


def divided(part: str, size: Range, shares: str, source: str) -> str:
    """A breakdown beside the number that it divides: "‘the seven’ (7): 4 women and 3 men"."""
    words = {"size": range_words(size), "part": f"‘{part}’", "shares": shares}
    told = _("%(part)s (%(size)s): %(shares)s") if part else _("%(size)s: %(shares)s")
    return f"{told % words} ({source})" if source else told % words


def somebody(name: str) -> str:
    """A person, as a sentence speaks of one whose name may be missing."""
    return name or _("somebody unnamed")


def figure_words(figures: Sequence[Figure], *, with_scope: bool = False) -> list[str]:
    """Each different figure once, with all who state it: "17 (CECC, VOA)", smallest first.

    ``with_scope`` adds of which area and year it is: "about 300,000 (CECC, Jilin, 2004)".
    """
    told: dict[tuple[str, str, str], set[str]] = {}
    for figure in sorted(figures, key=_by_size):
        size = doubted(range_words(figure.range), "", figure.hedges)
        scope = (figure.area, str(figure.year or "")) if with_scope else ("", "")
        told.setdefault((size, *scope), set()).add(figure.source)
    lines = []
    for (size, *scope), sources in told.items():
        beside = ", ".join(filter(None, [*sorted(sources), *scope]))
        lines.append(f"{size} ({beside})" if beside else size)
    return lines


def _by_size(figure: Figure) -> tuple[int, float, bool, str]:
    size = figure.range
    high = float("inf") if size.high is None else size.high
    return size.low, high, size.approximate, figure.qualifier


def cannot_be_told() -> str:
    return _("which of these cannot be told")
