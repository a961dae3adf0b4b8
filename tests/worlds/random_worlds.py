"""Random small worlds of teams, accounts, files and what hangs on them; a seed makes each again.

Several worlds are stored at once, so that a thousand do not take a thousand times the queries:
they share no team, no account and no file, so that nobody may see anything of another one.
"""

import random
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.apps import apps

from accounts.models import Membership, Team, User
from accounts.roles import Role
from casework.access.policy import TRACKED
from casework.advocacy.models import Action, ActionCase, ActionParty, Ask, OutcomeLink, Reply
from casework.audit.models import Event
from casework.cases.codes import Sight
from casework.cases.models import (
    Case,
    CaseCitation,
    CaseSource,
    CurrentStanding,
    Dispute,
    DisputedClaim,
    Figure,
    Kinship,
    Part,
    Participation,
    Person,
    PersonName,
    Review,
    StatusEntry,
    Whereabouts,
)
from casework.notes.models import Level, Note, ReadersChange
from casework.sources.attachments import Attachment
from casework.sources.models import Citation, Relay, Source

Rows = dict[str, list[Any]]
WORD = "everywhere"  # stands in every title and every label, so that a search could find each
PEOPLE_IN_A_WORLD = 5
_ROLES = [Role.CASEWORKER] * 3 + [Role.MANAGER] * 2 + [Role.READER, Role.AUDITOR]
_ROLES.append(Role.ACCOUNT_ADMINISTRATOR)
_CaseTeam = Case.teams.through


