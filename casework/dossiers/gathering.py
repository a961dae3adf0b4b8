"""The rows that hang on a case file, as material.py gathers them: each asked for once."""

from django.db.models import Prefetch, QuerySet

from accounts.models import User
from casework.advocacy.models import Action, ActionParty, Ask, Reply
from casework.cases.codes import Axis
from casework.cases.knowledge import Knowledge
from casework.cases.models import (
    Case,
    CaseSource,
    Dispute,
    DisputedClaim,
    Kinship,
    Participation,
    StatusEntry,
)
from casework.cases.vantage import Vantage
from casework.sources.chain_rows import with_files
from casework.sources.models import Source


def heard_late(case: Case, reader: User, vantage: Vantage) -> list[StatusEntry]:
    """Entries of which we say that we had heard by the day, written down after it."""
    if vantage.known_until is None:
        return []
    heard = StatusEntry.objects.visible_to(reader).filter(case=case).exclude(axis=Axis.WORKFLOW)
    late = heard.filter(known_on__lte=vantage.known_on, recorded_at__gte=vantage.known_until)
    return list(late.with_citations(reader).select_related("part", "person"))


def sources_of(case: Case, reader: User) -> list[Source]:
    ids = CaseSource.objects.visible_to(reader).filter(case=case).values("source")
    sources = with_files(Source.objects.visible_to(reader).filter(pk__in=ids), reader)
    return list(sources.select_related("publisher").order_by("pk"))


def kinships_of(people: list[Participation], reader: User, cited: Prefetch) -> list[Kinship]:
    rows = Kinship.objects.visible_to(reader).filter(person__in=[row.person_id for row in people])
    return list(rows.select_related("person", "relative").prefetch_related(cited))


def claims_of(reader: User) -> Prefetch:
    return Prefetch(
        "claims",
        queryset=DisputedClaim.objects.visible_to(reader).select_related(
            "citation__source__publisher"
        ),
        to_attr="claims_read",
    )


def disputes_of(knowledge: Knowledge, disputes: QuerySet) -> list[Dispute]:
    known = knowledge.rows(disputes)
    claims = {c.pk for c in knowledge.rows([c for d in known for c in d.claims_read])}
    for dispute in known:
        dispute.claims_read = [claim for claim in dispute.claims_read if claim.pk in claims]
    return known


def actions_of(knowledge: Knowledge, cited: Prefetch) -> list[Action]:
    reader = knowledge.reader
    parties = ActionParty.objects.visible_to(reader).select_related(
        "person", "office", "organisation"
    )
    actions = knowledge.rows(
        Action.objects.visible_to(reader)
        .filter(action_cases__case=knowledge.case)
        .prefetch_related(
            cited,
            Prefetch("parties", queryset=parties, to_attr="parties_read"),
            Prefetch(
                "asks",
                queryset=Ask.objects.visible_to(reader).prefetch_related(cited),
                to_attr="asks_read",
            ),
            Prefetch(
                "replies",
                queryset=Reply.objects.visible_to(reader).prefetch_related(cited),
                to_attr="replies_read",
            ),
        )
    )
    asks = {ask.pk for ask in knowledge.rows([one for a in actions for one in a.asks_read])}
    had_begun = knowledge.vantage.had_begun
    replies = knowledge.rows([one for a in actions for one in a.replies_read])
    received = {reply.pk for reply in replies if had_begun(reply.received)}
    for action in actions:
        action.asks_read = [ask for ask in action.asks_read if ask.pk in asks]
        action.replies_read = [one for one in action.replies_read if one.pk in received]
    return [action for action in actions if had_begun(action.happened)]
