"""Nothing says more than its sources: every hedge with every certainty, through every renderer.

One file for each pair: somebody executed, so it is told; departed, says an entry that waits; and
an event. Wherever a page, a table or a dossier says one of these, its doubt is in the same line.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from html.parser import HTMLParser
from itertools import product
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from casework.cases import services
from casework.cases.codes import Axis, Certainty, Situation
from casework.cases.models import Case, Dispute, Person, StatusEntry
from casework.cases.resources import CaseResource, PersonResource
from casework.dossiers.compose import compose
from casework.dossiers.render import pdf
from casework.sources.codes import Hedge
from tests.cast import Cast, make_cast
from tests.dossiers.pdf_reading import text_of
from tests.makers import make_case, make_citation, make_entry, make_person, make_source

pytestmark = pytest.mark.django_db  # or, run alone, no database of the tests is made
PAIRS = list(product(Hedge.values, Certainty.values))
WORDS_OF_CERTAINTY = {
    "known": "", "believed": "believed", "alleged": "alleged", "disputed": "disputed",
    "unknown": "certainty not stated",
}  # fmt: skip
TOLD_OF = re.compile(r"\b(executed|departed)\b", re.IGNORECASE)
NUMBER = re.compile(r"\bFile (\d\d)")


@dataclass(frozen=True)
class Told:
    """One file with its pair, and what hangs on it."""

    number: int
    hedge: str
    certainty: str
    case: Case
    person: Person
    source: int
    executed: StatusEntry
    waiting: StatusEntry
    question: Dispute

    @property
    def doubts(self) -> list[str]:
        """The words without which nothing may be said of the person."""
        hedge = "" if self.hedge == Hedge.STATED else str(Hedge(self.hedge).label)
        return [word for word in (hedge, WORDS_OF_CERTAINTY[self.certainty]) if word]

    def is_kept_in(self, text: str) -> bool:
        return all(word in text.casefold() for word in self.doubts)


@dataclass(frozen=True)
class Tellings:
    cast: Cast
    files: list[Told]


def write(cast: Cast, number: int, hedge: str, certainty: str) -> Told:
    title = f"File {number:02}"
    case = make_case(cast.mara, cast.east_asia, public_title=title, lead=cast.mara)
    source = make_source(cast.mara, title="A text")
    citation = make_citation(cast.mara, source, quotation="So we heard.", hedge=hedge)
    person = make_person(cast.mara, case, "Somebody", citations=[citation], certainty=certainty)
    same: dict[str, Any] = {"person": person, "citations": [citation], "certainty": certainty}
    executed = make_entry(
        cast.mara, case, Situation.EXECUTED, confirmed_by=cast.teo, told="Executed at dawn.",
        **same,
    )  # fmt: skip
    make_entry(
        cast.mara, case, "", axis=Axis.EVENT, confirmed_by=cast.teo,
        told="Somebody was executed on a bridge.", **same,
    )  # fmt: skip
    waiting = make_entry(cast.mara, case, Situation.DEPARTED, told="Departed by train.", **same)
    claim = {"stance": "supports", "claim": "Yes, they did.", "citation": citation}
    question = services.open_dispute(
        by=cast.mara, case=case, question="What happened?", about=executed, claims=[claim]
    )
    return Told(
        number, hedge, certainty, case, person, source.pk, executed, waiting, question
    )  # fmt: skip


@pytest.fixture(scope="module")
def tellings(django_db_setup: None, django_db_blocker: Any) -> Iterator[Tellings]:
    with django_db_blocker.unblock(), transaction.atomic():
        cast = make_cast()
        yield Tellings(
            cast, [write(cast, number, *pair) for number, pair in enumerate(PAIRS)]
        )  # fmt: skip
        transaction.set_rollback(True)


class Pieces(HTMLParser):
    """The text of a page in pieces that are read as one: a paragraph, a heading, a cell.

    `rows` gives each item of a list or row of a table as (its whole text, its pieces). What can
    be chosen in a form is vocabulary and says nothing of anybody.
    """

    ROWS = frozenset({"li", "tr"})
    BREAKS = ROWS | {"p", "td", "th", "dd", "dt", "div", "h1", "h2", "h3", "title", "section"}
    CHOICES = frozenset({"select", "textarea", "script"})

    def __init__(self, page: str) -> None:
        super().__init__()
        self.rows: list[list[str]] = [[""]]
        self.choosing = 0
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.choosing += tag in self.CHOICES
        self._break_at(tag)

    def handle_endtag(self, tag: str) -> None:
        self.choosing -= tag in self.CHOICES
        self._break_at(tag)

    def handle_data(self, data: str) -> None:
        if not self.choosing:
            self.rows[-1][-1] += data

    def _break_at(self, tag: str) -> None:
        if tag in self.ROWS:
            self.rows.append([""])
        elif tag in self.BREAKS:
            self.rows[-1].append("")

    @property
    def telling(self) -> list[str]:
        """The pieces that say what became of somebody."""
        return [" ".join(p.split()) for row in self.rows for p in row if TOLD_OF.search(p)]


def wrong_on(page: str, told: Told) -> list[str]:
    """What a page of one file says without its doubt. It must say something at all."""
    pieces = Pieces(page).telling
    assert pieces, f"nothing is told of File {told.number:02}"
    return [piece for piece in pieces if not told.is_kept_in(piece)]


def wrong_in_rows(page: str, tellings: Tellings, at_least: int) -> list[str]:
    """What the rows of a list say without their doubt; each row names its file."""
    wrong, seen = [], set()
    for row in Pieces(page).rows:
        named = NUMBER.search(" ".join(row))
        if named is None:
            continue
        told = tellings.files[int(named[1])]
        pieces = [piece for piece in row if TOLD_OF.search(piece)]
        seen |= {told.number} if pieces else set()
        wrong += [" ".join(p.split()) for p in pieces if not told.is_kept_in(p)]
    assert len(seen) >= at_least, "the list tells less than it should"
    return wrong


PAGES: dict[str, tuple[str, Callable[[Told], str]]] = {
    "case file": ("mara", lambda told: told.case.get_absolute_url()),
    "person": ("mara", lambda told: reverse("pages:person", args=[told.person.pk])),
    "source": ("mara", lambda told: reverse("pages:source", args=[told.source])),
    "review": ("teo", lambda told: reverse("pages:review_entry", args=[told.waiting.pk])),
    "question": ("mara", lambda told: reverse("pages:question", args=[told.question.pk])),
    "withdrawal": ("mara", lambda told: _of_entry("pages:retract", told)),
    "correction": ("mara", lambda told: _of_entry("pages:replace", told)),
    "log form": ("mara", lambda told: reverse("pages:log_update", args=[told.case.reference])),
    "entry in the back office": (
        "mara", lambda told: reverse("admin:cases_statusentry_change", args=[told.executed.pk]),
    ),
}  # fmt: skip


def _of_entry(route: str, told: Told) -> str:
    return reverse(route, args=[told.case.reference, told.executed.pk])


@pytest.mark.parametrize("name", PAGES)
def test_a_page_tells_the_doubt_in_the_same_line(name: str, tellings: Tellings) -> None:
    who, address = PAGES[name]
    client = Client()
    client.force_login(getattr(tellings.cast, who))
    wrong = {
        (told.hedge, told.certainty): found
        for told in tellings.files
        if (found := wrong_on(client.get(address(told)).content.decode(), told))
    }
    assert not wrong


def test_what_a_source_says_to_a_question_keeps_its_hedge(tellings: Tellings) -> None:
    client = Client()
    client.force_login(tellings.cast.lou)
    for told, page in product(tellings.files[::5], ("question", "case file")):
        rows = Pieces(client.get(PAGES[page][1](told)).content.decode()).rows
        (claim,) = (piece for row in rows for piece in row if "Yes, they did." in piece)
        hedge = str(Hedge(told.hedge).label)
        assert told.hedge == Hedge.STATED or f"{hedge.capitalize()}: Yes" in claim


LISTS = {
    "desk": ("teo", "/", 12), "list of cases": ("mara", "/cases/", 50),
    "queue of reviews": ("teo", "/review/", 25), "second page": ("teo", "/review/?page=2", 25),
    "history in the back office": ("mara", "/back-office/cases/statusentry/", 0),
}  # fmt: skip


@pytest.mark.parametrize("name", LISTS)
def test_a_list_tells_the_doubt_in_the_same_line(name: str, tellings: Tellings) -> None:
    who, address, at_least = LISTS[name]
    client = Client()
    client.force_login(getattr(tellings.cast, who))
    answer = client.get(address, follow=True)
    assert answer.status_code == 200
    assert not wrong_in_rows(answer.content.decode(), tellings, at_least)


def test_what_was_searched_is_told_with_its_doubt(tellings: Tellings) -> None:
    client = Client()
    client.force_login(tellings.cast.mara)
    page = client.post(reverse("pages:search"), {"q": "File"}).content.decode()
    assert not wrong_in_rows(page, tellings, 10)


@pytest.mark.parametrize("resource", [CaseResource, PersonResource])
def test_no_table_tells_what_became_of_somebody_without_its_doubt(
    resource: type, tellings: Tellings
) -> None:
    exporting = resource(user=tellings.cast.mara)
    rows = exporting.export(exporting.get_queryset()).dict
    assert len(rows) >= len(PAIRS)
    for row in rows:
        cells = {name: str(cell) for name, cell in row.items()}
        stands = cells.pop("stands", "")
        assert not TOLD_OF.search(" ".join(cells.values()))
        named = NUMBER.search(cells.get("public_title", ""))
        assert not TOLD_OF.search(stands) or tellings.files[int(named[1])].is_kept_in(stands)


def strings_in(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from strings_in(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from strings_in(inner)


def composed(told: Told, cast: Cast) -> Any:
    return compose(
        told.case, asked_by=cast.mara, composed_for="the director", purpose="a hearing",
        as_of=timezone.localdate(), known_on=timezone.localdate(), unreviewed=True,
    )  # fmt: skip


def test_a_dossier_tells_the_doubt_in_the_same_sentence(tellings: Tellings) -> None:
    wrong = {}
    for told in tellings.files:
        everything = strings_in(asdict(composed(told, tellings.cast)))
        texts = [text for text in everything if TOLD_OF.search(text)]
        assert texts or told.hedge == Hedge.RUMOURED  # what is only rumoured is left out
        if found := [text for text in texts if not told.is_kept_in(text)]:
            wrong[told.hedge, told.certainty] = found
    assert not wrong


@pytest.mark.parametrize(
    "pair", [("reportedly", "alleged"), ("denied", "disputed"), ("believed", "known")]
)
def test_the_printed_dossier_keeps_it(pair: tuple[str, str], tellings: Tellings) -> None:
    told = tellings.files[PAIRS.index(pair)]
    text = " ".join(text_of(pdf(composed(told, tellings.cast)).content).split())
    places = [match.start() for match in TOLD_OF.finditer(text)]
    assert len(places) >= 3
    assert all(told.is_kept_in(text[max(place - 80, 0) : place + 80]) for place in places)
