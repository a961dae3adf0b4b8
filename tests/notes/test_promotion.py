"""From a note into the file: only by who may, only what she sends, and the trail says so."""

import uuid

import pytest
from django.test import Client
from django.urls import reverse

from casework.audit.models import Event
from casework.cases.models import Case, CaseCitation, StatusEntry
from casework.notes.models import Note
from casework.sources.models import Source
from tests.cast import Cast
from tests.makers import make_note

BECAUSE = "a test looks at what is stored"
TEXT = "The partner Quuxolithia says: two more arrived."


@pytest.fixture(params=["case_team", "named"])
def note(request: pytest.FixtureRequest, case: Case, cast: Cast) -> Note:
    return make_note(cast.teo, case, request.param, named_readers=[cast.mara.pk], text=TEXT)


def promoted() -> list[dict]:
    events = Event.objects.unrestricted(because=BECAUSE).filter(deed="note_promoted")
    return list(events.order_by("pk").values_list("detail", flat=True))


def update(**changed: object) -> dict[str, object]:
    return {
        "submission": uuid.uuid4(), "axis": "event", "concerns": "all", "certainty": "believed",
        "told": "Two more arrived.", "hedge": "stated", "known_on": "2008-06-25",
        "source_choice": "none", **changed,
    }  # fmt: skip


def source(**changed: object) -> dict[str, object]:
    return {
        "submission": uuid.uuid4(), "quotation": "Two more arrived.", "teller": "A partner",
        "source_kind": "email_or_call", "held": "seen", "reliability": "F", "hedge": "stated",
        **changed,
    }  # fmt: skip


def test_an_update_is_logged_from_a_note_as_the_writer_sends_it(
    client: Client, cast: Cast, case: Case, note: Note
) -> None:
    client.force_login(cast.mara)
    at = reverse("pages:update_from_note", args=[note.pk])
    form = client.post(at)
    assert form.context["form"]["told"].value() == TEXT
    assert "Filled from a note" in form.content.decode()
    assert promoted() == []
    data = update()
    assert client.post(at, data).headers["Location"] == case.get_absolute_url()
    entry = StatusEntry.objects.visible_to(cast.mara).get(told="Two more arrived.")
    assert entry.recorded_by == cast.mara
    assert promoted() == [{"case": case.pk, "to": "cases.StatusEntry", "entries": [entry.pk]}]
    twice = client.post(at, data, follow=True)
    assert "nothing was stored twice" in twice.content.decode()
    assert len(promoted()) == 1


def test_a_wrong_update_from_a_note_stands_on_its_form(
    client: Client, cast: Cast, note: Note
) -> None:
    client.force_login(cast.mara)
    at = reverse("pages:update_from_note", args=[note.pk])
    answer = client.post(at, update(told=""))
    assert answer.status_code == 200 and "told" in answer.context["form"].errors
    assert promoted() == []


def test_a_source_is_kept_from_a_note_as_the_writer_sends_it(
    client: Client, cast: Cast, case: Case, note: Note
) -> None:
    client.force_login(cast.mara)
    at = reverse("pages:source_from_note", args=[note.pk])
    form = client.post(at)
    assert form.context["form"]["quotation"].value() == TEXT
    assert "teller" in client.post(at, source(teller="")).context["form"].errors
    data = source()
    kept = client.post(at, data, follow=True)
    assert "Two more arrived." in kept.content.decode()
    made = Source.objects.visible_to(cast.lou).get(described_as="A partner")
    citation = CaseCitation.objects.visible_to(cast.lou).get(
        case=case, citation__source=made
    ).citation_id  # fmt: skip
    assert promoted() == [
        {"case": case.pk, "to": "sources.Source", "source": made.pk, "citation": citation}
    ]
    twice = client.post(at, data, follow=True)
    assert "nothing was stored twice" in twice.content.decode()
    assert len(promoted()) == 1
    assert Source.objects.visible_to(cast.mara).filter(described_as="A partner").count() == 1


def test_filling_a_form_from_a_sealed_note_is_an_opening(
    client: Client, cast: Cast, case: Case
) -> None:
    note = make_note(cast.teo, case, "named", named_readers=[cast.mara.pk], text=TEXT)
    client.force_login(cast.mara)
    for route in ("update_from_note", "source_from_note"):
        client.post(reverse(f"pages:{route}", args=[note.pk]))
    events = Event.objects.unrestricted(because=BECAUSE).filter(
        deed="note_opened", object_id=note.pk, actor=cast.mara
    )
    assert events.count() == 2


def test_who_reads_a_note_but_may_not_edit_the_file_brings_nothing_of_it_in(
    client: Client, cast: Cast, case: Case
) -> None:
    note = make_note(cast.mara, case, "named", named_readers=[cast.lou.pk], text=TEXT)
    client.force_login(cast.lou)
    page = client.post(reverse("pages:note", args=[note.pk])).content.decode()
    assert TEXT in page and "Keep as a source" not in page
    for route, data in (("update_from_note", update()), ("source_from_note", source())):
        at = reverse(f"pages:{route}", args=[note.pk])
        assert client.post(at).status_code == client.post(at, data).status_code == 403
    assert promoted() == []
