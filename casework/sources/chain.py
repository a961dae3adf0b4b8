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
    several texts, cited or behind the cited, that all come through one, or whose origins have
    the same name; corroborated, origins that are independent of one another. ``texts`` are the
    cited ones and ``origins`` what they go back to, copies taken as one.
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
    origins is still one text, and another that repeats it adds nothing. Origins of one name are
    one: a publisher twice, or a report that was typed twice. So: whichever single text or name is
    taken out, some origin must remain in reach.
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
    named = _by_name(found, web)
    through = _bottleneck(texts, found, named, web)
    if through:
        is_origin = through[0] in found
        why = words.why_one_origin(len(texts), through, is_origin=is_origin, web=web)
        return Verification("single_origin", why, texts, names)
    apart = dict.fromkeys(nodes[0] for nodes in named)
    why = words.why_corroborated(len(texts), apart, web)
    return Verification("corroborated", why, texts, names)


def _by_name(found: dict[Node, frozenset[Node]], web: Web) -> list[tuple[Node, ...]]:
    """The origins, those together that have a name in common; whoever is unnamed stands alone."""
    alike: dict[tuple[str, Node | None], list[Node]] = {}
    for node in sorted(found, key=str):
        called = {web.name(text) for text in found[node]} - {""}
        for name in sorted(called):
            alike.setdefault((name, None), []).append(node)
        if not called:
            alike["", node] = [node]
    return [tuple(nodes) for nodes in alike.values()]


def _bottleneck(
    texts: Iterable[Key], found: dict[Node, frozenset[Node]], named: Iterable[tuple[Node, ...]],
    web: Web,
) -> tuple[Node, ...]:  # fmt: skip
    """The origins of one name, or the text, without which the texts would reach no origin.

    Empty if there is none: by Menger's theorem exactly if two ways back, to origins of different
    names, share no text.
    """
    first = frozenset().union(*found.values())
    origins_of = {nodes: frozenset().union(*(found[node] for node in nodes)) for nodes in named}
    relays = {(node,): frozenset([node]) for node in web.reach(texts) - first}
    for nodes, removed in sorted((origins_of | relays).items(), key=lambda item: str(item[0])):
        if not web.reach(texts, without=removed) & first:
            return nodes
    return ()


def would_loop(text: Key, upstream: Key, web: Web) -> tuple[Key, ...]:
    """The ring that one more link from ``text`` to ``upstream`` would close; empty if none.

    From the upstream along the links that are there to the text and back again: CECC, Yonhap,
    VOA, CECC. Copies are taken as the text they are copies of, so that no text comes to rest on
    itself under another key. ``loop_words`` puts it in words.
    """
    way = web.way(web.one(upstream), web.one(text))
    return (*way, way[0]) if way else ()
