"""The demonstration tells no more than its sources do: people, numbers, what is unknown."""

from datetime import date

import pytest

from accounts.models import User
from casework.advocacy.models import OutcomeLink
from casework.cases import queues
from casework.cases.codes import Decision
from casework.cases.group import groups_of
from casework.cases.models import (
    Dispute,
    DisputedClaim,
    Figure,
    Kinship,
    Participation,
    PersonName,
    StatusEntry,
)
from casework.cases.vantage import Vantage
from casework.dossiers.material import gather
from casework.exchange import demonstration_reading
from casework.exchange.demonstration_world import World
from tests.exchange.asking import entries, only

SEVENS = ("beijing_17", "seven_of_1999", "family_of_2001")


# People and numbers.


def test_the_seventeen_are_a_number_and_only_three_are_described(world: World, mara: User) -> None:
    members = Participation.objects.visible_to(mara).filter(case=world.cases["beijing_17"])
    people = [member.person for member in members.select_related("person")]
    assert len(people) == 3
    assert {person.name_missing for person in people} == {"withheld_by_source"}
    assert not PersonName.objects.visible_to(mara).filter(person__in=people).exists()


def test_mother_and_children_are_surely_in_the_group_and_not_surely_in_the_seven(
    world: World, mara: User
) -> None:
    seven = world.parts["beijing_17", "seven"]
    members = Participation.objects.visible_to(mara).filter(case=world.cases["beijing_17"])
    assert {(m.certainty, m.part_id, m.part_certainty) for m in members} == {
        ("known", seven.pk, "believed")
    }
    assert all("the seven or the seventeen" in member.remark for member in members)
    kinships = Kinship.objects.visible_to(mara).filter(person=world.people["mother"])
    assert [kinship.kind for kinship in kinships] == ["parent_of", "parent_of"]


def test_seven_departed_and_ten_are_unknown(world: World, mara: User) -> None:
    case = world.cases["beijing_17"]
    ledger = groups_of([case], mara)[case.pk].ledger
    assert ledger.reconciles
    assert ledger.whole.is_exact and ledger.whole.low == 17
    assert [(row.situation, row.count.low, row.derived) for row in ledger.rows] == [
        ("departed", 7, False),
        ("unknown", 10, True),
    ]
    assert ledger.unplaced == 3


def test_nothing_was_known_of_the_group_before_the_analysis_was_published(
    world: World, mara: User
) -> None:
    case = world.cases["beijing_17"]
    day = date(2008, 6, 24)
    known = gather(case, mara, Vantage(known_on=day))
    assert known.in_force == known.waiting == []
    assert [*known.figures, *known.participations, *known.actions, *known.disputes] == []
    assert known.group.ledger.whole.is_unknown


def test_three_sevens_are_three_files(world: World, mara: User) -> None:
    assert len({world.cases[name].pk for name in SEVENS}) == 3
    for name in SEVENS[1:]:
        figures = Figure.objects.visible_to(mara).filter(case=world.cases[name])
        assert [int(figure.low) for figure in figures] == [7]


def test_the_remaining_ten_have_no_figure_of_their_own(world: World, mara: User) -> None:
    ten = world.parts["beijing_17", "ten"]
    assert ten.is_remainder
    assert not Figure.objects.visible_to(mara).filter(part=ten).exists()


def test_estimates_of_different_areas_and_years_stand_side_by_side(
    world: World, mara: User
) -> None:
    figures = Figure.objects.visible_to(mara).filter(
        case=world.cases["forced_return"], low__gte=100_000
    )
    told = {(f.qualifier, int(f.low), int(f.high or 0), f.area) for f in figures}
    assert told == {
        ("between", 100_000, 300_000, "the whole of China"),
        ("about", 300_000, 0, "northeast China on the Chinese side of the Sino-DPRK border"),
    }
    assert not any(figure.measures_group for figure in figures)


def test_fifteen_is_thirteen_and_two_and_those_made_to_watch_are_counted_apart(
    world: World, mara: User
) -> None:
    figures = Figure.objects.visible_to(mara).filter(case=world.cases["juwongu_fifteen"])
    whole = only([figure for figure in figures if figure.part is None])
    assert whole.breakdown == {"women": 13, "men": 2}
    assert int(whole.low) == sum(whole.breakdown.values())
    assert world.parts["juwongu_fifteen", "residents"].counted_apart


def test_money_and_years_count_nobody(world: World, mara: User) -> None:
    units = {"usd": "forced_labour_exports", "years": "forced_return"}
    for unit, name in units.items():
        rows = Figure.objects.visible_to(mara).filter(unit=unit)
        figure = only(list(rows))
        assert figure.case == world.cases[name] and not figure.measures_group


def test_one_figure_for_the_two_thousand_whoever_repeats_it(world: World, mara: User) -> None:
    rows = Figure.objects.visible_to(mara).filter(
        case=world.cases["border_two_thousand"], measures_group=True
    )
    figure = only(list(rows))
    assert (figure.qualifier, int(figure.low)) == ("about", 2000)
    assert "Salmon" in figure.estimated_by and figure.as_of.edtf == "2022"


