"""Rows put back to what stood in them: nothing is shown that the reader may not see."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db.models import Model
from django.utils import timezone

from accounts.models import User
from casework.advocacy.models import Action, OutcomeLink
from casework.audit.as_stood import as_stood
from casework.cases.models import Case, Dispute, Figure, Kinship, Participation, Person
from casework.cases.services import open_dispute
from tests.cast import Cast
from tests.makers import make_action, make_case, make_entry, make_figure, make_part, make_person

pytestmark = pytest.mark.django_db

WITHHELD = "(an earlier text that you may not read)"


def edit(row: Model, **fields: object) -> None:
    type(row).objects.unrestricted(because="a test edits").filter(pk=row.pk).update(**fields)


def yesterday(reader: User, model: type[Model], **which: object) -> list[Any]:
    rows = model.objects.visible_to(reader).filter(**which).order_by("pk")
    return as_stood(list(rows), reader, timezone.now() - timedelta(days=1))


@pytest.fixture
def hidden(cast: Cast) -> Case:
    """A file of the other team."""
    return make_case(cast.ines, cast.west_africa)


@pytest.fixture
def guarded(cast: Cast, case: Case) -> Person:
    """Something of this person in the file is protected, and only mara is named for it."""
    person = make_person(cast.mara, case)
    edit(person, confidants=[cast.mara.pk])
    return person


def outcome(cast: Cast, case: Case, hidden: Case, *, seen: bool) -> OutcomeLink:
    """It led to an action of the other team, or of the own one, and leads to another now."""
    of_whom = (cast.mara, case) if seen else (cast.ines, hidden)
    before = make_action(*of_whom, title="The earlier letter")
    row = OutcomeLink.objects.create(
        recorded_by=cast.mara, case=case, entry=make_entry(cast.mara, case), action=before
    )
    edit(row, action=make_action(cast.mara, case))
    return row


def kinship(cast: Cast, case: Case, hidden: Case, *, seen: bool) -> Kinship:
    of_whom = (cast.mara, case) if seen else (cast.ines, hidden)
    before = make_person(*of_whom, "The earlier one")
    row = Kinship.objects.create(
        person=make_person(cast.mara, case), relative=before, kind="parent_of"
    )
    edit(row, relative=make_person(cast.mara, case))
    return row


@pytest.mark.parametrize("make", [outcome, kinship])
def test_a_row_that_led_to_something_hidden_is_left_out(
    cast: Cast, case: Case, hidden: Case, make: Callable[..., Model]
) -> None:
    row = make(cast, case, hidden, seen=False)
    assert type(row).objects.visible_to(cast.mara).filter(pk=row.pk).exists()
    assert yesterday(cast.mara, type(row), pk=row.pk) == []


@pytest.mark.parametrize(("make", "link"), [(outcome, "action"), (kinship, "relative")])
def test_a_row_that_led_to_something_visible_leads_there_again(
    cast: Cast, case: Case, hidden: Case, make: Callable[..., Model], link: str
) -> None:
    row = make(cast, case, hidden, seen=True)
    (stood,) = yesterday(cast.mara, type(row), pk=row.pk)
    target = getattr(stood, link)
    assert "earlier" in (target.title if link == "action" else target.label)


def test_a_link_that_was_empty_is_empty_again(cast: Cast, case: Case) -> None:
    figure = make_figure(cast.mara, case, 3)
    edit(figure, part=make_part(case, "the three"))
    (stood,) = yesterday(cast.mara, Figure, pk=figure.pk)
    assert stood.part is None


@pytest.mark.parametrize("number", [1, 6])
def test_a_changed_link_takes_one_query_however_many_rows(
    cast: Cast, case: Case, number: int, django_assert_num_queries: Any
) -> None:
    now = make_part(case, "now")
    for place in range(number):
        row = Participation.objects.create(
            case=case, person=make_person(cast.mara, case), role="witness",
            part=make_part(case, f"part {place}"), part_certainty="known",
        )  # fmt: skip
        edit(row, part=now)
    rows = list(Participation.objects.visible_to(cast.mara).filter(part=now).order_by("pk"))
    with django_assert_num_queries(3):  # the copies, those whose texts are read, the parts
        stood = as_stood(rows, cast.mara, timezone.now() - timedelta(days=1))
        assert [row.part.name for row in stood] == [f"part {place}" for place in range(number)]


# ---- Texts --------------------------------------------------------------------------------------


def adopted(cast: Cast, case: Case) -> Dispute:
    """Undetermined yesterday, and the question was put otherwise; today an answer is adopted."""
    row = open_dispute(by=cast.mara, case=case, question="Did Quillfeather leave?")
    edit(
        row, question="Did she leave?", position="adopted", adopted_answer="She left.",
        reasoning="Two texts say so.",
    )  # fmt: skip
    return row


def told(dispute: Dispute) -> tuple[str, ...]:
    return dispute.question, dispute.position, dispute.adopted_answer, dispute.reasoning


def test_an_earlier_text_is_read_by_who_may_read_the_earlier_state(
    cast: Cast, case: Case, guarded: Person
) -> None:
    row = adopted(cast, case)
    (stood,) = yesterday(cast.mara, Dispute, pk=row.pk)
    assert told(stood) == ("Did Quillfeather leave?", "undetermined", "", "")


def test_for_others_words_say_that_there_was_one_and_no_text_of_today_stands_in_its_place(
    cast: Cast, case: Case, guarded: Person
) -> None:
    row = adopted(cast, case)
    (stood,) = yesterday(cast.teo, Dispute, pk=row.pk)
    assert told(stood) == (WITHHELD, "undetermined", "", "")


def test_a_text_that_was_not_edited_stays(cast: Cast, case: Case, guarded: Person) -> None:
    figure = make_figure(cast.mara, case, 3, population="families", breakdown={"women": 1})
    edit(figure, low=4, breakdown={"women": 2})
    (stood,) = yesterday(cast.teo, Figure, pk=figure.pk)
    assert (stood.population, stood.low, stood.breakdown) == ("families", 3, {})


def test_the_hours_of_an_action_are_told_in_their_zone_of_then(
    cast: Cast, case: Case, guarded: Person
) -> None:
    action = make_action(cast.mara, case, time_zone="Asia/Seoul", place="Quillfeather House")
    edit(action, time_zone="Europe/Paris", place="A house")
    (stood,) = yesterday(cast.teo, Action, pk=action.pk)
    assert (stood.time_zone, stood.place) == ("Asia/Seoul", WITHHELD)
