"""Plain factories of valid rows, written the way the application writes them.

Every function takes who writes (`by`) and answers the row. All content is invented.
"""

from datetime import date

from accounts.models import Team, User
from casework.advocacy.models import Action
from casework.advocacy.services import add_action
from casework.cases import services, status
from casework.cases.codes import Axis, CaseKind, Certainty, Decision, PersonRole, Situation
from casework.cases.models import Case, Figure, Part, Person, StatusEntry
from casework.notes.models import Note
from casework.notes.texts import put
from casework.sources.attachments import Attachment
from casework.sources.evidence import attach
from casework.sources.models import Citation, Source
from casework.sources.services import add_source, cite
from casework.sources.when import When
from casework.sources.when_reading import read

HEARD = date(2008, 6, 25)  # when we came to know of what a test does not say otherwise


def when(text: str) -> When:
    """The date that the text says; only for texts that can be read in one way."""
    reading = read(text)
    assert reading.when is not None, reading
    return reading.when


def make_case(by: User, *teams: Team, **fields: object) -> Case:
    fields = {"kind": CaseKind.INDIVIDUAL, "public_title": "A file", "country": "CN", **fields}
    return services.open_case(by=by, teams=teams, **fields)


def make_person(by: User, case: Case, label: str = "Somebody", **fields: object) -> Person:
    fields = {"role": PersonRole.VICTIM, "known_on": HEARD, **fields}
    return services.add_person(by=by, case=case, label=label, **fields)


def make_source(by: User, **fields: object) -> Source:
    fields = {"kind": "newspaper_or_agency", "title": "A report", **fields}
    return add_source(by=by, **fields)


def make_citation(by: User, source: Source | None = None, **fields: object) -> Citation:
    return cite(by=by, source=source or make_source(by), **{"quotation": "So it was.", **fields})


def make_attachment(
    by: User, source: Source, content: bytes = b"A leaflet, invented.\n",
    name: str = "leaflet.txt", declared: str = "", **fields: object,
) -> Attachment:  # fmt: skip
    attachment, _is_new = attach(
        by=by, source=source, name=name, declared=declared, content=content, **fields
    )
    return attachment


def make_part(case: Case, name: str, **fields: object) -> Part:
    part = Part(case=case, name=name, **fields)
    part.full_clean()
    part.save()
    return part


def make_figure(by: User, case: Case, number: int, part: Part | None = None, **fields) -> Figure:
    fields = {"qualifier": "exact", "low": number, "known_on": HEARD, **fields}
    return services.add_figure(by=by, case=case, part=part, **fields)


def make_entry(
    by: User, case: Case, value: str = Situation.SHELTERED, *, confirmed_by: User | None = None,
    **fields: object,
) -> StatusEntry:  # fmt: skip
    """An entry that waits for review, or is confirmed by a second person where one is given."""
    fields = {"axis": Axis.SITUATION, "certainty": Certainty.KNOWN, **fields}
    fields.setdefault("known_on", HEARD)
    entry, _is_new = status.log_update(by=by, case=case, value=value, **fields)
    if confirmed_by is not None:
        status.review(by=confirmed_by, entry=entry, decision=Decision.CONFIRMED)
    return entry


def make_action(by: User, *cases: Case, **fields: object) -> Action:
    fields = {"kind": "letter", "title": "A letter", "known_on": HEARD, **fields}
    return add_action(by=by, cases=cases, **fields)


def make_note(author: User, case: Case, level: str = "case_team", **fields: object) -> Note:
    """Written past the service: named readers need not be able to see the file."""
    text = fields.pop("text", "A note.")
    note = Note(author=author, case=case, level=level, **fields)
    put(note, text)
    note.full_clean()
    note.save()
    return note


def make_group_of_17(by: User, reviewer: User, *teams: Team) -> Case:
    """Seventeen people: seven departed on 20 March 2008, of the remaining ten nothing is known."""
    case = make_case(by, *teams, kind=CaseKind.GROUP, public_title="A group of seventeen")
    citation = make_citation(by, make_source(by, published=when("25 June 2008")))
    seven = make_part(case, "the seven")
    remaining = make_part(case, "the remaining ten", is_remainder=True)
    make_figure(by, case, 17, citations=[citation])
    make_figure(by, case, 7, seven, citations=[citation])
    make_entry(
        by, case, Situation.DEPARTED, confirmed_by=reviewer, part=seven,
        since=when("20 March 2008"), citations=[citation],
    )  # fmt: skip
    make_entry(
        by, case, Situation.UNKNOWN, confirmed_by=reviewer, part=remaining,
        since=when("March 2008"), certainty=Certainty.UNKNOWN, citations=[citation],
    )  # fmt: skip
    case.refresh_from_db()
    return case
