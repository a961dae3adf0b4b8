"""How a group adds up, as rows and as a bar, with the entries and figures behind each number."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from casework.cases import ledger_words
from casework.cases.codes import CaseKind, Unit
from casework.cases.group import situation_label
from casework.cases.hedging import certainty_words
from casework.cases.ledger_values import NOTHING, Ledger, Range, Row
from casework.cases.ledger_words import cannot_be_told, count_words, number, range_words
from casework.cases.models import Figure, StatusEntry
from casework.dossiers.compose_dates import stated
from casework.dossiers.compose_selection import Selection
from casework.dossiers.compose_wording import hedge_words, how_sure, joined
from casework.dossiers.document import Fill, Group, LedgerRow, Segment


def told_as_group(selection: Selection) -> bool:
    """Whether the file counts people: not one person's file, and something to add up."""
    if selection.material.case.kind == CaseKind.INDIVIDUAL:
        return False
    sized = any(figure.measures_group for figure in selection.figures)
    return bool(selection.group.ledger.rows) and (sized or bool(selection.material.parts))


def group_account(selection: Selection) -> Group | None:
    """The rows that add up, the whole, those counted apart, the bar and what is to be said."""
    if not told_as_group(selection):
        return None
    ledger = selection.group.ledger
    rows = [_row(selection, row, ledger) for row in ledger.rows]
    rows.append(_whole(selection, ledger))
    rows += [_row(selection, row, ledger, apart=True) for row in ledger.apart]
    segments = _segments(selection, ledger)
    return Group(
        label=selection.material.case.public_title,
        rows=tuple(rows),
        segments=segments,
        bar_told=_bar_told(ledger, segments),
        remarks=(*ledger.problems, *ledger.notes, *ledger.breakdowns, *_unplaced(ledger)),
    )


def situation_words(row: Row) -> str:
    """The situation of a row with its doubt: "reportedly executed (alleged)", "not known"."""
    if row.is_unknown:
        return _("situation disputed") if row.certainty == "disputed" else _("situation not known")
    return ledger_words.situation_words(row, situation_label)


# The rows.


def _row(selection: Selection, row: Row, ledger: Ledger, *, apart: bool = False) -> LedgerRow:
    entries = entries_behind(selection, row)
    sizes = [] if row.derived else _sizes(selection, row.part)
    situation = "" if apart and row.situation is None else situation_words(row)
    dates = dict.fromkeys(filter(None, (stated(entry.since) for entry in entries)))
    notes = [_derived(selection, row, ledger)] if row.derived else []
    notes += filter(None, [ledger_words.named_words(row)])
    if apart:
        notes.append(_("counted apart, in no total"))
    return LedgerRow(
        label=joined(row.label, situation) if situation else capfirst(row.label),
        count=count_words(row),
        when="; ".join(dates),
        certainty=_certainty(row, situation) or hedge_words(selection.cited(*sizes)),
        note=". ".join(capfirst(note) for note in notes),
        sources=selection.numbers_of(*entries, *sizes),
    )


def _certainty(row: Row, situation: str) -> str:
    if not situation:
        return ""
    return _("not known") if row.is_unknown else how_sure(row.certainty)


def _sizes(selection: Selection, part: object) -> list[Figure]:
    """The figures that say how many people a part, or the whole, has."""
    return [
        figure
        for figure in selection.figures
        if figure.part_id == part and figure.measures_group and figure.unit == Unit.PERSONS
    ]


def _whole(selection: Selection, ledger: Ledger) -> LedgerRow:
    sizes = _sizes(selection, None)
    return LedgerRow(
        label=_("In all"),
        count=range_words(ledger.whole),
        certainty=hedge_words(selection.cited(*sizes)),
        when="; ".join(dict.fromkeys(filter(None, (stated(size.as_of) for size in sizes)))),
        note="" if sizes else "; ".join(ledger.reasons),
        sources=selection.numbers_of(*sizes),
        is_total=True,
    )


