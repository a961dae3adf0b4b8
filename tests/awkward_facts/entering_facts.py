"""Entering what is told of a file: people, figures, the history, questions, actions, effects."""

from typing import Any

from django.urls import reverse

from casework.advocacy.models import Action, OutcomeLink
from casework.cases.models import Dispute, Kinship, Participation, Person, StatusEntry
from tests.access.back_office import rows
from tests.awkward_facts.entering import (
    FILES,
    Desk,
    office,
    open_file,
    organisation,
    public_figure,
)
from tests.awkward_facts.posting import (
    Told,
    added,
    changed,
    newest,
    passage_of_the_file,
    sent,
    typed,
    typed_beside,
)

FACTS = ("person", "kinship", "figure", "entry", "dispute", "action", "outcome")


def enter(desk: Desk, name: str, only: frozenset[str] = frozenset()) -> None:
    """A file of the demonstration, whole; or what rests on `only` these passages."""
    told = FILES[name]
    kept = {kind: [row for row in told.get(kind, ()) if fits(row, only)] for kind in FACTS}
    passages = only or {quote["key"] for quote in told["citation"]}
    open_file(desk, name, told, set(passages))
    enter_people(desk, name, kept)
    enter_figures(desk, name, kept)
    for row in kept["entry"]:
        enter_entry(desk, name, row)
    for row in kept["dispute"]:
        enter_question(desk, name, row)
    for row in kept["action"]:
        enter_action(desk, name, row)
    for row in kept["outcome"]:
        enter_outcome(desk, name, row)


def fits(row: Told, only: frozenset[str]) -> bool:
    return not only or cited(row) <= only


def cited(row: Any) -> set[str]:
    """The keys of all passages that a fact, and what is told within it, rests on."""
    if isinstance(row, list):
        return set().union(*map(cited, row))
    if not isinstance(row, dict):
        return set()
    own = {row["citation"]} if "citation" in row else set(row.get("citations", ()))
    return own.union(*map(cited, row.values()))


def enter_people(desk: Desk, name: str, kept: dict[str, list[Told]]) -> None:
    labels = (
        "label", "name_missing", "sex", "sex_missing", "born_missing", "age_as_stated",
        "age_missing", "nationality", "occupation", "occupation_missing",
    )  # fmt: skip
    for row in kept["person"]:
        data = {label: row.get(label, "") for label in labels}
        data |= {"is_minor": "true"} if row.get("is_minor") else {}
        names = [{**told, "kind": "main", "attested": "on", "citations": desk.keys(told)}
                 for told in row.get("names", ())]  # fmt: skip
        part = {"case": desk.cases[name].pk, "role": row["role"], "certainty": row["certainty"]}
        part |= {"remark": row.get("remark", ""), "citations": desk.keys(row)}
        added(desk.mara, Person, data | rows("names", *names) | rows("participations", part))
        desk.people[row["key"]] = newest(Person, desk.cast.mara)
    for person in {row["person"] for row in kept["kinship"]}:
        kin = [
            {"kind": row["kind"], "relative": desk.people[row["relative"]].pk,
             "citations": desk.keys(row)}
            for row in kept["kinship"] if row["person"] == person
        ]  # fmt: skip
        changed(desk.mara, desk.people[person], rows("kinships", *kin))
        assert Kinship.objects.visible_to(desk.cast.mara).count() == len(kin)


def enter_figures(desk: Desk, name: str, kept: dict[str, list[Told]]) -> None:
    """Figures, and in which part of the group somebody is: one form of the file."""
    data = rows("figures", *(figure(desk, name, row) for row in kept["figure"]))
    stored = list(
        Participation.objects.visible_to(desk.cast.mara)
        .filter(case=desk.cases[name])
        .order_by("pk")
    )
    for place, (_row, told) in enumerate(zip(stored, kept["person"], strict=True)):
        if "part" in told:
            data[f"participations-{place}-part"] = desk.parts[name, told["part"]].pk
            data[f"participations-{place}-part_certainty"] = told["part_certainty"]
    if kept["figure"] or len(data) > 1:
        changed(desk.mara, desk.cases[name], data)


def figure(desk: Desk, name: str, row: Told) -> Told:
    labels = (
        "qualifier", "low", "high", "population", "area", "as_of_missing", "estimated_by",
        "estimated_by_missing", "remark",
    )  # fmt: skip
    data = {label: row.get(label, "") for label in labels}
    data |= {"unit": row.get("unit", "persons"), "as_of": typed(row.get("as_of"))}
    data |= {"known_on": passage_of_the_file(0)["known_on"], "citations": desk.keys(row)}
    if row.get("measures_group", True):
        data["measures_group"] = "on"
    if "part" in row:
        data["part"] = desk.parts[name, row["part"]].pk
    if "estimating_body" in row:
        data["estimating_body"] = organisation(desk, row["estimating_body"]).pk
    counted = row.get("breakdown", {}).items()
    return data | {"breakdown": "\n".join(f"{who}: {number}" for who, number in counted)}


