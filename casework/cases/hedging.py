"""How a source puts it, kept beside the words it qualifies: nothing says more than its sources.

A hedge is the source's own doubt (“reportedly”); certainty is ours. Both are worded here, once.
"""

from collections.abc import Iterable
from typing import Protocol

from django.utils.translation import gettext as _

from casework.sources.codes import Hedge
from casework.sources.models import Citation

ADVERBS = frozenset({Hedge.REPORTEDLY, Hedge.ALLEGEDLY})


class Sourced(Protocol):
    """A fact whose citations were fetched with it."""

    citations_read: Iterable[Citation]


def hedge_of(fact: Sourced) -> tuple[str, ...]:
    """The hedges that an entry, or another fact, must be told with; empty where it needs none.

    Raises AttributeError where the citations were not fetched: no hedge is lost for want of them.
    """
    return needed(citation.hedge for citation in fact.citations_read)


def needed(hedges: Iterable[str]) -> tuple[str, ...]:
    """Each hedge once, in the order of the vocabulary.

    None where one source states the same plainly, except a denial: that another source states
    a thing does not unsay that one denies it.
    """
    told = set(hedges)
    if Hedge.STATED in told:
        told &= {Hedge.DENIED}
    return tuple(hedge for hedge in Hedge.values if hedge in told)


def doubted(words: str, certainty: str, hedges: Iterable[str]) -> str:
    """Words with all doubt beside them: "reportedly executed (alleged)"."""
    hedges = list(hedges)
    adverbs = [str(Hedge(hedge).label) for hedge in hedges if hedge in ADVERBS]
    others = [str(Hedge(hedge).label) for hedge in hedges if hedge not in ADVERBS]
    doubts = list(dict.fromkeys([*filter(None, [certainty_words(certainty)]), *others]))
    told = f"{', '.join(adverbs)} {words}".strip()
    return f"{told} ({', '.join(doubts)})" if doubts else told


def certainty_words(certainty: str) -> str:
    """The doubt on an entry, in a word; empty for what is known."""
    words = {
        "believed": _("believed"),
        "alleged": _("alleged"),
        "disputed": _("disputed"),
        "unknown": _("certainty not stated"),
    }
    return words.get(certainty, "")
