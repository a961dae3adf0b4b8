"""The chronology as the page shows it: one line for each event, action and reply."""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import Model
from django.utils.translation import gettext as _

from casework.advocacy.models import Action, OutcomeLink, Reply
from casework.cases.codes import Axis, ChangeReason
from casework.cases.hedging import hedge_of, prefaced
from casework.cases.models import StatusEntry
from casework.dossiers.chronology import Item, Stretch, chronology
from casework.dossiers.compose_dates import order_words
from casework.dossiers.material import Material, citations_of
from casework.sources.codes import Hedge
from casework.sources.when import When

ACTION_ICONS = {
    "letter": "icon-letter",
    "open_letter": "icon-letter",
    "hearing_convened": "icon-hearing",
    "oral_testimony": "icon-hearing",
    "statement_for_record": "icon-hearing",
    "press_release": "icon-publication",
    "report": "icon-publication",
    "conference_paper": "icon-publication",
}


@dataclass(frozen=True)
class Line:
    """One line of the chronology."""

    kind: str
    icon: str
    kicker: str
    title: str
    date: str
    date_missing: str
    as_told: str
    text: str
    quotes: tuple[tuple[str, str], ...]
    certainty: str
    certainty_label: str
    hedge: str
    numbers: tuple[int, ...]
    review_state: str
    row: Model
    aside: tuple[str, ...]
    is_current: bool = False


class ChronologyView:
    """Confirmed entries, and those that wait, beside actions and replies."""

    def __init__(self, material: Material) -> None:
        self.material = material

    @cached_property
    def stretches(self) -> list[tuple[Stretch, list[Line]]]:
        """Each stretch with its lines."""
        waiting = [entry for entry in self.material.waiting if entry.axis != Axis.WORKFLOW]
        found = chronology([*self.material.history, *waiting], self.material.actions)
        return [(stretch, [self._of_item(item) for item in stretch.items]) for stretch in found]

    @cached_property
    def no_longer(self) -> list[Line]:
        """Entries that were withdrawn or replaced, and the withdrawals, by when we knew."""
        gone = [entry for entry in self.material.no_longer if entry.axis != Axis.WORKFLOW]
        return [self._of_entry(e) for e in sorted(gone, key=lambda e: (e.known_on, e.pk))]

    @property
    def line_count(self) -> int:
        return sum(len(lines) for _stretch, lines in self.stretches)

    def _of_item(self, item: Item) -> Line:
        match item.row:
            case StatusEntry():
                return self._of_entry(item.row)
            case Action():
                return self._of_action(item.row)
        return self._of_reply(item.row)

    def _of_entry(self, entry: StatusEntry) -> Line:
        is_event = entry.axis == Axis.EVENT
        return Line(
            kind="event" if is_event else "status",
            icon="icon-event" if is_event else "icon-status",
            kicker=_kicker(entry),
            title="" if is_event else entry.said,
            text=entry.told_with_doubt,
            certainty=entry.certainty,
            certainty_label=str(entry.get_certainty_display()),
            review_state=entry.review_state,
            row=entry,
            aside=tuple(self._aside(link) for link in self._links_to(entry)),
            date_missing=entry.since_missing,
            is_current=entry.pk in self.material.current,
            **self._told(entry, entry.since),
        )

    def _of_action(self, action: Action) -> Line:
        asks = tuple(
            _("Asked: %(ask)s (%(status)s)")
            % {"ask": ask.text, "status": ask.get_status_display()}
            for ask in action.asks_read
        )
        links = [link for link in self.material.told_outcomes if link.action_id == action.pk]
        return Line(
            kind="action",
            icon=ACTION_ICONS.get(action.kind, "icon-action"),
            kicker=f"{action.get_kind_display()} · {action.get_our_role_display()}",
            title=action.title,
            text=prefaced(action.summary, "", hedge_of(action)),
            certainty="",
            certainty_label="",
            review_state="",
            row=action,
            aside=asks + tuple(self._aside(link) for link in links),
            date_missing=action.happened_missing,
            **self._told(action, action.happened),
        )

    def _of_reply(self, reply: Reply) -> Line:
        behalf = _(" on behalf of %s") % reply.on_behalf_of if reply.on_behalf_of else ""
        return Line(
            kind="reply",
            icon="icon-reply",
            kicker=_("Reply · %(kind)s · %(who)s")
            % {"kind": reply.get_kind_display(), "who": reply.from_whom + behalf},
            title="",
            text=prefaced(reply.summary, "", hedge_of(reply)),
            certainty="",
            certainty_label="",
            review_state="",
            row=reply,
            aside=(),
            date_missing=reply.received_missing,
            **self._told(reply, reply.received),
        )

    def _told(self, row: Model, when: When) -> dict:
        """Date, quotations, hedge and sources: what every line has."""
        citations = citations_of(row)
        phrase = when.phrase() if when.edtf or when.is_dated else ""
        return {
            "date": phrase or when.words,
            "as_told": when.words if phrase and when.words.casefold() != phrase.casefold() else "",
            "quotes": tuple((c.quotation, c.said_by) for c in citations if c.quotation),
            "hedge": ", ".join(str(Hedge(hedge).label) for hedge in hedge_of(row)),
            "numbers": self.material.numbers_of(row),
        }

    def _links_to(self, entry: StatusEntry) -> list[OutcomeLink]:
        return [link for link in self.material.told_outcomes if link.entry_id == entry.pk]

    def _aside(self, link: OutcomeLink) -> str:
        """What is known of the relation between an action and what happened, and their order."""
        said = str(link.get_relation_display()).capitalize()
        if link.action is not None:
            said = _("%(action)s, %(order)s: %(relation)s.") % {
                "action": link.action.title,
                "relation": said,
                "order": order_words(link.action.happened, link.entry.since),
            }
        return f"{said} {prefaced(link.reasoning, '', hedge_of(link))}".strip()


def _kicker(entry: StatusEntry) -> str:
    said = f"{entry.get_axis_display()} · {entry.subject_words}"
    if entry.reason == ChangeReason.RETRACTION:
        return _("Withdrawal · %(said)s · because: %(why)s") % {
            "said": said,
            "why": entry.reason_in_words,
        }
    return said
