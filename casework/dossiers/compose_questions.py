"""What is not known: people without news, and open questions with what each source says."""

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from casework.cases import status
from casework.cases.codes import Axis, Position, Situation, Stance
from casework.cases.ledger_words import count_words
from casework.cases.models import Dispute, DisputedClaim, StatusEntry
from casework.dossiers.compose_dates import stated
from casework.dossiers.compose_group import entries_behind, told_as_group
from casework.dossiers.compose_selection import Selection
from casework.dossiers.compose_wording import (
    attribution,
    doubted,
    first_quotation,
    in_hedged_words,
    subject,
)
from casework.dossiers.document import OpenQuestion

NOT_KNOWN = frozenset({Situation.UNKNOWN, Situation.FATE_UNKNOWN})


def open_questions(selection: Selection) -> tuple[OpenQuestion, ...]:
    """People of whom nothing is known first, then questions left open, then those we answered."""
    settled = sorted(selection.disputes, key=lambda dispute: dispute.position == Position.ADOPTED)
    people = _of_group(selection) if told_as_group(selection) else _of_subjects(selection)
    return (*people, *(_of_dispute(selection, dispute) for dispute in settled))


# People.


def _of_group(selection: Selection) -> list[OpenQuestion]:
    """The rows of the account whose situation is not known, or whose fate is told as unknown."""
    questions = []
    for row in selection.group.ledger.rows:
        if not row.is_unknown and row.situation not in NOT_KNOWN:
            continue
        entries = entries_behind(selection, row)
        words = {"people": capfirst(row.label), "count": count_words(row)}
        questions.append(
            _of_people(
                selection, _("%(people)s (%(count)s): what is their situation?") % words, entries
            )
        )
    return questions


def _of_subjects(selection: Selection) -> list[OpenQuestion]:
    kind = selection.material.case.kind
    current = status.current(selection.standing, Axis.SITUATION).values()
    return [
        _of_people(
            selection,
            _("What became of %(people)s?") % {"people": subject(entry, kind) or _("the person")},
            [entry],
        )
        for entry in current
        if entry.value in NOT_KNOWN
    ]


def _of_people(selection: Selection, question: str, entries: list[StatusEntry]) -> OpenQuestion:
    if not entries:
        return OpenQuestion(question=question, reason=_("Nothing is recorded of them."))
    cited = selection.cited(*entries)
    told = [_told(selection, entry) for entry in entries]
    dates = [stated(entry.since) for entry in entries]
    since = "; ".join(dict.fromkeys(filter(None, dates)))
    reason = " ".join(capfirst(text) for text in dict.fromkeys(told))
    if since:
        reason = _("%(reason)s Date: %(since)s.") % {"reason": reason, "since": since}
    return OpenQuestion(
        question=question,
        reason=reason,
        sources=selection.numbers_of(*entries),
        **first_quotation(cited),
    )


def _told(selection: Selection, entry: StatusEntry) -> str:
    """What is told of somebody without news, or their situation, with its doubt."""
    cited = selection.cited(entry)
    if entry.told:
        return in_hedged_words(entry.told, cited, entry.doubt)
    return doubted(str(entry.get_value_display()), entry.doubt, cited)


# Open questions.


def _of_dispute(selection: Selection, dispute: Dispute) -> OpenQuestion:
    """Our position, our reasoning, and each claim with its own words and whose they are.

    A single claim's exact words stand as the quotation; of several, each stands with its claim.
    """
    claims = selection.claims(dispute)
    alone = len(claims) == 1
    cited = selection.cited(*claims)
    lines = [_position(dispute), *(_claim(selection, claim, alone) for claim in claims)]
    if len(claims) > 1:
        lines.append(_("Sources:"))
    return OpenQuestion(
        question=dispute.question,
        reason="\n".join(filter(None, lines)),
        sources=selection.numbers_of(*claims),
        **(first_quotation(cited) if alone else {}),
    )


def _position(dispute: Dispute) -> str:
    positions = {
        Position.UNDETERMINED: _("Undetermined."),
        Position.CONTESTED: _("Contested: the sources differ."),
        Position.ADOPTED: _("We adopt one answer: %(answer)s."),
    }
    position = positions[Position(dispute.position)] % {
        "answer": dispute.adopted_answer.rstrip(".")
    }
    if not dispute.reasoning:
        return position
    return _("%(position)s Our assessment: %(reasoning)s") % {
        "position": position,
        "reasoning": dispute.reasoning,
    }


def _claim(selection: Selection, claim: DisputedClaim, alone: bool) -> str:
    """ "Says no: they did not ask for passage. “…” — the principal, in CECC [1]"."""
    (cited,) = selection.cited(claim)
    stances = {
        Stance.SUPPORTS: _("For"),
        Stance.CONTRADICTS: _("Against"),
        Stance.QUALIFIES: _("With a qualification"),
        Stance.SILENT: _("No answer"),
    }
    words = {
        "stance": stances[Stance(claim.stance)],
        "claim": claim.claim,
        "quote": cited.quotation,
        "who": attribution(cited),
        "number": cited.number,
    }
    if claim.stance != Stance.SILENT:
        words["claim"] = in_hedged_words(claim.claim, [cited])
    if alone and cited.quotation:
        return _("%(stance)s: %(claim)s") % words
    if cited.quotation:
        return _("%(stance)s: %(claim)s “%(quote)s” — %(who)s [%(number)s]") % words
    return _("%(stance)s: %(claim)s — %(who)s [%(number)s]") % words
