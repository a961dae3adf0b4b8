"""What the product says of the entered files: pages, lists, tables taken out, dossiers.

Each is asked for once and kept, however many rows of the table read it.
"""

import re
from dataclasses import asdict
from functools import cached_property
from html import unescape
from html.parser import HTMLParser
from typing import Any

from django.db.models import Model
from django.urls import reverse
from django.utils import timezone

from casework.advocacy.models import Action, OutcomeLink
from casework.cases.models import Case, Dispute, Figure, Person, StatusEntry
from casework.dossiers.compose import compose
from casework.dossiers.document import Dossier
from casework.sources.models import Source
from tests.access.test_exchange import exported
from tests.awkward_facts.entering import Desk

TABLES: dict[str, type[Model]] = {
    "cases": Case, "entries": StatusEntry, "figures": Figure, "questions": Dispute,
    "people": Person, "sources": Source, "actions": Action, "effects": OutcomeLink,
}  # fmt: skip
SECTIONS = (
    "standing", "group", "chronology", "actions", "people", "figures", "not_known", "sources",
    "withheld",
)  # fmt: skip
_BREAKS = ("li", "tr", "td", "th", "p", "dd", "dt", "div", "h1", "h2", "h3", "section", "br")


class Words(HTMLParser):
    """What a reader reads on a page; what can be chosen in a form is left out."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.said: list[str] = []
        self.silent = 0
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.silent += tag in {"select", "script", "style"}
        self.said.append("\n" if tag in _BREAKS else "")

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in {"select", "script", "style"}

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.said.append(data)


def plain(text: str) -> str:
    return re.sub(r"\s+", " ", unescape(text)).strip()


class Answers:
    """What is told to mara of what was entered."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self._pages: dict[str, str] = {}
        self._tables: dict[str, list[dict[str, str]]] = {}
        self._found: dict[str, set[str]] = {}
        self._dossiers: dict[str, Dossier] = {}

    @cached_property
    def names(self) -> dict[str, str]:
        return {case.reference: name for name, case in self.desk.cases.items()}

    def page(self, file: str) -> str:
        """The case file as it is read."""
        if file not in self._pages:
            url = reverse("pages:case_file", args=[self.desk.cases[file].reference])
            page = self.desk.mara.get(url).content.decode()
            self._pages[file] = plain("".join(Words(page).said))
        return self._pages[file]

    def found(self, query: str) -> set[str]:
        """The files that the list of cases shows with these filters."""
        if query not in self._found:
            page = self.desk.mara.get(f"{reverse('pages:case_list')}?{query}")
            assert page.context["filter"].form.is_valid(), page.context["filter"].form.errors
            shown = {case.reference for case, _group in page.context["rows"]}
            self._found[query] = {self.names[reference] for reference in shown}
        return self._found[query]

    def table(self, name: str) -> list[dict[str, str]]:
        """A table as it is taken out of the back office."""
        if name not in self._tables:
            self._tables[name] = exported(self.desk.mara, TABLES[name])
        return self._tables[name]

    def dossier(self, file: str) -> Dossier:
        if file not in self._dossiers:
            today = timezone.localdate()
            self._dossiers[file] = compose(
                self.desk.cases[file], asked_by=self.desk.cast.mara, composed_for="the director",
                purpose="a hearing", as_of=today, known_on=today,
            )  # fmt: skip
        return self._dossiers[file]

    def lines(self, file: str, section: str) -> list[str]:
        """The statements of one part of a dossier, each with its sources written out."""
        dossier = self.dossier(file)
        written = {line.number: said(asdict(line)) for line in dossier.sources}
        if section == "group":
            told: Any = dossier.group.rows if dossier.group else ()
        elif section == "standing":
            told = (dossier.standing,)
        else:
            told = getattr(dossier, section)
        return [
            plain(" ".join([said(row), *(written[number] for number in cited(row))]))
            for row in (asdict(one) if not isinstance(one, str) else one for one in told)
        ]


def said(value: Any) -> str:
    """Every word inside plain values."""
    if isinstance(value, dict):
        return " ".join(said(inner) for key, inner in value.items() if key != "sources")
    if isinstance(value, list | tuple):
        return " ".join(map(said, value))
    if isinstance(value, bool):
        return ""
    return str(value)


def cited(value: Any) -> set[int]:
    """The numbers of all sources cited inside plain values."""
    if isinstance(value, dict):
        return set(value.get("sources", ())).union(*map(cited, value.values()))
    if isinstance(value, list | tuple):
        return set().union(*map(cited, value))
    return set()
