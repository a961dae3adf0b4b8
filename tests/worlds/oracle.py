"""Who may see and change what, said once more in plain Python: the oracle of the random worlds.

Written from the words of the promise and not from policy.py, which it must never import: two
people who write the same mistake twice are rarer than one. Rows are read from memory, not from the
database.
"""

from collections.abc import Callable
from typing import Any

from casework.cases.models import Case
from tests.worlds.random_worlds import Rows


class Oracle:
    """What one person may see and change of the rows of a world."""

    def __init__(self, rows: Rows, user: Any) -> None:
        self.rows, self.user = rows, user
        self.teams = {m.team_id for m in rows["accounts.Membership"] if m.user_id == user.pk}
        self.works = user.is_active and user.role in ("caseworker", "manager", "reader")
        self.writes = user.is_active and user.role in ("caseworker", "manager")

    def sees(self, label: str) -> set[int]:
        """The keys of the rows of a model that this person may see."""
        seen_by = SEEN[label]
        return {row.pk for row in self.rows[label] if seen_by(self, row)}

    def changes(self, label: str) -> set[int]:
        """The keys of the rows that this person may change."""
        if label in ONLY_READ or label.endswith("Change") or not self.writes:
            return set()
        seen = self.sees(label)
        own = {note.pk for note in self.rows["notes.Note"] if note.author_id == self.user.pk}
        return seen & own if label == "notes.Note" else seen

    # ---- A file is seen by its teams, by named people and its lead, or by all staff on cases ----

    def case(self, case: Case) -> bool:
        if not self.works:
            return False
        teams = {t.team_id for t in self.rows["case teams"] if t.case_id == case.pk}
        if case.sight == "all_staff":
            return True
        if case.sight == "teams" and teams:
            return bool(teams & self.teams)
        named = {*case.named_readers, case.lead_id} - {None}
        if case.sight == "named" and named:
            return self.user.pk in named
        return case.recorded_by_id == self.user.pk

    def by_case(self, row: Any) -> bool:
        return self.case(row.case)

    # ---- What files share is seen with any of them; what is in none, by who recorded it ------

    def through_files(self, row: Any, links: str, column: str) -> bool:
        files = [link.case for link in self.rows[links] if getattr(link, column) == row.pk]
        if not files:
            return self.works and row.recorded_by_id == self.user.pk
        return any(self.case(case) for case in files)

    def person(self, person: Any) -> bool:
        if person.is_public_figure and self.works:
            return True
        in_files = any(p.person_id == person.pk for p in self.rows["cases.Participation"])
        if person.is_public_figure and not in_files:
            return False
        return self.through_files(person, "cases.Participation", "person_id")

    def source(self, source: Any) -> bool:
        return self.through_files(source, "cases.CaseSource", "source_id")

    def citation(self, citation: Any) -> bool:
        quoted = self.through_files(citation, "cases.CaseCitation", "citation_id")
        return quoted and self.source(citation.source)

    def relay(self, relay: Any) -> bool:
        upstream = relay.upstream is None or self.source(relay.upstream)
        return self.source(relay.text) and upstream

    def action(self, action: Any) -> bool:
        return self.through_files(action, "advocacy.ActionCase", "action_id")

    def of_action(self, row: Any) -> bool:
        return self.action(row.action)

    def outcome(self, link: Any) -> bool:
        return self.case(link.case) and (link.action is None or self.action(link.action))

    # ---- What is protected of a person: named people, and while they may see the person --------

    def confidant(self, person: Any) -> bool:
        return self.person(person) and self.user.pk in person.confidants

    def name(self, name: Any) -> bool:
        return self.confidant(name.person) if name.is_protected else self.person(name.person)

    def earlier_person(self, person: Any) -> bool:
        """An earlier label may be the name that is protected now."""
        return self.confidant(person) if person.confidants else self.person(person)

    def earlier_file(self, case: Case) -> bool:
        """An earlier title may hold a name that is protected now."""
        return self.case(case) and not self.holds_back(case)

    def holds_back(self, case: Case) -> bool:
        """Whether something is protected of a person in the file, and not for this reader."""
        people = [p.person for p in self.rows["cases.Participation"] if p.case_id == case.pk]
        return any(p.confidants and self.user.pk not in p.confidants for p in people)

    def earlier_action(self, action: Any) -> bool:
        """So may an earlier title of an action, where it is on the file of such a person."""
        links = [a for a in self.rows["advocacy.ActionCase"] if a.action_id == action.pk]
        return self.action(action) and not any(self.holds_back(link.case) for link in links)

    def earlier_source(self, source: Any) -> bool:
        links = [s for s in self.rows["cases.CaseSource"] if s.source_id == source.pk]
        return self.source(source) and not any(self.holds_back(link.case) for link in links)

    def earlier_relay(self, relay: Any) -> bool:
        upstream = relay.upstream is None or self.earlier_source(relay.upstream)
        return self.earlier_source(relay.text) and upstream

    def earlier_outcome(self, link: Any) -> bool:
        of_action = link.action is None or self.earlier_action(link.action)
        return self.earlier_file(link.case) and of_action

    def trail(self, event: Any) -> bool:
        """Auditors read all; administrators of accounts what was done to accounts and teams."""
        if not self.user.is_active:
            return False
        if self.user.role == "account_administrator":
            return event.object_type in ("accounts.User", "accounts.Team")
        return self.user.role == "auditor"

    # ---- Notes: the level that the author chose, inside the file ------------------------------

    def note(self, note: Any) -> bool:
        if not self.case(note.case):
            return False
        if note.author_id == self.user.pk:
            return True
        if note.level == "named":
            return self.user.pk in note.named_readers
        if note.level == "managers":
            return self.user.role == "manager"
        return self.user.role in ("caseworker", "manager")


