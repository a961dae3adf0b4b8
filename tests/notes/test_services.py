"""Writing a note and changing its readers: once, by who may, on what belongs to the file."""

import uuid

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction

from casework.access.sealing import SealProblem
from casework.audit.models import Event
from casework.cases.models import Case
from casework.notes.models import Note, ReadersChange
from casework.notes.services import Stale, change_readers, open_note, write_note
from casework.notes.texts import text_of
from tests.cast import Cast, again
from tests.makers import make_action, make_case, make_note, make_person

BECAUSE = "a test looks at what is stored"


def columns(note: Note) -> tuple[str, str]:
    """What the database holds of the text: (plain, how the sealed one begins)."""
    rows = Note.objects.unrestricted(because=BECAUSE).filter(pk=note.pk)
    plain, sealed = rows.values_list("text", "sealed_text").get()
    return plain, sealed[:3]


def deeds(note: Note) -> list[tuple[str, str, dict]]:
    """The trail of a note without its writing: (who, what, detail)."""
    events = Event.objects.unrestricted(because=BECAUSE).filter(
        object_type="notes.Note", object_id=note.pk
    )
    rows = events.exclude(deed="note_written").order_by("pk").select_related("actor")
    return [(event.actor.username, event.deed, event.detail) for event in rows]


# ---- Writing ------------------------------------------------------------------------------------


@pytest.mark.parametrize("level", ["case_team", "named"])
def test_the_same_submission_twice_is_one_note(case: Case, cast: Cast, level: str) -> None:
    told = {"level": level, "named_readers": [cast.teo.pk], "submission": uuid.uuid4()}
    first = write_note(by=cast.mara, case=case, text="Once.", **told)
    again = write_note(by=cast.mara, case=case, text="Once.", **told)
    assert first == again
    assert text_of(Note.objects.visible_to(cast.mara).get()) == "Once."


@pytest.mark.parametrize("level", ["case_team", "named"])
def test_another_text_from_the_same_form_is_another_note(
    case: Case, cast: Cast, level: str
) -> None:
    told = {"level": level, "named_readers": [cast.teo.pk], "submission": uuid.uuid4()}
    for text in ("Once.", "Another."):
        write_note(by=cast.mara, case=case, text=text, **told)
    kept = [text_of(note) for note in Note.objects.visible_to(cast.mara)]
    assert sorted(kept) == ["Another.", "Once."]


@pytest.mark.parametrize("name", ["lou", "abel", "vera"])
def test_only_editors_write_notes(case: Case, cast: Cast, name: str) -> None:
    with pytest.raises(PermissionDenied):
        write_note(by=getattr(cast, name), case=case, text="A note.")


def test_no_note_is_written_on_a_file_that_the_author_does_not_see(case: Case, cast: Cast) -> None:
    with pytest.raises(Case.DoesNotExist):
        write_note(by=cast.ines, case=case, text="A note.")


def test_a_note_for_named_people_names_them(case: Case, cast: Cast) -> None:
    with pytest.raises(ValidationError, match="at least one colleague"):
        write_note(by=cast.mara, case=case, text="A note.", level="named")
    note = write_note(
        by=cast.mara, case=case, text="A note.", level="named",
        named_readers=[cast.lou.pk, cast.lou.pk],
    )  # fmt: skip
    assert note.named_readers == [cast.lou.pk]
    assert list(Note.objects.visible_to(cast.lou)) == [note]


@pytest.mark.parametrize("name", ["ines", "abel", "vera"])
def test_who_may_not_see_the_file_cannot_be_named(case: Case, cast: Cast, name: str) -> None:
    named = {"level": "named", "named_readers": [cast.lou.pk, getattr(cast, name).pk]}
    with pytest.raises(ValidationError, match="may not see this file"):
        write_note(by=cast.mara, case=case, text="A note.", **named)
    note = write_note(by=cast.mara, case=case, text="A note.")
    with pytest.raises(ValidationError, match="may not see this file"):
        change_readers(by=cast.mara, note=note, seen_version=1, **named)


