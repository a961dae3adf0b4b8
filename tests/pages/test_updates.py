"""Logging an update and reviewing it, as the people of a team do it through the pages."""

import uuid
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from casework.cases.models import Case, Part, StatusEntry
from casework.cases.vantage import Vantage
from casework.dossiers.material import gather
from casework.sources.models import Source
from tests.cast import Cast
from tests.makers import make_case, make_citation, make_entry, make_person


def everything(model: type) -> object:
    return model.objects.unrestricted(because="a test counts what is stored")


@pytest.fixture
def remaining(case: Case) -> Part:
    return everything(Part).get(case=case, is_remainder=True)


def two_more(remaining: Part, **changed: object) -> dict[str, object]:
    """Two more arrived in Seoul, early May 2008, heard from a partner, doubtful."""
    return {
        "submission": uuid.uuid4(), "axis": "situation", "concerns": "number", "number": "2",
        "number_put_as": "exact", "out_of": remaining.pk, "situation": "third_country",
        "since": "early May 2008", "told": "Two more arrived in Seoul.", "certainty": "believed",
        "hedge": "reportedly", "known_on": timezone.localdate().isoformat(),
        "source_choice": "new", "teller": "A partner", "source_kind": "email_or_call",
        "held": "seen", "reliability": "D", **changed,
    }  # fmt: skip


def log(client: Client, case: Case, data: dict[str, object]) -> object:
    return client.post(reverse("pages:log_update", args=[case.reference]), data)


def summary(case: Case, cast: Cast, known_on: date | None = None) -> str:
    return gather(case, cast.mara, Vantage(known_on=known_on)).group.summary


def test_an_update_waits_is_asked_about_answered_confirmed_and_then_counts(
    client: Client, cast: Cast, case: Case, remaining: Part
) -> None:
    before = summary(case, cast)
    client.force_login(cast.mara)
    answer = log(client, case, two_more(remaining))
    assert answer.status_code == 302, answer.context["form"].errors
    entry = everything(StatusEntry).latest("pk")
    assert (entry.since.words, entry.since.edtf) == ("early May 2008", "2008-05")
    assert summary(case, cast) == before == "7 departed · 10 unknown of 17"

    client.force_login(cast.teo)
    at = reverse("pages:review_entry", args=[entry.pk])
    assert client.get(reverse("pages:review")).content.count(at.encode()) == 1
    client.post(at, {"decision": "returned", "words": "Which partner, and when did they hear?"})
    client.force_login(cast.mara)
    assert (
        b"Which partner" in client.get(reverse("pages:answer_question", args=[entry.pk])).content
    )
    client.post(
        reverse("pages:answer_question", args=[entry.pk]),
        {
            "words": "The shelter.", "source_choice": "new", "teller": "The shelter",
            "source_kind": "email_or_call", "held": "seen", "reliability": "F",
            "hedge": "stated",
        },
    )
    assert summary(case, cast) == before
    client.force_login(cast.teo)
    client.post(at, {"decision": "confirmed"})
    assert summary(case, cast) == (
        "7 departed · 2 arrived in a third country (believed) · 8 unknown of 17"
    )
    yesterday = timezone.localdate() - timedelta(days=1)
    assert summary(case, cast, known_on=yesterday) == before


