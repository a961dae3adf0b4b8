"""Entering a file of the demonstration through the pages: the file, its sources, its passages.

Mara types, teo confirms. What follows on these, the facts themselves, is in entering_facts.py.
"""

from dataclasses import dataclass, field

from django.test import Client
from django.urls import reverse

from casework.advocacy.models import Action, Office
from casework.cases.models import Case, Issue, Part, Person, StatusEntry
from casework.exchange.demonstration_reading import case_files, shared
from casework.sources.models import Citation, Organisation, Relay, Source
from tests.access.back_office import rows
from tests.awkward_facts.posting import (
    Told,
    added,
    added_alone,
    changed,
    newest,
    refusal,
    sent,
    typed,
)
from tests.cast import Cast, sign_in

FILES: dict[str, Told] = dict(case_files())
SOURCES: dict[str, Told] = {row["key"]: row for row in shared("sources")["source"]}
KNOWN_PEOPLE: dict[str, Told] = {row["key"]: row for row in shared("public_figures")["person"]}
ANOTHER_TEXT = "another"


@dataclass
class Desk:
    """What has been entered so far, by the keys of the demonstration."""

    cast: Cast
    mara: Client
    teo: Client
    organisations: dict[str, Organisation] = field(default_factory=dict)
    offices: dict[str, Office] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)
    steps: dict[tuple[str, str], Relay] = field(default_factory=dict)
    passages: dict[str, Citation] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    parts: dict[tuple[str, str], Part] = field(default_factory=dict)
    entries: dict[str, StatusEntry] = field(default_factory=dict)
    actions: dict[str, Action] = field(default_factory=dict)
    cases: dict[str, Case] = field(default_factory=dict)

    @classmethod
    def of(cls, cast: Cast) -> "Desk":
        return cls(cast, sign_in(Client(), cast.mara), sign_in(Client(), cast.teo))

    def keys(self, told: Told) -> list[int]:
        """The passages that a fact rests on, as a form sends them."""
        return [self.passages[key].pk for key in told.get("citations", ())]


def open_file(desk: Desk, name: str, told: Told, passages: set[str]) -> None:
    """The file with the parts of its group and the passages that its facts rest on."""
    row = told["case"]
    issues = Issue.objects.filter(name__in=row.get("issues", ()))
    data = {key: row.get(key, "") for key in ("public_title", "kind", "country", "summary")}
    data |= {"priority": row["priority"], "publicity": row.get("publicity", "undecided")}
    data |= {"teams": [desk.cast.east_asia.pk], "issues": [issue.pk for issue in issues]}
    sent(desk.mara, reverse("pages:open_case"), data)
    desk.cases[name] = newest(Case, desk.cast.mara)
    quoted = [quote for quote in told["citation"] if quote["key"] in passages]
    wanted = {(quote["source"], quote["hands_on"]) for quote in quoted if "hands_on" in quote}
    texts = list(dict.fromkeys([quote["source"] for quote in quoted]))
    had = [text for text in texts if text in desk.sources]
    prepare(desk, name, told, had)
    for text in texts:
        enter_source(desk, name, text, wanted)
    for quote in quoted:
        enter_passage(desk, name, quote)


def prepare(desk: Desk, name: str, told: Told, had: list[str]) -> None:
    """Parts of the group, and sources that other files rest on already: one form of the office."""
    parts = [
        {"name": part["name"], "description": part.get("description", ""),
         **{flag: "on" for flag in ("is_remainder", "counted_apart") if part.get(flag)}}
        for part in told.get("part", ())
    ]  # fmt: skip
    if not parts and not had:
        return
    data = rows("parts", *parts)
    data |= rows("case_sources", *({"source": desk.sources[text].pk} for text in had))
    changed(desk.mara, desk.cases[name], data)
    stored = Part.objects.visible_to(desk.cast.mara).filter(case=desk.cases[name]).order_by("pk")
    for part, row in zip(stored, told.get("part", ()), strict=True):
        desk.parts[name, row["key"]] = part


