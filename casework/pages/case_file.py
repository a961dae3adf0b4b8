"""What the page of a case file shows, in plain values made from the material of the case."""

from functools import cached_property

from django.db.models import Model
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from casework.advocacy.codes import OutcomeRelation
from casework.advocacy.models import OutcomeLink
from casework.cases import status
from casework.cases.codes import Axis, PersonRole
from casework.cases.hedging import doubted, hedge_of, prefaced
from casework.cases.models import StatusEntry
from casework.dossiers.compose_dates import order_words
from casework.dossiers.material import Material, citations_of
from casework.pages.chronology_view import ChronologyView
from casework.pages.ledger_view import LedgerView
from casework.pages.unknowns import Unknowns
from casework.sources.chain import written_out
from casework.sources.chain_fact import Finding
from casework.sources.models import Source


class CaseFile:
    """The page's own reading of the material; templates ask it and decide nothing."""

    def __init__(self, material: Material) -> None:
        self.material = material
        self.ledger = LedgerView(material)
        self.chronology = ChronologyView(material)

    @property
    def is_group(self) -> bool:
        """Shown as a ledger: more than one person, or a figure, or parts."""
        return bool(self.material.parts or self.material.figures) and bool(self.ledger.lines)

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
        """Each action with what followed it: how far apart, and what is known of the relation."""
        found: dict[int, list[OutcomeLink]] = {}
        for link in self.material.told_outcomes:
            if link.action is not None:
                found.setdefault(link.action_id, []).append(link)
        return [
            (self._action_and_outcomes(links), self.material.numbers_of(links[0]))
            for links in found.values()
        ]

    def _action_and_outcomes(self, links: list[OutcomeLink]) -> str:
        action, told = links[0].action, {entry.pk: entry for entry in self.material.in_force}
        day = action.happened.phrase() or action.happened.words
        said = [f"{day[:1].upper()}{day[1:]}: {action.title}." if day else f"{action.title}."]
        for link in links:
            entry = told[link.entry_id]
            said.append(
                _("%(outcome)s: %(order)s. %(relation)s.")
                % {
                    "outcome": capfirst(entry.said),
                    "order": order_words(entry.since, action.happened),
                    "relation": capfirst(str(link.get_relation_display())),
                }
            )
        return " ".join(said)

    def _unnamed(self) -> list[tuple[str, tuple[int, ...]]]:
        """Those without a name, together where the same is to be said of them."""
        found: dict[tuple[str, tuple[int, ...]], list[str]] = {}
        for member in self.material.participations:
            if not member.person.names_read and member.role == PersonRole.VICTIM:
                remark = prefaced(member.remark, member.certainty, hedge_of(member))
                said = (remark, self.material.numbers_of(member))
                found.setdefault(said, []).append(member.person.label)
        return [
            (f"{'; '.join(labels)}. {remark}".strip(), numbers)
            for (remark, numbers), labels in found.items()
        ]

    def _rivals(self) -> list[tuple[str, tuple[int, ...]]]:
        return [
            (prefaced(link.reasoning, "", hedge_of(link)), self.material.numbers_of(link))
            for link in self.material.told_outcomes
            if link.relation == OutcomeRelation.RIVAL_EXPLANATION
        ]

    @property
    def is_kept(self) -> bool:
        """Whether the file was kept here on the day of knowledge: then the answer is exact."""
        return self.material.vantage.is_kept_by(self.material.case.recorded_at)

    @property
    def unsettled(self) -> list[str]:
        """What may not have been so yet, or no longer, on the day looked at."""
        return [
            _("It cannot be told whether this was so on that day: %(entry)s.")
            % {"entry": entry.in_one_line}
            for entry in self.material.unsettled
        ]

    @property
    def refuted(self) -> list[StatusEntry]:
        """What still stands although we adopt an answer that says no to it."""
        return [entry for entry, _numbers, finding in self.standing if finding.value == "refuted"]

    @property
    def late(self) -> list[StatusEntry]:
        """Heard of by the day of knowledge, written down later; only where the file is exact."""
        return self.material.late if self.is_kept else []

    @property
    def last_known_on(self) -> object:
        return max((entry.known_on for entry in self.material.in_force), default=None)

    @property
    def last_confirmed(self) -> tuple[object, int, int]:
        """The last day on which a source said that something is still so, of how many of the
        entries that say where everybody stands, and how many these are.
        """
        found = [entry.last_confirmation() for entry in self.material.current.values()]
        days = [last.confirmed_on for last in found if last is not None]
        return max(days, default=None), len(days), len(found)

    @cached_property
    def situations(self) -> dict[status.Subject, StatusEntry]:
        """The current situation of each subject."""
        return status.current(self.material.in_force, Axis.SITUATION)

    @cached_property
    def standing(self) -> list[tuple[StatusEntry, tuple[int, ...], Finding]]:
        """Current entries on situation and legal stage, their sources, and how far they bear."""
        return [
            (entry, self.material.numbers_of(entry), self.material.verification_of(entry))
            for entry in self.material.current.values()
        ]

    @cached_property
    def says_who(self) -> list[tuple[tuple[int, ...], str, list[Finding]]]:
        """The chains behind where it stands: (source numbers, chain in words, what they bear)."""
        counted = [figure for figure in self.material.figures if figure.measures_group]
        numbers: dict[str, tuple[int, ...]] = {}
        findings: dict[str, dict[str, Finding]] = {}
        for fact in [*(entry for entry, _numbers, _finding in self.standing), *counted]:
            web = self.material.web_behind(fact)
            finding = self.material.verification_of(fact)
            for text in dict.fromkeys(web.one(c.source_id) for c in citations_of(fact)):
                words = written_out(text, web)
                numbers.setdefault(words, self.material.numbers_of(fact))
                findings.setdefault(words, {}).setdefault(finding.why, finding)
        return [(numbers[words], words, [*found.values()]) for words, found in findings.items()]

    @cached_property
    def unknowns(self) -> Unknowns:
        return Unknowns(self.material, [entry for entry, _numbers, _why in self.standing])

    @property
    def our_work(self) -> list[StatusEntry]:
        """The history of the file's workflow, the latest first."""
        steps = [entry for entry in self.material.entries if entry.axis == Axis.WORKFLOW]
        return sorted(steps, key=lambda entry: entry.pk, reverse=True)

    @cached_property
    def people(self) -> list[dict]:
        return [
            {
                "participation": member,
                "person": member.person,
                "names": member.person.names_read,
                "role": doubted(
                    str(member.get_role_display()), member.certainty, hedge_of(member)
                ),
                "part": doubted(member.part.name, member.part_certainty, ())
                if member.part is not None
                else "",
                "situation": self._situation_of(member.person_id),
                "numbers": self.material.numbers_of(member),
                "kin": self._kin_of(member.person_id),
            }
            for member in self.material.participations
        ]

    def _situation_of(self, person: int) -> StatusEntry | None:
        return self.situations.get(status.Subject(None, person, None))

    def _kin_of(self, person: int) -> list[str]:
        return [
            f"{doubted(str(kinship.get_kind_display()), '', hedge_of(kinship))} "
            f"{kinship.relative.label}"
            for kinship in self.material.kinships
            if kinship.person_id == person
        ]

    @cached_property
    def figures(self) -> list[tuple[Model, str, tuple[int, ...]]]:
        """(figure, in words with its hedge, sources)."""
        return [
            (
                figure,
                doubted(figure.in_words, "", hedge_of(figure)),
                self.material.numbers_of(figure),
            )
            for figure in self.material.figures
        ]

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
