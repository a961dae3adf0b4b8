"""Everything of a case file that one reader may see, fetched in a fixed number of queries.

The case file's page and the dossier are both made from it, so that they cannot tell two stories.
Notes are not in it: they never leave.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import Model, Prefetch, QuerySet

from accounts.models import User
from casework.advocacy.models import Action, ActionParty, Ask, OutcomeLink, Reply
from casework.cases import group, status
from casework.cases.codes import Axis
from casework.cases.doubts import finding_of
from casework.cases.models import (
    Case,
    CaseSource,
    Dispute,
    DisputedClaim,
    Figure,
    Kinship,
    Part,
    Participation,
    StatusEntry,
)
from casework.cases.protection import told_names
from casework.sources import chain
from casework.sources.chain_fact import Finding
from casework.sources.chain_rows import Ground, with_files
from casework.sources.models import Citation, Relay, Source
from casework.sources.when import sort_key


@dataclass(frozen=True)
class Material:
    """The rows of a case file for one reader, as of a day and as known on a day (None: now)."""

    case: Case
    on: date | None
    known_on: date | None
    entries: Sequence[StatusEntry]
    parts: Sequence[Part]
    figures: Sequence[Figure]
    participations: Sequence[Participation]
    kinships: Sequence[Kinship]
    disputes: Sequence[Dispute]
    actions: Sequence[Action]
    outcomes: Sequence[OutcomeLink]
    sources: Sequence[Source]
    relays: Sequence[Relay]

    @cached_property
    def in_force(self) -> list[StatusEntry]:
        """Confirmed entries that hold, our own work left out."""
        held = status.in_force(self.entries, on=self.on, known_on=self.known_on)
        return [entry for entry in held if entry.axis != Axis.WORKFLOW]

    @cached_property
    def no_longer(self) -> list[StatusEntry]:
        """What was withdrawn or replaced by then, and what withdrew it: still readable."""
        return status.no_longer(self.entries, known_on=self.known_on)

    @cached_property
    def known_figures(self) -> list[Figure]:
        """The figures that had become known by then."""
        day = self.known_on or date.max
        return [figure for figure in self.figures if figure.known_on <= day]

    @cached_property
    def told_outcomes(self) -> list[OutcomeLink]:
        """Links to what still holds: an outcome that was withdrawn followed nothing."""
        held = {entry.pk for entry in self.in_force}
        return [link for link in self.outcomes if link.entry_id in held]

    @cached_property
    def waiting(self) -> list[StatusEntry]:
        """Entries nobody has confirmed or rejected yet."""
        return [
            entry
            for entry in self.entries
            if not entry.is_trusted
            and entry.review_state != "rejected"
            and (self.known_on is None or entry.known_on <= self.known_on)
        ]

    @cached_property
    def group(self) -> group.Group:
        return group.as_group(
            parts=self.parts,
            figures=self.figures,
            entries=self.in_force,
            participations=self.participations,
            known_on=self.known_on,
        )

    @cached_property
    def numbers(self) -> dict[int, int]:
        """Source id → its number: those cited first, in the order of the file, then the rest."""
        cited = {
            citation.source_id for fact in self._cited_facts() for citation in citations_of(fact)
        }
        ordered = sorted(self.sources, key=lambda source: (source.pk not in cited, source.pk))
        return {source.pk: number for number, source in enumerate(ordered, start=1)}

    def _cited_facts(self) -> Iterable[Model]:
        yield from self.entries
        yield from self.figures
        yield from self.participations
        yield from self.kinships
        yield from (claim for dispute in self.disputes for claim in dispute.claims_read)
        for action in self.actions:
            yield action
            yield from action.replies_read
            yield from action.asks_read
        yield from self.outcomes

    def numbers_of(self, fact: Model) -> tuple[int, ...]:
        """The numbers of the sources that a fact cites, lowest first, each once."""
        known = {citation.source_id for citation in citations_of(fact)} & self.numbers.keys()
        return tuple(sorted(self.numbers[pk] for pk in known))

    @cached_property
    def ground(self) -> Ground:
        """The sources of the file and what each goes back to."""
        return Ground(self.sources, self.relays)

    @property
    def web(self) -> chain.Web:
        return self.ground.web

    def web_behind(self, fact: Model) -> chain.Web:
        return self.ground.web_behind(citations_of(fact))

    def verification_of(self, fact: Model) -> Finding:
        """How far a fact is borne out, as far as was known by then."""
        return finding_of(
            fact, citations_of(fact), self.ground, disputes=self.disputes,
            correction=self._corrections.get(fact.pk) if isinstance(fact, StatusEntry) else None,
        )  # fmt: skip

    @cached_property
    def _corrections(self) -> dict[int, StatusEntry]:
        """What no longer holds → the entry that withdrew or replaced it."""
        return status.corrections(self.entries, known_on=self.known_on)

    def written_out(self, source: Source) -> str:
        """Everything that the text hands on, whichever fact it is cited for."""
        return chain.written_out(source.pk, self.web)


def citations_of(fact: Model) -> list[Citation]:
    """The citations that were fetched with a fact; a disputed claim has exactly one."""
    if isinstance(fact, DisputedClaim):
        return [fact.citation]
    return fact.citations_read


def gather(
    case: Case, reader: User, *, on: date | None = None, known_on: date | None = None
) -> Material:
    """The material of a case that the reader has already been granted."""
    cited = Prefetch(
        "citations",
        queryset=Citation.objects.visible_to(reader).select_related("source__publisher"),
        to_attr="citations_read",
    )

    def rows(model: type[Model], *prefetch: object) -> QuerySet:
        return model.objects.visible_to(reader).filter(case=case).prefetch_related(*prefetch)

    names = Prefetch("person__names", queryset=told_names(reader), to_attr="names_read")
    people = list(rows(Participation, cited, names).select_related("person", "part"))
    entries = (
        rows(StatusEntry, cited).with_reviews().select_related("part", "person", "recorded_by")
    )
    sources = _sources(case, reader)
    return Material(
        case=case,
        on=on,
        known_on=known_on,
        entries=sorted(entries, key=lambda entry: (sort_key(entry.since), entry.pk)),
        parts=list(rows(Part)),
        figures=list(rows(Figure, cited).select_related("estimating_body", "part")),
        participations=people,
        kinships=_kinships(people, reader, cited),
        disputes=list(rows(Dispute, _claims(reader))),
        actions=_actions(case, reader, cited),
        outcomes=list(rows(OutcomeLink, cited).select_related("action", "entry")),
        sources=sources,
        relays=list(
            Relay.objects.visible_to(reader).filter(text__in=[source.pk for source in sources])
        ),
    )


def _sources(case: Case, reader: User) -> list[Source]:
    ids = CaseSource.objects.visible_to(reader).filter(case=case).values("source")
    sources = with_files(Source.objects.visible_to(reader).filter(pk__in=ids), reader)
    return list(sources.select_related("publisher").order_by("pk"))


def _kinships(people: list[Participation], reader: User, cited: Prefetch) -> list[Kinship]:
    rows = Kinship.objects.visible_to(reader).filter(person__in=[row.person_id for row in people])
    return list(rows.select_related("person", "relative").prefetch_related(cited))


def _claims(reader: User) -> Prefetch:
    return Prefetch(
        "claims",
        queryset=DisputedClaim.objects.visible_to(reader).select_related(
            "citation__source__publisher"
        ),
        to_attr="claims_read",
    )


def _actions(case: Case, reader: User, cited: Prefetch) -> list[Action]:
    parties = ActionParty.objects.visible_to(reader).select_related(
        "person", "office", "organisation"
    )
    return list(
        Action.objects.visible_to(reader)
        .filter(action_cases__case=case)
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
