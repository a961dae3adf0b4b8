"""From a case file to a dossier: frozen plain values of what one reader may see, as of a day.

Which rows are told is decided in compose_selection.py; the other modules of this name word them.
"""

from dataclasses import replace
from datetime import date

from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from accounts.models import User
from casework.audit.chain import head
from casework.cases.ledger_words import listed
from casework.cases.models import Case
from casework.cases.vantage import Vantage
from casework.dossiers import material
from casework.dossiers.compose_actions import actions
from casework.dossiers.compose_chronology import events
from casework.dossiers.compose_dates import day
from casework.dossiers.compose_group import group_account
from casework.dossiers.compose_method import method
from casework.dossiers.compose_people import figures, people
from casework.dossiers.compose_questions import open_questions
from casework.dossiers.compose_selection import Selection
from casework.dossiers.compose_sources import sources
from casework.dossiers.compose_standing import standing
from casework.dossiers.document import Dossier, Edition, Fact, Labelled, content_hash
from casework.dossiers.words import words

HASH_DIGITS = 10


def compose(
    case: Case, *, asked_by: User, composed_for: str, purpose: str, as_of: date, known_on: date,
    unreviewed: bool = False,
) -> Dossier:  # fmt: skip
    """The internal dossier of a case: what `asked_by` may see of it, as of and as known on a day.

    Confirmed entries only; with `unreviewed` also those that wait, each with its mark. Notes and
    quiet actions are never in it. The case itself must have been granted to the reader before.
    Whoever asks, and whenever: equal content gives an equal dossier, but for its `audit_head`.
    """
    found = material.gather(case, asked_by, Vantage(as_of, known_on))
    selection = Selection(found, as_of, known_on, unreviewed)
    draft = Dossier(
        reference=case.reference,
        title=case.public_title,
        case_kind=capfirst(str(case.get_kind_display())),
        country=str(case.country.name),
        handling=_("INTERNAL — not for release"),
        audience=_("own staff"),
        purpose=purpose,
        as_of=day(as_of),
        known_on=day(known_on),
        composed_for=composed_for,
        organisation=settings.ORGANISATION,
        standing=standing(selection),
        edition=_edition(selection),
        words=words(),
        notices=_notices(selection),
        summary=_summary(case),
        group=group_account(selection),
        not_known=open_questions(selection),
        chronology=events(selection),
        actions=actions(selection),
        people=people(selection),
        figures=figures(selection),
        sources=sources(selection),
        withheld=_withheld(selection),
        method=method(),
    )
    return _named_by_content(draft)


def _named_by_content(draft: Dossier) -> Dossier:
    """The draft with an id made of its reference, its day and its content.

    The head of the audit trail is that of the moment: the making of this dossier comes after it.
    """
    digest = content_hash(draft)[:HASH_DIGITS]
    document_id = f"{draft.reference}/{draft.edition.dated}/{digest}"
    edition = replace(draft.edition, document_id=document_id)
    last = head()
    return replace(draft, edition=edition, audit_head=str(last) if last.seq else "")


def _edition(selection: Selection) -> Edition:
    """The day of the content, never the moment of its making."""
    return Edition(
        document_id="",
        dated=selection.as_of.isoformat(),
        language=get_language() or settings.LANGUAGE_CODE,
        lines=(Labelled(label=_("Composed from"), text=_composed_from(selection)),),
    )


def _composed_from(selection: Selection) -> str:
    told, waiting = len(selection.history), len(selection.waiting_told)
    parts = [ngettext("%(n)d confirmed entry", "%(n)d confirmed entries", told) % {"n": told}]
    if waiting:
        words = ngettext("%(n)d unconfirmed entry", "%(n)d unconfirmed entries", waiting)
        parts.append(words % {"n": waiting})
    deeds, texts = len(selection.actions), len(selection.sources)
    parts.append(ngettext("%(n)d action", "%(n)d actions", deeds) % {"n": deeds})
    parts.append(ngettext("%(n)d source", "%(n)d sources", texts) % {"n": texts})
    return listed(parts)


def _notices(selection: Selection) -> tuple[str, ...]:
    notices = [
        _(
            "Neither consent nor release has been checked for this document. It must not leave "
            "the organisation."
        )
    ]
    waiting = len(selection.waiting_told)
    if waiting:
        sentence = ngettext(
            "%(n)d entry in this document has not been confirmed by a second person. It is "
            "marked.",
            "%(n)d entries in this document have not been confirmed by a second person. Each is "
            "marked.",
            waiting,
        )
        notices.append(sentence % {"n": waiting})
    return tuple(notices)


def _summary(case: Case) -> tuple[Fact, ...]:
    """Our own words on the case, marked as such, and what it is about."""
    facts = []
    if case.summary:
        facts.append(Fact(text=case.summary, certainty=_("our summary; sources stand below")))
    issues = [issue.name for issue in case.issues.all()]
    if issues:
        text = _("What is alleged: %(issues)s.") % {"issues": "; ".join(issues)}
        facts.append(Fact(text=text, certainty=_("our assessment")))
    return tuple(facts)


def _withheld(selection: Selection) -> tuple[str, ...]:
    """What is left out and why, as counts only."""
    waiting = 0 if selection.unreviewed else len(selection.waiting)
    counts = {
        ngettext(
            "%(n)d quiet action: quiet diplomacy is told in no dossier.",
            "%(n)d quiet actions: quiet diplomacy is told in no dossier.",
            selection.quiet_actions,
        ): selection.quiet_actions,
        ngettext(
            "%(n)d action that has not taken place: in preparation, cancelled or blocked.",
            "%(n)d actions that have not taken place: in preparation, cancelled or blocked.",
            selection.actions_not_done,
        ): selection.actions_not_done,
        ngettext(
            "%(n)d entry that no second person has confirmed.",
            "%(n)d entries that no second person has confirmed.",
            waiting,
        ): waiting,
        ngettext(
            "%(n)d statement for which nothing but rumour is cited.",
            "%(n)d statements for which nothing but rumour is cited.",
            selection.rumours,
        ): selection.rumours,
    }
    return tuple(sentence % {"n": count} for sentence, count in counts.items() if count)
