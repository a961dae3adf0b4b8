"""From the rows of a file to its ledger: hedges, doubtful seats, and what is taken back."""

import random

import pytest

from casework.cases.codes import ChangeReason
from casework.cases.group import Group, as_group, groups_of
from casework.cases.ledger import Range
from casework.cases.models import Case
from casework.dossiers.material import Material, gather
from tests.cast import Cast
from tests.makers import (
    make_case,
    make_citation,
    make_entry,
    make_figure,
    make_part,
    make_person,
    when,
)


def group_of(cast: Cast, case: Case) -> Group:
    """The file's ledger as its page and as a list reckon it: they are one."""
    case.refresh_from_db()
    of_page, of_list = gather(case, cast.mara).group, groups_of([case], cast.mara)[case.pk]
    assert of_page.ledger.rows == of_list.ledger.rows
    assert of_page.summary == of_list.summary
    return of_page


@pytest.fixture
def twelve(cast: Cast) -> Case:
    """Twelve people, of whom four reportedly departed."""
    case = make_case(cast.mara, cast.east_asia, kind="group")
    part = make_part(case, "the four")
    make_part(case, "the others", is_remainder=True)
    make_figure(cast.mara, case, 12)
    make_figure(cast.mara, case, 4, part)
    reported = make_citation(cast.mara, hedge="reportedly")
    make_entry(
        cast.mara, case, "departed", part=part, since=when("20 March 2008"),
        citations=[reported], confirmed_by=cast.teo,
    )  # fmt: skip
    return case


def test_a_list_does_not_say_departed_where_a_source_says_reportedly(
    cast: Cast, twelve: Case
) -> None:
    assert group_of(cast, twelve).summary == "4 reportedly departed · 8 unknown of 12"


def test_a_person_is_no_more_surely_in_a_part_than_in_the_group(cast: Cast, twelve: Case) -> None:
    part = twelve.parts.visible_to(cast.mara).get(name="the four")
    make_person(
        cast.mara, twelve, "A (fictional)", part=part, part_certainty="known",
        certainty="disputed",
    )  # fmt: skip
    group = group_of(cast, twelve)
    assert [row.named for row in group.ledger.rows] == [Range(0, 1), Range(0, 1)]
    assert group.ledger.unplaced == 1


def test_a_person_of_those_counted_apart_is_not_of_the_group(cast: Cast, twelve: Case) -> None:
    beside = make_part(twelve, "made to watch", counted_apart=True)
    make_person(cast.mara, twelve, "B (fictional)", part=beside, part_certainty="known")
    group = group_of(cast, twelve)
    assert all(row.named == Range(0, 0) for row in group.ledger.rows)
    assert group.ledger.unplaced == 0


def test_a_part_has_room_for_no_more_than_it_has_however_many_are_told(
    cast: Cast, twelve: Case
) -> None:
    part = twelve.parts.visible_to(cast.mara).get(name="the four")
    for number in (3, 4):
        make_entry(
            cast.mara, twelve, "detained", part=part, count=number, count_qualifier="exact",
            since=when("2008"), confirmed_by=cast.teo,
        )  # fmt: skip
    group = group_of(cast, twelve)
    assert group.ledger.contradictions
    assert group.room_in(part.pk) == 4
    assert group.room_in(None) == 8


@pytest.mark.parametrize(
    ("kind", "of_person", "line"),
    [
        ("individual", True, "executed (alleged)"),
        ("individual", False, "executed (alleged)"),
        ("group", False, "an unknown number executed (alleged) · size of the group not known"),
    ],
)
def test_the_one_person_of_an_individual_file_is_not_an_unknown_number(
    cast: Cast, kind: str, of_person: bool, line: str
) -> None:
    case = make_case(cast.mara, cast.east_asia, kind=kind)
    person = make_person(cast.mara, case, "D (fictional)", certainty="alleged")
    make_entry(
        cast.mara, case, "executed", certainty="alleged", confirmed_by=cast.teo,
        person=person if of_person else None,
    )  # fmt: skip
    assert group_of(cast, case).summary == line


@pytest.mark.parametrize("whom", ["part", "person", "number"])
def test_withdrawing_an_entry_gives_the_answer_from_before(
    cast: Cast, twelve: Case, whom: str
) -> None:
    person = make_person(cast.mara, twelve, "C (fictional)")
    others = twelve.parts.visible_to(cast.mara).get(name="the others")
    of_whom = {"part": {"part": others}, "person": {"person": person},
               "number": {"part": others, "count": 3, "count_qualifier": "at_least"}}  # fmt: skip
    before = group_of(cast, twelve)
    entry = make_entry(
        cast.mara, twelve, "detained", since=when("2008"), confirmed_by=cast.teo, **of_whom[whom]
    )
    assert group_of(cast, twelve) != before
    make_entry(
        cast.mara, twelve, "detained", since=when("2008"), reason=ChangeReason.RETRACTION,
        corrects=entry, reason_in_words="It was wrong.", confirmed_by=cast.teo,
    )  # fmt: skip
    assert group_of(cast, twelve) == before


def reckoned(material: Material, chance: random.Random) -> Group:
    """The group of the material with its rows handed over in another order."""

    def shuffled(rows: list) -> list:
        return chance.sample(list(rows), len(rows))

    return as_group(
        parts=material.parts,
        figures=shuffled(material.figures),
        entries=shuffled(material.in_force),
        participations=shuffled(material.participations),
    )


def test_entries_of_the_same_day_in_any_order_give_one_answer_which_says_so(
    cast: Cast, twelve: Case
) -> None:
    part = twelve.parts.visible_to(cast.mara).get(name="the four")
    day = when("20 March 2008")
    for value in ("third_country", "detained"):
        make_entry(cast.mara, twelve, value, part=part, since=day, confirmed_by=cast.teo)
    material = gather(twelve, cast.mara)
    assert material.group.ledger.notes == (
        "Of ‘the four’ more than one situation is told of the same time: detained is shown, "
        "which was written last, and not departed and arrived in a third country. If that is "
        "wrong, correct the entry.",
    )
    groups = [reckoned(material, random.Random(seed)) for seed in range(20)]
    assert all(group == material.group for group in groups)
