"""Who sees and changes which rows: the law, asked for every model and every person of the cast."""

from collections.abc import Callable

import pytest
from django.apps import apps
from django.core import checks

from accounts.models import Membership, User
from accounts.roles import Role
from casework.access import policy
from casework.access.guard import GuardedModel
from casework.advocacy.models import Action
from casework.advocacy.services import add_reply, link_outcome
from casework.audit.models import Event
from casework.cases.confirming import confirm_still_so
from casework.cases.models import Case, Participation, Person
from casework.cases.services import add_kinship, open_dispute
from casework.cases.sourcing import follow_chain, use_source
from casework.notes.models import Note
from casework.sources.models import Source
from casework.sources.services import relay
from tests.cast import Cast, again, make_cast, make_user
from tests.makers import (
    HEARD,
    make_action,
    make_attachment,
    make_case,
    make_citation,
    make_entry,
    make_figure,
    make_group_of_17,
    make_note,
    make_part,
    make_person,
    make_source,
)

FOR_TESTS = "a test compares what is there with what somebody sees"
# The trail and what stood in rows before have tables of their own, in tests/audit.
OF_A_TEAM = sorted(
    label
    for label in policy.RULES
    if label not in {"notes.Note", "cases.Whereabouts"}
    if not label.startswith("audit.") and not label.endswith("Change")
)


def every_row(model: type[GuardedModel]) -> set[int]:
    return set(model.objects.unrestricted(because=FOR_TESTS).values_list("pk", flat=True))


def seen(model: type[GuardedModel], user: User) -> set[int]:
    return set(model.objects.visible_to(user).values_list("pk", flat=True))


def changeable(model: type[GuardedModel], user: User) -> set[int]:
    return set(model.objects.editable_by(user).values_list("pk", flat=True))


def fill(by: User, reviewer: User, team: object) -> Case:
    """A file with at least one row of every guarded model."""
    case = make_case(by, team)
    part = make_part(case, "the seven")
    source, origin = make_source(by), make_source(by, title="Its origin")
    relay(text=source, upstream=origin, relation="reports")
    make_attachment(by, source)
    citation = make_citation(by, source)
    make_figure(by, case, 7, part, citations=[citation])
    child = make_person(by, case, names=[{"text": "A name"}])
    add_kinship(case=case, person=make_person(by, case), kind="parent_of", relative=child)
    entry = make_entry(by, case, confirmed_by=reviewer, part=part, citations=[citation])
    confirm_still_so(by=by, entries=[entry], confirmed_on=HEARD, citations=[citation])
    claim = {"stance": "supports", "claim": "Yes.", "citation": citation}
    open_dispute(by=by, case=case, question="Why only seven?", claims=[claim])
    action = make_action(
        by, case, parties=[{"role": "sender", "described_as": "legislators"}],
        asks=[{"text": "Let them go."}],
    )  # fmt: skip
    add_reply(by=by, action=action, kind="token", from_whom="a ministry")
    link_outcome(by=by, case=case, entry=entry, action=action)
    make_note(by, case)
    return case


def models_by_label() -> dict[str, type[GuardedModel]]:
    found = (model for model in apps.get_models() if issubclass(model, GuardedModel))
    return {model._meta.label: model for model in found}


@pytest.mark.django_db
def test_each_sees_and_changes_the_rows_of_their_own_team_only() -> None:
    cast, models = make_cast(), models_by_label()
    fill(cast.mara, cast.teo, cast.east_asia)
    east = {label: every_row(models[label]) for label in OF_A_TEAM}
    fill(cast.ines, cast.okoro, cast.west_africa)
    west = {label: every_row(models[label]) - east[label] for label in OF_A_TEAM}
    for label in OF_A_TEAM:
        model = models[label]
        assert east[label], f"no row of {label} to test with"
        assert west[label], f"no row of {label} to test with"
        for user in (cast.mara, cast.teo, cast.lou):
            assert seen(model, user) == east[label], (label, user)
        for user in (cast.ines, cast.okoro):
            assert seen(model, user) == west[label], (label, user)
        for user in (cast.abel, cast.vera):
            assert seen(model, user) == set(), (label, user)
        is_kept = label == "cases.CurrentStanding"  # written by triggers alone
        assert changeable(model, cast.mara) == (set() if is_kept else east[label]), label
        assert changeable(model, cast.okoro) == (set() if is_kept else west[label]), label
        for user in (cast.lou, cast.abel, cast.vera):
            assert changeable(model, user) == set(), (label, user)


