"""Where cases stand, as a condition of a list: the same answer as the file itself gives."""

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casework.cases import status
from casework.cases.codes import Axis, ChangeReason, Decision, Situation
from casework.cases.models import Case, StatusEntry
from tests.cast import Cast
from tests.makers import make_case, make_entry, make_part, make_person, when


def found(cast: Cast, situation: str) -> set[int]:
    cases = Case.objects.visible_to(cast.teo).filter(status.standing_as([situation]))
    return set(cases.values_list("pk", flat=True))


def told(cast: Cast, case: Case) -> set[str]:
    """What the file itself says of everybody in it."""
    entries = StatusEntry.objects.visible_to(cast.teo).filter(case=case).with_reviews()
    held = status.in_force(list(entries))
    return {entry.value for entry in status.current(held, Axis.SITUATION).values()}


def withdraw(cast: Cast, entry: StatusEntry) -> StatusEntry:
    return make_entry(
        cast.mara, entry.case, entry.value, reason=ChangeReason.RETRACTION, corrects=entry,
        reason_in_words="It was wrong.", confirmed_by=cast.teo, since=entry.since,
    )  # fmt: skip


def agree(cast: Cast, case: Case) -> None:
    said = told(cast, case)
    possible = {"detained", "released", "departed", "unknown", "at_risk", "sheltered"}
    assert said <= possible <= set(Situation.values)
    assert {situation for situation in possible if case.pk in found(cast, situation)} == said


@pytest.fixture
def moved(cast: Cast) -> Case:
    """A part that was sheltered and then departed; a person later detained, still waiting."""
    case = make_case(cast.mara, cast.east_asia)
    part = make_part(case, "the seven")
    person = make_person(cast.mara, case)
    for value, day in (("departed", "20 March 2008"), ("sheltered", "2007")):
        make_entry(cast.mara, case, value, part=part, since=when(day), confirmed_by=cast.teo)
    year = when("2007")
    make_entry(cast.mara, case, "at_risk", person=person, since=year, confirmed_by=cast.teo)
    make_entry(cast.mara, case, "detained", person=person, since=when("2008"))
    return case


def test_only_the_latest_confirmed_situation_of_the_same_people_counts(
    cast: Cast, moved: Case
) -> None:
    assert told(cast, moved) == {"departed", "at_risk"}
    agree(cast, moved)


def test_a_count_stands_beside_what_is_said_of_the_rest(cast: Cast, moved: Case) -> None:
    make_entry(
        cast.mara, moved, "third_country", count=2, count_qualifier="exact",
        since=when("1 May 2008"), confirmed_by=cast.teo,
    )  # fmt: skip
    assert found(cast, "third_country") == found(cast, "departed") == {moved.pk}


def test_of_two_withdrawals_one_that_is_withdrawn_leaves_the_other(
    cast: Cast, moved: Case
) -> None:
    told_so = make_entry(cast.mara, moved, "detained", confirmed_by=cast.teo)
    corrected = make_entry(
        cast.mara, moved, "released", reason=ChangeReason.CORRECTION, corrects=told_so,
        reason_in_words="It was wrong.", confirmed_by=cast.teo,
    )  # fmt: skip
    first, second = withdraw(cast, corrected), withdraw(cast, corrected)
    withdraw(cast, first)
    assert "detained" in told(cast, moved)
    agree(cast, moved)
    withdraw(cast, second)
    assert "released" in told(cast, moved) and "detained" not in told(cast, moved)
    agree(cast, moved)


def test_nobody_finds_a_case_of_another_team_by_its_situation(cast: Cast, moved: Case) -> None:
    cases = Case.objects.visible_to(cast.ines).filter(status.standing_as(["departed"]))
    assert not cases.exists()


@pytest.fixture
def alone(cast: Cast) -> tuple[Case, Callable[..., StatusEntry]]:
    """A file about one person, and how to log of her."""
    case = make_case(cast.mara, cast.east_asia)
    person = make_person(cast.mara, case)

    def log(value: str, since: str = "", known_on: date = date(2008, 6, 25)) -> StatusEntry:
        return make_entry(
            cast.mara, case, value, person=person, known_on=known_on, confirmed_by=cast.teo,
            since=when(since) if since else None,
        )  # fmt: skip

    return case, log


def test_an_undated_report_counts_from_the_day_we_knew(cast: Cast, alone: tuple) -> None:
    case, log = alone
    log("detained", known_on=date(2008, 6, 25))
    log("released", "2 May 2009", known_on=date(2009, 6, 1))
    assert told(cast, case) == {"released"}
    log("detained", known_on=date(2010, 1, 1))
    assert told(cast, case) == {"detained"}
    agree(cast, case)


def test_a_withdrawn_withdrawal_restores_what_it_had_withdrawn(cast: Cast, alone: tuple) -> None:
    case, log = alone
    entry = log("detained", "2008")
    withdrawal = withdraw(cast, entry)
    assert told(cast, case) == set()
    agree(cast, case)
    withdraw(cast, withdrawal)
    assert told(cast, case) == {"detained"}
    agree(cast, case)


def test_as_of_a_day_before_its_last_possible_beginning_an_open_one_does_not_hold(
    cast: Cast, alone: tuple
) -> None:
    case, log = alone
    log("detained", "before March 2008")
    entries = list(StatusEntry.objects.visible_to(cast.teo).filter(case=case).with_reviews())
    held = [bool(status.current(status.in_force(entries, on=day), Axis.SITUATION))
            for day in (date(1990, 1, 1), date(2008, 3, 1))]  # fmt: skip
    assert held == [False, True]


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["detained", "released", "departed", "unknown"]),
        st.sampled_from(["", "2008", "March 2008", "1 March 2008", "before May 2008"]),
        st.dates(date(2008, 1, 1), date(2008, 12, 31)),
        st.sampled_from(["confirmed", "waiting", "rejected", "withdrawn"]),
    ),
    max_size=6,
)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=STEPS)
def test_file_and_list_agree_on_any_history(cast: Cast, steps: list[tuple]) -> None:
    case = make_case(cast.mara, cast.east_asia)
    person = make_person(cast.mara, case)
    for value, since, known_on, fate in steps:
        entry = make_entry(
            cast.mara, case, value, person=person, known_on=known_on,
            since=when(since) if since else None,
        )  # fmt: skip
        if fate == "rejected":
            status.review(by=cast.teo, entry=entry, decision=Decision.REJECTED, words="No.")
        elif fate != "waiting":
            status.review(by=cast.teo, entry=entry, decision=Decision.CONFIRMED)
        if fate == "withdrawn":
            withdraw(cast, entry)
    agree(cast, case)