def enter_entry(desk: Desk, name: str, row: Told) -> None:
    """Logged by mara; confirmed by teo, who asks first where another passage says so too."""
    first, *further = [desk.passages[key] for key in row["citations"]]
    data = {"axis": row["axis"], row["axis"]: row.get("value", ""), "concerns": "all"}
    if "part" in row:
        data |= {"concerns": "part", "part": desk.parts[name, row["part"]].pk}
    if "person" in row:
        data |= {"concerns": "people", "people": [desk.people[row["person"]].pk]}
    for clock in ("since", "until"):
        data |= typed_beside(clock, row.get(clock), first.source.published)
    data |= passage_of_the_file(first.pk)
    data |= {label: row.get(label, "") for label in ("place", "told", "certainty")}
    sent(desk.mara, reverse("pages:log_update", args=[desk.cases[name].reference]), data)
    stored = newest(StatusEntry, desk.cast.mara)
    if "key" in row:
        desk.entries[row["key"]] = stored
    for passage in further:
        review(desk, stored, "returned", "Does another passage say so?")
        answer = {"words": "It does.", **passage_of_the_file(passage.pk)}
        sent(desk.mara, reverse("pages:answer_question", args=[stored.pk]), answer)
    if "returned" in row:
        review(desk, stored, "returned", row["returned"])
    elif row.get("review") != "waiting":
        review(desk, stored, "confirmed")


def review(desk: Desk, entry: StatusEntry, decision: str, words: str = "") -> None:
    url = reverse("pages:review_entry", args=[entry.pk])
    sent(desk.teo, url, {"decision": decision, "words": words})


def enter_question(desk: Desk, name: str, row: Told) -> None:
    url = reverse("pages:open_question", args=[desk.cases[name].reference])
    sent(desk.mara, url, {"question": row["question"]})
    question = newest(Dispute, desk.cast.mara)
    for claim in row["claims"]:
        data = {"stance": claim["stance"], "claim": claim["claim"]}
        data |= passage_of_the_file(desk.passages[claim["citation"]].pk)
        sent(desk.mara, reverse("pages:add_claim", args=[question.pk]), data)
    if "reasoning" in row:
        position = {label: row.get(label, "") for label in ("adopted_answer", "reasoning")}
        position |= {"position": row["position"], "seen_version": question.version}
        sent(desk.mara, reverse("pages:take_position", args=[question.pk]), position)


def enter_action(desk: Desk, name: str, row: Told) -> None:
    data = {label: row.get(label, "") for label in ("kind", "title", "place", "summary")}
    data |= {label: row.get(label, "") for label in ("clock_as_stated", "happened_missing")}
    data |= {"citations": desk.keys(row)}
    data |= {"happened": typed(row.get("happened")), "our_role": "observed_third_party"}
    files = [desk.cases[other] for other in row.get("cases", [name]) if other in desk.cases]
    data |= rows("action_cases", *({"case": case.pk} for case in files))
    data |= rows("parties", *(party(desk, told) for told in row["parties"]))
    data |= rows("asks", *(ask(desk, told) for told in row.get("asks", ())))
    data |= rows("replies", *(reply(desk, told) for told in row.get("reply", ())))
    added(desk.mara, Action, data)
    desk.actions[row["key"]] = newest(Action, desk.cast.mara)


def party(desk: Desk, told: Told) -> Told:
    """Who takes part, as described; whom an action addresses, with the post and who holds it."""
    data = {label: told.get(label, "") for label in ("role", "described_as", "qualifier", "count")}
    found = {"organisation": organisation}
    if told["role"] == "addressee":
        found |= {"person": public_figure, "office": office}
    data |= {key: entered(desk, told[key]).pk for key, entered in found.items() if key in told}
    return data | ({"is_remote": "on"} if told.get("is_remote") else {})


def ask(desk: Desk, told: Told) -> Told:
    data = {label: told.get(label, "") for label in ("text", "kind", "of_whom")}
    return data | {"status": "unknown", "citations": desk.keys(told)}


def reply(desk: Desk, told: Told) -> Told:
    data = {label: told.get(label, "") for label in ("kind", "from_whom", "on_behalf_of")}
    data |= {"summary": told["summary"], "received": typed(told.get("received"))}
    data |= {"is_adverse": "on"} if told.get("is_adverse") else {}
    return data | {"citations": desk.keys(told)}


def enter_outcome(desk: Desk, name: str, row: Told) -> None:
    data = {label: row.get(label, "") for label in ("relation", "asserted_by", "reasoning")}
    data |= {"case": desk.cases[name].pk, "entry": desk.entries[row["entry"]].pk}
    data |= {"action": desk.actions[row["action"]].pk if "action" in row else ""}
    added(desk.mara, OutcomeLink, data | {"citations": desk.keys(row)})
