"""One person reads the whole site: every address, list, filter, search, export, dossier, log line.

A visit is something a person can do; `Heard` is all that comes back, in the form in which it can
be searched for stamps: pages, headers, cookies, tables and documents unpacked, what was logged.
"""

import io
import logging
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from urllib.parse import unquote

from django.contrib.admin import site as back_office
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from casework.notes.models import Note
from tests.dossiers.pdf_reading import text_of
from tests.matrix.keys import address, has_object
from tests.matrix.resolver import Route, routes
from tests.worlds.asking import Asker
from tests.worlds.files import World

_STAMPED = re.compile(r"C-ZANZI\d{4}")
DOSSIER_DAY = date(2020, 1, 1)
_DOSSIER = {"composed_for": "A colleague", "purpose": "To be read", "unreviewed": "on",
            "as_of": str(DOSSIER_DAY), "known_on": str(DOSSIER_DAY)}  # fmt: skip


@dataclass(frozen=True)
class Visit:
    """A request. What stands in it the reader has typed, so that the answer may repeat it."""

    method: str
    address: str
    data: dict[str, Any] = field(default_factory=dict)
    follow: bool = False  # to the page that the answer leads to

    def __str__(self) -> str:
        return f"{self.method} {self.address}"

    def without_what_was_typed(self, told: str) -> str:
        typed = _STAMPED.findall(f"{self.address} {' '.join(map(str, self.data.values()))}")
        for word in sorted(set(typed), key=len, reverse=True):
            told = told.replace(word, "")
        return told


@dataclass
class Heard:
    """What came back, by the visit that brought it."""

    words: dict[str, str] = field(default_factory=dict)

    def add(self, where: str, text: str) -> None:
        self.words[where] = self.words.get(where, "") + text


class Log(logging.Handler):
    """Every record of every logger, formatted with its exception as a console would show it."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


def crawl(one: Asker, visits: Iterable[Visit]) -> Heard:
    """All that one person hears on these visits, the log that they cause included."""
    heard = Heard()
    log, root = Log(), logging.getLogger()
    before = root.level
    root.addHandler(log)
    root.setLevel(logging.DEBUG)
    try:
        for visit in visits:
            answer, _took = one.ask(visit.method, visit.address, visit.data, follow=visit.follow)
            heard.add(str(visit), visit.without_what_was_typed(told_by(answer)))
            lines, log.lines = log.lines, []
            heard.add(f"the log of {visit}", visit.without_what_was_typed("\n".join(lines)))
    finally:
        root.removeHandler(log)
        root.setLevel(before)
    return heard


def told_by(answer: HttpResponse) -> str:
    """Everything of an answer that its reader could see: body, headers, cookies."""
    headers = "\n".join(f"{name}: {value}" for name, value in answer.headers.items())
    cookies = "\n".join(f"{name}={morsel.value}" for name, morsel in answer.cookies.items())
    return unquote(f"{headers}\n{cookies}\n") + body_of(answer.content)


def body_of(content: bytes) -> str:
    """A page as text; a spreadsheet unpacked, a PDF with its text and what describes it."""
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as unpacked:
            parts = [unpacked.read(name).decode(errors="replace") for name in unpacked.namelist()]
        return "\n".join(parts)
    if content.startswith(b"%PDF"):
        return text_of(content) + content.decode("latin-1")
    return content.decode(errors="replace")


# ---- Where a person can go ----------------------------------------------------------------------


def everywhere(world: World) -> Iterator[Visit]:
    """Every visit: all routes for the row of each file, lists, searches, exports, dossiers."""
    yield from addresses(world, routes())
    yield from other_days(world)
    yield from lists()
    yield from searches(world)
    yield from suggestions("", "zanzi")
    yield from tables()
    for stamped in world.ink.stamps.values():
        if stamped.model is Note:
            yield Visit("POST", reverse("pages:note", args=[stamped.key]))
    for file in world.files.values():
        yield Visit("POST", reverse("pages:make_dossier", args=[file.case.reference]), _DOSSIER)


def addresses(world: World, known: Iterable[Route]) -> Iterator[Visit]:
    """Each route for the row of each file, opened and sent an empty form."""
    for route in known:
        for place in world.files if has_object(route) else ("own",):
            for method in ("GET", "POST"):
                yield Visit(method, address(route, place, world))


def other_days(world: World) -> Iterator[Visit]:
    """Each file on another day, as it was known before its rows were changed, and what changed."""
    today = timezone.localdate()
    yesterday = today - timedelta(days=1)
    for file in world.files.values():
        here = reverse("pages:case_file", args=[file.case.reference])
        changes = reverse("pages:changes", args=[file.case.reference])
        yield Visit("GET", f"{here}?on=2010-01-01&known_on=2010-01-01")
        yield Visit("GET", f"{here}?known_on={yesterday}")
        yield Visit("GET", f"{changes}?first={yesterday}&second={today}")
    yield Visit("GET", reverse("pages:case_list") + "?kind=group&situation=departed&country=CN")


def name_of(model: Any) -> str:
    return f"admin:{model._meta.app_label}_{model._meta.model_name}"


def lists() -> Iterator[Visit]:
    """Each list of the back office, sorted by each column, and one filter value that is wrong."""
    for model, shown in back_office._registry.items():
        here = reverse(f"{name_of(model)}_changelist")
        for column in range(1, len(shown.list_display) + 1):
            yield Visit("GET", f"{here}?o={column}")
        yield Visit("GET", f"{here}?all=")


def searches(world: World) -> Iterator[Visit]:
    """A word that stands in every text of the world, and the reference of each file."""
    for word in ("zanzi", *(file.case.reference for file in world.files.values())):
        yield from looked_for(word)


def looked_for(word: str) -> Iterator[Visit]:
    """One word in every search: that of the site, and of each list of the back office."""
    yield Visit("POST", reverse("pages:search"), {"q": word})
    for model in back_office._registry:
        here = reverse(f"{name_of(model)}_changelist")
        yield Visit("GET", f"{here}?q={word}")  # a word where a key should stand
        yield Visit("POST", here, {"words": word}, follow=True)


def suggestions(*words: str) -> Iterator[Visit]:
    """Every field of the back office that completes what is typed."""
    seen: set[Any] = set()
    for model, shown in back_office._registry.items():
        forms = [(model, shown), *((inline.model, inline) for inline in shown.inlines)]
        for owner, form in forms:
            for name in form.autocomplete_fields:
                where = reverse("admin:autocomplete")
                offered = owner._meta.get_field(name).related_model
                if len(words) == 1 and offered in seen:
                    continue  # one box for each kind of row, where one word is looked for
                seen.add(offered)
                asked = {"app_label": owner._meta.app_label, "field_name": name,
                         "model_name": owner._meta.model_name}  # fmt: skip
                for word in words:
                    yield Visit("POST", where, {**asked, "term": word})


def tables() -> Iterator[Visit]:
    """Every export of the back office, in both formats, with every column."""
    for model, shown in back_office._registry.items():
        for resource in getattr(shown, "resource_classes", []):
            columns = {f"{resource.__name__.lower()}_{name}": "on" for name in resource.fields}
            for number in ("0", "1"):
                data = {"format": number, "resource": "0", **columns}
                yield Visit("POST", reverse(f"{name_of(model)}_export"), data)
