"""A date of the demonstration is as fine as its source's words, and never finer."""

from datetime import date

import pytest

from casework.exchange.demonstration_reading import UnreadableFixture, when
from casework.exchange.demonstration_world import World
from casework.sources.when import Order, order
from tests.exchange.asking import entries, only


def test_in_march_stays_march_and_ends_with_the_departure(world: World) -> None:
    authorised = world.entries["authorised"]
    assert authorised.since.words == "in March"
    assert authorised.since.edtf == "2008-03"
    assert authorised.since.latest == date(2008, 3, 20)
    assert authorised.since.origin == "publication_bound"


def test_whether_the_letter_or_the_authorisation_came_first_cannot_be_told(world: World) -> None:
    letter = world.actions["letter-to-ban"]
    assert order(letter.happened, world.entries["authorised"].since) is Order.OVERLAP
    assert order(letter.happened, world.entries["departed"].since) is Order.BEFORE


def test_more_than_a_year_has_no_beginning(world: World) -> None:
    rows = entries(world, "beijing_17", value="sheltered_exit_refused")
    assert {entry.since.edtf for entry in rows} == {"../2007-03-20~"}
    ends = {entry.part.name: entry.until.latest for entry in rows}
    assert ends == {
        "The seven who were granted exit visas": date(2008, 3, 20),
        "The remaining ten": None,
    }


def test_tuesday_stays_tuesday(world: World) -> None:
    hearing = world.actions["hearing"]
    assert hearing.happened.words == "Tuesday"
    assert not hearing.happened.is_dated


def test_hours_without_a_zone_stay_as_they_are_stated(world: World) -> None:
    roundtable = world.actions["roundtable-2009"]
    assert roundtable.clock_as_stated == "10:30 AM to 12:00 PM"
    assert roundtable.happened.edtf == "2009-05-01"
    assert (roundtable.starts_at, roundtable.time_zone) == (None, "")


@pytest.mark.parametrize(
    ("name", "value", "edtf"),
    [
        ("seven_of_1999", "rsd_recognized_unhcr", "1999-12"),
        ("seven_of_1999", "deported_other", "1999-12-31"),
        ("seven_of_1999", "returned_refouled", "2000-01-12"),
        ("family_of_2001", "sheltered", "2001-06"),
        ("shenyang_three", "sheltered", "2006-05"),
        ("shenyang_three", "exit_authorized", "2006-07"),
        ("tianjin_nine", "turned_away", "2005-09-12"),
        ("juwongu_fifteen", "executed", "2008-02-20"),
        ("press_conference_2005", "detained", "../2005-01-12"),
        ("border_two_thousand", "detained", ""),
    ],
)
def test_each_situation_is_dated_as_finely_as_its_source(
    world: World, name: str, value: str, edtf: str
) -> None:
    assert only(entries(world, name, value=value)).since.edtf == edtf


def test_the_arrival_in_shenyang_is_bounded_by_the_report_on_it(world: World) -> None:
    assert only(entries(world, "shenyang_three", value="sheltered")).since.latest == date(
        2006, 5, 20
    )


def test_the_weekday_is_computed_from_the_day_of_posting(world: World) -> None:
    disruption = world.entries["disruption"]
    assert (disruption.since.words, disruption.since.edtf) == ("Wednesday", "2005-01-12")
    assert disruption.since.origin == "computed"


@pytest.mark.parametrize(
    "told", ["03/04/2008", {"words": "in March", "read": "in March"}, "31 February 2008"]
)
def test_a_fixture_whose_date_cannot_be_read_is_refused(told: str | dict) -> None:
    with pytest.raises(UnreadableFixture):
        when(told)
