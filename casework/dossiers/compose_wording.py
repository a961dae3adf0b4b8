"""The words that every part of a dossier shares: doubt, attribution, what an entry says.

Hedges and certainty are put beside the words that they qualify, so that no sentence says more
than its source when it is read alone.
"""

from collections.abc import Iterable, Sequence

from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from casework.advocacy.models import Action, Reply
from casework.cases import hedging
from casework.cases.codes import Axis, CaseKind, Certainty, ChangeReason, Decision, Situation
from casework.cases.ledger_words import listed
from casework.cases.models import StatusEntry
from casework.dossiers.compose_cited import Cited
from casework.sources.codes import Credibility, Hedge
from casework.sources.missing import missing_words

NAMES_AT_MOST = 3


# Doubt.


def hedges_of(citations: Iterable[Cited]) -> list[str]:
    """Each hedge once, in the order of the citations."""
    return list(dict.fromkeys(citation.hedge for citation in citations))


def hedge_words(citations: Sequence[Cited]) -> str:
    """How the sources put it; where they differ, each with its sources: "stated [1], …"."""
    hedges = hedges_of(citations)
    if len(hedges) < 2:
        return "" if hedges in ([], [Hedge.STATED]) else str(Hedge(hedges[0]).label)
    return ", ".join(
        " ".join(
            [str(Hedge(hedge).label)]
            + sorted({f"[{cited.number}]" for cited in citations if cited.hedge == hedge})
        )
        for hedge in hedges
    )


def how_sure(certainty: str, citations: Iterable[Cited] = ()) -> str:
    """Our certainty in a word, and the credibility of the information where it was graded."""
    grades = sorted({c.credibility for c in citations} - {Credibility.UNKNOWN})
    words = [str(Certainty(certainty).label)] if certainty else []
    if certainty == Certainty.UNKNOWN:
        words = [_("not known")]
    words += [_("credibility %(grade)s") % {"grade": Credibility(grade).label} for grade in grades]
    return "; ".join(words)


def doubted(words: str, certainty: str, citations: Sequence[Cited]) -> str:
    """Words with all doubt beside them: "reportedly executed (alleged)"."""
    hedges = hedging.unlifted((cited.hedge, cited.source) for cited in citations)
    return hedging.doubted(words, certainty, hedges)


def in_hedged_words(told: str, citations: Iterable[Cited], certainty: str = "") -> str:
    """What we were told, opened by the sources' hedge, and our doubt, if it carries neither."""
    hedges = hedging.unlifted((cited.hedge, cited.source) for cited in citations)
    return hedging.prefaced(told, certainty, hedges)


def review_mark(entry: StatusEntry) -> str:
    """The mark of an entry that no second person has confirmed; empty for one that is."""
    if entry.is_trusted:
        return ""
    if entry.review_state == Decision.RETURNED:
        return _("not confirmed: sent back with a question")
    return _("not confirmed by a second person")


# Attribution.


def attribution(cited: Cited) -> str:
    """Whose words they are and where they stand: "the principal, in CECC, page 3"."""
    words = {"who": cited.said_by, "source": cited.source}
    is_own = not cited.said_by or cited.said_by == cited.source
    whose = cited.source if is_own else _("%(who)s, in %(source)s") % words
    return f"{whose}, {cited.locator}" if cited.locator else whose


def quotations(citations: Iterable[Cited]) -> list[tuple[str, str]]:
    """(exact words, whose they are), each quotation once however many copies repeat it."""
    told = {}
    for citation in citations:
        if citation.quotation:
            told.setdefault(citation.quotation, attribution(citation))
    return list(told.items())


def first_quotation(citations: Iterable[Cited]) -> dict[str, str]:
    """The fields `quote` and `said_by` of a line."""
    quote, said_by = next(iter(quotations(citations)), ("", ""))
    return {"quote": quote, "said_by": said_by}


