"""Where cases stand, as a condition of a list: the same answer as the file itself gives."""

import pytest

from casework.cases import status
from casework.cases.codes import Axis, Situation
from casework.cases.models import Case
from tests.cast import Cast
from tests.makers import make_case, make_entry, make_part, make_person, when


def found(cast: Cast, situation: str) -> set[int]:
    cases = Case.objects.visible_to(cast.teo).filter(status.standing_as([situation]))
    return set(cases.values_list("pk", flat=True))


def told(cast: Cast, case: Case) -> set[str]:
    """What the file itself says of everybody in it."""
    entries = status.in_force(status.entries_of(case, cast.teo))
    return {entry.value for entry in status.current(entries, Axis.SITUATION).values()}


@pytest.fixture
def moved(cast: Cast) -> Case:
    """A part that was sheltered and then departed; a person later detained, still waiting."""
    case = make_case(cast.mara, cast.east_asia)
    part = make_part(case, "the seven")
    person = make_person(cast.mara, case)
    for value, day in (("departed", "20 March 2008"), ("sheltered", "2007")):
        make_entry(cast.mara, case, value, part=part, since=when(day), confirmed_by=cast.teo)
    make_entry(
        cast.mara, case, "at_risk", person=person, since=when("2007"), confirmed_by=cast.teo
    )
    make_entry(cast.mara, case, "detained", person=person, since=when("2008"))
    return case


def test_only_the_latest_confirmed_situation_of_the_same_people_counts(
    cast: Cast, moved: Case
) -> None:
    assert told(cast, moved) == {"departed", "at_risk"}
    for situation in Situation.values:
        assert (moved.pk in found(cast, situation)) == (situation in told(cast, moved)), situation


def test_a_count_stands_beside_what_is_said_of_the_rest(cast: Cast, moved: Case) -> None:
    make_entry(
        cast.mara, moved, "third_country", count=2, count_qualifier="exact",
        since=when("1 May 2008"), confirmed_by=cast.teo,
    )  # fmt: skip
    assert found(cast, "third_country") == found(cast, "departed") == {moved.pk}


def test_nobody_finds_a_case_of_another_team_by_its_situation(cast: Cast, moved: Case) -> None:
    cases = Case.objects.visible_to(cast.ines).filter(status.standing_as(["departed"]))
    assert not cases.exists()
