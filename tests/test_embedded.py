"""The private database: it starts, keeps, is shared and stops, and says why when it cannot."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import psycopg
import pytest

from casework.embedded import Cluster, main, running, unfit
from casework.embedded_ground import PROJECT, EmbeddedProblem

COMMAND = [sys.executable, "-m", "casework.embedded"]


@pytest.fixture(scope="module")
def home() -> Iterator[Path]:
    """A data folder with a space in its path that a server started by root can reach as well."""
    folder = Path(tempfile.mkdtemp(prefix="casework test ", dir="/tmp"))
    folder.chmod(0o711)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CASEWORK_DATA", str(folder))
        with running("run") as url, psycopg.connect(url) as connection:
            connection.execute("CREATE TABLE kept AS SELECT '김춘희' AS name")
        yield folder
        for name in ("run", "test"):
            cluster = Cluster(name)
            cluster.stop()
            cluster.destroy()
    shutil.rmtree(folder)


@pytest.fixture(autouse=True)
def _use_home(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CASEWORK_DATA", str(home))


def kept_name(url: str) -> str:
    with psycopg.connect(url) as connection:
        return connection.execute("SELECT name FROM kept").fetchone()[0]


def eventually(condition: Callable[[], bool], seconds: float = 10) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.02)
    return False


def started(*command: str) -> "subprocess.Popen[bytes]":
    """`with run -- COMMAND`, once COMMAND runs (it must say so in one line)."""
    process = subprocess.Popen(
        [*COMMAND, "with", "run", "--", *command], cwd=PROJECT, stdout=subprocess.PIPE
    )
    process.stdout.readline()
    return process


def test_what_was_stored_is_there_after_a_restart() -> None:
    assert not Cluster("run").server.process_number
    with running("run") as url:
        assert kept_name(url) == "김춘희"


def test_search_sees_korean_and_the_role_is_no_superuser() -> None:
    with running("run") as url, psycopg.connect(url) as connection:
        assert unfit(connection) == ""
        assert not connection.execute(
            "SELECT rolsuper FROM pg_roles WHERE rolname = current_user"
        ).fetchone()[0]
        for extension in ("pg_trgm", "unaccent", "btree_gist"):
            connection.execute(f"CREATE EXTENSION {extension}")
        assert connection.execute("SELECT show_trgm('김춘희')").fetchone()[0]


def test_nobody_else_can_connect() -> None:
    with running("run") as url, psycopg.connect(url) as connection:
        assert connection.execute("SHOW listen_addresses").fetchone()[0] == ""
        sockets = Cluster("run").server.sockets
        assert sockets.stat().st_mode & 0o777 == 0o700
        assert len(os.fsencode(sockets / ".s.PGSQL.5432")) < 107


def test_the_last_user_stops_the_server() -> None:
    server = Cluster("run").server
    with running("run") as first:
        number = server.process_number
        with running("run") as second:
            assert first == second
        assert server.process_number == number
        assert kept_name(first) == "김춘희"
    assert server.process_number == 0


def test_two_test_runs_at_once_have_a_database_each() -> None:
    with running("test") as first, running("test") as second:
        names = []
        for url in (first, second):
            with psycopg.connect(url) as connection:
                names.append(connection.info.dbname)
        assert names == ["casework", "casework_2"]
    with running("test") as again:
        assert again == first


def test_a_server_killed_outright_leaves_data_that_start_again() -> None:
    with running("run"):
        number = Cluster("run").server.process_number
        os.kill(number, signal.SIGKILL)
        assert eventually(lambda: not Cluster("run").server.process_number)
    assert (Cluster("run").server.data / "postmaster.pid").exists()
    with running("run") as url:
        assert kept_name(url) == "김춘희"


def test_a_process_number_that_passed_to_another_program_is_no_server() -> None:
    left_over = Cluster("run").server.data / "postmaster.pid"
    left_over.write_text(f"{os.getpid()}\n")
    with running("run") as url:
        assert kept_name(url) == "김춘희"
    assert not left_over.exists()


def test_the_command_gets_the_database_and_its_exit_code_is_ours() -> None:
    ask = "import os, sys; sys.exit(len(os.environ['DATABASE_URL'].split('host=')) + 5)"
    command = [*COMMAND, "with", "run", "--", sys.executable, "-c", ask]
    stray = {"DATABASE_URL_FILE": "/nonexistent", "PGHOSTADDR": "192.0.2.1"}
    assert subprocess.run(command, cwd=PROJECT, env=os.environ | stray).returncode == 7


def test_a_polite_kill_reaches_the_command_and_stops_the_server() -> None:
    process = started("sh", "-c", "echo ready; exec sleep 60")
    process.send_signal(signal.SIGTERM)
    assert process.wait(20) == 128 + signal.SIGTERM
    assert not Cluster("run").server.process_number


def test_after_an_outright_kill_the_next_run_takes_the_server_up_and_stops_it() -> None:
    process = started("sh", "-c", "echo ready; read line")
    process.kill()
    process.wait(20)
    number = Cluster("run").server.process_number
    assert number
    with running("run") as url:
        assert Cluster("run").server.process_number == number
        assert kept_name(url) == "김춘희"
    assert not Cluster("run").server.process_number


def test_data_of_another_version_are_refused_and_left_alone() -> None:
    marker = Cluster("run").server.data / "PG_VERSION"
    before = marker.read_text()
    marker.write_text("11\n")
    try:
        with pytest.raises(EmbeddedProblem, match="made by PostgreSQL 11.*CASEWORK_PG_BIN"):
            running("run").__enter__()
        assert marker.read_text() == "11\n"
    finally:
        marker.write_text(before)


def test_a_broken_test_database_is_made_anew() -> None:
    with running("test"):
        data = Cluster("test").server.data
    (data / "global" / "pg_control").unlink()
    with running("test") as url, psycopg.connect(url) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)


def test_a_broken_database_that_is_kept_is_explained_and_left_alone() -> None:
    control = Cluster("run").server.data / "global" / "pg_control"
    aside = control.with_name("aside")
    control.rename(aside)
    try:
        with pytest.raises(EmbeddedProblem, match="did not start: .*could not .*move that folder"):
            running("run").__enter__()
    finally:
        aside.rename(control)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ("LOCALE 'C' ENCODING 'UTF8'", "character type C, under which search finds no Korean"),
        ("LOCALE 'C' ENCODING 'SQL_ASCII'", "encoding SQL_ASCII, which cannot hold every name"),
    ],
)
def test_a_database_of_the_wrong_locale_is_unfit(options: str, words: str) -> None:
    with running("test") as url, psycopg.connect(url, autocommit=True) as connection:
        connection.execute("DROP DATABASE IF EXISTS wrong")
        connection.execute(f"CREATE DATABASE wrong TEMPLATE template0 {options}")
        with psycopg.connect(url, dbname="wrong") as wrong:
            assert words in unfit(wrong)


def test_an_old_server_is_unfit() -> None:
    class Old:
        def cursor(self) -> "Old":
            return self

        def __enter__(self) -> "Old":
            return self

        def __exit__(self, *error: object) -> None:
            return None

        def execute(self, statement: str) -> None:
            return None

        def fetchone(self) -> tuple[int, str, str, str]:
            return 14, "UTF8", "C.UTF-8", "casework"

    assert unfit(Old()) == "The server runs PostgreSQL 14: use PostgreSQL 15 or newer."


def test_a_full_disk_is_said_before_anything_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Usage(NamedTuple):
        total: int = 10**9
        used: int = 10**9
        free: int = 10**6

    monkeypatch.setattr(shutil, "disk_usage", lambda path: Usage())
    server = Cluster("run").server
    server.data = server.ground / "another"
    with pytest.raises(EmbeddedProblem, match="has 1 MB left.*free some space"):
        server.start()
    assert not server.data.exists()


@pytest.mark.parametrize(
    ("variable", "value", "words"),
    [
        ("CASEWORK_DATA", "/dev/null/data", "The data folder /dev/null/data cannot be written"),
        ("CASEWORK_PG_BIN", "/nonexistent", "CASEWORK_PG_BIN names /nonexistent, which holds no"),
    ],
)
def test_a_problem_is_one_sentence_and_no_traceback(
    variable: str,
    value: str,
    words: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv(variable, value)
    assert main(["with", "run", "--", "true"]) == 1
    assert words in capsys.readouterr().err


def test_a_database_that_is_used_is_not_destroyed() -> None:
    with running("run") as url:
        with pytest.raises(EmbeddedProblem, match="in use"):
            Cluster("run").destroy()
        assert kept_name(url) == "김춘희"


def test_the_server_logs_nothing_of_what_it_is_asked() -> None:
    cluster, name = Cluster("run"), "Pak Invented-Name"
    refused = [
        f"SELECT '{name}'::integer",
        f"SELECT '{name}' FROM nowhere",
        f"CREATE UNIQUE INDEX ON kept ((1)); INSERT INTO kept VALUES ('{name}')",
    ]
    with cluster.used() as url, psycopg.connect(url, autocommit=True) as connection:
        for statement in refused:
            with pytest.raises(psycopg.Error):
                connection.execute(statement)
        with pytest.raises(psycopg.Error):
            connection.execute("SELECT %s::text::date", [name])
    assert name not in cluster.server.log.read_text()
