"""Whom the demonstration's actions asked and what came back, its sources, and who sees what."""

import pytest

from accounts.models import User
from casework.advocacy.models import Action, Ask, OutcomeLink, Reply
from casework.cases import queues
from casework.cases.codes import Axis
from casework.cases.models import (
    Case,
    Dispute,
    Figure,
    Kinship,
    Participation,
    PersonName,
    StatusEntry,
)
from casework.exchange.demonstration_world import World
from casework.notes.models import Note
from casework.notes.texts import text_of
from casework.sources.codes import Held
from casework.sources.models import Citation, Relay
from tests.exchange.asking import only

# Actions and replies.


def test_the_letter_has_an_unnamed_sender_an_office_and_an_ask(world: World, mara: User) -> None:
    letter = world.actions["letter-to-ban"]
    sender, addressee = letter.parties.visible_to(mara)
    assert (sender.person_id, sender.qualifier) == (None, "unspecified_plural")
    assert addressee.office == world.offices["secretary-general"]
    assert addressee.person == world.people["ban"]
    assert letter.our_role == "observed_third_party"
    assert only(list(letter.asks.visible_to(mara))).text == "To press China on the issue"


@pytest.mark.parametrize(
    ("action", "kinds"),
    [
        ("press-conference-2005", {"obstruction_or_reprisal", "hostile"}),
        ("hearing", {"denied_responsibility", "hostile"}),
        ("appeal-to-guterres", {"token"}),
        ("letter-to-ban", set()),
    ],
)
def test_replies_are_what_came_back_and_nothing_else(
    world: World, mara: User, action: str, kinds: set[str]
) -> None:
    replies = Reply.objects.visible_to(mara).filter(action=world.actions[action])
    assert {reply.kind for reply in replies} == kinds


def test_the_notification_of_1999_went_to_two_governments(world: World, mara: User) -> None:
    action = world.actions["notification-1999"]
    assert action.parties.visible_to(mara).filter(role="addressee").count() == 2
    assert not action.happened.is_dated


def test_every_action_was_done_by_others(world: World, mara: User) -> None:
    roles = Action.objects.visible_to(mara).values_list("our_role", flat=True)
    assert set(roles) == {"observed_third_party"}


def test_an_office_is_not_taken_for_whoever_else_bears_the_name(world: World, mara: User) -> None:
    speaker = only(list(world.actions["press-release-2006"].parties.visible_to(mara)))
    assert (speaker.described_as, speaker.person_id, speaker.office_id) == ("Guterres", None, None)


# Sources.


def test_everything_told_rests_on_a_citation(world: World, mara: User) -> None:
    models = (Figure, Action, Ask, Reply, OutcomeLink, Participation, Kinship, PersonName)
    for model in models:
        rows = model.objects.visible_to(mara)
        assert rows.exists()
        assert not rows.filter(citations=None).exists(), model
    told = StatusEntry.objects.visible_to(mara).exclude(axis=Axis.WORKFLOW)
    assert not told.filter(citations=None).exists()
    assert not Dispute.objects.visible_to(mara).filter(claims=None).exists()


def test_every_citation_gives_the_words_of_a_text_that_is_held(world: World, mara: User) -> None:
    citations = Citation.objects.visible_to(mara)
    assert citations.count() > 100
    assert not citations.filter(quotation="").exists()
    assert not citations.exclude(source__held=Held.HELD).exists()


def test_the_second_copy_of_a_text_is_no_second_source(world: World) -> None:
    copy = world.sources["cecc-item-beijing17"]
    assert copy.duplicate_of == world.sources["cecc-2008"]
    first, second = world.citations["exit-visas"], world.citations["exit-visas-second-copy"]
    assert first.quotation == second.quotation


@pytest.mark.parametrize(
    "chain",
    [
        ("cecc-2008", "open-source-center-2008", "yonhap-2008", "voa-2008"),
        ("cecc-2008", "korea-times-2008"),
        ("cecc-2008", "cecc-report-2006", "special-rapporteur-2005"),
        ("cecc-item-execution", "north-korea-today-2008", "unnamed sources"),
        ("cecc-item-qin", "mfa-chinese"),
        ("cecc-item-shenyang", "wall-street-journal-2006"),
        ("cecc-item-shenyang", "associated-press-2006"),
        ("cecc-item-muntarbhorn", "yonhap-2006", "muntarbhorn-interview"),
        ("cecc-item-press", "washington-post-2005"),
        ("voa-hearing", "smith-2000", "salmon-2022"),
        ("kato", "daily-nk", "kim-gan-il-explanation"),
        ("kato", "rumours"),
    ],
)
def test_each_chain_leads_from_the_text_that_is_held_to_its_origin(
    world: World, mara: User, chain: tuple[str, ...]
) -> None:
    for text, upstream in zip(chain, chain[1:], strict=False):
        steps = Relay.objects.visible_to(mara).filter(text=world.sources[text])
        if upstream in world.sources:
            assert steps.filter(upstream=world.sources[upstream]).exists()
        else:
            assert steps.get().unnamed_upstream == upstream


# Who recorded it, who sees it.


def test_entries_are_recorded_by_one_and_confirmed_by_another(world: World, mara: User) -> None:
    rows = StatusEntry.objects.visible_to(mara).exclude(axis=Axis.WORKFLOW).with_reviews()
    waiting = [row for row in rows if not row.is_trusted]
    assert 0 < len(waiting) < 5
    assert list(queues.sent_back_to(mara))


def test_neither_team_sees_the_files_of_the_other(world: World) -> None:
    titles = {
        name: set(Case.objects.visible_to(world.users[name]).values_list("reference", flat=True))
        for name in ("mara", "teo", "lou", "ines", "okoro", "abel", "vera")
    }
    assert titles["ines"] == titles["okoro"] == {"C-FCT0000"}
    assert titles["mara"] == titles["teo"] == titles["lou"]
    assert len(titles["mara"]) == 11 and "C-FCT0000" not in titles["mara"]
    assert titles["abel"] == titles["vera"] == set()


def test_what_is_invented_says_so(world: World) -> None:
    for name in ("mara", "teo", "ines", "okoro"):
        for note in Note.objects.visible_to(world.users[name]):
            assert text_of(note).startswith("Fictional demonstration note")
    assert all("(fictional)" in user.name for user in world.users.values())
    assert all("(fictional)" in team.name for team in world.teams.values())
    assert "(fictional)" in world.cases["fictional_case"].public_title


def test_notes_of_every_level_are_there_to_try_out(world: World) -> None:
    levels = {
        name: sorted(
            Note.objects.visible_to(world.users[name])
            .filter(case=world.cases["beijing_17"])
            .values_list("level", flat=True)
        )
        for name in ("mara", "teo", "lou", "ines")
    }
    assert levels == {
        "mara": ["case_team", "named"],
        "teo": ["case_team", "managers", "named"],
        "lou": [],
        "ines": [],
    }


def test_references_keep_to_the_pattern_of_the_system(world: World) -> None:
    allowed = set("0123456789ABCDEFGHJKMNPQRSTVWXYZ")
    for case in world.cases.values():
        assert case.reference.startswith("C-") and len(case.reference) == 9
        assert set(case.reference[2:]) <= allowed


def test_the_accounts_can_log_in_with_the_printed_password(world: World) -> None:
    assert all(user.check_password("only-for-demonstration") for user in world.users.values())
