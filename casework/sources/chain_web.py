"""Texts and what each goes back to, as a web that can be asked how far back it leads.

Loops, gaps and copies of copies in the data are survived: nothing here recurses. What the answers
mean is ``chain``'s; how a chain reads is ``chain_words``'s.
"""

from collections import defaultdict, deque
from collections.abc import Hashable, Iterable
from dataclasses import dataclass

Key = Hashable


@dataclass(frozen=True)
class Text:
    """A publication or conversation, all in words. ``held``: we have had it before us."""

    key: Key
    label: str
    published: str = ""
    held: bool = False
    duplicate_of: Key | None = None
    title: str = ""
    kind: str = ""
    reliability: str = ""


@dataclass(frozen=True)
class Link:
    """``text`` hands on what ``upstream`` said, or, without it, somebody whom nobody names.

    ``relation`` is what the text does with it: reports, quotes, translates, republishes,
    aggregates, summarizes, cites, told_by.
    """

    text: Key
    upstream: Key | None = None
    unnamed_upstream: str = ""
    relation: str = "reports"


@dataclass(frozen=True)
class Unnamed:
    """Whoever is unnamed behind one text. Behind another text it may be somebody else."""

    text: Key


Node = Key | Unnamed


class Web:
    """All texts and links, copies of one text taken as that text. Build once, ask often."""

    def __init__(self, texts: Iterable[Text], links: Iterable[Link]) -> None:
        self.texts = {text.key: text for text in texts}
        self._links: dict[Key, list[Link]] = defaultdict(list)
        self._above: dict[Node, set[Node]] = defaultdict(set)
        told: set[tuple[Key, Node, str]] = set()
        for link in links:
            text, above = self.one(link.text), self.upstream(link)
            step = (text, above, link.unnamed_upstream)
            if above != text and step not in told:
                told.add(step)
                self._above[text].add(above)
                self._links[text].append(link)

    def one(self, key: Key) -> Key:
        """The text that this is a copy of, in the end; among copies in a ring, always the same."""
        line = [key]
        while True:
            text = self.texts.get(line[-1])
            if text is None or text.duplicate_of is None:
                return line[-1]
            if text.duplicate_of in line:
                return min(line[line.index(text.duplicate_of) :], key=str)
            line.append(text.duplicate_of)

    def name(self, node: Node) -> str:
        """What a text is called, however it is spaced or capitalised; empty for the unnamed."""
        text = None if isinstance(node, Unnamed) else self.texts.get(node)
        return "" if text is None else " ".join(text.label.casefold().split())

    def upstream(self, link: Link) -> Node:
        if link.upstream is None:
            return Unnamed(self.one(link.text))
        return self.one(link.upstream)

    def links(self, key: Key) -> list[Link]:
        """What the text, under any of its copies, goes back to: each once, in the order given."""
        return self._links.get(self.one(key), [])

    def above(self, node: Node) -> set[Node]:
        """What a text goes back to in one step."""
        return self._above.get(node, set())

    def reach(self, start: Iterable[Node], *, without: frozenset[Node] = frozenset()) -> set[Node]:
        """Everything the texts go back to, themselves included, with some of it taken out."""
        seen = set(start) - without
        waiting = deque(seen)
        while waiting:
            for above in self.above(waiting.popleft()) - seen - without:
                seen.add(above)
                waiting.append(above)
        return seen

    def origins(self, start: Iterable[Node]) -> dict[Node, frozenset[Node]]:
        """What the texts go back to in the end, each origin with the texts it is made of.

        Usually one text that goes back to nothing. Texts that go back only to one another are
        one origin together, since none of them can have been the first.
        """
        reached = self.reach(start)
        first = {node for node in reached if not self.above(node)}
        found = {node: frozenset([node]) for node in first}
        for node in reached - self._leading_to(first, reached):
            ring = frozenset(self.reach([node]))
            if all(self.reach([other]) == ring for other in ring):
                found[min(ring, key=str)] = ring
        return found

    def _leading_to(self, first: set[Node], among: set[Node]) -> set[Node]:
        below: dict[Node, set[Node]] = defaultdict(set)
        for node in among:
            for above in self.above(node):
                below[above].add(node)
        seen, waiting = set(first), deque(first)
        while waiting:
            for node in below[waiting.popleft()] - seen:
                seen.add(node)
                waiting.append(node)
        return seen

    def way(self, start: Key, goal: Key) -> tuple[Key, ...]:
        """A shortest way back from one text to another, both included; empty if there is none."""
        came_from: dict[Node, Node | None] = {start: None}
        waiting: deque[Node] = deque([start])
        while waiting and goal not in came_from:
            node = waiting.popleft()
            for above in sorted(self.above(node) - came_from.keys(), key=str):
                came_from[above] = node
                waiting.append(above)
        steps: list[Key] = []
        step: Node | None = goal if goal in came_from else None
        while step is not None:
            steps.append(step)
            step = came_from[step]
        return tuple(reversed(steps))
