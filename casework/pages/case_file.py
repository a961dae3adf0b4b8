"""What the page of a case file shows, in plain values made from the material of the case."""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import Model
from django.utils.translation import gettext as _

from casework.advocacy.codes import OutcomeRelation
from casework.advocacy.models import Action, OutcomeLink, Reply
from casework.cases import status
from casework.cases.codes import Axis, Certainty, PersonRole, Position
from casework.cases.group import situation_label
from casework.cases.ledger_values import UNKNOWN_SITUATION, Row
from casework.cases.ledger_words import count_words, range_words
from casework.cases.models import StatusEntry
from casework.dossiers.chronology import Item, chronology
from casework.dossiers.material import Material, citations_of
from casework.sources.chain import written_out
from casework.sources.codes import Hedge
from casework.sources.models import Source
from casework.sources.when import Order, When, order

BAR_PATTERNS = {
    "believed": "hatch-believed",
    "alleged": "hatch-alleged",
    "disputed": "hatch-disputed",
}


@dataclass(frozen=True)
class Stroke:
    """One rectangle of the bar: percentages of its width, and how it is filled."""

    x: str
    width: str
    middle: str
    css_class: str
    fill: str
    text: str
    hatched: bool


@dataclass(frozen=True)
class LedgerLine:
    """One row of the ledger with the entry that says so, if any."""

    count: str
    label: str
    situation: str
    is_unknown: bool
    certainty: str
    certainty_label: str
    when: str
    derived: bool
    numbers: tuple[int, ...]
    css_class: str
    fill: str


@dataclass(frozen=True)
class Line:
    """One line of the chronology."""

    kind: str
    icon: str
    kicker: str
    title: str
    date: str
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