def further_words(citations: Sequence[Cited], *, after: int = 1) -> str:
    """The quotations beyond the first, and our translations, a line each."""
    quoted = _("“%(quote)s” — %(who)s")
    lines = [quoted % {"quote": q, "who": who} for q, who in quotations(citations)[after:]]
    lines += [
        _("Our translation: “%(words)s”") % {"words": citation.translation}
        for citation in citations
        if citation.translation
    ]
    return "\n".join(lines)


# Entries.

COUNTED = frozenset({CaseKind.GROUP, CaseKind.INCIDENT, CaseKind.COHORT})


def subject(entry: StatusEntry, case_kind: str) -> str:
    """Of whom an entry speaks; empty where it speaks of a theme or of nobody in particular."""
    if entry.person_id is None and entry.part_id is None and entry.count is None:
        return _("the whole group") if case_kind in COUNTED else ""
    return entry.subject_words


def standing_words(entry: StatusEntry, case_kind: str, citations: Sequence[Cited]) -> str:
    """Subject and value with their doubt: "The seven: reportedly departed (believed)"."""
    value = _("situation not known")
    if entry.value != Situation.UNKNOWN:
        value = doubted(str(entry.get_value_display()), entry.doubt, citations)
    if entry.axis == Axis.LEGAL_STAGE:
        value = _("legal stage: %(value)s") % {"value": value}
    return joined(subject(entry, case_kind), value)


def entry_words(entry: StatusEntry, case_kind: str, citations: Sequence[Cited]) -> str:
    """What an entry says, with its doubt in the sentence itself."""
    told = in_hedged_words(entry.told.strip(), citations, entry.doubt)
    if entry.axis == Axis.EVENT:
        is_of_some = entry.person_id or entry.part_id or entry.count
        told = joined(entry.subject_words if is_of_some else "", told)
    else:
        told = f"{standing_words(entry, case_kind, citations)}. {told}".strip()
    if entry.place and entry.place.casefold() not in told.casefold():
        told = _("%(told)s Place: %(place)s.") % {"told": told, "place": entry.place}
    if entry.place_missing:
        why = missing_words(entry.place_missing)
        told = _("%(told)s Place: %(place)s.") % {"told": told, "place": why}
    return told


def joined(label: str, text: str) -> str:
    """A sentence with the label before it, if there is one."""
    return f"{capfirst(label)}: {text}" if label else capfirst(text)


def correction_words(entry: StatusEntry) -> str:
    """What an entry corrects and why; empty for new information."""
    words = {"why": entry.reason_in_words}
    if entry.reason == ChangeReason.CORRECTION:
        return _("Corrects an earlier entry: %(why)s") % words
    if entry.reason == ChangeReason.RETRACTION:
        return _("Would withdraw an earlier entry: %(why)s") % words
    return ""


def short_name(
    row: StatusEntry | Action | Reply, case_kind: str, citations: Sequence[Cited]
) -> str:
    """A row in few words, with its doubt, as another line refers to it."""
    if isinstance(row, Action):
        return row.title
    if isinstance(row, Reply):
        return _("reply of %(who)s") % {"who": row.from_whom}
    if row.axis == Axis.EVENT:
        return Truncator(in_hedged_words(row.told, citations, row.doubt)).words(11)
    value = doubted(str(row.get_value_display()), row.doubt, citations)
    return value if case_kind == CaseKind.INDIVIDUAL else joined(subject(row, case_kind), value)


def order_note(others: Sequence[str]) -> str:
    """That a line cannot be ordered against these; each is named, or their number told."""
    if not others:
        return ""
    named = [f"‘{other}’" for other in others[:NAMES_AT_MOST]]
    more = len(others) - NAMES_AT_MOST
    if more > 0:
        told = ngettext("%(more)d other line", "%(more)d other lines", more)
        named.append(told % {"more": more})
    return _("By the dates, the order against %(others)s cannot be told.") % {
        "others": listed(named)
    }
