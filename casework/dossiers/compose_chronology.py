"""What happened, in order as far as it can be told: entries, actions and replies in one list."""

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from casework.advocacy.models import Action, Reply
from casework.cases.models import StatusEntry
from casework.dossiers.chronology import Item, chronology
from casework.dossiers.compose_actions import asserted, is_rival, relation_words
from casework.dossiers.compose_dates import dated, stated
from casework.dossiers.compose_selection import Selection
from casework.dossiers.compose_wording import (
    correction_words,
    entry_words,
    first_quotation,
    further_words,
    hedge_words,
    how_sure,
    in_hedged_words,
    order_note,
    review_mark,
    short_name,
)
from casework.dossiers.document import Fact
from casework.sources.when import Order, order


def events(selection: Selection) -> tuple[Fact, ...]:
    """Entries, actions and replies in the order of the file's page."""
    found = chronology(selection.told.values(), selection.actions)
    items = [item for stretch in found for item in stretch.items if _is_told(selection, item)]
    untold = _cannot_be_ordered(items)
    kind = selection.material.case.kind
    names = [short_name(item.row, kind, selection.cited(item.row)) for item in items]
    return tuple(
        _fact(selection, item, order_note([names[other] for other in untold[place]]))
        for place, item in enumerate(items)
    )


def _is_told(selection: Selection, item: Item) -> bool:
    """Replies that came later are not told, nor is silence an event."""
    if not isinstance(item.row, Reply):
        return True
    action = next(a for a in selection.actions if a.pk == item.row.action_id)
    return item.row in selection.replies(action)


def _cannot_be_ordered(items: list[Item]) -> list[list[int]]:
    """For each item the places of those that may have come before it as well as after it.

    Items come by their earliest day, so only those that begin before an item has ended matter:
    “by 20 March” and “on 20 March” can be told. Open-ended dates say so by themselves.
    """
    untold: list[list[int]] = [[] for _item in items]
    bounded = [
        (place, item.when, *item.when.reach)
        for place, item in enumerate(items)
        if None not in item.when.reach
    ]
    for index, (place, when, _first, last) in enumerate(bounded):
        for other, other_when, other_first, _other_last in bounded[index + 1 :]:
            if other_first < last and order(when, other_when) is Order.OVERLAP:
                untold[place].append(other)
                untold[other].append(place)
    return untold


def _fact(selection: Selection, item: Item, note_on_order: str) -> Fact:
    row, cited = item.row, selection.cited(item.row)
    told = {
        StatusEntry: _of_entry,
        Action: _of_action,
        Reply: _of_reply,
    }[type(row)](selection, row)
    notes = [told.pop("note", ""), further_words(cited)]
    return Fact(
        when=dated(item.when, _why_undated(row)),
        hedge=hedge_words(cited),
        note="\n".join(filter(None, notes)),
        order_note=note_on_order,
        sources=selection.numbers_of(row),
        **told,
        **first_quotation(cited),
    )


def _why_undated(row: StatusEntry | Action | Reply) -> str:
    names = {StatusEntry: "since_missing", Action: "happened_missing", Reply: "received_missing"}
    return getattr(row, names[type(row)])


def _of_entry(selection: Selection, entry: StatusEntry) -> dict[str, str]:
    cited = selection.cited(entry)
    until = stated(entry.until)
    notes = [_("Until: %(date)s.") % {"date": until}] if until else []
    notes += [correction_words(entry), *_explanations(selection, entry)]
    return {
        "text": entry_words(entry, selection.material.case.kind, cited),
        "certainty": how_sure(entry.certainty, cited),
        "note": " ".join(filter(None, notes)),
        "review": review_mark(entry),
    }


def _explanations(selection: Selection, entry: StatusEntry) -> list[str]:
    """Explanations of an entry that belong to no action told here; the others stand there."""
    links = [link for link in selection.outcomes if link.entry_id == entry.pk]
    if any(link.action_id is not None and not is_rival(link) for link in links):
        return []
    return [
        f"{capfirst(relation_words(selection, link))}: {asserted(selection, link)}"
        for link in links
        if link.action_id is None
    ]


def _of_action(selection: Selection, action: Action) -> dict[str, str]:
    kind = str(action.get_kind_display())
    if kind.casefold() in action.title.casefold():
        return {"text": action.title}
    return {"text": f"{capfirst(kind)}: {action.title}"}


def _of_reply(selection: Selection, reply: Reply) -> dict[str, str]:
    cited = selection.cited(reply)
    words = {"who": reply.from_whom, "kind": reply.get_kind_display()}
    heading = _("Reply of %(who)s (%(kind)s).") % words
    return {"text": f"{heading} {in_hedged_words(reply.summary, cited)}".strip()}
