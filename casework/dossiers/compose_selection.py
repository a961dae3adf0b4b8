"""Which rows of a file go into a dossier, and what is left out and counted.

Redaction happens here or nowhere: everything that words the dossier asks the selection, never
the material behind it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import Model

from casework.advocacy.codes import ActionStatus, ReplyKind
from casework.advocacy.models import Action, OutcomeLink, Reply
from casework.cases import group, status
from casework.cases.codes import Axis
from casework.cases.models import Confirmation, Dispute, DisputedClaim, Figure, StatusEntry
from casework.dossiers.compose_cited import Cited, as_cited, rests_on_rumour
from casework.dossiers.material import Material, citations_of
from casework.sources import chain
from casework.sources.models import Citation, Relay, Source
from casework.sources.when import When

NOT_DONE = frozenset(
    {
        ActionStatus.IDEA,
        ActionStatus.DRAFTING,
        ActionStatus.CONSENT_CHECK,
        ActionStatus.APPROVED,
        ActionStatus.CANCELLED,
        ActionStatus.BLOCKED,
    }
)
"""An action in one of these has not happened: it is our work, not a deed to be told."""


@dataclass(frozen=True)
class Selection:
    """The rows that one dossier tells, out of the material that its reader may see."""

    material: Material
    as_of: date
    known_on: date
    unreviewed: bool

    # The status history.

    @cached_property
    def standing(self) -> list[StatusEntry]:
        """Confirmed entries that hold on the day of the dossier."""
        return [entry for entry in self.material.in_force if not rests_on_rumour(entry)]

    @cached_property
    def history(self) -> list[StatusEntry]:
        """Confirmed entries that had begun by then, those that have ended since included."""
        known = status.in_force(self.material.entries)
        return [
            entry
            for entry in known
            if entry.axis != Axis.WORKFLOW
            and self._had_begun(entry.since)
            and not rests_on_rumour(entry)
        ]

    @cached_property
    def waiting(self) -> list[StatusEntry]:
        """Entries that nobody has confirmed or rejected and that had begun by then."""
        return [
            entry
            for entry in self.material.waiting
            if entry.axis != Axis.WORKFLOW
            and self._had_begun(entry.since)
            and not rests_on_rumour(entry)
        ]

    @property
    def waiting_told(self) -> list[StatusEntry]:
        """Those of them that the dossier tells, each with its mark."""
        return self.waiting if self.unreviewed else []

    @cached_property
    def told(self) -> dict[int, StatusEntry]:
        """Every entry that the chronology tells, by its id."""
        return {entry.pk: entry for entry in [*self.history, *self.waiting_told]}

    def last_confirmation(self, entry: StatusEntry) -> Confirmation | None:
        """The latest day by then on which it was found to be still so, by more than rumour."""
        counted = [
            one
            for one in entry.confirmations_read
            if one.confirmed_on <= self.as_of and not rests_on_rumour(one)
        ]
        return entry.last_confirmation(counted)

    def _had_begun(self, when: When) -> bool:
        return when.earliest is None or when.earliest <= self.as_of

    # Numbers.

    @cached_property
    def figures(self) -> list[Figure]:
        """Figures known by then, of that day or before, and not withdrawn by then."""
        return [
            figure
            for figure in self.material.figures
            if (figure.withdrawn_on is None or figure.withdrawn_on > self.known_on)
            and self._had_begun(figure.as_of)
            and not rests_on_rumour(figure)
        ]

    @cached_property
    def group(self) -> group.Group:
        """How the people add up by what the dossier tells."""
        return group.as_group(
            parts=self.material.parts,
            figures=self.figures,
            entries=self.standing,
            participations=self.material.participations,
            known_on=self.known_on,
        )

    # Actions.

    @cached_property
    def actions(self) -> list[Action]:
        """Actions that took place by then; quiet ones are never told."""
        return [
            action
            for action in self._actions_by_then
            if not action.is_quiet and action.status not in NOT_DONE
        ]

    @cached_property
    def _actions_by_then(self) -> list[Action]:
        return [action for action in self.material.actions if self._had_begun(action.happened)]

    @property
    def quiet_actions(self) -> int:
        return sum(action.is_quiet for action in self._actions_by_then)

    @property
    def actions_not_done(self) -> int:
        return sum(
            action.status in NOT_DONE and not action.is_quiet for action in self._actions_by_then
        )

    def replies(self, action: Action) -> list[Reply]:
        """What came back by then; “no reply” is not among them."""
        return [
            reply
            for reply in action.replies_read
            if reply.kind != ReplyKind.NONE_AS_OF and self._had_begun(reply.received)
        ]

    def silences(self, action: Action) -> list[Reply]:
        """The days up to which no reply had come, as recorded."""
        return [
            reply
            for reply in action.replies_read
            if reply.kind == ReplyKind.NONE_AS_OF and self._had_begun(reply.received)
        ]

    @cached_property
    def outcomes(self) -> list[OutcomeLink]:
        """Links between what is told: both the action, if there is one, and what followed."""
        told = {action.pk for action in self.actions}
        return [
            link
            for link in self.material.outcomes
            if link.entry_id in self.told and (link.action_id is None or link.action_id in told)
        ]

    # Open questions.

    @property
    def disputes(self) -> Sequence[Dispute]:
        return self.material.disputes

    def claims(self, dispute: Dispute) -> list[DisputedClaim]:
        """The claims whose source the reader may see."""
        return [claim for claim in dispute.claims_read if claim.citation.source_id in self.numbers]

    # Sources.

    @property
    def rumours(self) -> int:
        """How many facts are left out because nothing but rumour is cited for them, those that
        wait for a second person included: they are not counted as waiting."""
        entries = [*status.in_force(self.material.entries), *self.material.waiting]
        return sum(rests_on_rumour(fact) for fact in [*entries, *self.material.figures])

    @cached_property
    def sources(self) -> list[Source]:
        """Those that the dossier cites, in the order of the file, and copies of them.

        A text known only as what another hands on is told in that one's chain. Sources cited for
        nothing but what is left out are left out too.
        """
        every = {source.pk: source for source in self.material.sources}
        cited = _sources_of(self._told_facts()) & every.keys()
        left_out = _sources_of(self._facts()) - cited
        handed_on = {step.upstream_id for step in self.material.relays}
        listed = cited | (every.keys() - left_out - handed_on)
        listed -= {pk for pk in listed - cited if every[pk].duplicate_of_id in left_out}
        originals = {every[pk].duplicate_of_id for pk in listed} & every.keys()
        ordered = sorted(listed | originals, key=lambda pk: self.material.numbers[pk])
        return [every[pk] for pk in ordered]

    @cached_property
    def numbers(self) -> dict[int, int]:
        """Source id → its number in the dossier; that of the file wherever nothing is left out."""
        return {source.pk: number for number, source in enumerate(self.sources, start=1)}

    def numbers_of(self, *facts: Model) -> tuple[int, ...]:
        """The numbers of the sources that facts cite, lowest first, each once."""
        return tuple(sorted({citation.number for citation in self.cited(*facts)}))

    def cited(self, *facts: Model) -> list[Cited]:
        """The citations of facts, in their order, as far as the source is listed."""
        return [
            as_cited(citation, self.numbers[citation.source_id], self._handed_on_from(citation))
            for fact in facts
            for citation in citations_of(fact)
            if citation.source_id in self.numbers
        ]

    def _handed_on_from(self, citation: Citation) -> str:
        """What the step of the chain that a passage repeats leads to; empty if it is not shown."""
        step = self._steps.get(citation.hands_on_id)
        if step is None:
            return ""
        text = self.web.texts.get(step.upstream_id)
        return step.unnamed_upstream or (text.label if text is not None else "")

    @cached_property
    def _steps(self) -> dict[int | None, Relay]:
        return {step.pk: step for step in self.material.relays}

    def steps_used(self, source: Source) -> set[tuple[int | None, str]]:
        """The steps of a source's chain that passages cited in the dossier repeat."""
        used = {c.hands_on_id for fact in self._told_facts() for c in citations_of(fact)}
        return {
            (step.upstream_id, step.unnamed_upstream)
            for pk, step in self._steps.items()
            if pk in used and step.text_id == source.pk
        }

    @cached_property
    def web(self) -> chain.Web:
        """The sources and what each goes back to, as far as this reader may see."""
        web = self.material.web
        links = (link for key in sorted(web.texts) for link in web.links(key))
        shown = [link for link in links if link.upstream is None or link.upstream in web.texts]
        return chain.Web(web.texts.values(), shown)

    def _facts(self) -> Iterable[Model]:
        yield from self.material.entries
        yield from self.material.figures
        yield from self._facts_always_told()
        yield from self.material.outcomes
        yield from (one for e in self.material.entries for one in e.confirmations_read)
        yield from _with_answers(self.material.actions)

    def _told_facts(self) -> Iterable[Model]:
        yield from self.told.values()
        yield from self.standing
        yield from self.figures
        yield from self._facts_always_told()
        yield from self.outcomes
        yield from filter(None, map(self.last_confirmation, self.standing))
        yield from _with_answers(self.actions)

    def _facts_always_told(self) -> Iterable[Model]:
        yield from self.material.participations
        yield from self.material.kinships
        yield from (claim for dispute in self.disputes for claim in dispute.claims_read)


def _with_answers(actions: Iterable[Action]) -> Iterable[Model]:
    for action in actions:
        yield action
        yield from action.replies_read
        yield from action.asks_read


def _sources_of(facts: Iterable[Model]) -> set[int]:
    return {citation.source_id for fact in facts for citation in citations_of(fact)}
