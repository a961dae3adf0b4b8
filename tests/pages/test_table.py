"""Every address of the pages × every person: a route without a row fails."""

import re

import pytest
from django.test import Client
from django.urls import get_resolver, reverse

from casework.cases.models import Case, Participation
from casework.sources.models import Source
from tests.cast import Cast, sign_in
from tests.makers import (
    make_action,
    make_attachment,
    make_citation,
    make_entry,
    make_note,
    make_person,
)
from tests.pages.table import PEOPLE, ROUTES

ABSENT = {
    "reference": "C-ZZZZZZZ",
    "entry_id": 987654321,
    "person_id": 987654321,
    "source_id": 987654321,
    "action_id": 987654321,
    "note_id": 987654321,
    "attachment_id": 987654321,
}


@pytest.fixture
def keys(cast: Cast, case: Case) -> dict[str, object]:
    """What stands in the addresses: all of East Asia."""
    make_person(cast.mara, case, "A person of East Asia")
    entry = make_entry(cast.mara, case, citations=[make_citation(cast.mara)])
    because = "a test looks up what stands in the addresses"
    person = Participation.objects.unrestricted(because=because).get(case=case)
    source = Source.objects.unrestricted(because=because).first()
    return {
        "reference": case.reference,
        "entry_id": entry.pk,
        "person_id": person.person_id,
        "source_id": source.pk,
        "action_id": make_action(cast.mara, case).pk,
        "note_id": make_note(cast.mara, case).pk,
        "attachment_id": make_attachment(cast.mara, source).pk,
    }


def address(route: str, keys: dict[str, object]) -> str:
    """The route with whatever keys it takes."""
    wanted = get_resolver().reverse_dict
    namespace, name = route.split(":")
    resolver = dict(get_resolver().namespace_dict)[namespace][1]
    arguments = resolver.reverse_dict.getlist(name)[0][0][0][1]
    assert wanted is not None
    return reverse(route, kwargs={key: keys[key] for key in arguments})


def test_every_route_of_the_pages_has_a_row() -> None:
    resolver = dict(get_resolver().namespace_dict)["pages"][1]
    names = {f"pages:{name}" for name in resolver.reverse_dict if isinstance(name, str)}
    assert names == set(ROUTES)


@pytest.mark.parametrize("column", range(len(PEOPLE)), ids=PEOPLE)
def test_everybody_gets_the_answer_of_the_table(
    column: int, cast: Cast, keys: dict[str, object], client: Client
) -> None:
    if PEOPLE[column] != "nobody":
        sign_in(client, cast.everybody()[PEOPLE[column]])
    answers = {route: client.get(address(route, keys)).status_code for route in ROUTES}
    assert answers == {route: row[column] for route, row in ROUTES.items()}


@pytest.mark.parametrize("person", ["ines", "okoro", "abel", "vera"])
def test_hidden_and_absent_are_the_same_answer(
    person: str, cast: Cast, keys: dict[str, object], client: Client
) -> None:
    sign_in(client, cast.everybody()[person])
    for route, row in ROUTES.items():
        if row[PEOPLE.index(person)] != 404:
            continue
        hidden = client.get(address(route, keys))
        absent = client.get(address(route, ABSENT))
        assert hidden.status_code == absent.status_code == 404, route
        assert _plain(hidden.content) == _plain(absent.content), route


def _plain(content: bytes) -> bytes:
    """The page without what differs from answer to answer: the token against forgery."""
    return re.sub(rb'(csrfmiddlewaretoken" value=|X-CSRFToken": )"[^"]*"', rb"\1", content)
