"""A protected name that somebody has typed: its readers are told in which file it still stands."""

import pytest

from casework.cases.models import Person, PersonName
from casework.cases.protection import TYPED, still_told
from tests.cast import Cast
from tests.worlds.files import File, Writers, full_file
from tests.worlds.ink import Ink, stamp

pytestmark = pytest.mark.django_db


@pytest.fixture
def file(cast: Cast) -> File:
    """A file with a row of each kind, in which each text holds a word of its own."""
    return full_file(Ink(), "own", Writers(cast.mara, cast.teo, cast.east_asia))


def named(file: File, word: str) -> Person:
    """The person of the file, with that word as the protected name that teo reads."""
    person = file.rows["cases.Person"]
    names = PersonName.objects.unrestricted(because="a test says which name is protected")
    names.filter(person=person, is_protected=True).update(text=word)
    return person


def text_in(row: object, path: str) -> str:
    for step in path.split("__"):
        row = getattr(row, step)
    return next(iter(row)) if isinstance(row, dict) else str(row)


def test_it_is_found_in_each_place_where_it_can_be_typed(file: File, cast: Cast) -> None:
    missed = []
    for label, texts, _path in TYPED:
        row = file.rows[label]
        row.refresh_from_db()
        for text in texts:
            word = text_in(row, text)
            assert word.startswith("zanzi"), f"{label}: no word of its own stands in {text}"
            if still_told(named(file, word.upper()), cast.teo) != [file.case]:
                missed.append(f"{label}: {text}")
    assert missed == []


def test_it_is_told_of_no_file_where_it_does_not_stand(file: File, cast: Cast) -> None:
    assert still_told(named(file, stamp(9999)), cast.teo) == []


def test_it_is_told_to_nobody_who_does_not_read_the_name(file: File, cast: Cast) -> None:
    told = named(file, file.case.public_title)
    assert still_told(told, cast.teo) == [file.case]
    assert still_told(told, cast.mara) == still_told(told, cast.okoro) == []
