"""What changed in a file between two days, and why: what it said then beside what it says later.

Both are the whole material of the file from a vantage; nothing here reads a row.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Model
from django.utils.formats import localize
from django.utils.text import capfirst
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from casework.cases import status
from casework.cases.codes import Axis, Decision, Position
from casework.cases.hedging import doubted, hedge_of
from casework.cases.models import Dispute, Figure, Participation, StatusEntry
from casework.dossiers.material import Material


@dataclass(frozen=True)
class Change:
    """One thing that is otherwise: in words before and after, either may be empty, and why."""

    before: str
    after: str
    why: str
    numbers: tuple[int, ...] = ()


@dataclass(frozen=True)
class Section:
    heading: str
    changes: tuple[Change, ...]


class Changes:
    """Two readings of one file, the later one with the sources that are numbered."""

    def __init__(self, before: Material, after: Material) -> None:
        self.before, self.after = before, after

    @property
    def stood(self) -> tuple[str, str]:
        """Where it stood on the one day and on the other."""
        return _stands(self.before), _stands(self.after)

    @cached_property
    def sections(self) -> list[Section]:
        found = [
            Section(_("What counts now and did not"), tuple(self._counted())),
            Section(_("What no longer counts"), tuple(self._no_longer())),
            Section(_("Logged, and waiting for a second person"), tuple(self._waiting())),
            Section(_("Not accepted, or sent back"), tuple(self._refused())),
            Section(_("Found to be still so"), tuple(self._confirmed())),
            Section(_("Figures"), tuple(self._rows("figures", _figure, _why_figure))),
            Section(_("People"), tuple(self._rows("participations", _member))),
            Section(_("Open questions and our positions"), tuple(self._questions())),
            Section(_("Actions and replies"), tuple(self._advocacy())),
            Section(_("What followed an action"), tuple(self._rows("outcomes", _outcome))),
        ]
        return [section for section in found if section.changes]

    # The status history.

    def _counted(self) -> Iterable[Change]:
        earlier = {entry.pk for entry in self.before.in_force}
        known = {entry.pk: entry for entry in self.before.entries}
        for entry in self.after.in_force:
            if entry.pk not in earlier:
                why = _why_counted(entry, known.get(entry.pk))
                yield Change("", entry.in_one_line, why, self.after.numbers_of(entry))

    def _no_longer(self) -> Iterable[Change]:
        later = {entry.pk for entry in self.after.in_force}
        corrections = status.corrections(self.after.entries)
        for entry in self.before.in_force:
            if entry.pk not in later:
                why = _why_gone(corrections.get(entry.pk))
                yield Change(entry.in_one_line, "", why, self.after.numbers_of(entry))

    def _waiting(self) -> Iterable[Change]:
        earlier = {entry.pk for entry in self.before.entries}
        for entry in self.after.waiting:
            is_returned = entry.review_state == Decision.RETURNED  # told among the next
            if entry.pk not in earlier and entry.axis != Axis.WORKFLOW and not is_returned:
                yield Change("", entry.in_one_line, _logged(entry), self.after.numbers_of(entry))

    def _refused(self) -> Iterable[Change]:
        decided = {Decision.REJECTED: _("Rejected."), Decision.RETURNED: _("Sent back.")}
        earlier = {entry.pk: entry.review_state for entry in self.before.entries}
        for entry in self.after.entries:
            state = entry.review_state
            if state in decided and earlier.get(entry.pk) != state:
                numbers = self.after.numbers_of(entry)
                yield Change("", entry.in_one_line, decided[Decision(state)], numbers)

    def _confirmed(self) -> Iterable[Change]:
        earlier = {one.pk for entry in self.before.entries for one in entry.confirmations_read}
        for entry in self.after.entries:
            for one in entry.confirmations_read:
                if one.pk not in earlier:
                    words = {"entry": entry.in_one_line, "day": localize(one.confirmed_on)}
                    told = _("%(entry)s: still so on %(day)s") % words
                    yield Change("", told, one.words, self.after.numbers_of(one))

    # Everything else: rows that are new, and rows that say something else.

    def _rows(
        self, name: str, words: Callable[..., str], why: Callable[..., str] = lambda row: ""
    ) -> Iterable[Change]:
        return self._compared(getattr(self.before, name), getattr(self.after, name), words, why)

    def _compared(
        self, before: Sequence[Model], after: Sequence[Model], words: Callable[..., str],
        why: Callable[..., str] = lambda row: "",
    ) -> Iterable[Change]:  # fmt: skip
        earlier = {row.pk: words(row) for row in before}
        for row in after:
            now, then = words(row), earlier.get(row.pk, "")
            if now != then:
                numbers = () if isinstance(row, Dispute) else self.after.numbers_of(row)
                yield Change(then, now, why(row), numbers)

    def _questions(self) -> Iterable[Change]:
        yield from self._rows("disputes", _question, lambda dispute: dispute.reasoning)
        claims = [[c for d in side.disputes for c in d.claims_read] for side in self._sides]
        yield from self._compared(*claims, lambda claim: f"{_stance(claim)}: {claim.claim}")

    def _advocacy(self) -> Iterable[Change]:
        yield from self._rows("actions", lambda a: f"{a.title} ({a.get_status_display()})")
        asks = [[ask for a in side.actions for ask in a.asks_read] for side in self._sides]
        yield from self._compared(*asks, lambda ask: f"{ask.text} ({ask.get_status_display()})")
        replies = [[r for a in side.actions for r in a.replies_read] for side in self._sides]
        yield from self._compared(*replies, _reply)

    @property
    def _sides(self) -> tuple[Material, Material]:
        return self.before, self.after


def _stands(material: Material) -> str:
    if not (material.figures or material.in_force):
        return _("nothing known")
    if material.parts or material.figures:
        return material.group.summary or _("nothing confirmed")
    standing = status.current(material.in_force, Axis.SITUATION).values()
    return "; ".join(entry.in_one_line for entry in standing) or _("nothing confirmed")


def _logged(entry: StatusEntry) -> str:
    words = {
        "day": localize(localdate(entry.recorded_at)), "who": entry.recorded_by.name,
        "known": localize(entry.known_on),
    }  # fmt: skip
    return _("Logged on %(day)s by %(who)s; known to us %(known)s.") % words


def _why_counted(entry: StatusEntry, earlier: StatusEntry | None) -> str:
    if earlier is None:
        because = f" {_because(entry)}" if entry.reason_in_words else ""
        return f"{_logged(entry)}{because}"
    if earlier.is_trusted:
        return _("What had withdrawn or corrected it was itself withdrawn.")
    return _("It had been logged, and was confirmed since.")


def _why_gone(correction: StatusEntry | None) -> str:
    return _because(correction) if correction is not None else _("Its review was changed.")


def _because(entry: StatusEntry) -> str:
    return f"{capfirst(entry.get_reason_display())}: {entry.reason_in_words}"


def _figure(figure: Figure) -> str:
    of_whom = " · ".join(
        filter(None, [figure.part.name if figure.part else "", figure.population, figure.area])
    )
    words = doubted(figure.in_words, "", hedge_of(figure))
    told = f"{words} ({of_whom})" if of_whom else words
    return _("%(figure)s, withdrawn") % {"figure": told} if figure.withdrawn_on else told


def _why_figure(figure: Figure) -> str:
    return figure.withdrawn_because


def _member(member: Participation) -> str:
    words = f"{member.person.label}: {member.get_role_display()}"
    if member.part is None:
        return f"{words} ({member.get_certainty_display()})"
    return f"{words}, {member.part.name} ({member.get_part_certainty_display()})"


def _question(dispute: Dispute) -> str:
    position = dispute.get_position_display()
    if dispute.position == Position.ADOPTED:
        position = f"{position}: {dispute.adopted_answer}"
    return f"{dispute.question} — {position}"


def _stance(claim: Model) -> str:
    return f"{claim.dispute.question} {capfirst(claim.get_stance_display())}"


def _reply(reply: Model) -> str:
    return f"{reply.from_whom}: {reply.get_kind_display()}. {reply.summary}".strip()


def _outcome(link: Model) -> str:
    return f"{capfirst(link.get_relation_display())}. {link.reasoning}".strip()
