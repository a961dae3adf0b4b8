"""Keys are changed while people work: killed half-way and run again, no note is lost."""

import os
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest

from casework.access.sealing import SealedColumn
from casework.access.sealing_keys import Key, new_key, read_keys
from casework.embedded_ground import PROJECT
from tests.browser.site import environment_of, own_database

COLUMN = SealedColumn("notes.Note", "sealed_text", key="sealing_id")
MANY = 3_000


class Installation:
    """A database of its own, and `manage.py` in processes of their own."""

    def __init__(self, database: str) -> None:
        self.database = database
        self.old, self.new = new_key("old"), new_key("new")

    def command(self, *words: str, keys: str) -> "subprocess.Popen[str]":
        environment = environment_of(self.database) | {"CASEWORK_SEALING_KEYS": keys}
        return subprocess.Popen(
            [sys.executable, "manage.py", *words], cwd=PROJECT, env=environment, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip

    def done(self, *words: str, keys: str, code: int = 0) -> str:
        process = self.command(*words, keys=keys)
        told, _nothing = process.communicate()
        assert process.returncode == code, told
        return told

    @contextmanager
    def connected(self) -> Iterator[psycopg.Connection]:
        with psycopg.connect(self.database) as connection:
            yield connection

    def under(self, kid: str) -> int:
        with self.connected() as connection:
            asked = "SELECT count(*) FROM notes_note WHERE starts_with(sealed_text, %s)"
            return connection.execute(asked, [f"v1|{kid}|"]).fetchone()[0]

    def wait_for_a_lock(self, process: "subprocess.Popen[str]") -> None:
        """Until the process waits for a row that somebody else has changed."""
        asked = (
            "SELECT count(*) FROM pg_stat_activity"
            " WHERE datname = current_database() AND wait_event_type = 'Lock'"
        )
        while process.poll() is None:
            with self.connected() as connection:
                if connection.execute(asked).fetchone()[0]:
                    return
            time.sleep(0.01)
        raise AssertionError("The rotation did not come to the row.")

    def texts(self, keys: tuple[Key, ...], settings: object) -> list[str]:
        settings.SEALING_KEYS = keys
        with self.connected() as connection:
            rows = connection.execute(
                "SELECT sealing_id, sealed_text FROM notes_note WHERE level = 'named'"
            ).fetchall()
        return sorted(COLUMN.unseal(key, sealed) for key, sealed in rows)


@pytest.fixture(scope="module")
def prepared() -> Iterator[Installation]:
    """The demonstration in a database of its own."""
    with own_database("rotation") as database:
        there = Installation(database)
        for words in (["migrate", "--verbosity=0"], ["load_demonstration"]):
            there.done(*words, keys=there.old)
        yield there


@pytest.fixture
def installation(prepared: Installation, settings: object) -> Installation:
    """Some thousand sealed notes under the old key, on a file of the demonstration."""
    settings.SEALING_KEYS = read_keys(prepared.old)
    columns = (
        "case_id, author_id, kind, level, named_readers, text, sealed_text, sealing_id,"
        " submission, version"
    )
    with prepared.connected() as connection:
        connection.execute("DELETE FROM notes_note WHERE level = 'named'")
        case, author = connection.execute(
            "SELECT case_id, author_id FROM notes_note WHERE level = 'case_team'"
        ).fetchone()
        with connection.cursor().copy(f"COPY notes_note ({columns}) FROM STDIN") as copy:
            for text in everything():
                key = uuid.uuid4()
                row = (case, author, "contact", "named", [author], "", COLUMN.seal(key, text))
                copy.write_row((*row, key, uuid.uuid4(), 1))
    return prepared


def everything() -> list[str]:
    return [f"Note {number:05}" for number in range(MANY)]


def test_a_rotation_that_is_killed_half_way_goes_on_and_loses_nothing(
    installation: Installation, settings: object
) -> None:
    both = f"{installation.new},{installation.old}"
    killed = installation.command("reseal", "--batch", "50", keys=both)
    for _batch in range(5):
        assert "sealed anew" in killed.stdout.readline()
    os.kill(killed.pid, signal.SIGKILL)
    killed.communicate()
    half = installation.under("new")
    assert 0 < half < MANY
    assert half + installation.under("old") == MANY
    assert installation.texts(read_keys(both), settings) == everything()

    assert f"old: {MANY - half} (to be sealed anew)" in installation.done(
        "reseal", "--check", keys=both
    )
    told = installation.done("reseal", keys=both)
    assert f"{MANY - half} sealed anew" in told and "Note 0" not in told
    assert (installation.under("new"), installation.under("old")) == (MANY, 0)
    assert "sealed anew" not in installation.done("reseal", keys=both)
    assert installation.texts(read_keys(installation.new), settings) == everything()


def test_a_rotation_without_the_old_key_leaves_everything_as_it_is_and_says_so(
    installation: Installation, settings: object
) -> None:
    told = installation.done("reseal", keys=installation.new, code=1)
    assert f"{MANY} could not be read and stay as they are" in told
    assert "this key is not here: unreadable" in installation.done(
        "reseal", "--check", keys=installation.new
    )
    assert installation.texts(read_keys(installation.old), settings) == everything()


def test_who_narrows_or_widens_a_note_during_a_rotation_is_not_overruled(
    installation: Installation, settings: object
) -> None:
    """One note is being widened and another narrowed when the rotation comes to them."""
    both = f"{installation.new},{installation.old}"
    settings.SEALING_KEYS = read_keys(both)
    with installation.connected() as connection:
        widened, narrowed = (
            connection.execute(f"SELECT {which}(id) FROM notes_note WHERE level = %s", [level])
            .fetchone()[0]
            for which, level in (("max", "named"), ("max", "case_team"))
        )  # fmt: skip
        [key] = connection.execute(
            "SELECT sealing_id FROM notes_note WHERE id = %s", [narrowed]
        ).fetchone()
        connection.execute(
            "UPDATE notes_note SET level = 'managers', named_readers = '{}', text = 'Open again.',"
            " sealed_text = '' WHERE id = %s", [widened],
        )  # fmt: skip
        settings.SEALING_KEYS = read_keys(installation.old)
        connection.execute(
            "UPDATE notes_note SET level = 'named', named_readers = '{1}', text = '',"
            " sealed_text = %s WHERE id = %s", [COLUMN.seal(key, "Closed now."), narrowed],
        )  # fmt: skip
        rotation = installation.command("reseal", keys=both)
        installation.wait_for_a_lock(rotation)
    rotation.communicate()
    assert rotation.returncode == 0
    installation.done("reseal", keys=both)
    with installation.connected() as connection:
        row = connection.execute(
            "SELECT level, text, sealed_text FROM notes_note WHERE id = %s", [widened]
        ).fetchone()
    assert row == ("managers", "Open again.", "")
    texts = installation.texts(read_keys(installation.new), settings)
    assert len(texts) == MANY and "Closed now." in texts