# Model → who sees a row of it. A new guarded model needs a line, in the words of its promise.
SEEN: dict[str, Callable[[Oracle, Any], bool]] = {
    "audit.Event": Oracle.trail,
    "audit.Seal": lambda who, row: who.user.is_active and who.user.role == "auditor",
    "sources.Attachment": lambda who, row: who.source(row.source),
    "sources.Source": Oracle.source,
    "sources.Relay": Oracle.relay,
    "sources.Citation": Oracle.citation,
    "cases.Case": Oracle.case,
    "cases.Person": Oracle.person,
    "cases.PersonName": Oracle.name,
    "cases.Whereabouts": lambda who, row: who.confidant(row.person),
    "cases.Kinship": lambda who, row: who.person(row.person) and who.person(row.relative),
    "cases.Participation": Oracle.by_case,
    "cases.Part": Oracle.by_case,
    "cases.Figure": Oracle.by_case,
    "cases.StatusEntry": Oracle.by_case,
    "cases.CurrentStanding": Oracle.by_case,
    "cases.Confirmation": lambda who, row: who.case(row.entry.case),
    "cases.Review": lambda who, row: who.case(row.entry.case),
    "cases.CaseSource": Oracle.by_case,
    "cases.CaseCitation": Oracle.by_case,
    "cases.Dispute": Oracle.by_case,
    "cases.DisputedClaim": lambda who, row: who.case(row.dispute.case),
    "advocacy.Action": Oracle.action,
    "advocacy.ActionCase": Oracle.by_case,
    "advocacy.ActionParty": Oracle.of_action,
    "advocacy.Ask": Oracle.of_action,
    "advocacy.Reply": Oracle.of_action,
    "advocacy.OutcomeLink": Oracle.outcome,
    "notes.Note": Oracle.note,
    "notes.ReadersChange": lambda who, row: who.note(row.note),
}
# What stood in a row before is seen with the row, but for names that are protected now.
SEEN["cases.KinshipChange"] = lambda who, row: SEEN["cases.Kinship"](who, row.pgh_obj)
SEEN["sources.SourceChange"] = lambda who, row: who.earlier_source(row.pgh_obj)
SEEN["sources.RelayChange"] = lambda who, row: who.earlier_relay(row.pgh_obj)
SEEN["advocacy.ActionChange"] = lambda who, row: who.earlier_action(row.pgh_obj)
SEEN["advocacy.ActionCaseChange"] = lambda who, row: (
    who.case(row.pgh_obj.case) and who.earlier_action(row.pgh_obj.action)
)
SEEN |= dict.fromkeys(
    ("advocacy.ActionPartyChange", "advocacy.AskChange", "advocacy.ReplyChange"),
    lambda who, row: who.earlier_action(row.pgh_obj.action),
)
SEEN["advocacy.OutcomeLinkChange"] = lambda who, row: who.earlier_outcome(row.pgh_obj)
SEEN |= dict.fromkeys(
    ("cases.PartChange", "cases.FigureChange", "cases.DisputeChange", "cases.ParticipationChange"),
    lambda who, row: who.earlier_file(row.pgh_obj.case),
)
SEEN["cases.CaseChange"] = lambda who, row: who.earlier_file(row.pgh_obj)
SEEN["cases.DisputedClaimChange"] = lambda who, row: who.earlier_file(row.pgh_obj.dispute.case)
SEEN["cases.PersonChange"] = lambda who, row: who.earlier_person(row.pgh_obj)
SEEN["cases.PersonNameChange"] = lambda who, row: (
    not row.pgh_obj.is_protected and who.person(row.pgh_obj.person)
)
ONLY_READ = {"audit.Event", "audit.Seal", "cases.CurrentStanding", "notes.ReadersChange"}
