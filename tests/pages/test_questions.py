"""Open questions: asked, answered by sources that differ, decided, and what was held before."""

import uuid

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from casework.audit.models import Event
from casework.cases.models import Case, Dispute, DisputedClaim, StatusEntry
from casework.cases.services import open_dispute
from casework.sources.models import Citation, Source
from tests.cast import Cast
from tests.makers import make_case, make_citation, make_entry


def everything(model: type) -> object:
    return model.objects.unrestricted(because="a test counts what is stored")


@pytest.fixture
def asked(cast: Cast, case: Case) -> Dispute:
    return open_dispute(by=cast.mara, case=case, question="Did they ask for passage?")


def claim(**changed: object) -> dict[str, object]:
    """A principal says no, as an agency hands on."""
    return {
        "submission": uuid.uuid4(), "stance": "contradicts", "claim": "They did not ask.",
        "source_choice": "new", "teller": "An agency", "source_kind": "newspaper_or_agency",
        "source_date": "13 September 2005", "held": "seen", "reliability": "F",
        "hedge": "denied", "quotation": "They forced their way in.", "said_by": "the principal",
        "known_on": "2026-01-01", **changed,
    }  # fmt: skip


def position(question: Dispute, **changed: object) -> dict[str, object]:
    return {
        "submission": uuid.uuid4(), "seen_version": everything(Dispute).get().version,
        "position": "contested", "adopted_answer": "", "reasoning": "Two accounts.", **changed,
    }  # fmt: skip


def at(route: str, question: Dispute) -> str:
    return reverse(f"pages:{route}", args=[question.pk])


def test_a_question_is_asked_about_an_entry_and_found_on_its_file(
    client: Client, cast: Cast, case: Case
) -> None:
    entry = everything(StatusEntry).get(case=case, value="departed")
    client.force_login(cast.mara)
    address = reverse("pages:open_question", args=[case.reference])
    form = client.get(address, {"about": entry.pk}).context["form"]
    assert form["about"].value() == str(entry.pk)
    data = {"submission": form["submission"].value(), "question": "Did all seven leave?"}
    for _twice in range(2):
        answer = client.post(address, {**data, "about": entry.pk})
    question = everything(Dispute).get()
    assert answer.url == at("question", question)
    assert (question.about_id, question.position) == (entry.pk, "undetermined")
    assert "Did all seven leave?" in client.get(case.get_absolute_url()).content.decode()
    shown = client.get(at("question", question)).content.decode()
    assert f"#status-{entry.pk}" in shown


def test_a_question_is_not_about_an_entry_of_another_file(
    client: Client, cast: Cast, case: Case
) -> None:
    other = make_entry(cast.ines, make_case(cast.ines, cast.west_africa))
    client.force_login(cast.mara)
    data = {"submission": uuid.uuid4(), "question": "Whose?", "about": other.pk}
    answer = client.post(reverse("pages:open_question", args=[case.reference]), data)
    assert "about" in answer.context["form"].errors
    assert not everything(Dispute).exists()


def test_what_a_source_says_is_stored_once_with_its_words_and_whose_they_are(
    client: Client, cast: Cast, asked: Dispute
) -> None:
    client.force_login(cast.mara)
    data = claim()
    for _twice in range(2):
        assert client.post(at("add_claim", asked), data).status_code == 302
    said = everything(DisputedClaim).get()
    assert (said.citation.said_by, said.citation.hedge) == ("the principal", "denied")
    assert str(said.known_on) == "2026-01-01"
    for address in (at("question", asked), asked.case.get_absolute_url()):
        page = client.get(address).content.decode()
        assert "They forced their way in." in page
        assert "the principal" in page
        assert "Denied: They did not ask." in page


def test_a_passage_of_the_file_can_be_chosen(client: Client, cast: Cast, asked: Dispute) -> None:
    passage = everything(Citation).get()
    client.force_login(cast.mara)
    bare = {"quotation": "", "said_by": "", "hedge": ""}
    chosen = {"source_choice": "passage", "passage": passage.pk}
    assert client.post(at("add_claim", asked), claim(**bare, **chosen)).status_code == 302
    assert everything(DisputedClaim).get().citation == passage
    assert everything(Source).count() == 1


