"""What was asked, what came back, and what is known of the relation to what followed."""

from collections.abc import Iterable, Sequence
from zoneinfo import ZoneInfo

from django.utils.formats import time_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from casework.advocacy.codes import Grade, OurRole, OutcomeRelation
from casework.advocacy.models import Action, ActionParty, Ask, Reply
from casework.advocacy.models import OutcomeLink as LinkRow
from casework.cases.codes import Axis, Qualifier
from casework.dossiers.compose_cited import Cited
from casework.dossiers.compose_dates import day, order_words, stated
from casework.dossiers.compose_selection import Selection
from casework.dossiers.compose_wording import (
    doubted,
    entry_words,
    first_quotation,
    further_words,
    hedge_words,
    in_hedged_words,
    review_mark,
    standing_words,
)
from casework.dossiers.document import Action as ActionTold
from casework.dossiers.document import Fact, Labelled, OutcomeLink
from casework.dossiers.document import Reply as ReplyTold
from casework.sources.when import Order, When, order

CLAIMS_NOTHING = frozenset({OutcomeRelation.UNKNOWN, OutcomeRelation.SEQUENCE_ONLY})


def actions(selection: Selection) -> tuple[ActionTold, ...]:
    """Each action with its parties and asks, what came back and what followed."""
    return tuple(_action(selection, action) for action in selection.actions)


def _action(selection: Selection, action: Action) -> ActionTold:
    cited = selection.cited(action)
    replies = selection.replies(action)
    return ActionTold(
        title=action.title,
        when=_time(action),
        text=in_hedged_words(action.summary, cited),
        parties=tuple(_parties(action)),
        asks=tuple(_ask(selection, ask) for ask in action.asks_read),
        replies=tuple(_reply(selection, action, reply) for reply in replies),
        no_reply="" if replies else _silence(selection, action),
        outcomes=tuple(
            _outcome(selection, link) for link in selection.outcomes if link.action_id == action.pk
        ),
        hedge=hedge_words(cited),
        sources=selection.numbers_of(action, *action.asks_read),
    )


def _time(action: Action) -> str:
    """The day as stated, with the hours: in their zone, or as stated without one."""
    parts = [stated(action.happened)]
    if action.starts_at and action.time_zone:
        zone = ZoneInfo(action.time_zone)
        hours = [at for at in (action.starts_at, action.ends_at) if at]
        clock = "–".join(time_format(at.astimezone(zone), "H:i") for at in hours)
        parts.append(f"{clock} ({action.time_zone})")
    elif action.clock_as_stated:
        parts.append(_("%(clock)s (no time zone given)") % {"clock": action.clock_as_stated})
    return ", ".join(filter(None, parts))


def _parties(action: Action) -> list[Labelled]:
    lines = [
        Labelled(label=capfirst(str(party.get_role_display())), text=_party(party))
        for party in action.parties_read
    ]
    if action.place:
        lines.append(Labelled(label=_("Place"), text=action.place))
    if action.our_role == OurRole.OBSERVED:
        lines.append(Labelled(label=_("Our part"), text=_("none; the action of others")))
    else:
        lines.append(Labelled(label=_("Our part"), text=str(action.get_our_role_display())))
    return lines


def _party(party: ActionParty) -> str:
    """As the source puts it; of several whether they are named and counted: "…, not named"."""
    words = [party.described_as]
    is_linked = party.person_id or party.office_id or party.organisation_id
    if party.qualifier and not is_linked:
        words.append(_("not named"))
    if party.qualifier == Qualifier.UNSPECIFIED_PLURAL:
        words.append(_("not counted"))
    elif party.count is not None:
        put_as = "" if party.qualifier == Qualifier.EXACT else party.get_qualifier_display()
        words.append(f"{put_as} {party.count}".strip())
    elif party.qualifier:
        words.append(str(party.get_qualifier_display()))
    if party.is_remote:
        words.append(_("took part remotely"))
    return ", ".join(words)


def _ask(selection: Selection, ask: Ask) -> str:
    words = {
        "ask": doubted(ask.text, "", selection.cited(ask)),
        "whom": ask.of_whom,
        "status": ask.get_status_display(),
    }
    if ask.of_whom:
        return _("%(ask)s. Of whom: %(whom)s. What came of it: %(status)s.") % words
    return _("%(ask)s. What came of it: %(status)s.") % words


