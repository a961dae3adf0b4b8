"""How a source puts it, kept beside the words it qualifies: nothing says more than its sources.

A hedge is the source's own doubt (“reportedly”); certainty is ours. Both are worded here, once.
"""

import re
from collections.abc import Iterable
from typing import Protocol

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.cases.codes import Certainty
from casework.sources.codes import Hedge

ADVERBS = frozenset({Hedge.REPORTEDLY, Hedge.ALLEGEDLY})
_IN_ORDER = tuple(Hedge)
_CERTAINTY = {
    "believed": gettext_lazy("believed"),
    "alleged": gettext_lazy("alleged"),
    "disputed": gettext_lazy("disputed"),
    "unknown": gettext_lazy("certainty not stated"),
}


class Cited(Protocol):
    """A passage that is cited for a fact."""

    hedge: str


class Sourced(Protocol):
    """A fact whose citations were fetched with it."""

    citations_read: Iterable[Cited]


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
    return tuple(hedge.value for hedge in _IN_ORDER if hedge in told)


def shared(each: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    """The hedges of one thing that several facts tell: none where one of them needs none."""
    return needed(hedge for hedges in each for hedge in hedges or (Hedge.STATED,))


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
    return str(_CERTAINTY.get(certainty, ""))


# A text carries a doubt itself, so that it is not said twice, where it holds a word that can only
# speak of the whole, or begins with the doubt. To repeat a doubt is clumsy, to drop one is a lie:
# “denied a lawyer”, “the alleged spy” and “expected to be freed” say nothing of how sure it is.
_ANYWHERE = {
    Hedge.REPORTEDLY: r"reportedly|according to(?! (?:\w+ )?(?:laws?|plans?|schedule|rules?)\b)",
    Hedge.ALLEGEDLY: r"allegedly",
}
_OPENINGS = {
    Hedge.REPORTEDLY: r"it (?:is|was) (?:reported|said) that|(?:reported|said) to",
    Hedge.ALLEGEDLY: r"it (?:is|was) alleged that|alleged to",
    Hedge.ESTIMATED: r"(?:an |it (?:is|was) )?estimated|estimates (?:say|put)",
    Hedge.BELIEVED: r"it (?:is|was) believed that|believed to",  # our certainty has the same code
    Hedge.PRESUMED: r"it (?:is|was) presumed that|presumed to|presumably",
    Hedge.RUMOURED: r"it (?:is|was) rumou?red that|rumou?red to|rumou?rs? (?:says?|ha(?:s|ve) it)",
    Hedge.OPINION: r"in (?:my|our|his|her|their|its) (?:view|opinion)|in the (?:view|opinion) of",
    Hedge.FORECAST: r"it (?:is|was) (?:forecast|expected) that|(?:forecast|expected) to",
    Hedge.DENIED: r"it (?:is|was) denied that",
    Certainty.ALLEGED: r"it (?:is|was) alleged that|alleged to",
    Certainty.DISPUTED: r"it (?:is|was) disputed (?:that|whether)",
}


def prefaced(told: str, certainty: str, hedges: Iterable[str]) -> str:
    """What was told, opened by the doubts that it does not carry itself: "Reportedly: …"."""
    if not told:
        return ""
    sure = certainty_words(certainty)
    each = [(hedge, str(Hedge(hedge).label)) for hedge in hedges]
    each += [(certainty, sure)] if sure else []
    doubts = [word for code, word in each if not _carries(told, code, word)]
    if not doubts:
        return told
    words = {"doubts": capfirst(", ".join(dict.fromkeys(doubts))), "told": told}
    return _("%(doubts)s: %(told)s") % words


def _carries(told: str, code: str, word: str) -> bool:
    """Whether the text says the doubt itself, in the vocabulary's `word` or in English."""
    opening = rf"{re.escape(word)}:|(?:{_OPENINGS.get(code, '(?!)')})\b"
    if re.match(rf"\W*(?:{opening})", told, re.IGNORECASE):
        return True
    if code not in _ANYWHERE:
        return False
    anywhere = rf"\b(?:{re.escape(word)}|{_ANYWHERE[code]})\b"
    return re.search(anywhere, told, re.IGNORECASE) is not None
