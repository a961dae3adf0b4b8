"""A chain as a list of stations from its origin forward: who, how handed on, when, seen or not.

The same chain in one sentence is ``chain_words.written_out``.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from casework.sources.chain_web import Key, Link, Node, Unnamed, Web
from casework.sources.chain_words import named_apart, relayed

Strand = list[Link]
"""Steps of a chain from the text in hand backwards; the last one leads to the origin."""


@dataclass(frozen=True)
class Station:
    """One text of a chain, or somebody unnamed. ``words``: how it handed the matter on.

    ``published``, ``kind`` and ``reliability`` are in words, empty where there is no text.
    """

    node: Node
    words: str
    published: str = ""
    kind: str = ""
    reliability: str = ""
    seen: bool = False


def strands(key: Key, web: Web) -> list[Strand]:
    """Every way back from a text to an origin; each text is traced back once.

    At least one strand, empty for a text that goes back to no other. A text that we have not
    seen is traced forward as well, to the nearest one that we have: it is known only through it.
    """
    found: list[Strand] = []
    traced = set()
    waiting: list[Strand] = [_known_through(key, web)]
    while waiting:
        strand = waiting.pop(0)
        here: Node = web.upstream(strand[-1]) if strand else web.one(key)
        links = [] if isinstance(here, Unnamed) or here in traced else web.links(here)
        traced.add(here)
        waiting = [[*strand, link] for link in links] + waiting
        if not links:
            found.append(strand)
    return found


def _known_through(key: Key, web: Web) -> Strand:
    """The steps from the nearest text that we have seen back to one that we have not."""
    if web.texts[key].held:
        return []
    held = [text.key for text in web.texts.values() if text.held]
    ways = [way for way in (web.way(web.one(other), web.one(key)) for other in held) if way]
    nearest = min(ways, key=lambda way: (len(way), str(way)), default=())
    return [
        next(link for link in web.links(lower) if web.upstream(link) == upper)
        for lower, upper in zip(nearest, nearest[1:], strict=False)
    ]


def stations(key: Key, strand: Strand, web: Web) -> Iterable[Station]:
    """The stations of a strand from the origin to the text in hand."""
    origin: Node = web.upstream(strand[-1]) if strand else key
    yield _station(origin, named_apart(origin, web), web)
    for link in reversed(strand):
        text = key if web.one(link.text) == web.one(key) else link.text
        yield _station(text, relayed(link, named_apart(text, web)), web)


def _station(node: Node, words: str, web: Web) -> Station:
    text = None if isinstance(node, Unnamed) else web.texts.get(node)
    if text is None:
        return Station(node, words)
    return Station(node, words, text.published, text.kind, text.reliability, text.held)
