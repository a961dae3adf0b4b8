"""A whole case file in marked ink: one row of every guarded model at least, every text stamped.

`make_world` says which files there are. A new guarded model needs a line in `full_file`.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Model

from accounts.models import SiteMode, Team, User
from casework.access.policy import TRACKED
from casework.advocacy.models import (
    Action,
    ActionCase,
    ActionParty,
    Ask,
    Office,
    OutcomeLink,
    Reply,
)
from casework.audit.models import Event, Seal
from casework.cases.codes import Sight
from casework.cases.models import (
    Case,
    CaseCitation,
    CaseSource,
    Confirmation,
    CurrentStanding,
    Dispute,
    DisputedClaim,
    Figure,
    Issue,
    Kinship,
    Part,
    Participation,
    Person,
    PersonName,
    Review,
    StatusEntry,
    Whereabouts,
)
from casework.cases.protection import SEALED
from casework.notes.models import Level, Note, ReadersChange
from casework.sources.models import Citation, Organisation, Relay, Source
from tests.audit.sealing import seal_now
from tests.cast import Cast
from tests.makers import make_attachment, make_note
from tests.worlds.ink import Ink, guarded_models, stamp

ABSENT = 987654321


@dataclass(frozen=True)
class File:
    """One file and a row of each model that belongs to it, by the label of the model."""

    case: Case
    rows: dict[str, Any]

    def key_of(self, label: str) -> int:
        return self.rows[label].pk


@dataclass(frozen=True)
class Writers:
    """Who writes a file, who reviews it, and how it is seen."""

    author: User
    manager: User
    team: Team
    sight: str = Sight.TEAMS
    named: tuple[User, ...] = ()


def full_file(ink: Ink, place: str, by: Writers) -> File:
    """A file with a row of every guarded model; all texts are stamped, notes of each level too."""
    page = _Page(ink, place, by)
    page.case_and_sources()
    page.people()
    page.history()
    page.advocacy()
    page.protected()
    page.notes()
    page.trail()
    page.earlier_states()
    missing = {model._meta.label for model in guarded_models()} - page.rows.keys()
    assert not missing, f"full_file() in tests/worlds/files.py writes no row of {sorted(missing)}"
    return File(Case.objects.unrestricted(because="a test reads back").get(pk=page.case.pk),
                page.rows)  # fmt: skip


class _Page:
    """The rows of one file while they are written, in an order in which each finds its parents."""

    def __init__(self, ink: Ink, place: str, by: Writers) -> None:
        self.ink, self.place, self.by = ink, place, by
        self.rows: dict[str, Model] = {}

    def write(self, model: type[Model], **given: Any) -> Any:
        if any(column.name == "recorded_by" for column in model._meta.fields):
            given.setdefault("recorded_by", self.by.author)
        row = self.ink.row(self.place, model, **given)
        self.rows[model._meta.label] = row
        return row

    def case_and_sources(self) -> None:
        by = self.by
        self.case = self.write(
            Case, kind="group", country="CN", lead=by.manager, sight=by.sight,
            named_readers=[user.pk for user in by.named],
        )  # fmt: skip
        self.case.teams.add(by.team)
        self.source = self.write(Source, kind="newspaper_or_agency", held="held")
        self.write(Relay, text=self.source)
        self.citation = self.write(Citation, source=self.source)
        number, told = self.ink.next(), self.ink.next() + 1
        evidence = make_attachment(
            by.author, self.source, stamp(told).encode(), f"{stamp(number)}.txt"
        )
        self.ink.adopt(self.place, evidence, "original_name", number)
        self.ink.adopt(self.place, evidence, "content", told)
        self.rows["sources.Attachment"] = evidence
        self.write(CaseSource, case=self.case, source=self.source)
        self.write(CaseCitation, case=self.case, citation=self.citation)

    def people(self) -> None:
        relative = self.write(Person)
        self.write(Participation, case=self.case, person=relative, role="family")
        self.part = self.write(Part, case=self.case)
        self.person = self.write(Person)
        name = self.write(PersonName, person=self.person)
        kinship = self.write(Kinship, person=self.person, relative=relative, kind="parent_of")
        participation = self.write(
            Participation, case=self.case, person=self.person, part=self.part,
            part_certainty="believed",
        )  # fmt: skip
        for row in (name, kinship, participation):
            row.citations.add(self.citation)

    def history(self) -> None:
        case, known = self.case, {"certainty": "known", "known_on": date(2008, 6, 25)}
        figure = self.write(
            Figure, case=case, qualifier="exact", low=17, known_on=date(2008, 6, 25)
        )
        figure.citations.add(self.citation)
        waiting = self.write(
            StatusEntry, case=case, axis="situation", value="sheltered", part=self.part, **known
        )
        self.waiting = waiting
        entry = self.write(
            StatusEntry, case=case, axis="situation", value="departed", person=self.person, **known
        )
        entry.citations.add(self.citation)
        self.entry = entry
        self.write(Review, entry=entry, decision="confirmed", recorded_by=self.by.manager)
        self.rows["cases.CurrentStanding"] = CurrentStanding.objects.unrestricted(
            because="the database has just written it"
        ).get(entry=entry)
        still_so = self.write(Confirmation, entry=entry, confirmed_on=date(2008, 7, 1))
        still_so.citations.add(self.citation)
        dispute = self.write(Dispute, case=case)
        self.write(DisputedClaim, dispute=dispute, stance="supports", citation=self.citation)

    def advocacy(self) -> None:
        action = self.write(Action, kind="letter")
        self.write(ActionCase, action=action, case=self.case)
        self.write(ActionParty, action=action, role="addressee", person=self.person)
        ask = self.write(Ask, action=action)
        reply = self.write(Reply, action=action, kind="acknowledged")
        outcome = self.write(OutcomeLink, case=self.case, action=action, entry=self.entry)
        for row in (action, ask, reply, outcome):
            row.citations.add(self.citation)

    def protected(self) -> None:
        """A name and a place that the manager alone reads, of the person of the addresses."""
        self.person.confidants = [self.by.manager.pk]
        self.person.save()
        kept = self.rows["cases.PersonName"]
        self.write(PersonName, person=self.person, is_protected=True)
        self.rows["cases.PersonName"] = kept
        number, place = self.ink.next(), Whereabouts(
            person=self.person, recorded_by=self.by.manager
        )
        place.sealed = SEALED.seal(place.key, stamp(number))
        place.save()
        self.ink.adopt(self.place, place, "text", number)
        self.rows["cases.Whereabouts"] = place

    def trail(self) -> None:
        """A deed with its seal, and a change of who reads the note."""
        note = self.rows["notes.Note"]
        self.rows["notes.ReadersChange"] = ReadersChange.objects.create(
            note=note, changed_by=note.author, from_level="managers", to_level=note.level
        )
        event = Event.objects.create(
            actor=self.by.author, deed="case_opened", object_type="cases.Case",
            object_id=self.case.pk,
        )  # fmt: skip
        seal_now()
        self.rows["audit.Event"] = event
        seals = Seal.objects.unrestricted(because="a test looks up what it has written")
        self.rows["audit.Seal"] = seals.get(event=event)

    def earlier_states(self) -> None:
        """Each row whose changes are kept is changed once."""
        for label in TRACKED:
            row = self.rows[label]
            row.refresh_from_db()
            self.rows[f"{label}Change"] = self.ink.revise(self.place, row)

    def notes(self) -> None:
        """One of each level; the named one is by the manager and names the author."""
        for author, level, readers in (
            (self.by.author, Level.CASE_TEAM, []),
            (self.by.manager, Level.MANAGERS, []),
            (self.by.manager, Level.NAMED, [self.by.author.pk]),
        ):
            number = self.ink.next()
            note = make_note(author, self.case, level, text=stamp(number), named_readers=readers)
            self.ink.adopt(self.place, note, f"text ({level})", number)
            self.rows.setdefault(Note._meta.label, note)


def bind(ink: Ink, own: File, other: File) -> None:
    """What two files share: somebody, an action, and a text that both teams have found."""
    by = own.case.recorded_by
    person = ink.row("shared", Person, recorded_by=by)
    action = ink.row("shared", Action, recorded_by=by, kind="letter")
    for file in (own, other):
        ink.row("shared", Participation, case=file.case, person=person)
        ActionCase.objects.create(case=file.case, action=action)
    copy = other.rows["sources.Source"]
    copy.duplicate_of = own.rows["sources.Source"]
    copy.save()


@dataclass(frozen=True)
class World:
    """Three stamped files; rows that are no file's, by the label of their model."""

    cast: Cast
    ink: Ink
    files: dict[str, File]
    shared: dict[str, Any]


def make_world(cast: Cast) -> World:
    """own: East Asia's. other: West Africa's. narrowed: East Asia's, but only teo is named."""
    ink = Ink()
    east = Writers(cast.mara, cast.teo, cast.east_asia)
    west = Writers(cast.ines, cast.okoro, cast.west_africa)
    narrowed = Writers(cast.mara, cast.teo, cast.east_asia, Sight.NAMED, (cast.teo,))
    files = {
        "own": full_file(ink, "own", east),
        "other": full_file(ink, "other", west),
        "narrowed": full_file(ink, "narrowed", narrowed),
    }
    bind(ink, files["own"], files["other"])
    shared = [
        cast.lou, cast.east_asia, Organisation.objects.create(name="A public body"),
        Issue.objects.create(name="An issue"), Office.objects.create(title="An office"),
        SiteMode.objects.get(),
    ]  # fmt: skip
    return World(cast, ink, files, {row._meta.label: row for row in shared})
