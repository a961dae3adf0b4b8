"""Whatever is written, by whom and how, the kept standings are those of the history."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator

import psycopg
import pytest

from casework.embedded_ground import PROJECT
from tests.browser.site import environment_of, own_database

STORM = (
    "import django, sys; django.setup(); from tests.cases.storm import main; main(sys.argv[1:])"
)
AT_ONCE, DEEDS = 4, 60


class Installation:
    """A database of its own with real commits, and the processes that write into it."""

    def __init__(self, database: str) -> None:
        self.database = database

    def started(self, *words: object) -> "subprocess.Popen[str]":
        return subprocess.Popen(
            [sys.executable, *map(str, words)], cwd=PROJECT, env=environment_of(self.database),
            text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip

    def storm(self, seed: int, deeds: int = DEEDS) -> "subprocess.Popen[str]":
        return self.started("-c", STORM, "storm", seed, deeds)

    def done(self, *words: object, code: int = 0) -> str:
        process = self.started(*words)
        told, _nothing = process.communicate()
        assert process.returncode == code, told
        return told

    def check(self, code: int = 0) -> str:
        return self.done("manage.py", "standings", "--check", code=code)

    def run(self, statement: str) -> int:
        """How many rows the owner of the tables has changed so."""
        with psycopg.connect(self.database) as connection:
            return connection.execute(statement).rowcount

    def assert_kept(self) -> None:
        """By the command, and by status.py, which knows nothing of the database's wording."""
        assert "0 differences" in self.check()
        assert self.done("-c", STORM, "differences") == "[]\n"


@pytest.fixture(scope="module")
def installation() -> Iterator[Installation]:
    with own_database("standing") as database:
        there = Installation(database)
        there.done("manage.py", "migrate", "--verbosity=0")
        there.done("-c", STORM, "prepare")
        yield there


def test_four_that_write_at_once_in_every_way_leave_no_difference(
    installation: Installation,
) -> None:
    storms = [installation.storm(seed) for seed in range(AT_ONCE)]
    for storm in storms:
        told, _nothing = storm.communicate()
        assert storm.returncode == 0, told
        for way in ("by_save", "by_bulk_create", "by_insert", "by_copy"):
            assert f"Review {way}" in told, "the storm has blown past this way"
    installation.assert_kept()


def test_a_process_that_is_killed_leaves_no_difference(installation: Installation) -> None:
    killed, other = installation.storm(100, deeds=10_000), installation.storm(101)
    assert killed.stdout is not None
    killed.stdout.read(40)  # a sign for each deed
    os.kill(killed.pid, signal.SIGKILL)
    assert killed.wait() == -signal.SIGKILL
    other.communicate()
    assert other.returncode == 0
    installation.assert_kept()


def test_who_does_not_read_what_others_commit_writes_no_review(
    installation: Installation,
) -> None:
    """Such a transaction would reckon from a history that has moved on since."""
    with psycopg.connect(installation.database) as connection:
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        with pytest.raises(psycopg.errors.RaiseException, match="what others have committed"):
            connection.execute(
                "INSERT INTO cases_review (entry_id, decision, words, recorded_by_id)"
                " SELECT e.id, 'confirmed', '', u.id FROM cases_statusentry e, accounts_user u"
                " WHERE u.username = 'teo' AND e.recorded_by_id <> u.id LIMIT 1"
            )


TAMPERED = {
    "changed": "UPDATE cases_currentstanding SET value = 'executed' WHERE entry_id ="
    " (SELECT min(entry_id) FROM cases_currentstanding WHERE value <> 'executed')",
    "removed": "DELETE FROM cases_currentstanding WHERE entry_id ="
    " (SELECT min(entry_id) FROM cases_currentstanding)",
    "added": "INSERT INTO cases_currentstanding"
    " (entry_id, case_id, axis, value, certainty, last_confirmed_on)"
    " SELECT id, case_id, axis, value, certainty, known_on FROM cases_statusentry"
    " WHERE axis = 'situation' AND id NOT IN (SELECT entry_id FROM cases_currentstanding)"
    " ORDER BY id LIMIT 1",
    "aged": "UPDATE cases_currentstanding SET last_confirmed_on = last_confirmed_on - 1"
    " WHERE entry_id = (SELECT min(entry_id) FROM cases_currentstanding)",
}


@pytest.mark.parametrize("how", TAMPERED)
def test_a_standing_that_was_tampered_with_is_found_and_mended(
    installation: Installation, how: str
) -> None:
    assert installation.run(TAMPERED[how]) == 1
    assert "0 differences" not in installation.check(code=1)
    installation.done("manage.py", "standings")
    installation.assert_kept()
