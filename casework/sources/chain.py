"""Whether two sources are one: independent origins, not links, make corroboration.

Pure functions over plain values: build a ``Web`` of texts and links once, then ask. How a chain
reads is ``chain_words``'s.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from casework.sources import chain_words as words
from casework.sources.chain_web import Key, Link, Node, Text, Unnamed, Web
from casework.sources.chain_words import loop_words, written_out

__all__ = [
    "Link",
    "Text",
    "Unnamed",
    "Verification",
    "Web",
    "loop_words",
    "origins",
    "verification",
    "would_loop",
    "written_out",
]


@dataclass(frozen=True)
class Verification:
    """How far the cited texts bear out what they are cited for, and ``why`` in a sentence.

    ``value``: unsourced; single_source, one text that goes back to no other; single_origin,
    several texts, cited or behind the cited, that all come through one; corroborated, origins
    that are independent of one another. ``texts`` are the cited ones and ``origins`` what they
    go back to, copies taken as one.
    """

    value: str
    why: str
    texts: tuple[Key, ...] = ()
    origins: tuple[Node, ...] = ()

    @property
    def label(self) -> str:
        return words.verification_label(self.value)


def origins(key: Key, web: Web) -> frozenset[Node]:
    """The origins a text goes back to; a text that goes back to nothing is its own.

    Copies count as the text they are copies of. An unnamed upstream is an origin of its own,
    told apart by the text it hangs on.
    """
    return frozenset(web.origins([web.one(key)]))


def verification(cited: Iterable[Key], web: Web) -> Verification:
    """Whether the cited texts are none, one, several of one origin, or truly several.

    Corroborated takes two ways back to an origin that share no text. A text that names two
    origins is still one text, and another that repeats it adds nothing. So: whichever single
    text or origin is taken out, some origin must remain in reach.
    """
    keys = set(cited)
    texts = tuple(sorted({web.one(key) for key in keys}, key=str))
    found = web.origins(texts)
    names = tuple(sorted(found, key=str))
    if not texts:
        return Verification("unsourced", words.why_unsourced())
    if len(texts) == 1:
        is_alone = all(node == texts[0] or isinstance(node, Unnamed) for node in web.reach(texts))
        why = words.why_one_text(texts[0], names, len(keys), web)
        value = "single_source" if is_alone else "single_origin"
        return Verification(value, why, texts, names)
    through = _bottleneck(texts, found, web)
    if through is not None:
        is_origin = through in found
        why = words.why_one_origin(len(texts), through, is_origin=is_origin, web=web)
        return Verification("single_origin", why, texts, names)
    why = words.why_corroborated(len(texts), names, web)
    return Verification("corroborated", why, texts, names)


def _bottleneck(texts: Iterable[Key], found: dict[Node, frozenset[Node]], web: Web) -> Node | None:
    """The one origin or text without which the texts would reach no origin; None if there is none.

    By Menger's theorem there is none exactly if two ways back share no text.
    """
    first = frozenset().union(*found.values())
    relays = {node: frozenset([node]) for node in web.reach(texts) - first}
    for node, removed in sorted((found | relays).items(), key=lambda item: str(item[0])):
        if not web.reach(texts, without=removed) & first:
            return node
    return None


def would_loop(text: Key, upstream: Key, web: Web) -> tuple[Key, ...]:
    """The ring that one more link from ``text`` to ``upstream`` would close; empty if none.

    From the upstream along the links that are there to the text and back again: CECC, Yonhap,
    VOA, CECC. Copies are taken as the text they are copies of, so that no text comes to rest on
    itself under another key. ``loop_words`` puts it in words.
    """
    way = web.way(web.one(upstream), web.one(text))
    return (*way, way[0]) if way else ()