class _Draft:
    """One world while it is thought up: rows are made in memory, parents before children."""

    def __init__(self, seed: int) -> None:
        self.seed, self.chance = seed, random.Random(seed)
        self.rows: Rows = defaultdict(list)

    def add(self, label: str, row: Any) -> Any:
        self.rows[label].append(row)
        return row

    def some(self, rows: list[Any], least: int = 0, most: int = 2) -> list[Any]:
        return self.chance.sample(rows, min(len(rows), self.chance.randint(least, most)))

    def one(self, rows: list[Any]) -> Any:
        return self.chance.choice(rows)

    def accounts(self) -> None:
        for number in range(self.chance.randint(1, 3)):
            self.add("accounts.Team", Team(name=f"Team {self.seed} {number}"))
        for number in range(PEOPLE_IN_A_WORLD):
            user = self.add("accounts.User", User(
                username=f"user-{self.seed}-{number}", name="Somebody", password="!",
                role=self.one(_ROLES), is_active=self.chance.random() < 0.85,
            ))  # fmt: skip
            for team in self.some(self.rows["accounts.Team"]):
                self.add("accounts.Membership", Membership(user=user, team=team))

    def files(self, users: list[User]) -> None:
        """Drawn when accounts have keys, since named readers are stored by key."""
        for number in range(self.chance.randint(1, 4)):
            case = self.add("cases.Case", Case(
                recorded_by=self.one(users), kind="group", public_title=f"{WORD} {number}",
                country="CN", sight=self.one(Sight.values), lead=self.one([None, *users]),
                named_readers=[user.pk for user in self.some(users)],
            ))  # fmt: skip
            for team in self.some(self.rows["accounts.Team"]):
                self.add("case teams", _CaseTeam(case=case, team=team))

    def sources(self, users: list[User]) -> None:
        for _number in range(self.chance.randint(1, 3)):
            source = self.add(
                "sources.Source",
                Source(recorded_by=self.one(users), kind="newspaper_or_agency", title=WORD),
            )
            for case in self.some(self.rows["cases.Case"]):
                self.add("cases.CaseSource", CaseSource(case=case, source=source))
            self.add("sources.Attachment", Attachment(
                source=source, recorded_by=self.one(users), kind="text", original_name=WORD,
                size=1, sha256="0" * 64, copy_size=1, copy_sha256="0" * 64))  # fmt: skip
            citation = self.add(
                "sources.Citation",
                Citation(recorded_by=self.one(users), source=source, quotation=WORD),
            )
            for case in self.some(self.rows["cases.Case"]):
                self.add("cases.CaseCitation", CaseCitation(case=case, citation=citation))
        first, *others = self.rows["sources.Source"]
        self.add("sources.Relay", Relay(text=first, unnamed_upstream="somebody"))
        for other in others[:1]:
            self.add("sources.Relay", Relay(text=first, upstream=other))  # fmt: skip

    def people(self, users: list[User]) -> None:
        for _number in range(self.chance.randint(1, 4)):
            person = self.add(
                "cases.Person",
                Person(
                    recorded_by=self.one(users),
                    label=WORD,
                    is_public_figure=self.chance.random() < 0.15,
                ),
            )
            names = [PersonName(person=person, text=WORD)]
            if self.chance.random() < 0.5:
                person.confidants = [user.pk for user in self.some(users)]
                names.append(PersonName(person=person, text=WORD, is_protected=True))
                self.add("cases.Whereabouts", Whereabouts(
                    person=person, recorded_by=self.one(users), sealed="v1|none||"))  # fmt: skip
            for name in names:
                self.add("cases.PersonName", name)
            for case in self.some(self.rows["cases.Case"]):
                self.add("cases.Participation", Participation(case=case, person=person))
        first, *others = self.rows["cases.Person"]
        for other in others[:2]:
            self.add("cases.Kinship", Kinship(person=first, relative=other, kind="parent_of"))

    def history(self, users: list[User]) -> None:
        citations = self.rows["sources.Citation"]
        for case in self.rows["cases.Case"]:
            author = self.one(users)
            self.add("cases.Part", Part(case=case, name="a part"))
            self.add(
                "cases.Figure", Figure(recorded_by=author, case=case, qualifier="exact", low=1)
            )
            entry = self.add(
                "cases.StatusEntry",
                StatusEntry(
                    recorded_by=author,
                    case=case,
                    axis="situation",
                    value="departed",
                    certainty="known",
                ),
            )
            self.add(
                "cases.Review",
                Review(
                    recorded_by=self.one([user for user in users if user is not author]),
                    entry=entry,
                    decision="confirmed",
                ),
            )
            dispute = self.add(
                "cases.Dispute", Dispute(recorded_by=author, case=case, question=WORD)
            )
            self.add(
                "cases.DisputedClaim",
                DisputedClaim(
                    dispute=dispute, stance="supports", claim=WORD, citation=self.one(citations)
                ),
            )
            kind = self.one(["cases.Case", "accounts.User", "accounts.Team"])
            self.add("audit.Event", Event(actor=author, deed="case_opened", object_type=kind))

    def advocacy(self, users: list[User]) -> None:
        for _number in range(self.chance.randint(1, 2)):
            action = self.add(
                "advocacy.Action", Action(recorded_by=self.one(users), kind="letter", title=WORD)
            )
            for case in self.some(self.rows["cases.Case"]):
                self.add("advocacy.ActionCase", ActionCase(action=action, case=case))
            self.add(
                "advocacy.ActionParty",
                ActionParty(action=action, role="sender", described_as=WORD),
            )
            self.add("advocacy.Ask", Ask(action=action, text=WORD))
            self.add(
                "advocacy.Reply",
                Reply(
                    recorded_by=self.one(users), action=action, kind="acknowledged", from_whom=WORD
                ),
            )
        entry = self.one(self.rows["cases.StatusEntry"])
        self.add(
            "advocacy.OutcomeLink",
            OutcomeLink(
                recorded_by=self.one(users),
                case=entry.case,
                entry=entry,
                action=self.one([None, *self.rows["advocacy.Action"]]),
            ),
        )

    def notes(self, users: list[User]) -> None:
        for case in self.rows["cases.Case"]:
            for _number in range(self.chance.randint(0, 3)):
                level = self.one(Level.values)
                named = [user.pk for user in self.some(users, 1)] if level == Level.NAMED else []
                texts = {"sealed_text": "v1|none||"} if named else {"text": WORD}
                note = self.add("notes.Note", Note(
                    case=case, author=self.one(users), level=level, named_readers=named,
                    **texts))  # fmt: skip
                self.add("notes.ReadersChange", ReadersChange(
                    note=note, changed_by=note.author, from_level=level, to_level=level,
                ))  # fmt: skip

    def earlier_states(self, users: list[User]) -> None:
        """Some rows were otherwise before."""
        for label in TRACKED:
            for row in self.some(self.rows[label], 1):
                kept = apps.get_model(f"{label}Change")
                change = kept(pgh_obj=row, pgh_label="changed", id=0)
                for column in kept._meta.concrete_fields:
                    if not column.name.startswith("pgh_") and column.name != "id":
                        setattr(change, column.name, getattr(row, column.name))
                self.add(kept._meta.label, change)


def stored(seeds: Iterable[int]) -> tuple[Rows, list[User]]:
    """The rows of the worlds of these seeds, stored together; and their accounts."""
    drafts = [_Draft(seed) for seed in seeds]
    for draft in drafts:
        draft.accounts()
    rows: Rows = defaultdict(list)
    _store(drafts, rows)
    for draft in drafts:
        users = draft.rows["accounts.User"]
        for think_up in (draft.files, draft.sources, draft.people, draft.history, draft.advocacy,
                         draft.notes, draft.earlier_states):  # fmt: skip
            think_up(users)
    _store(drafts, rows)
    standings = CurrentStanding.objects.unrestricted(because="the database has just written them")
    rows["cases.CurrentStanding"] = list(standings.select_related("case"))
    return rows, rows["accounts.User"]


def _store(drafts: list[_Draft], rows: Rows) -> None:
    """What is not stored yet, one model after the other, in the order in which it was drawn."""
    labels = dict.fromkeys(label for draft in drafts for label in draft.rows)
    for label in labels:
        if label in rows:
            continue
        rows[label] = [row for draft in drafts for row in draft.rows[label]]
        if rows[label]:
            type(rows[label][0])._base_manager.bulk_create(rows[label])
