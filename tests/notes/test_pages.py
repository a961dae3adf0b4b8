"""Notes on their pages: covers and openings, who may change readers, and what lists never show."""

import re
import uuid

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from accounts.models import Membership
from casework.audit.models import Event
from casework.cases.models import Case
from casework.notes.models import Note, ReadersChange
from casework.notes.services import write_note
from casework.notes.texts import text_of
from tests.cast import Cast, sign_in
from tests.makers import make_action, make_case, make_note, make_person

BECAUSE = "a test looks at what is stored"
SECRET = "Quuxolithic words."


@pytest.fixture
def sealed(case: Case, cast: Cast) -> Note:
    """Mara's note for Teo alone."""
    return make_note(cast.mara, case, "named", named_readers=[cast.teo.pk], text=SECRET)


def page_of(client: Client, route: str, *keys: object) -> str:
    answer = client.get(reverse(route, args=keys))
    assert answer.status_code == 200
    return answer.content.decode()


def openings() -> list[tuple[str, int]]:
    events = Event.objects.unrestricted(because=BECAUSE).filter(deed="note_opened").order_by("pk")
    return list(events.values_list("actor__username", "object_id"))


# ---- Reading ------------------------------------------------------------------------------------


def test_a_sealed_note_shows_its_cover_until_it_is_opened(
    client: Client, cast: Cast, sealed: Note
) -> None:
    sign_in(client, cast.teo)
    cover = page_of(client, "pages:note", sealed.pk)
    assert SECRET not in cover
    assert "Open the sealed note" in cover and "cannot be searched" in cover
    assert re.findall(r"<li>(\w+)</li>", cover)[:2] == ["Mara", "Teo"]
    client.head(reverse("pages:note", args=[sealed.pk]))
    assert openings() == []
    opened = client.post(reverse("pages:note", args=[sealed.pk]))
    assert SECRET in opened.content.decode()
    assert openings() == [("teo", sealed.pk)]


