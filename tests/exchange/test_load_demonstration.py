"""`manage.py load_demonstration`: once, whole or not at all, and never beside real cases."""

import io

import pytest
from django.core.management import CommandError, call_command

from accounts.models import Team, User
from casework.exchange import demonstration_reading
from casework.exchange.demonstration_reading import UnreadableFixture
from casework.exchange.demonstration_world import World


def test_loading_again_changes_nothing(world: World, settings) -> None:
    settings.TRIAL = True
    before = (User.objects.count(), Team.objects.count())
    said = io.StringIO()
    call_command("load_demonstration", stdout=said)
    assert "already" in said.getvalue()
    assert (User.objects.count(), Team.objects.count()) == before


def test_it_is_refused_outside_the_trial(settings) -> None:
    settings.TRIAL = False
    for arguments in ([], ["--accounts"]):
        with pytest.raises(CommandError, match="trial"):
            call_command("load_demonstration", *arguments)


def test_the_accounts_are_printed_with_their_password(settings) -> None:
    settings.TRIAL = True
    said = io.StringIO()
    call_command("load_demonstration", "--accounts", stdout=said)
    for word in ("mara", "Vera Stein (fictional)", "auditor", "only-for-demonstration"):
        assert word in said.getvalue()


def test_a_failed_load_leaves_nothing_behind(
    db: None, settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.TRIAL = True
    original = demonstration_reading.shared

    def broken(name: str) -> dict:
        if name == "public_figures":
            raise UnreadableFixture(name)
        return original(name)

    monkeypatch.setattr("casework.exchange.demonstration.shared", broken)
    with pytest.raises(UnreadableFixture):
        call_command("load_demonstration", stdout=io.StringIO())
    assert not User.objects.exists()
    assert not Team.objects.exists()