# Names.


def test_no_name_is_written_in_a_script_that_no_source_gives(world: World, mara: User) -> None:
    names = list(PersonName.objects.visible_to(mara))
    assert len(names) == 15
    assert {name.script for name in names} == {"Latn"}
    assert all(name.attested for name in names)
    assert all(ord(letter) < 0x250 for name in names for letter in name.text)


def test_kim_chun_hee_has_one_name_one_month_and_no_presumed_death(
    world: World, mara: User
) -> None:
    person = world.people["kim-chun-hee"]
    names = PersonName.objects.visible_to(mara).filter(person=person)
    assert only([name.text for name in names]) == "Kim Chun-hee"
    told = {
        entry.value: entry.since.edtf for entry in entries(world, "kim_chun_hee", person=person)
    }
    assert told == {
        "apprehended": "2005-12",
        "returned": "2005-12/2006-05",
        "fate_unknown": "2005-12",
    }


def test_the_children_of_tianjin_are_two_unnamed_minors_with_their_ages(
    world: World,
) -> None:
    children = [world.people["seven-year-old"], world.people["one-year-old"]]
    assert [child.age_as_stated for child in children] == ["seven-year-old", "one-year-old"]
    assert all(child.is_minor and child.name_missing == "not_stated" for child in children)


# What is not known, and what is not said.


def test_nobody_is_resettled_and_nobody_flew(world: World, mara: User) -> None:
    rows = StatusEntry.objects.visible_to(mara)
    assert not rows.filter(value="resettled").exists()
    texts = [path.read_text() for path in demonstration_reading.FOLDER.glob("*.toml")]
    assert not any("flew" in text for text in texts)


def test_arrival_that_is_only_implied_is_not_confirmed(world: World) -> None:
    rows = StatusEntry.objects.visible_to(world.users["mara"]).with_reviews()
    arrived = rows.get(case=world.cases["beijing_17"], value="third_country")
    assert arrived.certainty == "believed"
    assert arrived.review_state == Decision.RETURNED


def test_the_letter_is_not_credited_and_the_rival_explanation_stands_beside_it(
    world: World, mara: User
) -> None:
    links = OutcomeLink.objects.visible_to(mara).filter(case=world.cases["beijing_17"])
    assert {(link.relation, link.action_id, link.entry_id) for link in links} == {
        ("unknown", world.actions["letter-to-ban"].pk, world.entries["authorised"].pk),
        ("unknown", world.actions["letter-to-ban"].pk, world.entries["departed"].pk),
        ("rival_explanation", None, world.entries["authorised"].pk),
    }


def test_publicity_is_told_as_helping_and_as_harming(world: World, mara: User) -> None:
    links = OutcomeLink.objects.visible_to(mara).filter(case=world.cases["forced_return"])
    told = {(link.entry_id, link.relation) for link in links}
    assert (world.entries["crack-down"].pk, "adverse_effect_alleged") in told
    assert (world.entries["spotlight-cases"].pk, "contribution_suggested") in told
    assert (world.entries["kim-on-change"].pk, "unknown") in told


def test_why_only_seven_were_let_go_is_an_open_question(world: World, mara: User) -> None:
    question = "Why were only seven of the seventeen allowed to leave, and how were they chosen?"
    dispute = Dispute.objects.visible_to(mara).get(question=question)
    assert (dispute.position, dispute.adopted_answer) == ("undetermined", "")


@pytest.mark.parametrize(
    ("name", "question", "position", "stances"),
    [
        ("tianjin_nine", "Did the nine identify", "contested", ["supports", "contradicts"]),
        ("forced_return", "Did the Foreign Ministry", "contested", ["supports", "silent"]),
        (
            "forced_return",
            "How is China bound",
            "adopted",
            ["supports", "supports", "qualifies", "contradicts"],
        ),
        ("border_two_thousand", "Is the number", "undetermined", ["qualifies"]),
    ],
)
def test_conflicting_accounts_are_kept_side_by_side(
    world: World, mara: User, name: str, question: str, position: str, stances: list[str]
) -> None:
    dispute = Dispute.objects.visible_to(mara).get(
        case=world.cases[name], question__startswith=question
    )
    claims = DisputedClaim.objects.visible_to(mara).filter(dispute=dispute)
    assert (dispute.position, [claim.stance for claim in claims]) == (position, stances)


def test_the_rumour_waits_and_has_no_grade(world: World, mara: User) -> None:
    citation = world.citations["rumour"]
    assert (citation.hedge, citation.credibility) == ("rumoured", 6)
    entry = only(entries(world, "forced_return", citations=citation))
    assert entry in queues.waiting_for_review(world.users["teo"])
    assert (world.sources["rumours"].kind, world.sources["rumours"].reliability) == ("rumour", "F")
