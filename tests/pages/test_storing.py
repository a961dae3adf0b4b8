"""What is sent is stored once, and what is not stored is said: nothing typed is lost silently."""

import uuid

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from casework.cases import status
from casework.cases.case_forms import CaseForm
from casework.cases.models import Case, Part, StatusEntry
from casework.sources.models import Source
from tests.cast import Cast
from tests.makers import make_case, make_entry, make_person
from tests.pages.test_updates import everything, log, remaining, two_more

__all__ = ["remaining"]  # a fixture

OTHER_CONTENT = "An update with other content was stored from this form already"


def stored() -> tuple[int, int, int]:
    return tuple(everything(model).count() for model in (Case, StatusEntry, Source))


# ---- Opening a file -----------------------------------------------------------------------------


def new_file(client: Client, cast: Cast, **changed: object) -> dict[str, object]:
    """What the opening form would send."""
    page = client.get(reverse("pages:open_case"))
    return {
        "submission": page.context["submission"], "public_title": "Nine people",
        "kind": "group", "country": "CN", "priority": "normal", "publicity": "undecided",
        "sight": "teams", "summary": "Heard of on the telephone.", "teams": [cast.east_asia.pk],
        "lead": cast.mara.pk, "seen_version": "0", **changed,
    }  # fmt: skip


def test_opening_a_file_twice_with_the_same_form_is_one_file(client: Client, cast: Cast) -> None:
    client.force_login(cast.mara)
    at, data = reverse("pages:open_case"), new_file(client, cast)
    page = client.get(at)
    assert f'name="submission" value="{page.context["submission"]}"' in page.content.decode()
    first = client.post(at, data)
    assert first.status_code == 302, first.context["form"].errors
    second = client.post(at, data, follow=True)
    case = everything(Case).get()
    assert first.headers["Location"] == case.get_absolute_url()
    assert second.redirect_chain == [(case.get_absolute_url(), 302)]
    assert "nothing was stored twice" in second.content.decode()
    assert everything(StatusEntry).filter(case=case).count() == 1


def test_the_opening_form_sent_again_with_other_words_loses_none(
    client: Client, cast: Cast
) -> None:
    client.force_login(cast.mara)
    at, data = reverse("pages:open_case"), new_file(client, cast)
    client.post(at, data)
    asked = client.post(at, {**data, "summary": "Another group altogether."})
    assert asked.status_code == 200
    assert "Another group altogether." in asked.content.decode()
    assert "opened from this form already" in asked.content.decode()
    assert everything(Case).count() == 1
    fresh = asked.context["submission"]
    client.post(at, {**data, "summary": "Another group altogether.", "submission": fresh})
    assert everything(Case).count() == 2


def test_the_opening_form_of_a_file_that_is_hidden_now_leads_to_the_list(
    client: Client, cast: Cast
) -> None:
    client.force_login(cast.mara)
    at, data = reverse("pages:open_case"), new_file(client, cast)
    client.post(at, data)
    everything(Case).get().teams.set([cast.west_africa])
    again = client.post(at, data, follow=True)
    assert again.redirect_chain == [(reverse("pages:case_list"), 302)]
    assert "nothing was stored twice" in again.content.decode()
    assert everything(Case).count() == 1


# ---- Logging an update --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "changed",
    [
        {"told": "Two more arrived in Busan."},
        {"situation": "departed"},
        {"certainty": "known"},
        {"since": "late May 2008"},
        {"number": "3"},
        {"concerns": "all"},
        {"place": "Busan"},
        {"quotation": "They are with us."},
        {"teller": "Another partner"},
        {"source_choice": "none", "hedge": ""},
        {"since": "", "since_missing": "not_asked"},
        {"said_by": "The shelter’s cook"},
    ],
)
def test_another_update_from_the_same_form_is_asked_about_and_then_stored(
    changed: dict, client: Client, cast: Cast, case: Case, remaining: Part
) -> None:
    client.force_login(cast.mara)
    data = two_more(remaining)
    log(client, case, data)
    before = stored()
    asked = log(client, case, {**data, **changed})
    assert asked.status_code == 200
    assert OTHER_CONTENT in asked.content.decode()
    assert stored() == before
    for name, value in changed.items():
        assert asked.context["form"].data[name] == value
    fresh = asked.context["form"]["submission"].value()
    assert fresh != str(data["submission"])
    assert f'value="{fresh}"' in asked.content.decode()
    again = {**data, **changed, "submission": fresh}
    assert log(client, case, again).status_code == 302
    assert stored()[1] == before[1] + 1
    twice = client.post(reverse("pages:log_update", args=[case.reference]), again, follow=True)
    assert "nothing was stored twice" in twice.content.decode()
    assert stored()[1] == before[1] + 1