def test_the_same_submission_twice_is_stored_once(
    client: Client, cast: Cast, case: Case, remaining: Part
) -> None:
    client.force_login(cast.mara)
    data = two_more(remaining)
    log(client, case, data)
    stored = everything(StatusEntry).count(), everything(Source).count()
    again = client.post(reverse("pages:log_update", args=[case.reference]), data, follow=True)
    assert "nothing was stored twice" in again.content.decode()
    assert (everything(StatusEntry).count(), everything(Source).count()) == stored


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"number": "11"}, "There are only 10 people in there"),
        ({"number": "two"}, "whole number"),
        ({"number": ""}, "Say how many"),
        ({"since": "30 February 2008"}, "does not exist"),
        ({"since": "03/04/2008"}, "Choose which is meant"),
        ({"situation": ""}, "Choose what is so now"),
        ({"certainty": ""}, "required"),
        ({"teller": ""}, "Say who told us"),
        ({"known_on": "2999-01-01"}, "still to come"),
        ({"known_on": "yesterday"}, "valid date"),
        ({"concerns": "part", "part": ""}, "Choose the part"),
        ({"concerns": "people"}, "Choose at least one person"),
        ({"concerns": "people", "people": ["999"]}, "valid choice"),
        ({"axis": "event", "told": ""}, "Say in words what happened"),
        ({"source_choice": "old", "source": ""}, "Choose the source"),
    ],
)
def test_bad_input_gets_a_clear_message_and_stores_nothing(
    changed: dict, message: str, client: Client, cast: Cast, case: Case, remaining: Part
) -> None:
    client.force_login(cast.mara)
    stored = everything(StatusEntry).count(), everything(Source).count()
    answer = log(client, case, two_more(remaining, **changed))
    assert answer.status_code == 200
    words = " ".join(str(e) for errors in answer.context["form"].errors.values() for e in errors)
    assert message in words
    assert "Two more arrived" in answer.content.decode() or "told" in changed
    assert (everything(StatusEntry).count(), everything(Source).count()) == stored


@pytest.mark.parametrize(
    ("typed", "until", "begun", "ended"),
    [
        ("since January 2007", "", "2007-01", ""),
        ("Since January 2007", "March 2008", "2007-01", "2008-03"),
        ("from January to June 2006", "", "2006-01", "2006-06"),
        ("from January to June 2006", "from January to June 2006", "2006-01", "2006-06"),
        ("since January 2007 until 20 March 2008", "", "2007-01", "2008-03-20"),
        ("January 2007 or later", "", "2007-01/..", ""),
        ("between January and June 2006", "", "2006-01/2006-06", ""),
    ],
)
def test_a_stretch_of_time_is_kept_as_its_beginning_and_its_end(
    typed: str, until: str, begun: str, ended: str, client: Client, cast: Cast, case: Case,
    remaining: Part,
) -> None:  # fmt: skip
    client.force_login(cast.mara)
    answer = log(client, case, two_more(remaining, since=typed, until=until))
    assert answer.status_code == 302, answer.context["form"].errors
    entry = everything(StatusEntry).latest("pk")
    assert (entry.since.edtf, entry.until.edtf) == (begun, ended)
    assert entry.since.words == typed


@pytest.mark.parametrize(
    "changed",
    [{"since": "from January to June 2006", "until": "2008"},
     {"since": "since the Olympics until 2008"}],
)  # fmt: skip
def test_a_stretch_that_cannot_be_told_apart_is_asked_about(
    changed: dict, client: Client, cast: Cast, case: Case, remaining: Part
) -> None:
    client.force_login(cast.mara)
    answer = log(client, case, two_more(remaining, **changed))
    assert "in “Until when”" in str(answer.context["form"].errors["since"])


def test_what_had_not_begun_when_we_heard_is_no_situation(
    client: Client, cast: Cast, case: Case, remaining: Part
) -> None:
    client.force_login(cast.mara)
    later = {"since": "20 May 2008", "known_on": "2008-05-19"}
    answer = log(client, case, two_more(remaining, **later))
    assert "had not begun" in str(answer.context["form"].errors["since"])
    assert log(client, case, two_more(remaining, axis="event", **later)).status_code == 302
    on_the_day = {**later, "known_on": "2008-05-20"}
    assert log(client, case, two_more(remaining, **on_the_day)).status_code == 302


def test_an_ambiguous_date_is_asked_about_and_the_answer_is_kept(
    client: Client, cast: Cast, case: Case, remaining: Part
) -> None:
    client.force_login(cast.mara)
    asked = log(client, case, two_more(remaining, since="03/04/2008"))
    page = asked.content.decode()
    assert 'value="2008-04-03"' in page and 'value="2008-03-04"' in page
    log(client, case, two_more(remaining, since="03/04/2008", since_reading="2008-04-03"))
    entry = everything(StatusEntry).latest("pk")
    assert (entry.since.words, entry.since.earliest) == ("03/04/2008", date(2008, 4, 3))


