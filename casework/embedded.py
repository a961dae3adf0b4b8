"""The database that needs no set-up: private PostgreSQL clusters for trying and for testing.

A cluster has a name (run, test, bench), a folder, a unix socket and no TCP. Whoever uses it holds
a shared lock; the first starts its server, the last stops it. Not for real case data; no Django.
"""

import fcntl
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import Any
from urllib.parse import quote

from casework.embedded_ground import (
    OLDEST_MAJOR,
    EmbeddedProblem,
    account_for,
    data_folder,
    find_binaries,
    ground_for,
    socket_folder,
)
from casework.embedded_server import STOP_SIGNALS, Server, uninterrupted

DISPOSABLE = "test"
ROLE = "casework"
MOST_AT_ONCE = 9
USAGE = """Usage:
  python -m casework.embedded with NAME -- COMMAND…   run COMMAND with DATABASE_URL set
  python -m casework.embedded url NAME                print the DATABASE_URL of a running database
  python -m casework.embedded stop NAME               stop it, whoever uses it
  python -m casework.embedded destroy NAME            delete its files
NAME is run, test or bench.
"""


class Cluster:
    """One private cluster, and who uses it."""

    def __init__(self, name: str) -> None:
        """Find the ground for the cluster; raises EmbeddedProblem where there is none."""
        if not re.fullmatch(r"[a-z][a-z0-9-]{0,30}", name):
            raise EmbeddedProblem(f"{name!r} is no name for a database: use run, test or bench.")
        binaries, major = find_binaries()
        self.disposable = name == DISPOSABLE
        # Tests may go from one version to another; data that are kept may not.
        self.name = f"{name}-{major}" if self.disposable else name
        self.base = data_folder()
        account = account_for(self.base / self.name)
        ground = ground_for(account, self.base)
        data = ground / self.name
        self.server = Server(
            account=account,
            ground=ground,
            data=data,
            sockets=socket_folder(account, data),
            log=self.base / f"{self.name}.log",
            binaries=binaries,
            major=major,
            disposable=self.disposable,
        )

    def url(self, database: str = ROLE) -> str:
        """The DATABASE_URL of one of the cluster's databases."""
        sockets = quote(str(self.server.sockets))
        return f"postgresql://{ROLE}@/{database}?host={sockets}&port=5432"

    @contextmanager
    def used(self) -> Iterator[str]:
        """Start the server or join those who use it; yields a DATABASE_URL; the last one stops it.

        Each user of a disposable cluster gets a database of its own.
        """
        with self._lock_file("users") as users:
            try:
                with self.turn("change"):
                    fcntl.flock(users, fcntl.LOCK_SH)
                    self.server.start()
                with self._database() as database:
                    yield self.url(database)
            finally:
                with uninterrupted(), self.turn("change"):
                    fcntl.flock(users, fcntl.LOCK_UN)
                    with suppress(BlockingIOError):
                        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
                        self.server.stop()

    def stop(self) -> None:
        """Stop the server, whoever uses it; does nothing where it does not run."""
        with self.turn("change"):
            self.server.stop()

    def destroy(self) -> None:
        """Stop the server and delete its files; refused while somebody uses it."""
        with self.turn("change"), self._lock_file("users") as users:
            try:
                fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise EmbeddedProblem(
                    f"The database {self.name} is in use: stop what uses it, then try again."
                ) from error
            self.server.stop()
            shutil.rmtree(self.server.data, ignore_errors=True)
            shutil.rmtree(self.server.sockets, ignore_errors=True)
            if not any(self.server.ground.glob("*/PG_VERSION")):
                for copy in self.server.ground.glob("postgresql-*"):
                    shutil.rmtree(copy, ignore_errors=True)
            if self.server.ground != self.base:
                with suppress(OSError):
                    self.server.ground.rmdir()
            self.server.log.unlink(missing_ok=True)  # the locks stay: somebody may wait on one

    @contextmanager
    def _database(self) -> Iterator[str]:
        if not self.disposable:
            self._make_database(ROLE)
            yield ROLE
            return
        for number in range(1, MOST_AT_ONCE + 1):
            with self._lock_file(f"database-{number}") as mine:
                try:
                    fcntl.flock(mine, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError:
                    continue
                name = ROLE if number == 1 else f"{ROLE}_{number}"
                self._make_database(name)
                yield name
                return
        raise EmbeddedProblem(
            f"{MOST_AT_ONCE} test runs are using this folder's test database already: wait until "
            "one has ended, or give this one a folder of its own in CASEWORK_DATA."
        )

    def _make_database(self, name: str) -> None:
        """The role owns its database and may make others, and is no superuser: as in real use."""
        with self.turn("change"), self.server.connect("postgres") as connection:
            if not connection.execute("SELECT FROM pg_roles WHERE rolname = %s", [ROLE]).rowcount:
                connection.execute(f"CREATE ROLE {ROLE} LOGIN CREATEDB")
            found = connection.execute("SELECT FROM pg_database WHERE datname = %s", [name])
            if not found.rowcount:
                connection.execute(f"CREATE DATABASE {name} OWNER {ROLE}")
        with self.server.connect(name, ROLE) as connection:
            problem = unfit(connection)
        if problem:
            raise EmbeddedProblem(
                f"{problem} The files of this one are in {self.server.data}: move that folder "
                "away to begin with an empty database."
            )

    @contextmanager
    def turn(self, matter: str) -> Iterator[None]:
        """One process at a time in this matter; the others wait."""
        with self._lock_file(matter) as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    @contextmanager
    def _lock_file(self, kind: str) -> Iterator[int]:
        path = self.base / f"{self.name}.{kind}"
        try:
            lock = os.open(path, os.O_RDONLY | os.O_CREAT, 0o644)
        except OSError as error:
            raise EmbeddedProblem(
                f"The file {path} cannot be made ({error.strerror}): make room and see who owns "
                "its folder, or name another folder in CASEWORK_DATA."
            ) from error
        try:
            yield lock
        finally:
            os.close(lock)


@contextmanager
def running(name: str) -> Iterator[str]:
    """The DATABASE_URL of the private cluster of that name, which runs inside the block.

    Raises EmbeddedProblem with a sentence for the person at the keyboard.
    """
    with Cluster(name).used() as url:
        yield url


def unfit(connection: Any) -> str:
    """Why this database cannot hold case files, as a sentence; empty when it can.

    Takes an open psycopg or Django connection. Wanted: PostgreSQL 15 or newer, UTF8, and a
    character type other than C, under which trigram search sees no Hangul, Cyrillic or Chinese.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_setting('server_version_num')::int / 10000,"
            " pg_encoding_to_char(encoding), datctype, datname"
            " FROM pg_database WHERE datname = current_database()"
        )
        major, *words = cursor.fetchone()
    # From a database of the encoding SQL_ASCII, text arrives as bytes.
    encoding, character_type, name = (
        word.decode("ascii", "replace") if isinstance(word, bytes) else word for word in words
    )
    if major < OLDEST_MAJOR:
        return f"The server runs PostgreSQL {major}: use PostgreSQL {OLDEST_MAJOR} or newer."
    remedy = "make it anew with TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8'."
    if encoding != "UTF8":
        return (
            f"The database {name} has the encoding {encoding}, which cannot hold every name: "
            + remedy
        )
    if character_type in {"C", "POSIX"}:
        return (
            f"The database {name} has the character type {character_type}, under which search "
            f"finds no Korean, Cyrillic or Chinese name: {remedy}"
        )
    return ""


def environment_for(url: str) -> dict[str, str]:
    """This process's environment with DATABASE_URL set and nothing left to overrule it."""
    kept = {
        key: value
        for key, value in os.environ.items()
        if not key.startswith("PG") and key != "DATABASE_URL_FILE"
    }
    return kept | {"DATABASE_URL": url}


def forget_other_servers() -> None:
    """Drop the PG* variables from this process, which its own connections would obey."""
    for key in [key for key in os.environ if key.startswith("PG")]:
        del os.environ[key]


def run_with(name: str, command: list[str]) -> int:
    """Run the command on the cluster, pass signals on to it, and return its exit code."""
    child: subprocess.Popen[bytes] | None = None

    def pass_on(number: int, frame: FrameType | None) -> None:
        if child is None:
            raise SystemExit(128 + number)
        if number != signal.SIGINT or not _in_foreground():
            child.send_signal(number)

    for number in STOP_SIGNALS:
        signal.signal(number, pass_on)
    with running(name) as url:
        try:
            child = subprocess.Popen(command, env=environment_for(url))
        except OSError as error:
            raise EmbeddedProblem(f"{command[0]} cannot be run: {error.strerror}.") from error
        code = child.wait()
    return code if code >= 0 else 128 - code


def _in_foreground() -> bool:
    """True where the terminal's Ctrl-C has reached our child already."""
    try:
        return os.tcgetpgrp(0) == os.getpgrp()
    except OSError:
        return False


def main(arguments: list[str]) -> int:
    """The command line; returns the exit code, 1 with one sentence when there is a problem."""
    forget_other_servers()
    try:
        match arguments:
            case ["with", name, "--", _, *_]:
                return run_with(name, arguments[3:])
            case ["url", name]:
                cluster = Cluster(name)
                if not cluster.server.process_number:
                    raise EmbeddedProblem(f"The database {name} is not running.")
                sys.stdout.write(cluster.url() + "\n")
            case ["stop", name]:
                Cluster(name).stop()
            case ["destroy", name]:
                Cluster(name).destroy()
            case _:
                sys.stderr.write(USAGE)
                return 2
    except EmbeddedProblem as problem:
        sys.stderr.write(f"{problem}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
