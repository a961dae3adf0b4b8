"""How far a fact is borne out: what its texts make of it, and who denies or withdrew it.

Pure functions over plain values. Whether texts are independent of one another is ``chain``'s.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from casework.sources import chain_words as words
from casework.sources.chain import Verification, origins, verification
from casework.sources.chain_web import Key, Node, Unnamed, Web

Voice = tuple[Node, str]
"""An origin, and whose statement it hands on where that is not its own."""


@dataclass(frozen=True)
class Passage:
    """What one cited place does for a fact.

    ``goes_back_to``: what the step of the chain that it repeats leads to, None for the text's
    own words. ``records``: a record of the matter that we hold says it plainly, in its own words.
    """

    text: Key
    goes_back_to: Node | None = None
    said_by: str = ""
    denies: bool = False
    records: bool = False


@dataclass(frozen=True)
class Question:
    """A question that puts the fact in doubt, our position on it, and the passages against.

    ``position``: undetermined, contested, adopted. ``answer`` and ``stance``: what we adopt, and
    whether that supports, qualifies or contradicts the fact; empty where that is not said.
    """

    text: str
    position: str
    answer: str = ""
    stance: str = ""
    against: tuple[Passage, ...] = ()

    @property
    def is_settled(self) -> bool:
        return self.position == "adopted" and self.stance in {"supports", "qualifies"}


@dataclass(frozen=True)
class Finding:
    """The verification of a fact. ``value``: one of ``chain_words.VERIFIED``.

    ``because`` says what makes it more or less than its texts do, empty where nothing does;
    ``of_texts`` how these hang together.
    """

    value: str
    because: str
    of_texts: Verification

    @property
    def label(self) -> str:
        return words.verification_label(self.value)

    @property
    def why(self) -> str:
        return f"{self.because} {self.of_texts.why}".strip()


def borne_out(
    passages: Iterable[Passage],
    web: Web,
    *,
    questions: Sequence[Question] = (),
    gone: str = "",
    is_reviewed: bool = True,
) -> Finding:
    """How far a fact is borne out: the first of these that applies.

    refuted: it was withdrawn or replaced (``gone`` says by what), or we adopt the contrary.
    contested: somebody denies it who is independent of those who say so, or that is our position.
    undeterminable: a question about it is open, and nobody denies it.
    unreviewed: no second person has confirmed it.
    documented: a record that we hold says it itself. Else what ``verification`` makes of its
    texts: unsourced, single_source, single_origin, corroborated. Where every passage denies, the
    denial is what is told: then none of them stands against it.
    """
    cited = list(passages)
    saying = [passage for passage in cited if not passage.denies] or cited
    denying = [passage for passage in cited if passage not in saying]
    texts = verification([passage.text for passage in saying], web)
    doubt = _doubt(saying, denying, questions, gone, web)
    if doubt is not None:
        return Finding(*doubt, texts)
    if not is_reviewed:
        return Finding("unreviewed", words.why_unreviewed(texts.value), texts)
    records = sorted({passage.text for passage in saying if passage.records}, key=str)
    if records:
        return Finding("documented", words.why_documented(records, web), texts)
    return Finding(texts.value, "", texts)


def _doubt(
    saying: Sequence[Passage], denying: Sequence[Passage], questions: Sequence[Question],
    gone: str, web: Web,
) -> tuple[str, str] | None:  # fmt: skip
    """(refuted, contested or undeterminable, why), or None where nothing stands against it."""
    if gone:
        return "refuted", gone
    refuting = next((question for question in questions if question.stance == "contradicts"), None)
    if refuting is not None:
        return "refuted", words.why_we_refute(refuting.text, refuting.answer)
    open_ones = [question for question in questions if not question.is_settled]
    against = [*denying, *(passage for question in open_ones for passage in question.against)]
    voices = _voices(saying, web)
    others = [passage for passage in against if not _voices([passage], web) <= voices]
    if others:
        return "contested", words.why_denied([(p.text, p.said_by) for p in others], web)
    held_open = next((q for q in open_ones if q.position != "undetermined"), None)
    if held_open is not None:
        return "contested", words.why_contested(held_open.text)
    if open_ones:
        return "undeterminable", words.why_open(open_ones[0].text)
    return None


def _voices(passages: Iterable[Passage], web: Web) -> frozenset[Voice]:
    """Whose statements these are: a text that hands on speaks with the voice of its origin."""
    found: set[Voice] = set()
    for passage in passages:
        source = passage.goes_back_to
        if source is None:
            ends: Iterable[Node] = [web.one(passage.text)]
        elif isinstance(source, Unnamed):
            ends = [Unnamed(web.one(source.text))]
        else:
            ends = origins(source, web)
        found |= {(end, passage.said_by.strip().casefold()) for end in ends}
    return frozenset(found)