def _reply(selection: Selection, action: Action, reply: Reply) -> ReplyTold:
    cited = selection.cited(reply)
    words = {"kind": reply.get_kind_display(), "who": reply.from_whom}
    kind = [_("%(kind)s, from %(who)s") % words]
    if reply.is_adverse:
        kind.append(_("adverse"))
    if reply.grade:
        kind.append(_("graded %(grade)s") % {"grade": Grade(reply.grade).label})
    told = [in_hedged_words(reply.summary, cited), _whose(cited), further_words(cited)]
    return ReplyTold(
        text="\n".join(filter(None, told)),
        kind=capfirst("; ".join(kind)),
        when=stated(reply.received),
        distance=order_words(reply.received, action.happened),
        quote=first_quotation(cited)["quote"],
        on_behalf_of=reply.on_behalf_of,
        hedge=hedge_words(cited),
        sources=selection.numbers_of(reply),
    )


def _whose(citations: Sequence[Cited]) -> str:
    """Whose the exact words are that stand by themselves."""
    first = first_quotation(citations)
    return _("The words quoted: %(who)s.") % {"who": first["said_by"]} if first["quote"] else ""


def _silence(selection: Selection, action: Action) -> str:
    """No reply, up to the day recorded; without one, up to the day of the dossier."""
    recorded = [reply.received.latest for reply in selection.silences(action)]
    last = max(filter(None, recorded), default=selection.as_of)
    if recorded:
        return _("No reply as of %(day)s.") % {"day": day(last)}
    return _("No reply is recorded as of %(day)s.") % {"day": day(last)}


# What followed.


def _outcome(selection: Selection, link: LinkRow) -> OutcomeLink:
    entry, cited = selection.told[link.entry_id], selection.cited(link)
    kind = selection.material.case.kind
    tell = entry_words if entry.axis == Axis.EVENT else standing_words
    event = tell(entry, kind, selection.cited(entry))
    happened = stated(entry.since)
    return OutcomeLink(
        event=f"{event}, {happened}" if happened else event,
        relation=relation_words(selection, link),
        distance=_distance(link.action.happened, entry.since),
        reasoning="\n".join(
            filter(None, [asserted(selection, link), _whose(cited), further_words(cited)])
        ),
        quote=first_quotation(cited)["quote"],
        rivals=tuple(_rival(selection, rival) for rival in _rivals(selection, link)),
        review=review_mark(entry),
        sources=selection.numbers_of(link),
    )


def _distance(action: When, outcome: When) -> str:
    """ "The action came 2 days before", or that the order of the two cannot be told."""
    words = order_words(action, outcome)
    if order(action, outcome) in {Order.OVERLAP, Order.UNKNOWN}:
        return words
    return _("the action came %(distance)s") % {"distance": words}


def relation_words(selection: Selection, link: LinkRow) -> str:
    """The relation, with the hedge of who asserts it; that nothing is known needs none."""
    label, hedge = str(link.get_relation_display()), hedge_words(selection.cited(link))
    return label if link.relation in CLAIMS_NOTHING or not hedge else f"{label} ({hedge})"


def asserted(selection: Selection, link: LinkRow) -> str:
    said = link.reasoning
    if is_rival(link) or link.relation in CLAIMS_NOTHING:
        said = in_hedged_words(said, selection.cited(link))
    if not link.asserted_by:
        return said
    return _("%(said)s Asserted by: %(who)s.") % {"said": said, "who": link.asserted_by}


def is_rival(link: LinkRow) -> bool:
    return link.relation == OutcomeRelation.RIVAL_EXPLANATION


def _rivals(selection: Selection, link: LinkRow) -> Iterable[LinkRow]:
    """Other explanations of the same entry."""
    return [
        other
        for other in selection.outcomes
        if is_rival(other) and other.entry_id == link.entry_id and other.pk != link.pk
    ]


def _rival(selection: Selection, link: LinkRow) -> Fact:
    cited = selection.cited(link)
    return Fact(
        text=asserted(selection, link),
        when=stated(link.action.happened) if link.action is not None else "",
        hedge=hedge_words(cited),
        note=further_words(cited),
        sources=selection.numbers_of(link),
        **first_quotation(cited),
    )