@pytest.mark.parametrize(("first", "second"), [("A", "AB"), ("AB", "A"), ("AB", "AC"), ("A", "")])
def test_other_people_from_the_same_form_are_not_lost(
    first: str, second: str, client: Client, cast: Cast, case: Case, remaining: Part
) -> None:
    people = {name: make_person(cast.mara, case, name).pk for name in "ABC"}

    def concerning(names: str, data: dict[str, object]) -> dict[str, object]:
        chosen = {"concerns": "people", "people": [people[name] for name in names]}
        return {**data, **(chosen if names else {"concerns": "all"})}

    client.force_login(cast.mara)
    data = two_more(remaining)
    log(client, case, concerning(first, data))
    before = stored()
    asked = log(client, case, concerning(second, data))
    assert OTHER_CONTENT in asked.content.decode()
    assert stored() == before
    fresh = asked.context["form"]["submission"].value()
    log(client, case, concerning(second, {**data, "submission": fresh}))
    assert stored()[1] == before[1] + (len(second) or 1)


def test_people_ticked_in_another_order_are_the_same_update(
    client: Client, cast: Cast, case: Case, remaining: Part
) -> None:
    people = [make_person(cast.mara, case, name).pk for name in "AB"]
    client.force_login(cast.mara)
    data = two_more(remaining, concerns="people", people=people)
    log(client, case, data)
    before = stored()
    assert log(client, case, {**data, "people": people[::-1]}).status_code == 302
    assert stored() == before


@pytest.mark.parametrize("axis", ["situation", "workflow"])
def test_a_token_that_was_used_on_another_file_or_by_a_colleague_stands_in_nobodys_way(
    axis: str, client: Client, cast: Cast, case: Case, remaining: Part
) -> None:
    elsewhere = make_case(cast.mara, cast.east_asia)
    own_work = {"axis": "workflow", "workflow": "active"} if axis == "workflow" else {}
    data = two_more(remaining, concerns="all", out_of="", **own_work)
    client.force_login(cast.mara)
    before = stored()[1]
    assert log(client, case, data).status_code == 302
    assert log(client, elsewhere, data).status_code == 302
    client.force_login(cast.teo)
    assert log(client, case, data).status_code == 302
    assert stored()[1] == before + 3


def test_a_withdrawal_under_a_token_of_another_file_is_stored(
    client: Client, cast: Cast, case: Case, remaining: Part
) -> None:
    file = make_case(cast.mara, cast.east_asia)
    elsewhere = make_entry(cast.mara, file, confirmed_by=cast.teo)
    client.force_login(cast.mara)
    data = two_more(remaining)
    log(client, case, data)
    at = reverse("pages:retract", args=[elsewhere.case.reference, elsewhere.pk])
    told = {"submission": data["submission"], "reason_in_words": "It was another group."}
    assert client.post(at, told).status_code == 302
    assert everything(StatusEntry).get(corrects=elsewhere).reason == "retraction"
    again = client.post(at, told, follow=True)
    assert "nothing was stored twice" in again.content.decode()
    assert everything(StatusEntry).filter(corrects=elsewhere).count() == 1


# ---- What a service or the database would refuse ------------------------------------------------


@pytest.mark.parametrize("number", ["2147483648", "9" * 30])
def test_a_number_too_great_to_be_kept_gets_a_clear_message(
    number: str, client: Client, cast: Cast
) -> None:
    unmeasured = make_case(cast.mara, cast.east_asia)
    client.force_login(cast.mara)
    before = stored()
    data = {
        "submission": uuid.uuid4(), "axis": "situation", "concerns": "number", "number": number,
        "number_put_as": "exact", "situation": "sheltered", "certainty": "known",
        "hedge": "stated", "known_on": "2008-06-25", "source_choice": "none",
    }  # fmt: skip
    answer = log(client, unmeasured, data)
    assert answer.status_code == 200
    assert "than can be stored" in str(answer.context["form"].errors["number"])
    assert stored() == before


def refused_by_a_service(**told: object) -> None:
    raise ValidationError({"person": "Nobody of this file.", "told": "Say it otherwise."})


