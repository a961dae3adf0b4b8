"""A page's queries are a constant: as many for a hundred rows as for ten."""

import re
from datetime import date

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from casework.cases.confirming import confirm_still_so
from casework.cases.models import Case
from casework.notes.models import Note
from casework.sources.models import Source
from tests.cast import Cast
from tests.makers import (
    make_action,
    make_case,
    make_citation,
    make_entry,
    make_figure,
    make_group_of_17,
    make_part,
    make_person,
    when,
)

LIMITS = {
    "pages:desk": 20,
    "pages:case_list": 18,
    "pages:review": 11,
    "pages:stale": 14,
    "pages:case_file": 34,
    "pages:log_update": 30,
}


# What depends on the clock: a sign of life each minute, the state of the site each second.
DOOR = re.compile(r'UPDATE "accounts_session"|FROM "accounts_sitemode"')


def queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return sum(not DOOR.search(query["sql"]) for query in captured)


def fill(case: Case, cast: Cast, start: int, stop: int, source: Source | None = None) -> None:
    """More of everything that a case file holds, from one source or each from its own."""
    still_so_on = date(2008, 3, 31) if source else timezone.localdate()  # no text tells beyond it
    for number in range(start, stop):
        citation = make_citation(cast.mara, source)
        part = make_part(case, f"part {number}")
        make_person(cast.mara, case, f"person {number}", citations=[citation], part=part,
                    part_certainty="believed")  # fmt: skip
        make_figure(cast.mara, case, 1, part, citations=[citation])
        entry = make_entry(cast.mara, case, citations=[citation], part=part,
                           since=when("March 2008"), confirmed_by=cast.teo)  # fmt: skip
        confirm_still_so(by=cast.mara, entries=[entry], confirmed_on=still_so_on,
                         citations=[citation])  # fmt: skip
        make_entry(cast.mara, case, citations=[citation])
        make_action(cast.mara, case, citations=[citation])
        Note(case=case, author=cast.mara, text="A note.").save()


def test_a_case_file_costs_the_same_however_full(client: Client, cast: Cast, case: Case) -> None:
    client.force_login(cast.teo)
    routes = ("pages:case_file", "pages:log_update")
    addresses = {route: reverse(route, args=[case.reference]) for route in routes}
    fill(case, cast, 0, 10)
    few = {route: queries(client, address) for route, address in addresses.items()}
    fill(case, cast, 10, 100)
    many = {route: queries(client, address) for route, address in addresses.items()}
    assert many == few
    assert all(few[route] <= LIMITS[route] for route in routes), few


def test_a_list_costs_the_same_however_long(client: Client, cast: Cast) -> None:
    client.force_login(cast.teo)
    routes = ("pages:desk", "pages:case_list", "pages:review", "pages:stale")
    counts, today = [], timezone.localdate().isoformat()
    for many in (10, 90):
        for number in range(many):
            file = make_group_of_17(cast.mara, cast.teo, cast.east_asia)
            make_entry(cast.mara, file)
            if number % 2:
                make_action(cast.mara, file, kind="hearing_convened", happened=when(today))
        counts.append({route: queries(client, reverse(route)) for route in routes})
    assert counts[0] == counts[1]
    assert all(counts[0][route] <= LIMITS[route] for route in routes), counts[0]


def test_a_search_costs_the_same_however_much_it_finds(client: Client, cast: Cast) -> None:
    client.force_login(cast.teo)
    counts = []
    for many in (10, 90):
        for number in range(many):
            case = make_case(cast.mara, cast.east_asia, public_title=f"Alike {number}")
            make_person(cast.mara, case, f"Alike {number}")
        with CaptureQueriesContext(connection) as captured:
            page = client.post(reverse("pages:search"), {"q": "alike"})
        assert b"Alike" in page.content
        counts.append(len(captured))
    assert counts[0] == counts[1]
