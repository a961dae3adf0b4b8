"""Where a case stands: one sentence, the entries that it rests on, and how fresh they are."""

from collections.abc import Iterable

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from casework.cases import status
from casework.cases.codes import Axis, CaseKind
from casework.cases.ledger_words import range_words
from casework.cases.models import Confirmation, StatusEntry
from casework.dossiers.compose_dates import day, stated
from casework.dossiers.compose_group import Piece, pieces_of, told_as_group
from casework.dossiers.compose_selection import Selection
from casework.dossiers.compose_wording import (
    correction_words,
    first_quotation,
    hedge_words,
    how_sure,
    review_mark,
    standing_words,
)
from casework.dossiers.document import Fact, Standing
from casework.sources.chain_rows import published
from casework.sources.chain_words import verification_label
from casework.sources.when import sort_key


def standing(selection: Selection) -> Standing:
    """The sentence tells confirmed entries; waiting ones stand below it with their mark."""
    current = _current(selection.standing)
    waiting = [entry for entry in selection.waiting_told if entry.axis != Axis.EVENT]
    return Standing(
        headline=headline(selection),
        lines=tuple(_line(selection, entry) for entry in [*current, *waiting]),
        last_information=last_information(selection),
    )


def _current(entries: list[StatusEntry]) -> list[StatusEntry]:
    return [
        entry
        for axis in (Axis.SITUATION, Axis.LEGAL_STAGE)
        for entry in sorted(status.current(entries, axis).values(), key=_by_subject)
    ]


def _by_subject(entry: StatusEntry) -> tuple[int, int, int]:
    """The whole first, then parts and people in the order in which the file has them."""
    return entry.part_id or 0, entry.person_id or 0, entry.pk


def _line(selection: Selection, entry: StatusEntry) -> Fact:
    cited = selection.cited(entry)
    last = selection.last_confirmation(entry)
    notes = [
        _verification(selection, entry),
        correction_words(entry),
        _still_so(selection, last) if last else "",
    ]
    return Fact(
        text=standing_words(entry, selection.material.case.kind, cited),
        when=stated(entry.since),
        certainty=how_sure(entry.certainty, cited),
        hedge=hedge_words(cited),
        note=" ".join(filter(None, notes)),
        review=review_mark(entry),
        sources=selection.numbers_of(entry),
        **first_quotation(cited),
    )


def _still_so(selection: Selection, last: Confirmation) -> str:
    """When it was last found to be still so, and by which sources, with their hedge."""
    cited = selection.cited(last)
    words = {
        "day": day(last.confirmed_on),
        "sources": ", ".join(f"[{number}]" for number in selection.numbers_of(last)),
        "hedge": hedge_words(cited),
    }
    if words["hedge"]:
        return _("Last confirmed on %(day)s %(sources)s (%(hedge)s).") % words
    return _("Last confirmed on %(day)s %(sources)s.") % words


def _verification(selection: Selection, entry: StatusEntry) -> str:
    """The value, what stands against it, and how its texts hang together.

    The last only where no text of the chain is left out here.
    """
    found = selection.material.verification_of(entry)
    label = capfirst(verification_label(found.value))
    web = selection.material.web_behind(entry)
    named = all(
        link.upstream is None or link.upstream in web.texts
        for node in web.reach(found.of_texts.texts)
        if node in web.texts
        for link in web.links(node)
    )
    why = found.why if named else found.because
    return f"{label}. {why}".strip()


# The sentence.


def headline(selection: Selection) -> str:
    """ "17 people: 7 departed; 2 arrived in a third country (believed); 8 not known"."""
    if told_as_group(selection):
        return _of_group(selection)
    situations = status.current(selection.standing, Axis.SITUATION).values()
    latest = situations or status.current(selection.standing, Axis.LEGAL_STAGE).values()
    if not latest and selection.material.case.kind == CaseKind.THEME:
        return _("A theme: what it gathers stands below; it has no situation of its own.")
    if not latest:
        return _("Nothing confirmed is recorded of the situation.")
    return f"{'. '.join(_sentences(selection, latest))}."


def _sentences(selection: Selection, entries: Iterable[StatusEntry]) -> list[str]:
    kind = selection.material.case.kind
    return [standing_words(entry, kind, selection.cited(entry)) for entry in entries]


def _of_group(selection: Selection) -> str:
    ledger = selection.group.ledger
    pieces = pieces_of(selection)
    words = {
        "whole": range_words(ledger.whole),
        "pieces": "; ".join(_piece(piece, alone=len(pieces) == 1) for piece in pieces),
    }
    if ledger.whole.is_unknown or ledger.whole.stated_as == "unspecified_plural":
        sentence = _("People whose number is not known: %(pieces)s.") % words
    else:
        sentence = _("%(whole)s people: %(pieces)s.") % words
    if ledger.contradictions:
        sentence = _("%(sentence)s The numbers do not add up.") % {"sentence": sentence}
    elif ledger.differences:
        sentence = _("%(sentence)s Sources differ.") % {"sentence": sentence}
    return capfirst(sentence)


def _piece(piece: Piece, *, alone: bool) -> str:
    if alone:
        return piece.situation
    words = {
        "count": _("the others") if piece.is_rest else range_words(piece.count),
        "situation": piece.situation,
    }
    if piece.is_disputed:
        return _("of %(count)s the situation is disputed") % words
    if piece.is_unknown:
        return _("of %(count)s the situation is not known") % words
    return _("%(count)s %(situation)s") % words


# How fresh it is.


def last_information(selection: Selection) -> str:
    """The latest source and the latest day on which we came to know something confirmed."""
    entries = [entry for entry in selection.history if entry.is_trusted]
    if not entries:
        return ""
    dates = [cited.published for cited in selection.cited(*entries) if cited.published.is_dated]
    known = _("known to us on %(day)s") % {"day": day(max(entry.known_on for entry in entries))}
    parts = [known]
    if dates:
        latest = max(dates, key=sort_key)
        parts.insert(0, _("latest source published %(date)s") % {"date": published(latest)})
    parts.append(_confirmed_since(selection))
    return f"{capfirst('; '.join(parts))}."


def _confirmed_since(selection: Selection) -> str:
    """Whether what stands was found to be still so after we heard of it: all, in part or not."""
    standing = _current(selection.standing)
    found = [selection.last_confirmation(entry) for entry in standing]
    days = [last.confirmed_on for last in found if last is not None]
    if not days:
        return _("not confirmed since")
    if len(days) == len(standing):
        return _("last confirmed on %(day)s") % {"day": day(min(days))}
    return _("confirmed in part since, last on %(day)s; the rest not confirmed since") % {
        "day": day(max(days))
    }
