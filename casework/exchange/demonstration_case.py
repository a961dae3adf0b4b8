"""Writing one file of the demonstration: the case, its facts, its actions and what is not known.

Recorded by the file's caseworker and confirmed by a manager of her team, as in daily work.
"""

from typing import Any

from accounts.models import User
from accounts.roles import Role
from casework.advocacy.services import add_action, add_reply, link_outcome
from casework.cases import services, status
from casework.cases.codes import Axis, Certainty, Decision, Workflow
from casework.cases.models import Case, Part
from casework.cases.protection import protect
from casework.exchange.demonstration_reading import when
from casework.exchange.demonstration_world import World
from casework.notes.services import write_note
from casework.sources.services import cite

Told = dict[str, Any]


def open_file(world: World, name: str, told: Told) -> None:
    """The case file itself, and the places in the sources that its facts rest on."""
    row = told["case"]
    by = world.users[row["lead"]]
    case = services.open_case(
        by=by,
        teams=[world.teams[row["team"]]],
        issues=[world.issues[issue] for issue in row.get("issues", ())],
        lead=by,
        **_without(row, "team", "issues", "lead", "workflow"),
    )
    world.cases[name] = case
    for citation in told.get("citation", ()):
        if citation["key"] in world.citations:
            raise KeyError(f"Two citations have the key {citation['key']}.")
        source = world.sources[citation["source"]]
        above = citation.get("hands_on")
        world.citations[citation["key"]] = cite(
            by=by,
            source=source,
            hands_on=world.relays[citation["source"], above] if above else None,
            **_without(citation, "key", "source", "hands_on"),
        )


def write_facts(world: World, name: str, told: Told) -> None:
    """Parts, people, numbers, the status history with its reviews, open questions, notes."""
    case = world.cases[name]
    by = world.users[told["case"]["lead"]]
    for row in told.get("part", ()):
        world.parts[name, row["key"]] = _write_part(case, row)
    for row in told.get("person", ()):
        _write_person(world, name, by, row)
    for row in told.get("kinship", ()):
        pair = {key: world.people[row[key]] for key in ("person", "relative")}
        services.add_kinship(case=case, **{**world.cited(row), **pair})
    for row in told.get("figure", ()):
        _write_figure(world, name, by, row)
    for row in told.get("entry", ()):
        _write_entry(world, name, by, row)
    for row in told.get("dispute", ()):
        _write_dispute(world, name, by, row)
    for row in told.get("note", ()):
        readers = [world.users[username].pk for username in row.get("named_readers", ())]
        fields = {**row, "by": world.users[row["by"]], "named_readers": readers}
        if "person" in row:
            fields["person"] = world.people[row["person"]]
        write_note(case=case, **fields)
    status.log_update(
        by=by, case=case, axis=Axis.WORKFLOW, certainty=Certainty.KNOWN,
        value=Workflow(told["case"]["workflow"]),
    )  # fmt: skip


def write_advocacy(world: World, name: str, told: Told) -> None:
    """Actions with what came back, then what is known of the relation to what followed."""
    by = world.users[told["case"]["lead"]]
    for row in told.get("action", ()):
        _write_action(world, name, by, row)
    for row in told.get("outcome", ()):
        action = world.actions[row["action"]] if "action" in row else None
        link_outcome(
            by=by,
            case=world.cases[name],
            **{
                **world.cited(row), **world.known(row), "entry": world.entries[row["entry"]],
                "action": action,
            },
        )


def _write_dispute(world: World, name: str, by: User, row: Told) -> None:
    """A question was known when the first of its claims was."""
    claims = [
        {**claim, "citation": world.citations[claim["citation"]],
         **world.known({"citations": [claim["citation"]]})}
        for claim in row["claims"]
    ]  # fmt: skip
    known = world.known({"citations": [claim["citation"] for claim in row["claims"]]})
    services.open_dispute(by=by, case=world.cases[name], **{**row, **known, "claims": claims})


def _write_part(case: Case, row: Told) -> Part:
    part = Part(case=case, **_without(row, "key"))
    part.full_clean()
    part.save()
    return part


def _write_person(world: World, name: str, by: User, row: Told) -> None:
    protection = ("confidants", "protected_name", "whereabouts")
    fields = world.cited(_without(row, "key", "part", "names", *protection))
    fields |= world.known(row)
    fields["names"] = [world.cited(written) for written in row.get("names", ())]
    if "part" in row:
        fields["part"] = world.parts[name, row["part"]]
    person = services.add_person(by=by, case=world.cases[name], **fields)
    world.people[row["key"]] = person
    if "confidants" in row:
        protect(
            by=by, person=person, new_name=row["protected_name"], whereabouts=row["whereabouts"],
            confidants=[world.users[username].pk for username in row["confidants"]],
        )  # fmt: skip


def _write_figure(world: World, name: str, by: User, row: Told) -> None:
    fields = {**world.cited(_without(row, "part")), **world.known(row)}
    fields["as_of"] = when(row.get("as_of"))
    if "part" in row:
        fields["part"] = world.parts[name, row["part"]]
    if "estimating_body" in row:
        fields["estimating_body"] = world.organisations[row["estimating_body"]]
    services.add_figure(by=by, case=world.cases[name], **fields)


def _write_entry(world: World, name: str, by: User, row: Told) -> None:
    """An entry, confirmed unless the file leaves it waiting or sends it back with a question."""
    fields = world.cited(_without(row, "key", "part", "person", "review", "returned"))
    fields |= world.known(row)
    fields["since"], fields["until"] = when(row.get("since")), when(row.get("until"))
    if "part" in row:
        fields["part"] = world.parts[name, row["part"]]
    if "person" in row:
        fields["person"] = world.people[row["person"]]
    entry, _new = status.log_update(by=by, case=world.cases[name], **fields)
    if "key" in row:
        world.entries[row["key"]] = entry
    manager = _manager_of(world, by)
    if "returned" in row:
        words = row["returned"]
        status.review(by=manager, entry=entry, decision=Decision.RETURNED, words=words)
    elif row.get("review") != "waiting":
        status.review(by=manager, entry=entry, decision=Decision.CONFIRMED)


def _write_action(world: World, name: str, by: User, row: Told) -> None:
    fields = world.cited(_without(row, "key", "cases", "reply")) | world.known(row)
    fields["happened"] = when(row.get("happened"))
    fields["parties"] = [_party(world, party) for party in row["parties"]]
    fields["asks"] = [world.cited(ask) for ask in row.get("asks", ())]
    cases = [world.cases[other] for other in row.get("cases", [name])]
    action = add_action(by=by, cases=cases, **fields)
    if row["key"] in world.actions:
        raise KeyError(f"Two actions have the key {row['key']}.")
    world.actions[row["key"]] = action
    for reply in row.get("reply", ()):
        received = when(reply.get("received"))
        told = {**world.cited(reply), **world.known(reply), "received": received}
        add_reply(by=by, action=action, **told)


def _party(world: World, row: Told) -> Told:
    found = {
        "person": world.people,
        "office": world.offices,
        "organisation": world.organisations,
    }
    return {**row, **{key: rows[row[key]] for key, rows in found.items() if key in row}}


def _manager_of(world: World, colleague: User) -> User:
    return next(
        user
        for user in world.users.values()
        if user.role == Role.MANAGER and user.team_ids == colleague.team_ids
    )


def _without(row: Told, *keys: str) -> Told:
    return {key: value for key, value in row.items() if key not in keys}