def test_the_opening_is_written_before_the_text_is_read(
    client: Client, cast: Cast, sealed: Note, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = []

    def watched(note: Note) -> str:
        seen.append(openings())
        return text_of(note)

    monkeypatch.setattr("casework.notes.services.text_of", watched)
    sign_in(client, cast.teo)
    client.post(reverse("pages:note", args=[sealed.pk]))
    assert seen == [[("teo", sealed.pk)]]


@pytest.mark.parametrize("name", ["lou", "ines", "okoro", "abel", "vera"])
def test_who_may_not_read_it_finds_nothing_to_open(
    name: str, client: Client, cast: Cast, sealed: Note
) -> None:
    sign_in(client, cast.everybody()[name])
    for route in ("note", "note_readers", "update_from_note", "source_from_note"):
        assert client.post(reverse(f"pages:{route}", args=[sealed.pk])).status_code == 404
    assert openings() == []


def test_a_text_is_shown_in_paragraphs_and_loads_or_links_nothing(
    client: Client, cast: Cast, case: Case
) -> None:
    text = "First.\n\nSecond <img src=x> https://example.org/a <b>bold</b>"
    note = make_note(cast.mara, case, text=text)
    sealed = make_note(cast.mara, case, "named", named_readers=[cast.teo.pk], text=text)
    sign_in(client, cast.mara)
    pages = [page_of(client, "pages:note", note.pk), page_of(client, "pages:case_file",
             case.reference)]  # fmt: skip
    pages.append(client.post(reverse("pages:note", args=[sealed.pk])).content.decode())
    for page in pages:
        assert "<p>First.</p>" in page
        assert "<img" not in page and "<b>bold" not in page
        assert 'href="https://example.org' not in page


def test_a_note_that_cannot_be_unsealed_says_what_to_do(
    client: Client, cast: Cast, sealed: Note, settings: object
) -> None:
    [key] = settings.SEALING_KEYS
    settings.SEALING_KEYS = (type(key)("other", bytes(range(32))),)
    sign_in(client, cast.mara)
    opened = client.post(reverse("pages:note", args=[sealed.pk]))
    assert opened.status_code == 200
    page = opened.content.decode()
    assert "put that key back into CASEWORK_SEALING_KEYS" in page
    assert "Log an update from this note" not in page
    events = Event.objects.unrestricted(because=BECAUSE).filter(object_id=sealed.pk)
    assert events.get(deed="note_unreadable").detail["key"] == "trial"
    for route in ("update_from_note", "source_from_note"):
        answer = client.post(reverse(f"pages:{route}", args=[sealed.pk]), follow=True)
        assert "put that key back" in answer.content.decode()
    wider = client.post(
        reverse("pages:note_readers", args=[sealed.pk]), {"level": "managers", "seen_version": 1}
    )
    assert "put that key back" in wider.content.decode()
    assert b"put that key back" not in client.get(reverse("pages:case_list")).content


# ---- Lists --------------------------------------------------------------------------------------


def test_no_list_search_or_page_of_the_back_office_shows_a_sealed_text(
    client: Client, cast: Cast, case: Case
) -> None:
    person, action = make_person(cast.mara, case), make_action(cast.mara, case)
    named = {"named_readers": [cast.teo.pk], "text": SECRET}
    notes = [
        make_note(cast.mara, case, "named", **named, **on)
        for on in ({}, {"person": person}, {"action": action})
    ]
    sign_in(client, cast.mara)
    pages = [
        page_of(client, "pages:case_file", case.reference),
        page_of(client, "pages:person", person.pk),
        page_of(client, "pages:action", action.pk),
        page_of(client, "admin:notes_note_changelist"),
        *(page_of(client, "admin:notes_note_change", note.pk) for note in notes),
        *(page_of(client, "pages:note_readers", note.pk) for note in notes),
    ]
    words = client.post(reverse("pages:search"), {"q": "Quuxolithic"}).content.decode()
    pages.append(words.replace('value="Quuxolithic"', ""))
    for page in pages:
        assert SECRET not in page
        assert "v1|" not in page
    for page in pages[:3]:
        assert "2 people can read this:" in page and "Mara, Teo" in page
        assert "Sealed:" in page


def test_the_back_office_searches_no_text_of_a_note() -> None:
    page = admin.site._registry[Note]
    assert page.search_fields == ["case__reference"]
    assert not any("text" in str(name) for name in [*page.list_display, *page.list_filter])


def test_a_note_is_shown_where_it_stands_and_on_its_file(
    client: Client, cast: Cast, case: Case
) -> None:
    person, action = make_person(cast.mara, case), make_action(cast.mara, case)
    make_note(cast.mara, case, text="Of the file.")
    make_note(cast.mara, case, text="Of the person.", person=person)
    make_note(cast.mara, case, text="Of the action.", action=action)
    sign_in(client, cast.teo)
    file = page_of(client, "pages:case_file", case.reference)
    of_person = page_of(client, "pages:person", person.pk)
    of_action = page_of(client, "pages:action", action.pk)
    assert all(f"Of the {what}." in file for what in ("file", "person", "action"))
    assert "Of the person." in of_person and "Of the action." not in of_person
    assert "Of the action." in of_action and "Of the file." not in of_action
    assert f'href="{reverse("pages:action", args=[action.pk])}"' in file


# ---- Writing ------------------------------------------------------------------------------------


def written(**changed: object) -> dict[str, object]:
    return {
        "submission": uuid.uuid4(), "kind": "contact", "level": "case_team",
        "text": "Called at nine.", **changed,
    }  # fmt: skip


@pytest.mark.parametrize("what", ["person", "action"])
def test_a_note_on_a_person_or_an_action_says_in_which_file(
    what: str, client: Client, cast: Cast, case: Case
) -> None:
    second = make_case(cast.mara, cast.east_asia, public_title="A second file")
    closed = make_case(cast.ines, cast.west_africa, public_title="A file elsewhere")
    if what == "action":
        row = make_action(cast.mara, case, second)
    else:
        row = make_person(cast.mara, case)
        for other, by in ((second, cast.mara), (closed, cast.ines)):
            make_person(by, other, person=row)
    at = reverse(f"pages:write_note_on_{what}", args=[row.pk])
    sign_in(client, cast.mara)
    page = client.get(at).content.decode()
    assert second.reference in page and case.reference in page
    assert closed.reference not in page
    unsaid = client.post(at, written())
    assert "case" in unsaid.context["form"].errors
    assert "case" in client.post(at, written(case=closed.pk)).context["form"].errors
    assert client.post(at, written(case=second.pk)).status_code == 302
    note = Note.objects.visible_to(cast.mara).get()
    assert (note.case_id, getattr(note, f"{what}_id")) == (second.pk, row.pk)


def test_who_is_on_no_file_of_a_public_figure_writes_no_note_on_them(
    client: Client, cast: Cast, case: Case
) -> None:
    person = make_person(cast.mara, case, is_public_figure=True)
    sign_in(client, cast.ines)
    page = page_of(client, "pages:person", person.pk)
    at = reverse("pages:write_note_on_person", args=[person.pk])
    assert at not in page
    assert client.get(at).status_code == client.post(at, written()).status_code == 403


def test_only_who_sees_the_file_is_offered_and_accepted_as_a_reader(
    client: Client, cast: Cast, case: Case
) -> None:
    sign_in(client, cast.mara)
    at = reverse("pages:write_note", args=[case.reference])
    page = client.get(at).content.decode()
    assert "Teo, manager" in page and "Lou, reader" in page
    assert all(name not in page for name in ("Ines", "Okoro", "Abel", "Vera"))
    refused = client.post(at, written(level="named", named_readers=[cast.ines.pk]))
    assert "named_readers" in refused.context["form"].errors
    assert "Ines" not in refused.content.decode()
    assert client.post(at, written(level="named", named_readers=[cast.lou.pk])).status_code == 302
    assert text_of(Note.objects.visible_to(cast.lou).get()) == "Called at nine."


def test_a_colleague_of_another_file_is_not_named_on_this_one(
    client: Client, cast: Cast, case: Case
) -> None:
    """Offered for one of the two files, refused for the other, by name."""
    shared = make_case(cast.mara, cast.east_asia, cast.west_africa)
    action = make_action(cast.mara, case, shared)
    sign_in(client, cast.mara)
    at = reverse("pages:write_note_on_action", args=[action.pk])
    named = {"level": "named", "named_readers": [cast.ines.pk]}
    refused = client.post(at, written(case=case.pk, **named))
    assert "Ines" in str(refused.context["form"].errors["named_readers"])
    assert client.post(at, written(case=shared.pk, **named)).status_code == 302


# ---- Changing who reads -------------------------------------------------------------------------


def test_two_windows_on_the_readers_lose_nothing(client: Client, cast: Cast, case: Case) -> None:
    note = make_note(cast.mara, case)
    at = reverse("pages:note_readers", args=[note.pk])
    sign_in(client, cast.mara)
    seen = client.get(at).context["form"]["seen_version"].value()
    first = {"level": "managers", "seen_version": seen}
    second = {"level": "named", "named_readers": [cast.lou.pk], "seen_version": seen}
    assert client.post(at, first).status_code == 302
    stale = client.post(at, second)
    page = stale.content.decode()
    assert "managers of the case" in page and "named people only: Lou" in page
    assert Note.objects.visible_to(cast.mara).get().level == "managers"
    again = {**second, "seen_version": stale.context["form"]["seen_version"].value()}
    assert client.post(at, again).status_code == 302
    assert ReadersChange.objects.visible_to(cast.mara).count() == 2


def test_the_page_of_a_note_tells_how_its_readers_were_changed(
    client: Client, cast: Cast, case: Case
) -> None:
    note = write_note(by=cast.mara, case=case, text="Words.")
    sign_in(client, cast.mara)
    at = reverse("pages:note_readers", args=[note.pk])
    chosen = {"level": "named", "named_readers": [cast.teo.pk, cast.lou.pk], "seen_version": 1}
    page = client.post(at, chosen, follow=True).content.decode()
    assert "from case team to named people only: Lou, Teo" in page
    assert "Words." not in page
    Membership.objects.filter(user=cast.lou).delete()
    client.post(at, {"level": "managers", "seen_version": 2})
    sign_in(client, cast.teo)
    page = page_of(client, "pages:note", note.pk)
    assert "from named people only: Lou, Teo to managers of the case" in page
    assert "Words." in page


def test_a_colleague_who_reads_it_is_told_that_readers_are_not_hers_to_change(
    client: Client, cast: Cast, case: Case
) -> None:
    note = make_note(cast.mara, case)
    sign_in(client, cast.teo)
    at = reverse("pages:note_readers", args=[note.pk])
    assert at not in page_of(client, "pages:note", note.pk)
    assert client.get(at).status_code == 403
    assert client.post(at, {"level": "managers", "seen_version": 1}).status_code == 403


# ---- Out of the house ---------------------------------------------------------------------------


def test_no_export_knows_notes() -> None:
    exported = {
        resource._meta.model
        for page in admin.site._registry.values()
        for resource in getattr(page, "resource_classes", None) or []
    }
    assert exported and Note not in exported and ReadersChange not in exported