@pytest.mark.django_db
def test_only_an_auditor_reads_the_trail_and_nobody_changes_it(case: Case, cast: Cast) -> None:
    assert every_row(Event)
    for name, user in cast.everybody().items():
        assert seen(Event, user) == (every_row(Event) if name == "abel" else set()), name
        assert changeable(Event, user) == set(), name


@pytest.mark.django_db
def test_a_closed_account_sees_nothing(case: Case, cast: Cast) -> None:
    for user in (cast.teo, cast.abel):
        user.is_active = False
        user.save()
    for model in models_by_label().values():
        assert seen(model, again(cast.teo)) == seen(model, again(cast.abel)) == set()


def levels_of_notes(cast: Cast, case: Case) -> dict[str, int]:
    team = make_note(cast.mara, case)
    managers = make_note(cast.mara, case, "managers")
    named = make_note(cast.mara, case, "named", named_readers=[cast.lou.pk, cast.ines.pk])
    return {"team": team.pk, "managers": managers.pk, "named": named.pk}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "levels"),
    [
        ("mara", {"team", "managers", "named"}),  # her own
        ("teo", {"team", "managers"}),
        ("lou", {"named"}),
        ("ines", set()),  # named, but the file is not hers to see
        ("okoro", set()),
        ("abel", set()),
        ("vera", set()),
    ],
)
def test_a_note_is_read_by_its_level(case: Case, cast: Cast, name: str, levels: set[str]) -> None:
    keys = levels_of_notes(cast, case)
    assert seen(Note, cast.everybody()[name]) == {keys[level] for level in levels}


@pytest.mark.django_db
def test_a_colleague_reads_team_notes_but_not_those_for_managers(case: Case, cast: Cast) -> None:
    keys = levels_of_notes(cast, case)
    colleague = make_user("noor", Role.CASEWORKER, cast.east_asia)
    assert seen(Note, colleague) == {keys["team"]}
    assert changeable(Note, colleague) == set()
    assert changeable(Note, cast.mara) == set(keys.values())


# ---- The keys that the database keeps -----------------------------------------------------------


@pytest.mark.django_db
def test_who_changes_teams_sees_otherwise_at_the_next_request(case: Case, cast: Cast) -> None:
    membership = Membership.objects.get(user=cast.lou)
    membership.team = cast.west_africa
    membership.save()
    assert seen(Case, again(cast.lou)) == set()
    membership.delete()
    assert seen(Case, again(cast.lou)) == set()


def by_teams(case: Case, cast: Cast) -> None:
    case.teams.add(cast.west_africa)


def by_all_staff(case: Case, cast: Cast) -> None:
    case.sight = "all_staff"
    case.save()


def by_name(case: Case, cast: Cast) -> None:
    case.sight, case.named_readers = "named", [cast.ines.pk]
    case.save()


def by_lead(case: Case, cast: Cast) -> None:
    case.sight, case.lead = "named", cast.ines
    case.save()


@pytest.mark.django_db
@pytest.mark.parametrize("opened", [by_teams, by_all_staff, by_name, by_lead])
def test_whoever_is_let_into_a_file_sees_all_that_hangs_on_it(
    case: Case, cast: Cast, opened: Callable[[Case, Cast], None]
) -> None:
    make_person(cast.mara, case)
    make_action(cast.mara, case)
    assert not any(seen(model, cast.ines) for model in (Case, Person, Source, Action))
    opened(case, cast)
    for model in (Case, Person, Source, Action):
        assert seen(model, cast.ines) == every_row(model), model


@pytest.mark.django_db
@pytest.mark.parametrize("closed", [by_name, by_lead])
def test_a_file_for_named_people_is_closed_to_its_team(
    case: Case, cast: Cast, closed: Callable[[Case, Cast], None]
) -> None:
    make_person(cast.mara, case)
    closed(case, cast)
    assert seen(Case, cast.teo) == seen(Person, cast.teo) == seen(Source, cast.teo) == set()


