"""The names on a note are exactly the accounts for which the law finds it, in any world."""

import random

import pytest
from django.core.exceptions import FieldDoesNotExist
from django.db import connection
from django.db.models import Q
from django.test.utils import CaptureQueriesContext

from accounts.models import Membership, Team, User
from accounts.roles import Role
from casework.access import policy
from casework.access.readers import colleagues, who_sees
from casework.cases.models import Case, Person
from casework.notes.models import Note
from casework.notes.readers import notes_shown, who_may_be_named, with_readers
from tests.cast import Cast, make_user
from tests.makers import make_action, make_case, make_note, make_person

BECAUSE = "a test compares the names with what each account finds"
WORLDS = 12


def world(dice: random.Random) -> None:
    """Teams, accounts open and closed, files of every sight, notes of every level."""
    teams = [Team.objects.create(name=f"Team {n}") for n in range(3)]
    users = [
        make_user(f"u{n}", dice.choice(list(Role)), *dice.sample(teams, dice.randint(0, 3)))
        for n in range(9)
    ]
    writer = make_user("writer", Role.MANAGER, *teams)
    ids = [user.pk for user in users]
    for _case in range(4):
        case = make_case(writer, *dice.sample(teams, dice.randint(0, 2)))
        case.sight = dice.choice(["teams", "named", "all_staff"])
        case.named_readers, case.lead = dice.sample(ids, 3), dice.choice([None, *users])
        case.save()
        for _note in range(4):
            make_note(
                dice.choice([writer, *users]), case,
                dice.choice(["case_team", "managers", "named"]),
                named_readers=dice.sample(ids, dice.randint(1, 4)),
            )  # fmt: skip
    for user in dice.sample(users, 2):
        User.objects.filter(pk=user.pk).update(is_active=False)


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(WORLDS))
def test_the_names_on_a_note_are_those_who_find_it(seed: int) -> None:
    world(random.Random(seed))
    users = {user.pk: user for user in User.objects.all()}
    notes = Note.objects.unrestricted(because=BECAUSE).select_related("case", "author")
    found = {
        note.pk: {
            user.pk
            for user in users.values()
            if Note.objects.visible_to(user).filter(pk=note.pk).exists()
        }
        for note in notes
    }
    told = dict(zip([note.pk for note in notes], who_sees(notes, colleagues()), strict=True))
    assert {pk: {user.pk for user in readers} for pk, readers in told.items()} == found
    assert len({frozenset(readers) for readers in found.values()}) > 3
    for shown in with_readers(list(notes)):
        names = {users[pk].name for pk in found[shown.note.pk]}
        assert set(shown.readers) == names and len(shown.readers) == len(names)
        if shown.note.author_id in found[shown.note.pk]:
            assert shown.readers[0] == shown.note.author.name


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(3))
def test_who_can_be_named_are_those_who_find_the_file(seed: int) -> None:
    world(random.Random(seed))
    writer = User.objects.get(username="writer")
    cases = list(Case.objects.unrestricted(because=BECAUSE))
    for case in cases:
        finding = {
            user
            for user in User.objects.exclude(pk=writer.pk)
            if Case.objects.visible_to(user).filter(pk=case.pk).exists()
        }
        assert set(who_may_be_named(cases, writer)[case.pk]) == finding


def test_a_closed_account_is_no_longer_among_the_names(case: Case, cast: Cast) -> None:
    make_note(cast.mara, case)
    [before] = notes_shown(cast.teo, case=case)
    assert before.readers == ("Mara", "Teo")
    cast.mara.is_active = False
    cast.mara.save()
    [after] = notes_shown(cast.teo, case=case)
    assert after.readers == ("Teo",)


def test_who_leaves_the_team_is_no_longer_among_the_names(case: Case, cast: Cast) -> None:
    make_note(cast.mara, case, "named", named_readers=[cast.teo.pk, cast.lou.pk])
    Membership.objects.filter(user=cast.lou).delete()
    [shown] = notes_shown(cast.mara, case=case)
    assert shown.readers == ("Mara", "Teo")


def test_a_list_of_notes_costs_the_same_however_long_and_fetches_no_sealed_text(
    case: Case, cast: Cast
) -> None:
    person, action = make_person(cast.mara, case), make_action(cast.mara, case)
    counts = []
    for many in (3, 60):
        for number in range(many):
            make_note(cast.mara, case)
            make_note(cast.teo, case, "named", named_readers=[cast.mara.pk], person=person)
            make_note(cast.mara, case, "managers", action=action)
            make_user(f"user-{many}-{number}", Role.CASEWORKER, cast.east_asia)
        with CaptureQueriesContext(
            connection,
        ) as captured:
            notes = notes_shown(cast.mara, case=case)
        assert len(notes) >= 3 * many
        assert not any("sealed_text" in query["sql"] for query in captured)
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 6


def test_what_a_note_stands_on_is_not_named_to_who_does_not_see_it(case: Case, cast: Cast) -> None:
    """A person is taken out of the file: the note stays, the name goes."""
    person = make_person(cast.mara, case, "Somebody hidden")
    make_note(cast.mara, case, person=person)
    Person.objects.unrestricted(because=BECAUSE).get(pk=person.pk).participations.unrestricted(
        because=BECAUSE
    ).update(case=make_case(cast.ines, cast.west_africa))
    [shown] = notes_shown(cast.teo, case=case)
    assert shown.note.person is None


# ---- A rule that cannot be read is no silent yes ------------------------------------------------


def asked(monkeypatch: pytest.MonkeyPatch, rule: Q, note: Note) -> list[User]:
    law = policy.Law(policy.Rule("", lambda user: rule), policy.nobody, policy.nobody)
    monkeypatch.setitem(policy.RULES, "notes.Note", law)
    [readers] = who_sees([note], colleagues())
    return readers


def test_a_rule_that_cannot_be_read_raises(
    case: Case, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    note = make_note(cast.mara, case)
    for rule in (Q(text__icontains="note"), Q(nothing=1), Q(case__pk=1) ^ Q(case__pk=2)):
        with pytest.raises((NotImplementedError, FieldDoesNotExist)):
            asked(monkeypatch, rule, note)


def test_conditions_join_as_in_the_database(
    case: Case, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    note = make_note(cast.mara, case, "named", named_readers=[cast.lou.pk, cast.teo.pk])
    yes, no = Q(level="named"), Q(pk__in=[])
    rules = [
        Q(), no, yes, yes & no, yes | no, ~yes, ~no, ~(yes & no), no | ~(yes | no),
        Q(named_readers__contains=[cast.lou.pk]), Q(named_readers__contains=[0, cast.lou.pk]),
        Q(case__reader_keys__overlap=[]), Q(person__isnull=True), Q(person__isnull=False),
        Q(person__reader_keys__overlap=[0]), Q(person=None), Q(author=cast.mara),
        Q(author_id=cast.teo.pk), Q(case__in=[case.pk]), Q(case__lead=None),
    ]  # fmt: skip
    for rule in rules:
        found = Note.objects.unrestricted(because=BECAUSE).filter(rule).exists()
        assert bool(asked(monkeypatch, rule, note)) == found, rule
