"""What stands against a fact of a file: the questions about it, and what withdrew or replaced it.

How far that and its sources leave it borne out is decided in sources/chain_fact.py.
"""

from collections.abc import Iterable

from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from casework.cases.codes import ChangeReason, Stance
from casework.cases.models import Dispute, Figure, StatusEntry
from casework.sources.chain_fact import Finding, Question
from casework.sources.chain_rows import Ground
from casework.sources.models import Citation
from casework.sources.when_phrase import name_of_day


def refuting(reader: User) -> QuerySet[Dispute]:
    """The questions whose answer, as we adopted it, refutes the entry that they put in doubt."""
    return Dispute.objects.visible_to(reader).filter(adopted_stance=Stance.CONTRADICTS)


def finding_of(
    fact: Model, citations: list[Citation], ground: Ground, *,
    disputes: Iterable[Dispute] = (), correction: StatusEntry | None = None,
) -> Finding:  # fmt: skip
    """How far a fact is borne out; of an entry, with what puts it in doubt.

    `disputes` have their claims fetched as `claims_read`, and an entry its reviews
    (`with_reviews`). `correction`: the row that withdrew or replaced the entry, where one did.
    """
    if isinstance(fact, StatusEntry):
        return ground.finding(
            citations,
            questions=[_question(d, ground) for d in disputes if d.about_id == fact.pk],
            gone=_gone(correction),
            is_reviewed=fact.is_trusted,
        )
    withdrawn = isinstance(fact, Figure) and fact.withdrawn_on is not None
    return ground.finding(citations, gone=_withdrawn(fact) if withdrawn else "")


def _question(dispute: Dispute, ground: Ground) -> Question:
    against = [c.citation for c in dispute.claims_read if c.stance == Stance.CONTRADICTS]
    return Question(
        text=dispute.question,
        position=dispute.position,
        answer=dispute.adopted_answer,
        stance=dispute.adopted_stance,
        against=tuple(ground.passage(citation) for citation in against),
    )


def _gone(correction: StatusEntry | None) -> str:
    if correction is None:
        return ""
    words = {"day": name_of_day(correction.known_on), "why": correction.reason_in_words}
    if correction.reason == ChangeReason.RETRACTION:
        return _("Withdrawn on %(day)s, because: %(why)s.") % words
    return _("Replaced by a correction on %(day)s, because: %(why)s.") % words


def _withdrawn(figure: Figure) -> str:
    words = {"day": name_of_day(figure.withdrawn_on), "why": figure.withdrawn_because}
    return _("Withdrawn on %(day)s, because: %(why)s.") % words
