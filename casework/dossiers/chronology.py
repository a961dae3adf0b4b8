"""One chronology of events, actions and replies, which never invents an order.

Items are in the order of their earliest day. Where neighbours overlap so that their order cannot
be told, they stand together in one stretch that says so; those without any date come last.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from casework.advocacy.models import Action, Reply
from casework.cases.models import StatusEntry
from casework.sources.when import Order, When, order, sort_key


@dataclass(frozen=True)
class Item:
    """One line: what kind of row it is, the row itself, and when it happened."""

    kind: Literal["entry", "action", "reply"]
    row: StatusEntry | Action | Reply
    when: When


@dataclass(frozen=True)
class Stretch:
    """One item, or several whose order cannot be told."""

    items: tuple[Item, ...]

    @property
    def is_unordered(self) -> bool:
        return len(self.items) > 1

    @property
    def is_undated(self) -> bool:
        return not self.items[0].when.is_dated


def chronology(entries: Iterable[StatusEntry], actions: Iterable[Action]) -> list[Stretch]:
    """The stretches of a file, the undated last."""
    items = [Item("entry", entry, entry.since) for entry in entries]
    for action in actions:
        items.append(Item("action", action, action.happened))
        items += [Item("reply", reply, reply.received) for reply in action.replies_read]
    items.sort(key=lambda item: sort_key(item.when))
    stretches: list[tuple[Item, ...]] = []
    for item in items:
        place = _stretch_before(stretches, item)
        if place is not None and _cannot_be_told(stretches[place], item):
            stretches[place] += (item,)
        else:
            stretches.append((item,))
    return [Stretch(items) for items in stretches]


def _stretch_before(stretches: Sequence[Sequence[Item]], item: Item) -> int | None:
    """The place of the last stretch that the item could belong to: open-ended ones stand alone."""
    for place in range(len(stretches) - 1, -1, -1):
        first = stretches[place][0].when
        if _is_bounded(first) or not first.is_dated:
            return place
    return None


def _cannot_be_told(earlier: Sequence[Item], item: Item) -> bool:
    """The item overlaps with every one of them, or none of them has a date.

    Open-ended dates overlap with nearly everything and would swallow the page, so only dates with
    both bounds are put together.
    """
    if not item.when.is_dated:
        return not earlier[0].when.is_dated
    return all(
        _is_bounded(other.when)
        and _is_bounded(item.when)
        and order(other.when, item.when) is Order.OVERLAP
        for other in earlier
    )


def _is_bounded(when: When) -> bool:
    return when.earliest is not None and when.latest is not None