def test_what_a_service_refuses_stands_on_the_form_with_nothing_lost(
    client: Client, cast: Cast, case: Case, remaining: Part, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.force_login(cast.mara)
    before = stored()
    monkeypatch.setattr(status, "log_update", refused_by_a_service)
    answer = log(client, case, two_more(remaining))
    assert answer.status_code == 200
    assert "Nobody of this file." in answer.content.decode()
    assert "Two more arrived in Seoul." in answer.content.decode()
    assert "Say it otherwise." in str(answer.context["form"].errors["told"])
    assert stored() == before


def test_what_a_service_refuses_of_a_withdrawal_stands_on_its_form(
    client: Client, cast: Cast, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = everything(StatusEntry).get(case=case, value="departed")
    client.force_login(cast.mara)
    monkeypatch.setattr(status, "log_update", refused_by_a_service)
    answer = client.post(
        reverse("pages:retract", args=[case.reference, entry.pk]),
        {"submission": uuid.uuid4(), "reason_in_words": "It was another group."},
    )
    assert answer.status_code == 200
    assert "Nobody of this file." in answer.content.decode()
    assert "It was another group." in answer.content.decode()


# ---- Words without a source ---------------------------------------------------------------------


@pytest.mark.parametrize("name", ["quotation", "locator", "said_by"])
@pytest.mark.parametrize(
    "without", [{"source_choice": "none"}, {"axis": "workflow", "workflow": "active"}]
)
def test_words_of_a_source_are_not_dropped_where_no_source_is_stored(
    name: str, without: dict, client: Client, cast: Cast, case: Case, remaining: Part
) -> None:
    client.force_login(cast.mara)
    before = stored()
    answer = log(client, case, two_more(remaining, **without, **{name: "Page 3"}))
    assert answer.status_code == 200
    assert name in answer.context["form"].errors
    shown_when = {
        "source_choice": "old new none passage same",
        "axis": "situation legal_stage event workflow",
    }
    (field,) = without.keys() & shown_when.keys()
    assert f'data-when="{field}={shown_when[field]}"' in answer.content.decode()
    assert stored() == before


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"source_choice": "none", "quotation": "They are with us."}, "quotation"),
        ({"source_choice": "new", "hedge": "stated", "source_kind": "letter"}, "teller"),
        ({"source_choice": "old", "hedge": "stated"}, "source"),
        ({"source_choice": "new", "teller": "The shelter", "source_kind": "letter"}, "hedge"),
    ],
)
def test_an_answer_names_one_source_for_its_words(
    told: dict, field: str, client: Client, cast: Cast, case: Case
) -> None:
    entry = make_entry(cast.mara, case)
    status.review(by=cast.teo, entry=entry, decision="returned", words="Who says so?")
    client.force_login(cast.mara)
    before = stored()
    at = reverse("pages:answer_question", args=[entry.pk])
    answer = client.post(at, {"words": "See there.", **told})
    assert answer.status_code == 200
    assert field in answer.context["form"].errors
    assert stored() == before


# ---- Two people, one row ------------------------------------------------------------------------


def test_saving_the_cover_leaves_what_was_logged_meanwhile(cast: Cast, case: Case) -> None:
    opened = Case.objects.visible_to(cast.mara).get(pk=case.pk)
    form = CaseForm(instance=opened, user=cast.mara)
    data = {name: form[name].value() or "" for name in form.fields}
    data |= {"teams": [cast.east_asia.pk], "issues": [], "summary": "Written on the cover."}
    make_entry(cast.teo, case, "closed", axis="workflow")
    form = CaseForm(data, instance=opened, user=cast.mara)
    assert form.is_valid(), form.errors
    form.save()
    case.refresh_from_db()
    assert (case.workflow, case.summary) == ("closed", "Written on the cover.")


# ---- What no address and no field holds ---------------------------------------------------------


@pytest.mark.parametrize("reference", ["c-0000001", "C_0000001", "C-", "C-0000001%20", "X-1"])
def test_what_is_no_reference_is_no_address(reference: str, client: Client, cast: Cast) -> None:
    client.force_login(cast.mara)
    assert client.get(f"/cases/{reference}/").status_code == 404


@pytest.mark.parametrize(
    "name",
    ["told", "teller", "place", "quotation", "locator", "since", "source_date", "submission",
     "number", "situation"],
)  # fmt: skip
def test_a_nul_in_what_is_typed_is_an_error_of_its_field(
    name: str, client: Client, cast: Cast, case: Case, remaining: Part
) -> None:
    client.force_login(cast.mara)
    before = stored()
    answer = log(client, case, two_more(remaining, **{name: "in 2008\0"}))
    assert answer.status_code == 200
    assert name in answer.context["form"].errors
    assert stored() == before
