"""Who sees a file is decided by its lead and its managers, on one page, and recorded."""

import pytest
from django.test import Client
from django.urls import reverse

from casework.audit.models import Event
from casework.cases.models import Case
from tests.cast import Cast, again, sign_in


def stored(case: Case) -> Case:
    return Case.objects.unrestricted(because="a test reads what is stored").get(pk=case.pk)


def form_of(client: Client, case: Case, **changed: object) -> dict[str, object]:
    """What the page would send, but for what is changed."""
    form = client.get(reverse("pages:case_readers", args=[case.reference])).context["form"]
    told = {name: form[name].value() for name in form.fields if form[name].value()}
    return {**told, "because": "safety", **changed}


def send(client: Client, case: Case, **changed: object):
    at = reverse("pages:case_readers", args=[case.reference])
    return client.post(at, form_of(client, case, **changed))


def sees(case: Case, user: object) -> bool:
    return Case.objects.visible_to(again(user)).filter(pk=case.pk).exists()


def test_a_manager_narrows_a_file_to_named_people(client: Client, cast: Cast, case: Case) -> None:
    sign_in(client, cast.teo)
    answer = send(client, case, sight="named", named_readers=[cast.teo.pk, cast.ines.pk])
    assert answer.status_code == 302
    assert sees(case, cast.teo) and sees(case, cast.ines)
    assert not sees(case, cast.mara) and not sees(case, cast.okoro)
    (event,) = Event.objects.visible_to(cast.abel).filter(deed="readers_of_file_changed")
    assert event.actor == cast.teo and event.object_id == case.pk
    assert event.why == "safety"
    assert event.detail["sight_before"] == "teams" and event.detail["sight_after"] == "named"
    assert event.detail["named_after"] == sorted([cast.teo.pk, cast.ines.pk])


def test_a_file_narrowed_to_people_and_widened_again_keeps_no_names(
    client: Client, cast: Cast, case: Case
) -> None:
    sign_in(client, cast.teo)
    send(client, case, sight="named", named_readers=[cast.teo.pk])
    send(client, case, sight="all_staff")
    assert stored(case).named_readers == []
    assert sees(case, cast.ines) and not sees(case, cast.abel)


def test_the_lead_decides_too_and_other_caseworkers_do_not(
    client: Client, cast: Cast, case: Case
) -> None:
    Case.objects.unrestricted(because="a test sets the lead").update(lead=cast.mara)
    sign_in(client, cast.mara)
    assert send(client, case, sight="all_staff").status_code == 302
    Case.objects.unrestricted(because="a test sets the lead").update(lead=cast.teo)
    at = reverse("pages:case_readers", args=[case.reference])
    assert client.post(at, {"sight": "teams"}).status_code == 403


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"sight": "named", "named_readers": []}, "Choose at least one colleague."),
        ({"sight": "teams", "teams": []}, "Choose at least one team."),
        ({"because": ""}, "This field is required."),
    ],
)
def test_a_file_is_never_left_without_readers_or_reason(
    client: Client, cast: Cast, case: Case, changed: dict, words: str
) -> None:
    sign_in(client, cast.teo)
    page = send(client, case, **changed)
    assert page.status_code == 200 and words in page.content.decode()
    assert stored(case).sight == "teams"


def test_nobody_decides_themselves_out_of_sight(client: Client, cast: Cast, case: Case) -> None:
    sign_in(client, cast.teo)
    for changed in (
        {"sight": "named", "named_readers": [cast.ines.pk]},
        {"sight": "teams", "teams": [cast.west_africa.pk]},
    ):
        page = send(client, case, **changed)
        assert "no longer see the file yourself" in page.content.decode()
        assert sees(case, cast.mara)


@pytest.mark.parametrize("stranger", ["abel", "vera"])
def test_who_can_see_no_file_cannot_be_named(
    client: Client, cast: Cast, case: Case, stranger: str
) -> None:
    sign_in(client, cast.teo)
    named = [cast.teo.pk, cast.everybody()[stranger].pk]
    assert send(client, case, sight="named", named_readers=named).status_code == 200
    assert stored(case).sight == "teams"


def test_two_who_decide_at_once_are_both_told(client: Client, cast: Cast, case: Case) -> None:
    sign_in(client, cast.teo)
    stale = form_of(client, case, sight="named", named_readers=[cast.teo.pk])
    send(client, case, sight="all_staff")
    page = client.post(reverse("pages:case_readers", args=[case.reference]), stale)
    assert "Somebody else has saved this record" in page.content.decode()
    assert stored(case).sight == "all_staff"


def test_the_page_names_everybody_who_sees_the_file(
    client: Client, cast: Cast, case: Case
) -> None:
    sign_in(client, cast.teo)
    page = client.get(reverse("pages:case_readers", args=[case.reference]))
    assert set(page.context["readers"]) == {cast.mara, cast.teo, cast.lou}


def test_the_cover_of_a_file_cannot_change_who_sees_it(
    client: Client, cast: Cast, case: Case
) -> None:
    sign_in(client, cast.teo)
    at = reverse("pages:edit_case", args=[case.reference])
    form = client.get(at).context["form"]
    told = {name: form[name].value() or "" for name in form.fields} | {"issues": []}
    client.post(
        at, {**told, "sight": "all_staff", "teams": [cast.west_africa.pk], "lead": cast.ines.pk}
    )
    assert stored(case).version == case.version + 1
    assert not sees(case, cast.ines) and sees(case, cast.mara)