class CaseFile:
    """The page's own reading of the material; templates ask it and decide nothing."""

    def __init__(self, material: Material) -> None:
        self.material = material

    @cached_property
    def situations(self) -> dict[status.Subject, StatusEntry]:
        return status.current(self.material.in_force, Axis.SITUATION)

    @property
    def is_group(self) -> bool:
        """Shown as a ledger: more than one person, or a figure, or parts."""
        return bool(self.material.parts or self.material.figures) and bool(self.lines)

    @cached_property
    def lines(self) -> list[LedgerLine]:
        return [
            self._line(row, shade) for shade, row in enumerate(self.material.group.ledger.rows)
        ]

    def _line(self, row: Row, shade: int) -> LedgerLine:
        entry = self._entry_of(row)
        css_class, fill = _fill(row.is_unknown, row.certainty, shade)
        return LedgerLine(
            count=count_words(row),
            label=row.label,
            situation=situation_label(row.situation or UNKNOWN_SITUATION),
            is_unknown=row.is_unknown,
            certainty=row.certainty,
            certainty_label=str(Certainty(row.certainty).label) if row.certainty else "",
            when=entry.since.phrase() if entry else "",
            derived=row.derived,
            numbers=self.material.numbers_of(entry) if entry else (),
            css_class=css_class,
            fill=fill,
        )

    @property
    def whole_words(self) -> str:
        return range_words(self.material.group.ledger.whole)

    @cached_property
    def highlights(self) -> list[tuple[str, list[tuple[str, tuple[int, ...]]]]]:
        """What a reader must not miss beside the numbers: (heading, [(sentence, sources)])."""
        blocks = [
            (_("What was asked, and whether it helped"), self._asked()),
            (_("Among them"), self._unnamed()),
            (_("Another explanation"), self._rivals()),
        ]
        return [(heading, lines) for heading, lines in blocks if lines]

    def _asked(self) -> list[tuple[str, tuple[int, ...]]]:
        return [
            (
                _("%(when)s: %(action)s. %(order)s %(relation)s.")
                % {
                    "when": link.action.happened.phrase() or link.action.happened.words,
                    "action": link.action.title,
                    "order": order_words(link.action.happened, link.entry.since),
                    "relation": str(link.get_relation_display()).capitalize(),
                },
                self.material.numbers_of(link),
            )
            for link in self.material.outcomes
            if link.action is not None
        ]

    def _unnamed(self) -> list[tuple[str, tuple[int, ...]]]:
        """Those without a name, together where the same is to be said of them."""
        found: dict[tuple[str, tuple[int, ...]], list[str]] = {}
        for member in self.material.participations:
            if not member.person.names_read and member.role == PersonRole.VICTIM:
                said = (member.remark, self.material.numbers_of(member))
                found.setdefault(said, []).append(member.person.label)
        return [
            (f"{'; '.join(labels)}. {remark}".strip(), numbers)
            for (remark, numbers), labels in found.items()
        ]

    def _rivals(self) -> list[tuple[str, tuple[int, ...]]]:
        return [
            (link.reasoning, self.material.numbers_of(link))
            for link in self.material.outcomes
            if link.relation == OutcomeRelation.RIVAL_EXPLANATION
        ]

    def _entry_of(self, row: Row) -> StatusEntry | None:
        """The latest entry that puts people of this part into this situation."""
        said = [
            entry
            for entry in self.situations.values()
            if entry.value == row.situation and entry.part_id == row.part
        ]
        return said[-1] if said else None

    @cached_property
    def strokes(self) -> list[Stroke]:
        strokes, x = [], 0.0
        for shade, segment in enumerate(self.material.group.bar):
            unknown = segment.situation in (None, UNKNOWN_SITUATION)
            css_class, fill = _fill(unknown, segment.certainty, shade)
            width = 100 * segment.share
            strokes.append(
                Stroke(
                    x=f"{x:.2f}%",
                    width=f"{width:.2f}%",
                    middle=f"{x + width / 2:.2f}%",
                    css_class=css_class,
                    fill=fill,
                    text=segment.count if width > 4 else "",
                    hatched=bool(fill),
                )
            )
            x += width
        return strokes

    @cached_property
    def ticks(self) -> list[tuple[str, bool]]:
        """A tick between two people, (its place, whether on a hatch); none above forty people."""
        whole = self.material.group.ledger.whole.high or 0
        if not self.strokes or whole > MOST_TICKS:
            return []
        hatched, edge = [], 0.0
        for stroke, segment in zip(self.strokes, self.material.group.bar, strict=True):
            edge += segment.share
            hatched.append((edge, stroke.hatched))
        places = [number / whole for number in range(1, whole)]
        return [
            (
                f"{100 * place:.2f}%",
                next(is_hatch for end, is_hatch in hatched if place <= end + 1e-9),
            )
            for place in places
        ]

    @property
    def last_information(self) -> When | None:
        """The latest day that a confirmed entry speaks of; not the day of our own work."""
        dated = [entry.since for entry in self.material.in_force if entry.since.latest]
        return max(dated, key=lambda when: when.latest, default=None)

    @property
    def last_known_on(self) -> object:
        return max((entry.known_on for entry in self.material.in_force), default=None)

    @cached_property
    def standing(self) -> list[tuple[StatusEntry, tuple[int, ...], str]]:
        """Current entries on situation and legal stage, their sources, and how far they bear."""
        entries = [
            *self.situations.values(),
            *status.current(self.material.in_force, Axis.LEGAL_STAGE).values(),
        ]
        return [
            (entry, self.material.numbers_of(entry), self.material.verification_of(entry).why)
            for entry in entries
        ]

    @cached_property
    def says_who(self) -> list[tuple[tuple[int, ...], str, str]]:
        """The chains behind where it stands: (source numbers, chain in words, what it bears)."""
        found: dict[str, tuple[tuple[int, ...], str]] = {}
        for entry, numbers, why in self.standing:
            web = self.material.web_behind(entry)
            texts = dict.fromkeys(web.one(c.source_id) for c in citations_of(entry))
            for text in texts:
                found.setdefault(written_out(text, web), (numbers, why))
        return [(numbers, words, why) for words, (numbers, why) in found.items()]

    @cached_property
    def open_questions(self) -> list[tuple[Model, list]]:
        return [
            (dispute, [(claim, self.material.numbers_of(claim)) for claim in dispute.claims_read])
            for dispute in self.material.disputes
            if dispute.position != Position.ADOPTED
        ]

    @cached_property
    def settled_questions(self) -> list[tuple[Model, list]]:
        return [
            (dispute, [(claim, self.material.numbers_of(claim)) for claim in dispute.claims_read])
            for dispute in self.material.disputes
            if dispute.position == Position.ADOPTED
        ]

    @cached_property
    def stretches(self) -> list[tuple[bool, list[Line]]]:
        """The chronology: (order cannot be told, its lines) for each stretch."""
        waiting = [entry for entry in self.material.waiting if entry.axis != Axis.WORKFLOW]
        found = chronology([*self.material.in_force, *waiting], self.material.actions)
        return [(s.is_unordered, [self._of_item(item) for item in s.items]) for s in found]

    @property
    def line_count(self) -> int:
        return sum(len(lines) for _unordered, lines in self.stretches)

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
            kicker=f"{entry.get_axis_display()} · {entry.subject_words}",
            title="" if is_event else str(entry.get_value_display()),
            text=entry.told,
            certainty=entry.certainty,
            certainty_label=str(entry.get_certainty_display()),
            review_state=entry.review_state,
            row=entry,
            aside=tuple(self._aside(link) for link in self._links_to(entry)),
            **self._told(entry, entry.since, entry.told),
        )

    def _of_action(self, action: Action) -> Line:
        asks = tuple(
            _("Asked: %(ask)s (%(status)s)")
            % {"ask": ask.text, "status": ask.get_status_display()}
            for ask in action.asks_read
        )
        links = [link for link in self.material.outcomes if link.action_id == action.pk]
        return Line(
            kind="action",
            icon=ACTION_ICONS.get(action.kind, "icon-action"),
            kicker=f"{action.get_kind_display()} · {action.get_our_role_display()}",
            title=action.title,
            text=action.summary,
            certainty="",
            certainty_label="",
            review_state="",
            row=action,
            aside=asks + tuple(self._aside(link) for link in links),
            **self._told(action, action.happened, action.summary),
        )

    def _of_reply(self, reply: Reply) -> Line:
        behalf = _(" on behalf of %s") % reply.on_behalf_of if reply.on_behalf_of else ""
        return Line(
            kind="reply",
            icon="icon-reply",
            kicker=_("Reply · %(kind)s · %(who)s")
            % {"kind": reply.get_kind_display(), "who": reply.from_whom + behalf},
            title="",
            text=reply.summary,
            certainty="",
            certainty_label="",
            review_state="",
            row=reply,
            aside=(),
            **self._told(reply, reply.received, reply.summary),
        )

    def _told(self, row: Model, when: When, text: str) -> dict:
        """Date, quotations, hedge and sources: what every line has."""
        citations = citations_of(row)
        hedges = {c.hedge for c in citations} - {Hedge.STATED}
        phrase = when.phrase() if when.edtf or when.is_dated else ""
        return {
            "date": phrase or when.words,
            "as_told": when.words if phrase and when.words.casefold() != phrase.casefold() else "",
            "quotes": tuple((c.quotation, c.said_by) for c in citations if c.quotation),
            "hedge": ", ".join(
                label
                for label in (str(Hedge(hedge).label) for hedge in sorted(hedges))
                if label.casefold() not in text.casefold()
            ),
            "numbers": self.material.numbers_of(row),
        }

    def _links_to(self, entry: StatusEntry) -> list[OutcomeLink]:
        return [link for link in self.material.outcomes if link.entry_id == entry.pk]

    def _aside(self, link: OutcomeLink) -> str:
        """What is known of the relation between an action and what happened, and their order."""
        said = str(link.get_relation_display()).capitalize()
        if link.action is not None:
            said = _("%(action)s: %(relation)s. %(order)s") % {
                "action": link.action.title,
                "relation": said,
                "order": order_words(link.action.happened, link.entry.since),
            }
        return f"{said} {link.reasoning}".strip()

    @cached_property
    def people(self) -> list[dict]:
        return [
            {
                "participation": member,
                "person": member.person,
                "names": member.person.names_read,
                "situation": self.situations.get(status.Subject(None, member.person_id, None)),
                "numbers": self.material.numbers_of(member),
                "kin": self._kin_of(member.person_id),
            }
            for member in self.material.participations
        ]

    def _kin_of(self, person: int) -> list[str]:
        return [
            f"{kinship.get_kind_display()} {kinship.relative.label}"
            for kinship in self.material.kinships
            if kinship.person_id == person
        ]

    @cached_property
    def figures(self) -> list[tuple[Model, tuple[int, ...]]]:
        return [(figure, self.material.numbers_of(figure)) for figure in self.material.figures]

    @cached_property
    def sources(self) -> list[tuple[int, Source, str, bool]]:
        """(number, source, chain in words, whether it hands something on), by number."""
        handing_on = {step.text_id for step in self.material.relays}
        ordered = sorted(self.material.sources, key=lambda s: self.material.numbers[s.pk])
        return [
            (
                self.material.numbers[source.pk],
                source,
                self.material.written_out(source),
                source.pk in handing_on,
            )
            for source in ordered
        ]


MOST_TICKS = 40

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


def _fill(unknown: bool, certainty: str, shade: int) -> tuple[str, str]:
    """(class, pattern) of a part of the bar: told apart by pattern, not by colour alone."""
    if unknown:
        return "", "url(#hatch-unknown)"
    if certainty in BAR_PATTERNS:
        return "", f"url(#{BAR_PATTERNS[certainty]})"
    return f"part-{shade % 3 + 1}", ""


def order_words(action: When, outcome: When) -> str:
    """How far apart they are in time, or that their order cannot be told."""
    match order(action, outcome):
        case Order.BEFORE if _is_day(action) and _is_day(outcome):
            days = (outcome.earliest - action.latest).days
            return (
                _("%(days)d days before it.") % {"days": days}
                if days > 1
                else _("The day before it.")
            )
        case Order.BEFORE:
            return _("Before it.")
        case Order.AFTER:
            return _("After it.")
        case Order.SAME:
            return _("On the same day.")
    return _("Which came first cannot be told.")


def _is_day(when: When) -> bool:
    return when.earliest is not None and when.earliest == when.latest