def test_names_are_dropped_at_a_level_that_names_nobody(case: Case, cast: Cast) -> None:
    note = write_note(by=cast.mara, case=case, text="A note.", named_readers=[cast.lou.pk])
    assert note.named_readers == []


def test_the_trail_says_that_a_note_was_written_and_not_what(case: Case, cast: Cast) -> None:
    note = write_note(by=cast.mara, case=case, text="Stamped words.")
    event = Event.objects.visible_to(cast.abel).get(deed="note_written")
    assert (event.object_id, event.detail) == (note.pk, {"case": case.pk, "level": "case_team"})


# ---- On a person or an action -------------------------------------------------------------------


def test_a_note_stands_on_a_person_or_an_action_of_its_file(case: Case, cast: Cast) -> None:
    person, action = make_person(cast.mara, case), make_action(cast.mara, case)
    for on in ({"person": person}, {"action": action}):
        note = write_note(by=cast.mara, case=case, text="A note.", **on)
        assert Note.objects.visible_to(cast.teo).filter(pk=note.pk, **on).exists()
    with pytest.raises(ValidationError, match="not both"):
        write_note(by=cast.mara, case=case, text="A note.", person=person, action=action)


@pytest.mark.parametrize("what", ["person", "action"])
def test_what_is_of_another_file_carries_no_note_of_this_one(
    what: str, case: Case, cast: Cast
) -> None:
    other = make_case(cast.mara, cast.east_asia)
    make = {"person": make_person, "action": make_action}[what]
    elsewhere = {what: make(cast.mara, other)}
    with pytest.raises(ValidationError, match="Choose another"):
        write_note(by=cast.mara, case=case, text="A note.", **elsewhere)
    with pytest.raises(IntegrityError, match="case file"), transaction.atomic():
        Note(author=cast.mara, case=case, text="A note.", **elsewhere).save()


def test_a_note_never_moves(case: Case, cast: Cast) -> None:
    person, other = make_person(cast.mara, case), make_case(cast.mara, cast.east_asia)
    note = make_note(cast.mara, case)
    changes = [
        {"case": other}, {"person": person}, {"author": cast.teo}, {"sealing_id": uuid.uuid4()},
        {"action": make_action(cast.mara, case)}, {"written_at": case.recorded_at},
    ]  # fmt: skip
    for change in changes:
        with pytest.raises(IntegrityError, match="stays where it was"), transaction.atomic():
            Note.objects.unrestricted(because=BECAUSE).filter(pk=note.pk).update(**change)


# ---- Sealed -------------------------------------------------------------------------------------


def test_a_note_for_named_people_is_nowhere_in_plain_text(case: Case, cast: Cast) -> None:
    write_note(
        by=cast.mara, case=case, text="Stamped words.", level="named",
        named_readers=[cast.teo.pk],
    )  # fmt: skip
    with connection.cursor() as cursor:
        for table in ("notes_note", "notes_readerschange", "audit_event", "cases_case", "cache"):
            cursor.execute(f"SELECT count(*) FROM {table} t WHERE t::text LIKE '%Stamped%'")
            assert cursor.fetchone() == (0,), table


@pytest.mark.parametrize(
    "wrong",
    [
        {"level": "named", "named_readers": [1]},
        {"level": "managers", "text": "", "sealed_text": "v1|k|n|c"},
        {"sealed_text": "v1|k|n|c"},
        {"text": ""},
    ],
)
def test_the_database_refuses_a_note_that_is_half_sealed(
    wrong: dict, case: Case, cast: Cast
) -> None:
    note = make_note(cast.mara, case)
    with pytest.raises(IntegrityError, match="named_note_is_sealed"), transaction.atomic():
        Note.objects.unrestricted(because=BECAUSE).filter(pk=note.pk).update(**wrong)