def test_a_passage_of_another_file_cannot_be_chosen(
    client: Client, cast: Cast, asked: Dispute
) -> None:
    foreign = make_citation(cast.ines)
    make_entry(cast.ines, make_case(cast.ines, cast.west_africa), citations=[foreign])
    client.force_login(cast.mara)
    data = claim(source_choice="passage", passage=foreign.pk, quotation="", said_by="")
    answer = client.post(at("add_claim", asked), data)
    assert "passage" in answer.context["form"].errors
    assert not everything(DisputedClaim).exists()


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"position": "adopted"}, "adopted_answer"),
        ({"reasoning": ""}, "reasoning"),
        ({"position": "undetermined", "adopted_answer": "They did."}, "adopted_answer"),
    ],
)
def test_a_position_has_its_answer_and_its_reasons(
    changed: dict, field: str, client: Client, cast: Cast, asked: Dispute
) -> None:
    client.force_login(cast.mara)
    answer = client.post(at("take_position", asked), position(asked, **changed))
    assert list(answer.context["form"].errors) == [field]
    assert everything(Dispute).get().position == "undetermined"


def test_the_database_refuses_a_position_without_reasons(cast: Cast, asked: Dispute) -> None:
    with pytest.raises(IntegrityError, match="a_position_has_its_reasons"), transaction.atomic():
        everything(Dispute).update(position="contested")


def test_what_was_held_before_is_read_on_the_page_with_who_and_when(
    client: Client, cast: Cast, asked: Dispute
) -> None:
    client.force_login(cast.mara)
    client.post(at("take_position", asked), position(asked))
    client.force_login(cast.teo)
    adopted = {"position": "adopted", "adopted_answer": "They did not.", "reasoning": "A film."}
    client.post(at("take_position", asked), position(asked, **adopted))
    client.force_login(cast.lou)
    answer = client.get(at("question", asked))
    told = [
        (step.who, difference.before, difference.after)
        for step in answer.context["steps"]
        for difference in step.differences
    ]
    assert ("Teo", "Two accounts.", "A film.") in told
    assert ("Mara", "undetermined", "contested") in told
    assert "We adopt one answer: They did not." in answer.content.decode()
    deeds = Event.objects.unrestricted(because="a test reads the trail")
    assert deeds.filter(deed="position_taken", object_id=asked.pk).count() == 2


def test_two_editors_do_not_overwrite_one_another(
    client: Client, cast: Cast, asked: Dispute
) -> None:
    client.force_login(cast.mara)
    first, second = position(asked), position(asked, reasoning="I read it otherwise.")
    client.post(at("take_position", asked), first)
    answer = client.post(at("take_position", asked), second)
    assert "Somebody else has saved this record" in answer.content.decode()
    assert everything(Dispute).get().reasoning == "Two accounts."
    seen = answer.context["form"]["seen_version"].value()
    again = {**second, "submission": uuid.uuid4(), "seen_version": seen}
    assert client.post(at("take_position", asked), again).status_code == 302
    assert everything(Dispute).get().reasoning == "I read it otherwise."


def test_a_second_click_is_no_second_editor(client: Client, cast: Cast, asked: Dispute) -> None:
    client.force_login(cast.mara)
    data = position(asked)
    client.post(at("take_position", asked), data)
    answer = client.post(at("take_position", asked), data, follow=True)
    assert "nothing was stored twice" in answer.content.decode()
    assert everything(Dispute).get().version == 2


@pytest.mark.parametrize("route", ["add_claim", "take_position"])
def test_readers_read_and_change_nothing(
    route: str, client: Client, cast: Cast, asked: Dispute
) -> None:
    client.force_login(cast.lou)
    assert client.get(at("question", asked)).status_code == 200
    assert client.post(at(route, asked), {**claim(), **position(asked)}).status_code == 403
    assert everything(Dispute).get().position == "undetermined"
