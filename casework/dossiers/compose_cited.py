"""A citation as plain values, and facts for which nothing but rumour is cited."""

from dataclasses import dataclass

from django.db.models import Model

from casework.dossiers.material import citations_of
from casework.sources.codes import Hedge, SourceKind
from casework.sources.models import Citation
from casework.sources.when import When


@dataclass(frozen=True)
class Cited:
    """One citation as plain values: the words, whose they are, where, and in which source.

    `said_by` is who is said to say so or else whom the passage hands on; empty where the words
    are the source's own. `number` is that of the source in the dossier.
    """

    number: int
    source: str
    published: When
    quotation: str
    translation: str
    locator: str
    said_by: str
    hedge: str
    credibility: int


def as_cited(citation: Citation, number: int, handed_on_from: str) -> Cited:
    """The citation with the number of its source and whom the passage hands on, if anybody."""
    return Cited(
        number=number,
        source=citation.source.name,
        published=citation.source.published,
        quotation=citation.quotation,
        translation=citation.translation,
        locator=citation.locator,
        said_by=citation.said_by or handed_on_from,
        hedge=citation.hedge,
        credibility=citation.credibility,
    )


def rests_on_rumour(fact: Model) -> bool:
    """True when nothing but rumour is cited for a fact; one without citations is no rumour."""
    cited = citations_of(fact)
    return bool(cited) and all(
        citation.hedge == Hedge.RUMOURED or citation.source.kind == SourceKind.RUMOUR
        for citation in cited
    )