@pytest.mark.django_db
def test_a_team_taken_off_a_file_sees_nothing_of_it(case: Case, cast: Cast) -> None:
    make_person(cast.mara, case)
    case.teams.set([cast.west_africa])
    assert seen(Case, cast.teo) == seen(Person, cast.teo) == seen(Source, cast.teo) == set()
    assert seen(Case, cast.okoro) == {case.pk}


@pytest.mark.django_db
def test_a_file_without_team_is_seen_by_whoever_recorded_it(case: Case, cast: Cast) -> None:
    case.teams.clear()
    assert seen(Case, cast.mara) == {case.pk}
    assert seen(Case, cast.teo) == set()


@pytest.mark.django_db
def test_a_person_is_seen_where_they_have_a_part_and_no_longer(case: Case, cast: Cast) -> None:
    person = make_person(cast.mara, case)
    west = make_case(cast.ines, cast.west_africa)
    part = Participation.objects.create(case=west, person=person, role="witness")
    assert seen(Person, cast.okoro) == {person.pk}
    part.delete()
    assert seen(Person, cast.okoro) == set()
    assert seen(Person, cast.teo) == {person.pk}


@pytest.mark.django_db
def test_who_speaks_in_public_office_is_seen_by_all_staff_on_cases(case: Case, cast: Cast) -> None:
    person = make_person(cast.mara, case, is_public_figure=True)
    for user in (cast.lou, cast.ines, cast.okoro):
        assert seen(Person, user) == {person.pk}
    assert seen(Person, cast.abel) == seen(Person, cast.vera) == set()
    person.is_public_figure = False
    person.save()
    assert seen(Person, cast.okoro) == set()


@pytest.mark.django_db
def test_a_source_of_no_file_is_seen_by_whoever_recorded_it(case: Case, cast: Cast) -> None:
    before = seen(Source, cast.teo)
    source = make_source(cast.mara)
    assert source.pk in seen(Source, cast.mara)
    assert seen(Source, cast.teo) == before
    use_source(case, source)
    assert source.pk in seen(Source, cast.teo)


@pytest.mark.django_db
def test_whoever_reads_a_text_reads_where_it_has_it_from(case: Case, cast: Cast) -> None:
    text, origin = make_source(cast.mara), make_source(cast.mara, title="The origin")
    use_source(case, text)
    relay(text=text, upstream=origin, relation="quotes")
    follow_chain(text)
    assert origin.pk in seen(Source, cast.lou)


@pytest.mark.django_db
def test_an_action_on_two_files_is_seen_by_the_teams_of_both(case: Case, cast: Cast) -> None:
    by_all_staff(case, cast)
    west = make_case(cast.ines, cast.west_africa)
    action = make_action(cast.ines, case, west)
    by_name(case, cast)
    assert seen(Action, cast.okoro) == {action.pk}
    assert seen(Action, cast.teo) == set()


@pytest.mark.django_db
def test_saving_a_row_never_overwrites_its_keys(case: Case, cast: Cast) -> None:
    old = Case.objects.visible_to(cast.mara).get(pk=case.pk)
    case.teams.add(cast.west_africa)
    old.reader_keys = [0]
    old.save()
    assert seen(Case, cast.okoro) == {case.pk}
    outsider = make_group_of_17(cast.ines, cast.okoro, cast.west_africa)
    assert outsider.pk not in seen(Case, cast.lou)


# ---- Nobody forgets the law ---------------------------------------------------------------------


def test_every_guarded_model_has_a_rule() -> None:
    assert set(policy.RULES) == set(models_by_label())
    assert [found for found in checks.run_checks() if found.id.startswith("casework.")] == []


def test_a_model_without_a_rule_stops_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(policy.RULES, "notes.Note")
    assert [found.id for found in checks.run_checks() if found.id.startswith("casework.")] == [
        "casework.E001"
    ]


def test_a_rule_for_no_model_stops_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    nobody = policy.Law(policy.nobody, policy.nobody, policy.nobody)
    monkeypatch.setitem(policy.RULES, "notes.Nothing", nobody)
    assert [found.id for found in checks.run_checks() if found.id.startswith("casework.")] == [
        "casework.E003"
    ]