def enter_source(
    desk: Desk, name: str, key: str, wanted: set[tuple[str, str]] | None = None
) -> None:
    """A source and what it goes back to; of a text at hand only the steps that are `wanted`."""
    told = SOURCES[key]
    steps = [
        step for step in told.get("relays", ())
        if wanted is None or (key, step.get("upstream", "")) in wanted
    ]  # fmt: skip
    for step in steps:
        if "upstream" in step:
            enter_source(desk, name, step["upstream"])
    if key not in desk.sources:
        store_source(desk, name, told)
    for step in steps:
        if (key, step.get("upstream", "")) not in desk.steps:
            enter_step(desk, key, step)


def store_source(desk: Desk, name: str, told: Told) -> None:
    data = {
        label: told.get(label, "")
        for label in ("kind", "title", "author", "described_as", "language", "access_terms")
    }
    data |= {
        "held": told.get("held", "cited"), "reliability": told.get("reliability", "F"),
        "published": typed(told.get("published")), "remark": told.get("remark", ""),
        "publisher": organisation(desk, told["publisher"]).pk if "publisher" in told else "",
        "hedge": "stated", "credibility": "6",
    }  # fmt: skip
    url = reverse("pages:add_source", args=[desk.cases[name].reference])
    response = desk.mara.post(url, data)
    if response.status_code == 200 and "same_as" in refusal(response):  # the page asks
        response = desk.mara.post(url, data | {"same_as": ANOTHER_TEXT})
    assert response.status_code == 302, (told["key"], refusal(response))
    desk.sources[told["key"]] = stored = newest(Source, desk.cast.mara)
    if "duplicate_of" in told:
        of = {"of": desk.sources[told["duplicate_of"]].pk}
        sent(desk.mara, reverse("pages:same_text", args=[stored.pk]), of)


def enter_step(desk: Desk, key: str, step: Told) -> None:
    data = {"relation": step["relation"], "as_stated": step.get("as_stated", "")}
    if "upstream" in step:
        data |= {"goes_back_to": "old", "upstream": desk.sources[step["upstream"]].pk}
    else:
        data |= {"goes_back_to": "unnamed", "unnamed_upstream": step["unnamed_upstream"]}
    sent(desk.mara, reverse("pages:add_chain_step", args=[desk.sources[key].pk]), data)
    desk.steps[key, step.get("upstream", "")] = newest(Relay, desk.cast.mara)


def enter_passage(desk: Desk, name: str, quote: Told) -> None:
    step = desk.steps[quote["source"], quote["hands_on"]].pk if "hands_on" in quote else ""
    data = {
        "case": desk.cases[name].pk, "quotation": quote["quotation"], "hands_on": step,
        "locator": quote.get("locator", ""), "said_by": quote.get("said_by", ""),
        "hedge": quote.get("hedge", "stated"), "credibility": quote.get("credibility", 6),
    }  # fmt: skip
    source = desk.sources[quote["source"]]
    sent(desk.mara, reverse("pages:add_source_passage", args=[source.pk]), data)
    desk.passages[quote["key"]] = newest(Citation, desk.cast.mara)


def organisation(desk: Desk, key: str) -> Organisation:
    if key not in desk.organisations:
        told = shared("organisations")[key]
        data = {label: told.get(label, "") for label in ("name", "short_name", "kind", "country")}
        added_alone(desk.mara, Organisation, data)
        desk.organisations[key] = newest(Organisation, desk.cast.mara)
    return desk.organisations[key]


def office(desk: Desk, key: str) -> Office:
    if key not in desk.offices:
        told = shared("offices")[key]
        holder = organisation(desk, told["organisation"]).pk
        added_alone(desk.mara, Office, {"title": told["title"], "organisation": holder})
        desk.offices[key] = newest(Office, desk.cast.mara)
    return desk.offices[key]


def public_figure(desk: Desk, key: str) -> Person:
    if key not in desk.people:
        data = {label: KNOWN_PEOPLE[key].get(label, "") for label in ("label", "occupation")}
        added(desk.mara, Person, data | {"is_public_figure": "on"})
        desk.people[key] = newest(Person, desk.cast.mara)
    return desk.people[key]