def test_a_status_of_somebody_outside_the_group_is_refused(
    client: Client, cast: Cast, case: Case, remaining: Part
) -> None:
    elsewhere = make_case(cast.mara, cast.east_asia)
    stranger = make_person(cast.mara, elsewhere, "Somebody else")
    client.force_login(cast.mara)
    answer = log(client, case, two_more(remaining, concerns="people", people=[stranger.pk]))
    assert "people" in answer.context["form"].errors


def test_several_named_people_give_one_entry_each_once(
    client: Client, cast: Cast, case: Case, remaining: Part
) -> None:
    people = [make_person(cast.mara, case, name).pk for name in ("One", "Two")]
    client.force_login(cast.mara)
    data = two_more(remaining, concerns="people", people=people)
    log(client, case, data)
    log(client, case, data)
    assert everything(StatusEntry).filter(person__in=people).count() == 2


def test_nobody_reviews_their_own_entry(client: Client, cast: Cast, case: Case) -> None:
    entry = make_entry(cast.teo, case, citations=[make_citation(cast.teo)])
    client.force_login(cast.teo)
    at = reverse("pages:review_entry", args=[entry.pk])
    answer = client.post(at, {"decision": "confirmed"})
    assert "You logged this entry yourself" in answer.content.decode()
    assert not entry.reviews.unrestricted(because="a test counts").exists()


def test_sending_back_needs_the_question(client: Client, cast: Cast, case: Case) -> None:
    entry = make_entry(cast.mara, case)
    client.force_login(cast.teo)
    at = reverse("pages:review_entry", args=[entry.pk])
    answer = client.post(at, {"decision": "returned", "words": ""})
    assert "Say what is missing" in answer.content.decode()


def test_a_withdrawn_entry_stops_counting_once_confirmed_and_stays_readable(
    client: Client, cast: Cast, case: Case
) -> None:
    departed = everything(StatusEntry).get(case=case, value="departed")
    client.force_login(cast.mara)
    at = reverse("pages:retract", args=[case.reference, departed.pk])
    form = client.get(at).context["form"]
    client.post(
        at, {"submission": form["submission"].value(), "reason_in_words": "It was another group."}
    )
    assert summary(case, cast) == "7 departed · 10 unknown of 17"
    withdrawal = everything(StatusEntry).latest("pk")
    client.force_login(cast.teo)
    client.post(reverse("pages:review_entry", args=[withdrawal.pk]), {"decision": "confirmed"})
    assert "departed" not in summary(case, cast)
    assert everything(StatusEntry).filter(pk=departed.pk).exists()


def test_the_live_reading_of_a_date(client: Client, cast: Cast) -> None:
    client.force_login(cast.mara)
    at = reverse("pages:read_date")
    said = client.post(at, {"field": "since", "id": "id_since", "since": "March 2008"})
    assert "March 2008" in said.content.decode()
    forged = client.post(at, {"field": '"><script>', "id": "x", "since": "2008"})
    assert forged.status_code == 400


def test_the_same_page_edited_by_two_loses_nobodys_text(
    client: Client, cast: Cast, case: Case
) -> None:
    client.force_login(cast.mara)
    at = reverse("pages:edit_case", args=[case.reference])
    form = client.get(at).context["form"]
    opened = {name: form[name].value() for name in form.fields}
    opened = {key: value if value is not None else "" for key, value in opened.items()}
    opened["teams"] = [cast.east_asia.pk]
    opened["issues"] = []
    client.post(at, {**opened, "summary": "Saved first."})
    answer = client.post(at, {**opened, "summary": "Written meanwhile."})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Saved first." in page and "Written meanwhile." in page
    assert "Somebody else has saved this record" in page
    stored = everything(Case).get(pk=case.pk)
    assert stored.summary == "Saved first."
    seen = answer.context["form"]["seen_version"].value()
    client.post(at, {**opened, "summary": "Both, brought together.", "seen_version": seen})
    assert everything(Case).get(pk=case.pk).summary == "Both, brought together."
