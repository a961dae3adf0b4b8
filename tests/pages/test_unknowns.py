"""The panel of what is not known: every gap once, with the page that mends it."""

import re

from django.test import Client

from casework.cases.codes import CaseKind, Situation
from casework.cases.models import Case
from casework.cases.services import open_dispute
from tests.cast import Cast
from tests.makers import make_case, make_citation, make_entry, make_person, make_source, when


def panel(client: Client, case: Case) -> str:
    """The words of the panel, without markup."""
    page = client.get(case.get_absolute_url()).content.decode()
    start, end = page.index('id="unknowns"'), page.index('id="chronology"')
    return " ".join(re.sub(r"<[^>]+>", " ", page[start:end]).split())


def test_people_without_news_are_told_with_their_number(
    client: Client, cast: Cast, case: Case
) -> None:
    client.force_login(cast.lou)
    assert "Nothing is known of 1 The remaining ten (10)" in panel(client, case)


def test_each_missing_value_is_told_with_its_reason(client: Client, cast: Cast) -> None:
    case = make_case(cast.mara, cast.east_asia, kind=CaseKind.INDIVIDUAL)
    person = make_person(
        cast.mara, case, "A mother", name_missing="withheld_by_source", born_missing="refused"
    )
    source = make_source(cast.mara, published_missing="illegible")
    make_entry(
        cast.mara, case, Situation.SHELTERED, person=person, since_missing="not_asked",
        place_missing="withheld_by_us", citations=[make_citation(cast.mara, source)],
        confirmed_by=cast.teo,
    )  # fmt: skip
    client.force_login(cast.lou)
    words = panel(client, case)
    for told in (
        "Date of ‘A mother: sheltered’ — not asked",
        "Place of ‘A mother: sheltered’ — withheld by us",
        "Name of A mother — withheld by the source", "Birth of A mother — asked, answer refused",
        "Date of the source ‘A report’ — illegible",
    ):  # fmt: skip
        assert words.count(told) == 1, words
    assert "Sex of" not in words


def test_what_waits_and_what_rests_on_one_origin_is_told(client: Client, cast: Cast) -> None:
    case = make_case(cast.mara, cast.east_asia)
    same = {"since": when("2008"), "citations": [make_citation(cast.mara)]}
    make_entry(cast.mara, case, Situation.DETAINED, confirmed_by=cast.teo, **same)
    make_entry(cast.mara, case, Situation.RELEASED, **same)
    client.force_login(cast.lou)
    words = panel(client, case)
    assert "Not confirmed by a second person 1 Everyone in the file: released" in words
    assert "Resting on one origin, or on none 1 Everyone in the file: detained. One text" in words
    two = make_citation(cast.mara, make_source(cast.mara, title="Another"))
    well = make_case(cast.mara, cast.east_asia)
    make_entry(
        cast.mara, well, confirmed_by=cast.teo, since=when("2008"),
        citations=[make_citation(cast.mara), two],
    )  # fmt: skip
    assert "Resting on one origin" not in panel(client, well)


def test_editors_are_led_to_where_a_gap_is_mended_and_readers_are_not(
    client: Client, cast: Cast, case: Case
) -> None:
    open_dispute(by=cast.mara, case=case, question="Why only seven?")
    links = {}
    for who in ("mara", "lou"):
        client.force_login(getattr(cast, who))
        page = client.get(case.get_absolute_url()).content.decode()
        part = page[page.index('id="unknowns"') : page.index('id="chronology"')]
        links[who] = set(re.findall(r'href="([^"#]+)"', part))
        assert "Why only seven?" in part
    assert {f"/cases/{case.reference}/log/"} <= links["mara"]
    assert len(links["lou"]) == 1  # the question's own page


def test_many_gaps_are_folded(client: Client, cast: Cast) -> None:
    case = make_case(cast.mara, cast.east_asia)
    for _number in range(8):
        make_entry(cast.mara, case, since=when("2008"))
    client.force_login(cast.lou)
    assert "3 more" in panel(client, case)
