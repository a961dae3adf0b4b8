"""Everything of a case file that one reader may see, fetched in a fixed number of queries.

The case file's page and the dossier are both made from it, so that they cannot tell two stories.
Notes are not in it: they never leave.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from django.db.models import Model, Prefetch, QuerySet, prefetch_related_objects

from accounts.models import User
from casework.advocacy.models import Action, OutcomeLink
from casework.cases import group, status
from casework.cases.codes import Axis, CaseKind, Decision, Stance
from casework.cases.doubts import finding_of
from casework.cases.freshness import still_so
from casework.cases.knowledge import Knowledge
from casework.cases.models import (
    Case,
    Dispute,
    DisputedClaim,
    Figure,
    Kinship,
    Part,
    Participation,
    StatusEntry,
)
from casework.cases.protection import told_names
from casework.cases.vantage import NOW, Vantage
from casework.dossiers.gathering import (
    actions_of,
    claims_of,
    disputes_of,
    heard_late,
    kinships_of,
    sources_of,
)
from casework.sources import chain
from casework.sources.chain_fact import Finding
from casework.sources.chain_rows import Ground
from casework.sources.models import Citation, Relay, Source
from casework.sources.when import sort_key


@dataclass(frozen=True)
class Material:
    """The rows of a case file that one reader sees, as far as they were known from a vantage."""

    case: Case
    vantage: Vantage
    entries: Sequence[StatusEntry]
    late: Sequence[StatusEntry]
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
        held = status.in_force(self.entries, on=self.vantage.on)
        return [entry for entry in held if entry.axis != Axis.WORKFLOW]

    @cached_property
    def unsettled(self) -> list[StatusEntry]:
        """Of those, what may not have been so yet, or no longer, on the day looked at."""
        on = self.vantage.on
        return [] if on is None else status.unsettled(self._known_to_hold, on)

    @cached_property
    def _known_to_hold(self) -> list[StatusEntry]:
        """Confirmed entries that hold on whatever day, our own work left out."""
        held = status.in_force(self.entries)
        return [entry for entry in held if entry.axis != Axis.WORKFLOW]

    @cached_property
    def history(self) -> list[StatusEntry]:
        """Those of them that can have begun by the day looked at, ended or not."""
        return [e for e in self._known_to_hold if self.vantage.had_begun(e.since)]

    @cached_property
    def no_longer(self) -> list[StatusEntry]:
        """What was withdrawn or replaced by then, and what withdrew it: still readable."""
        return status.no_longer(self.entries)

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
            and entry.review_state != Decision.REJECTED
            and self.vantage.had_begun(entry.since)
        ]

    @cached_property
    def current(self) -> dict[int, StatusEntry]:
        """The entries that say where everybody stands, situations first, by their key."""
        axes = (Axis.SITUATION, Axis.LEGAL_STAGE)
        found = [e for axis in axes for e in status.current(self.in_force, axis).values()]
        return {entry.pk: entry for entry in found}

    @cached_property
    def group(self) -> group.Group:
        return group.as_group(
            parts=self.parts,
            figures=self.figures,
            entries=self.in_force,
            participations=self.participations,
            known_on=self.vantage.known_on,
            is_individual=self.case.kind == CaseKind.INDIVIDUAL,
        )

    @cached_property
    def numbers(self) -> dict[int, int]:
        """Source id → its number: those cited first, in the order of the file, then the rest."""
        cited = {
            citation.source_id for fact in self._cited_facts() for citation in citations_of(fact)
        }
        ordered = sorted(self.sources, key=lambda source: (source.pk not in cited, source.pk))
        return {source.pk: number for number, source in enumerate(ordered, start=1)}

    def rests_on(self, source: Source) -> bool:
        """Whether a fact that was known cites the source, or a text that goes back to it."""
        return source.pk in self._behind_facts

    @cached_property
    def _behind_facts(self) -> set[chain.Node]:
        cited = {c.source_id for fact in self._cited_facts() for c in citations_of(fact)}
        return cited | self.web.reach(self.web.one(key) for key in cited)

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
        yield from (still for entry in self.entries for still in entry.confirmations_read)

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

    @property
    def refuted(self) -> set[int | None]:
        """The keys of the entries against which we have adopted an answer."""
        return {d.about_id for d in self.disputes if d.adopted_stance == Stance.CONTRADICTS}

    @cached_property
    def _corrections(self) -> dict[int, StatusEntry]:
        """What no longer holds → the entry that withdrew or replaced it."""
        return status.corrections(self.entries)

    def cited_with_chains(self, fact: Model) -> list[tuple[Citation, str]]:
        """Each passage that a fact rests on, with the chain behind that passage in words."""
        return [
            (citation, chain.written_out(citation.source_id, self.ground.web_behind([citation])))
            for citation in citations_of(fact)
        ]

    def written_out(self, source: Source) -> str:
        """Everything that the text hands on, whichever fact it is cited for."""
        return chain.written_out(source.pk, self.web)


def citations_of(fact: Model) -> list[Citation]:
    """The citations that were fetched with a fact; a disputed claim has exactly one."""
    if isinstance(fact, DisputedClaim):
        return [fact.citation]
    return fact.citations_read


def gather(case: Case, reader: User, vantage: Vantage = NOW) -> Material:
    """The material of a case that the reader has already been granted."""
    knowledge = Knowledge(case, reader, vantage)
    cited = Prefetch(
        "citations",
        queryset=knowledge.passages().select_related("source__publisher"),
        to_attr="citations_read",
    )

    def rows(model: type[Model], *prefetch: object) -> QuerySet:
        return model.objects.visible_to(reader).filter(case=case).prefetch_related(*prefetch)

    names = Prefetch("person__names", queryset=told_names(reader), to_attr="names_read")
    people = knowledge.rows(rows(Participation, cited).select_related("person", "part"))
    prefetch_related_objects(people, names)  # of whoever it was then
    entries = rows(StatusEntry, cited, still_so(reader, cited, vantage)).as_known(vantage)
    entries = entries.select_related("part", "person", "recorded_by")
    figures = rows(Figure, cited).select_related("estimating_body", "part")
    sources = sources_of(case, reader)
    found = Material(
        case=case,
        vantage=vantage,
        entries=sorted(entries, key=lambda entry: (sort_key(entry.since), entry.pk)),
        late=heard_late(case, reader, vantage),
        parts=knowledge.rows(rows(Part)),
        figures=[f for f in knowledge.rows(figures) if vantage.had_begun(f.as_of)],
        participations=people,
        kinships=knowledge.rows(kinships_of(people, reader, cited)),
        disputes=disputes_of(knowledge, rows(Dispute, claims_of(reader))),
        actions=actions_of(knowledge, cited),
        outcomes=knowledge.rows(rows(OutcomeLink, cited).select_related("action", "entry")),
        sources=sources,
        relays=list(
            Relay.objects.visible_to(reader).filter(text__in=[source.pk for source in sources])
        ),
    )
    known = [one for one in sources if knowledge.knows_of(one) or found.rests_on(one)]
    return replace(found, sources=known)