def _derived(selection: Selection, row: Row, ledger: Ledger) -> str:
    """The subtraction as such: "17 − 7 − 2, our subtraction"; the numbers where all are exact.

    People of other parts are taken off part by part, those of the same part row by row.
    """
    nested = any(part.parent_id is not None for part in selection.material.parts)
    every = [ledger.whole, *(other.count for other in ledger.rows)]
    remainders = {part.pk for part in selection.material.parts if part.is_remainder}
    if nested or not all(count.is_exact for count in every):
        return _("our subtraction")
    others = [other for other in ledger.rows if other is not row]
    beside = [other.count.low for other in others if other.part == row.part]
    if row.part is None or row.part in remainders:
        start, taken = ledger.whole.low, [*_by_part(row, others), *beside]
    else:
        start, taken = row.count.low + sum(beside), beside
    if not taken:
        return _("our subtraction")
    terms = " − ".join(number(term) for term in [start, *taken])
    return _("%(terms)s, our subtraction") % {"terms": terms}


def _by_part(row: Row, others: Sequence[Row]) -> list[int]:
    sizes: dict[object, int] = {}
    for other in others:
        if other.part != row.part:
            sizes[other.part] = sizes.get(other.part, 0) + other.count.low
    return list(sizes.values())


# The entries behind a row.


def entries_behind(selection: Selection, row: Row) -> list[StatusEntry]:
    """The entries that put the people of a row where it says they are."""
    return [entry for entry in selection.standing if entry.pk in row.entries]


# The bar.


def _segments(selection: Selection, ledger: Ledger) -> tuple[Segment, ...]:
    """Pieces as long as the fewest people each row surely has; none where a bar would be false."""
    if not selection.group.bar:
        return ()
    rows = [row for row in ledger.rows if row.count.low]
    pieces = [
        Segment(
            label=_not_known() if row.is_unknown else situation_words(row),
            count=count_words(row),
            share=row.count.low,
            fill=_fill(row),
        )
        for row in rows
    ]
    untold = ledger.whole.low - sum(row.count.low for row in rows)
    if untold:
        count = number(untold)
        pieces.append(Segment(label=cannot_be_told(), count=count, share=untold, fill="hatched"))
    return tuple(pieces)


def _not_known() -> str:
    return _("not known")


def _fill(row: Row) -> Fill:
    if row.is_unknown:
        return "hatched"
    return "tint" if certainty_words(row.certainty) or row.hedges else "solid"


def _bar_told(ledger: Ledger, segments: Sequence[Segment]) -> str:
    if not segments:
        return ""
    pieces = "; ".join(f"{piece.count} {piece.label}" for piece in segments)
    return _("Bar of %(whole)s people: %(pieces)s.") % {
        "whole": range_words(ledger.whole),
        "pieces": pieces,
    }


def _unplaced(ledger: Ledger) -> list[str]:
    if not ledger.unplaced:
        return []
    return [
        ngettext(
            "Of %(people)d person described in this file it cannot be told in which row they are.",
            "Of %(people)d people described in this file it cannot be told in which row they are.",
            ledger.unplaced,
        )
        % {"people": ledger.unplaced}
    ]


@dataclass(frozen=True)
class Piece:
    """Rows of one situation taken together; `is_rest`: what is left over of “about 2,000”."""

    situation: str
    count: Range
    is_rest: bool
    is_unknown: bool
    is_disputed: bool


def pieces_of(selection: Selection) -> list[Piece]:
    """The account in as few pieces as there are situations with their doubts."""
    found: dict[tuple[str, bool], list[Row]] = {}
    for row in selection.group.ledger.rows:
        found.setdefault((situation_words(row), row.is_unknown), []).append(row)
    pieces = []
    for (situation, is_unknown), rows in found.items():
        count = sum((row.count for row in rows), NOTHING)
        is_rest = count.approximate and any(row.derived for row in rows)
        is_disputed = is_unknown and rows[0].certainty == "disputed"
        pieces.append(Piece(situation, count, is_rest, is_unknown, is_disputed))
    return pieces
