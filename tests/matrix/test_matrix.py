"""The matrix: every address × every person × whose object × every method, against table.py."""

import time
from collections import Counter
from collections.abc import Callable, Iterator

import pytest
from django.db import connection
from django.http import HttpResponse

from tests.matrix.keys import address, has_object
from tests.matrix.resolver import Route, routes
from tests.matrix.rules import METHODS, PEOPLE, READING, REFUSED_EVERYWHERE, SEEN_BY, Rule
from tests.matrix.table import TABLE
from tests.worlds.asking import Asker, Watched, answered, without_tokens
from tests.worlds.files import World

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quiet")]

Told = Callable[[str, float], None]


SESSION = {"accounts_session"}  # that a form was opened in time
THE_TRAIL = {"audit_event"}  # refusals, and that a file for named people was opened


def asker(person: str, world: World) -> Asker:
    return Asker(None if person == "nobody" else world.cast.everybody()[person])


def places(route: Route) -> tuple[str, ...]:
    return tuple(SEEN_BY) if has_object(route) else ("absent",)


def test_every_route_has_a_row_and_every_row_a_route(world: World) -> None:
    known = routes()
    without = [route for route in known if route.name not in TABLE]
    assert not without, "\n" + "\n".join(as_it_answers(route, world) for route in without)
    gone = sorted(TABLE.keys() - {route.name for route in known})
    assert not gone, f"rows of tests/matrix/table.py that no route has any more: {gone}"
    assert len({route.name for route in known}) == len(known), "two routes share a name"


def as_it_answers(route: Route, world: World) -> str:
    """The sentence that helps whoever adds a route: what the row must say, if it is right."""
    lines = [f"{route.name} has no row: add one to tests/matrix/table.py. It answers now:"]
    for method in ("GET", "POST"):
        for place in places(route):
            url = address(route, place, world)
            told = (f"{p} {answered(asker(p, world).ask(method, url)[0])}" for p in PEOPLE)
            lines.append(f"    {method} {place}: {', '.join(told)}")
    return "\n".join(lines)


@pytest.mark.parametrize("person", PEOPLE)
def test_everybody_gets_the_answer_of_the_table(
    person: str, world: World, record_property: Told
) -> None:
    start, cells, wrong = time.monotonic(), 0, []
    one = asker(person, world)
    before = rows_of_all_tables()
    for route in routes():
        found = list(asked(one, route, world))
        cells += len(found)
        wrong += compared(person, route, found)
    assert not wrong, "\n" + "\n".join(wrong)
    assert rows_of_all_tables() == before
    record_property("measured: cells of the matrix", cells)
    record_property("measured: seconds of the matrix", round(time.monotonic() - start))


Cell = tuple[str, str, HttpResponse, Watched]


def asked(one: Asker, route: Route, world: World) -> Iterator[Cell]:
    """(place, method, answer, what it took) of each cell of this route for one person."""
    for place in places(route):
        url = address(route, place, world)
        for method in METHODS:
            if method == "HEAD" and place not in ("own", "absent"):
                continue  # Django makes the answer to a HEAD from that to a GET
            if method in REFUSED_EVERYWHERE and place != places(route)[0]:
                continue  # refused before anybody looks at the address
            yield place, method, *one.ask(method, url)


def compared(person: str, route: Route, found: list[Cell]) -> Iterator[str]:
    """A sentence for each cell that is not as the table says."""
    rule = TABLE[route.name]
    for place, method, answer, took in found:
        expected, told = rule.answer(person, place, method), answered(answer)
        if told != expected:
            yield f"{method} {route.name} of {place} for {person}: {told}, not {expected}"
        is_told = answer.status_code in (403, 404) or place == "narrowed"
        allowed = rule.writes | SESSION | (THE_TRAIL if is_told else set())
        if method in READING and took.written - allowed:
            yield f"{method} {route.name} of {place} for {person} writes {sorted(took.written)}"
    yield from told_apart(person, route, rule, found)


def told_apart(person: str, route: Route, rule: Rule, found: list[Cell]) -> Iterator[str]:
    """Where what is hidden can be told from what is absent: by words, headers or the database."""
    cells = {(place, method): (answer, took) for place, method, answer, took in found}
    for (place, method), (answer, took) in cells.items():
        if (
            place == "absent"
            or not rule.hidden
            or rule.answer(person, place, method) != rule.hidden
        ):
            continue
        other, other_took = cells["absent", method]
        where = f"{method} {route.name} of {place} for {person}"
        if without_tokens(answer.content) != without_tokens(other.content):
            yield f"{where}: the page is another one than for what is absent"
        if as_headers(answer) != as_headers(other):
            yield f"{where}: other headers than for what is absent: {as_headers(answer)}"
        if took.queries != other_took.queries:
            yield f"{where}: {took.queries} queries, {other_took.queries} for what is absent"


def as_headers(answer: HttpResponse) -> list[tuple[str, str]]:
    """Headers, but for the clock; and names of cookies: what they hold is signed anew."""
    named = [(f"cookie {name}", "") for name in sorted(answer.cookies)]
    return sorted(item for item in answer.headers.items() if item[0] != "Expires") + named


def rows_of_all_tables() -> Counter[str]:
    tables = connection.introspection.table_names()
    counts = " UNION ALL ".join(f"SELECT '{t}', count(*) FROM \"{t}\"" for t in tables)
    with connection.cursor() as cursor:
        cursor.execute(counts)
        return Counter(dict(cursor.fetchall()))