def test_opening_a_sealed_note_is_on_the_trail_and_reading_another_is_not(
    case: Case, cast: Cast
) -> None:
    plain = make_note(cast.mara, case)
    sealed = make_note(cast.mara, case, "named", named_readers=[cast.teo.pk], text="Words.")
    assert open_note(by=cast.teo, note=plain) == "A note."
    assert open_note(by=cast.teo, note=sealed) == "Words."
    assert deeds(plain) == []
    assert deeds(sealed) == [("teo", "note_opened", {"case": case.pk})]


# ---- Narrower and wider -------------------------------------------------------------------------


def test_narrowing_seals_and_widening_unseals_and_both_are_recorded(
    case: Case, cast: Cast
) -> None:
    note = write_note(by=cast.mara, case=case, text="Words.")
    narrow = {"level": "named", "named_readers": [cast.lou.pk]}
    note = change_readers(by=cast.mara, note=note, seen_version=1, **narrow)
    assert columns(note) == ("", "v1|")
    note = change_readers(by=cast.mara, note=note, level="managers", seen_version=2)
    assert columns(note) == ("Words.", "")
    steps = [
        ("case_team", [], "named", [cast.lou.pk]),
        ("named", [cast.lou.pk], "managers", []),
    ]
    rows = ReadersChange.objects.visible_to(cast.teo).filter(note=note).order_by("pk")
    names = ("from_level", "from_readers", "to_level", "to_readers")
    assert list(rows.values_list(*names)) == steps
    assert deeds(note) == [
        ("mara", "note_readers_changed", {"case": case.pk, **dict(zip(names, step, strict=True))})
        for step in steps
    ]


def test_only_the_author_changes_who_reads(case: Case, cast: Cast) -> None:
    note = make_note(cast.mara, case)
    for name in ("teo", "lou", "ines", "abel", "vera"):
        with pytest.raises(PermissionDenied):
            change_readers(by=getattr(cast, name), note=note, level="managers", seen_version=1)
    cast.mara.is_active = False
    cast.mara.save()
    with pytest.raises(PermissionDenied):
        change_readers(by=again(cast.mara), note=note, level="managers", seen_version=1)


def test_what_is_so_already_is_no_change(case: Case, cast: Cast) -> None:
    note = make_note(cast.mara, case)
    same = change_readers(by=cast.mara, note=note, level="case_team", seen_version=1)
    assert (same.version, deeds(note)) == (1, [])
    assert not ReadersChange.objects.visible_to(cast.mara).exists()


def test_a_change_over_one_that_was_not_seen_is_refused(case: Case, cast: Cast) -> None:
    note = make_note(cast.mara, case)
    change_readers(by=cast.mara, note=note, level="managers", seen_version=1)
    with pytest.raises(Stale) as stale:
        change_readers(
            by=cast.mara, note=note, level="named", named_readers=[cast.lou.pk], seen_version=1
        )
    assert (stale.value.stored.level, stale.value.stored.version) == ("managers", 2)


def test_a_note_that_cannot_be_unsealed_stays_as_it_is(
    case: Case, cast: Cast, settings: object
) -> None:
    note = make_note(cast.mara, case, "named", named_readers=[cast.teo.pk])
    [key] = settings.SEALING_KEYS
    settings.SEALING_KEYS = (type(key)("other", bytes(range(32))),)
    with pytest.raises(SealProblem, match="put that key back"):
        change_readers(by=cast.mara, note=note, level="case_team", seen_version=1)
    assert columns(note) == ("", "v1|")


def test_the_changes_of_readers_only_grow(case: Case, cast: Cast) -> None:
    note = make_note(cast.mara, case)
    change_readers(by=cast.mara, note=note, level="managers", seen_version=1)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # what is deferred would refuse for us
        for deed in (
            "UPDATE notes_readerschange SET to_level = 'named'",
            "DELETE FROM notes_readerschange",
            "TRUNCATE notes_readerschange",
        ):
            with pytest.raises(IntegrityError, match="only grows"), transaction.atomic():
                cursor.execute(deed)
