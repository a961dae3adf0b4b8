"""Correcting an entry from its page: a new row that says what was wrong, and is reviewed."""

import uuid

import pytest
from django.test import Client
from django.urls import reverse

from casework.cases import status
from casework.cases.codes import Decision, Situation
from casework.cases.models import Case, Part, StatusEntry
from casework.dossiers.material import gather
from casework.sources.models import Citation
from tests.cast import Cast
from tests.makers import make_case, make_citation, make_entry, make_person, when


def everything(model: type) -> object:
    return model.objects.unrestricted(because="a test counts what is stored")


@pytest.fixture
def departed(case: Case) -> StatusEntry:
    return everything(StatusEntry).get(case=case, value="departed")


def address(entry: StatusEntry) -> str:
    return reverse("pages:replace", args=[entry.case.reference, entry.pk])


def as_filled(client: Client, entry: StatusEntry, **changed: object) -> dict[str, object]:
    """What a browser would send of the form as it is filled in, with these changes."""
    form = client.get(address(entry)).context["form"]
    filled = {
        name: form[name].value() for name in form.fields if form[name].value() not in (None, "")
    }
    for name in ("since", "until"):
        filled[name] = getattr(entry, name).words
    return {**filled, "reason_in_words": "The report says the 21st.", **changed}


def test_a_correction_waits_and_then_takes_the_place_of_what_was_wrong(
    client: Client, cast: Cast, case: Case, departed: StatusEntry
) -> None:
    client.force_login(cast.mara)
    data = as_filled(client, departed, since="21 March 2008")
    for _twice in range(2):
        assert client.post(address(departed), data).status_code == 302
    fresh = everything(StatusEntry).get(corrects=departed)
    assert (fresh.reason, fresh.reason_in_words) == ("correction", "The report says the 21st.")
    assert (fresh.value, fresh.part_id) == (departed.value, departed.part_id)
    assert fresh.since.edtf == "2008-03-21"
    cited = [set(everything(Citation).filter(pk__in=e.citations.unrestricted(
        because="a test reads back").values("pk"))) for e in (fresh, departed)]  # fmt: skip
    assert cited[0] == cited[1] != set()
    assert departed in gather(case, cast.mara).in_force
    status.review(by=cast.teo, entry=fresh, decision=Decision.CONFIRMED)
    material = gather(case, cast.mara)
    assert fresh in material.in_force
    assert departed not in material.in_force
    assert departed in material.no_longer


def test_a_date_that_nobody_touched_keeps_its_narrower_bounds(client: Client, cast: Cast) -> None:
    case = make_case(cast.mara, cast.east_asia)
    narrow = when("March 2008")
    narrow = type(narrow)(narrow.words, narrow.edtf, narrow.earliest, when("20 March 2008").latest)
    entry = make_entry(cast.mara, case, since=narrow, until=narrow, confirmed_by=cast.teo)
    client.force_login(cast.mara)
    data = as_filled(client, entry, certainty="believed", source_choice="none")
    assert client.post(address(entry), data).status_code == 302
    fresh = everything(StatusEntry).get(corrects=entry)
    assert (fresh.since, fresh.until, fresh.certainty) == (narrow, narrow, "believed")


def test_a_number_may_grow_by_the_people_whom_it_counted_already(
    client: Client, cast: Cast, case: Case
) -> None:
    remaining = everything(Part).get(case=case, is_remainder=True)
    two = make_entry(
        cast.mara, case, Situation.THIRD_COUNTRY, part=remaining, count=2,
        count_qualifier="exact", citations=[make_citation(cast.mara)], confirmed_by=cast.teo,
    )  # fmt: skip
    client.force_login(cast.mara)
    assert client.post(address(two), as_filled(client, two, number="10")).status_code == 302
    assert everything(StatusEntry).get(corrects=two).count == 10


def test_two_corrections_of_one_entry_do_not_both_count(
    client: Client, cast: Cast, departed: StatusEntry
) -> None:
    client.force_login(cast.mara)
    client.post(address(departed), as_filled(client, departed, since="21 March 2008"))
    client.force_login(cast.teo)
    late = as_filled(client, departed, since="22 March 2008", submission=uuid.uuid4())
    answer = client.post(address(departed), late)
    assert "corrected or withdrawn this entry already" in answer.content.decode()
    assert everything(StatusEntry).filter(corrects=departed).count() == 1
    first = everything(StatusEntry).get(corrects=departed)
    status.review(by=cast.teo, entry=first, decision=Decision.REJECTED, words="Not so.")
    late["submission"] = uuid.uuid4()
    assert client.post(address(departed), late).status_code == 302


@pytest.mark.parametrize(
    ("changed", "field"),
    [({"reason_in_words": ""}, "reason_in_words"), ({"axis": "workflow"}, "axis")],
)
def test_a_correction_says_why_and_is_of_the_people(
    changed: dict, field: str, client: Client, cast: Cast, departed: StatusEntry
) -> None:
    client.force_login(cast.mara)
    answer = client.post(address(departed), as_filled(client, departed, **changed))
    assert field in answer.context["form"].errors


def test_one_entry_is_corrected_for_one_person(client: Client, cast: Cast) -> None:
    case = make_case(cast.mara, cast.east_asia)
    people = [make_person(cast.mara, case, f"Person {n}") for n in range(2)]
    entry = make_entry(cast.mara, case, person=people[0], confirmed_by=cast.teo)
    client.force_login(cast.mara)
    data = as_filled(client, entry, people=[person.pk for person in people])
    assert "people" in client.post(address(entry), data).context["form"].errors


def test_what_waits_is_not_corrected_but_reviewed(client: Client, cast: Cast, case: Case) -> None:
    client.force_login(cast.mara)
    assert client.get(address(make_entry(cast.mara, case))).status_code == 404
