"""What we do not know of a case, gathered in one panel: each gap with the page that mends it.

Open questions, people without news, values that are missing and why, entries that nobody has
confirmed, and facts that rest on one origin. Nothing is decided here.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.urls import reverse
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _

from casework.cases.codes import Axis, PersonRole, Position, Situation
from casework.cases.ledger_words import count_words
from casework.cases.models import Dispute, DisputedClaim, StatusEntry
from casework.dossiers.material import Material

NO_NEWS = frozenset({Situation.UNKNOWN, Situation.FATE_UNKNOWN})
WEAKLY_BORNE = frozenset({"unsourced", "single_source", "single_origin"})
SHOWN = 5
WORDS_SHOWN = 14

Answered = list[tuple[Dispute, list[tuple[DisputedClaim, tuple[int, ...]]]]]


@dataclass(frozen=True)
class Gap:
    """One thing that is not known; `reason` is a code of MissingReason where a value is missing,
    `mend_at` the page on which an editor mends it."""

    words: str
    mend_at: str
    reason: str | None = None
    numbers: tuple[int, ...] = ()


@dataclass(frozen=True)
class Group:
    """Gaps of one kind: the first few, and how many more there are."""

    heading: str
    mend: str
    gaps: tuple[Gap, ...]

    @property
    def shown(self) -> tuple[Gap, ...]:
        return self.gaps[:SHOWN]

    @property
    def hidden(self) -> tuple[Gap, ...]:
        return self.gaps[SHOWN:]


class Unknowns:
    """The panel's reading of the material. `standing`: the entries that say where it stands."""

    def __init__(self, material: Material, standing: Iterable[StatusEntry]) -> None:
        self.material = material
        self.standing = list(standing)

    @cached_property
    def questions(self) -> Answered:
        """Questions on which we adopt no answer, with what each source says."""
        return [(d, c) for d, c in self._disputes if d.position != Position.ADOPTED]

    @cached_property
    def settled(self) -> Answered:
        return [(d, c) for d, c in self._disputes if d.position == Position.ADOPTED]

    @cached_property
    def _disputes(self) -> Answered:
        return [
            (dispute, [(claim, self.material.numbers_of(claim)) for claim in dispute.claims_read])
            for dispute in self.material.disputes
        ]

    @cached_property
    def groups(self) -> list[Group]:
        """The kinds of gaps that there are, people first."""
        found = [
            Group(_("Nothing is known of"), _("log what is heard"), tuple(self._people())),
            Group(_("Missing"), _("fill in, or say why"), tuple(self._missing())),
            Group(_("Not confirmed by a second person"), _("go to it"), tuple(self._waiting())),
            Group(
                _("Resting on one origin, or on none"), _("log what another says"),
                tuple(self._one_origin()),
            ),
        ]  # fmt: skip
        return [group for group in found if group.gaps]

    def _people(self) -> Iterable[Gap]:
        """The rows of the ledger without a situation; of a single person, what stands."""
        at = reverse("pages:log_update", args=[self.material.case.reference])
        if self.material.parts or self.material.figures:
            for row in self.material.group.ledger.rows:
                if row.is_unknown or row.situation in NO_NEWS:
                    yield Gap(f"{capfirst(row.label)} ({count_words(row)})", at)
            return
        for entry in self.standing:
            if entry.axis == Axis.SITUATION and entry.value in NO_NEWS:
                numbers = self.material.numbers_of(entry)
                yield Gap(f"{capfirst(entry.subject_words)}: {entry.said}", at, numbers=numbers)

    def _missing(self) -> Iterable[Gap]:
        yield from self._missing_of_entries()
        yield from self._missing_of_people()
        yield from self._missing_of_figures()
        for source in self.material.sources:
            if not (source.published.words or source.published.is_dated):
                at = reverse("admin:sources_source_change", args=[source.pk])
                words = _("Date of the source ‘%(source)s’") % {"source": source.name}
                yield Gap(words, at, source.published_missing)

    def _missing_of_entries(self) -> Iterable[Gap]:
        """A date always; a place where somebody has said why there is none."""
        for entry in self.material.in_force:
            at = reverse("pages:replace", args=[self.material.case.reference, entry.pk])
            numbers = self.material.numbers_of(entry)
            if not (entry.since.words or entry.since.is_dated):
                words = _("Date of ‘%(what)s’") % {"what": _in_short(entry)}
                yield Gap(words, at, entry.since_missing, numbers)
            if entry.place_missing:
                words = _("Place of ‘%(what)s’") % {"what": _in_short(entry)}
                yield Gap(words, at, entry.place_missing, numbers)

    def _missing_of_people(self) -> Iterable[Gap]:
        """The name of somebody affected; of the rest, what somebody has looked for in vain."""
        for member in self.material.participations:
            person = member.person
            at = reverse("admin:cases_person_change", args=[person.pk])
            if member.role == PersonRole.VICTIM and not person.names_read:
                words = _("Name of %(who)s") % {"who": person.label}
                yield Gap(words, at, person.name_missing, self.material.numbers_of(member))
            for what, reason in (
                (_("Sex of %(who)s"), person.sex_missing),
                (_("Birth of %(who)s"), person.born_missing),
                (_("Age of %(who)s"), person.age_missing),
                (_("Nationality of %(who)s"), person.nationality_missing),
            ):
                if reason:
                    yield Gap(what % {"who": person.label}, at, reason)

    def _missing_of_figures(self) -> Iterable[Gap]:
        for figure in self.material.figures:
            at = reverse("admin:cases_case_change", args=[self.material.case.pk])
            numbers = self.material.numbers_of(figure)
            words = {"figure": figure.in_words}
            if not (figure.as_of.words or figure.as_of.is_dated):
                told = _("Date of the figure %(figure)s") % words
                yield Gap(told, at, figure.as_of_missing, numbers)
            if not (figure.estimated_by or figure.estimating_body_id):
                told = _("Who gives the figure %(figure)s") % words
                yield Gap(told, at, figure.estimated_by_missing, numbers)

    def _waiting(self) -> Iterable[Gap]:
        for entry in self.material.waiting:
            if entry.axis != Axis.WORKFLOW:
                yield Gap(_in_short(entry), f"#{anchor(entry)}")

    def _one_origin(self) -> Iterable[Gap]:
        at = reverse("pages:log_update", args=[self.material.case.reference])
        for entry in self.standing:
            found = self.material.verification_of(entry)
            if found.value in WEAKLY_BORNE and entry.value not in NO_NEWS:
                words = f"{_in_short(entry)}. {found.why}"
                yield Gap(words, at, numbers=self.material.numbers_of(entry))


def _in_short(entry: StatusEntry) -> str:
    said = Truncator(entry.said).words(WORDS_SHOWN)
    return said if entry.axis == Axis.EVENT else f"{capfirst(entry.subject_words)}: {said}"


def anchor(entry: StatusEntry) -> str:
    """Where the line of an entry stands on the page of its file."""
    return f"{'event' if entry.axis == Axis.EVENT else 'status'}-{entry.pk}"
