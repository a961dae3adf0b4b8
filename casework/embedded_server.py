"""One private PostgreSQL server: making its files, starting it, stopping it.

Who may do so when (locks), and its databases: embedded.py. Where the files lie and which account
runs it: embedded_ground.py.
"""

import os
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg

from casework.embedded_ground import (
    Account,
    EmbeddedProblem,
    clean_environment,
    reachable_binaries,
)

STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
LOCALES = ("C.UTF-8", "en_US.UTF-8")
PATIENCE = 60  # seconds, for a start after a crash and for a stop
ROOM_TO_BEGIN = 250_000_000  # bytes: a new cluster with its demonstration takes 100 MB
ROOM_TO_GO_ON = 50_000_000  # bytes: three files of the journal
SETTINGS = {
    "listen_addresses": "",
    "port": "5432",
    "unix_socket_permissions": "0700",
    "lc_messages": "C",
    "logging_collector": "off",
    "log_checkpoints": "off",
    # A refused statement can quote a name: neither it nor its values nor its error is logged.
    "log_min_messages": "log",
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
    "jit": "off",
}
SETTINGS_WHEN_DISPOSABLE = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
}
FAILURE = "(FATAL|PANIC|error|could not)(?!.*starting up)"
SAYINGS = (
    (
        "No space left on device|Disk quota exceeded",
        "The disk that holds {ground} is full: free some space, or name a folder on another disk "
        "in CASEWORK_DATA, then try again.",
    ),
    (
        "Permission denied|Operation not permitted|has wrong ownership",
        "The database's files under {ground} belong to another account: run this as the account "
        "that made them, or name another folder in CASEWORK_DATA.",
    ),
    (
        "invalid locale",
        "This machine has neither the locale C.UTF-8 nor en_US.UTF-8, without which search finds "
        "no Korean or Cyrillic name: install one (on Debian: apt-get install locales).",
    ),
)


@dataclass
class Server:
    """The server of one data folder; the caller sees to it that only one process changes it."""

    account: Account
    ground: Path
    data: Path
    sockets: Path
    log: Path
    binaries: Path
    major: int
    disposable: bool
    _process: "subprocess.Popen[bytes] | None" = field(default=None, repr=False)

    @property
    def process_number(self) -> int:
        """The number of the running server's process; 0 when it does not run."""
        try:
            number = int((self.data / "postmaster.pid").read_text().splitlines()[0])
            os.kill(number, 0)
        except (OSError, ValueError, IndexError):
            return 0
        # After a crash the number may have passed to another program.
        return number if os.fsencode(self.data) in _command_line(number) else 0

    def connect(self, database: str, user: str = "postgres") -> psycopg.Connection[Any]:
        """An open connection, every statement its own transaction."""
        return psycopg.connect(
            host=str(self.sockets), port=5432, user=user, dbname=database, autocommit=True
        )

    def start(self) -> None:
        """Take up the running server, or make its files if absent and start it."""
        if self.process_number:
            if self._answers():
                return
            self.stop()
        left_over = self.data / "postmaster.pid"
        if self.disposable and left_over.exists():
            shutil.rmtree(self.data)  # without fsync, files nobody closed cannot be trusted
        left_over.unlink(missing_ok=True)
        self._refuse_other_version()
        self._refuse_full_disk(ROOM_TO_GO_ON)
        binaries = reachable_binaries(self.account, self.binaries, self.ground)
        try:
            if not self.data.exists():
                self._make(binaries)
            self._launch(binaries)
        except EmbeddedProblem:
            if not self.disposable:
                raise
            shutil.rmtree(self.data, ignore_errors=True)
            self._make(binaries)
            self._launch(binaries)
        except OSError as error:
            raise self._problem(str(error)) from error

    def stop(self) -> None:
        """Stop the server if it runs: all are disconnected, nothing committed is lost."""
        number = self.process_number
        if number:
            with suppress(ProcessLookupError):
                os.kill(number, signal.SIGINT)
                deadline = time.monotonic() + PATIENCE
                while self.process_number and time.monotonic() < deadline:
                    time.sleep(0.02)
                if self.process_number:
                    os.kill(number, signal.SIGQUIT)
        if self._process:
            self._process.wait()
            self._process = None

    def _refuse_other_version(self) -> None:
        marker = self.data / "PG_VERSION"
        made_by = marker.read_text().strip() if marker.exists() else str(self.major)
        if made_by != str(self.major):
            raise EmbeddedProblem(
                f"The database in {self.data} was made by PostgreSQL {made_by}, and the one here "
                f"is PostgreSQL {self.major}: name the bin folder of PostgreSQL {made_by} in "
                "CASEWORK_PG_BIN, or move that folder away to begin with an empty database."
            )

    def _refuse_full_disk(self, needed: int) -> None:
        free = shutil.disk_usage(self.ground).free
        if free < needed:
            raise EmbeddedProblem(
                f"The disk that holds {self.ground} has {free // 1_000_000} MB left, and the "
                f"database needs {needed // 1_000_000} MB: free some space, or name a folder on "
                "another disk in CASEWORK_DATA."
            )

    def _make(self, binaries: Path) -> None:
        self._refuse_full_disk(ROOM_TO_BEGIN)
        # Made beside its place and renamed: a broken-off attempt is never taken for a database.
        unfinished = self.data.with_name(self.data.name + ".unfinished")
        for locale in LOCALES:
            shutil.rmtree(unfinished, ignore_errors=True)
            unfinished.mkdir(mode=0o700)
            if self.account.dropped:
                os.chown(unfinished, self.account.uid, self.account.gid)
            options = ["--no-sync"] if self.disposable else []
            options += ["--auth=trust", "--encoding=UTF8", f"--locale={locale}"]
            made = self.account.run(
                binaries / "initdb", "-D", unfinished, "-U", "postgres", *options
            )
            if made.returncode == 0:
                unfinished.rename(self.data)
                return
            if "invalid locale" not in made.stderr:
                break
        shutil.rmtree(unfinished, ignore_errors=True)
        raise self._problem(made.stderr)

    def _launch(self, binaries: Path) -> None:
        settings = SETTINGS | (SETTINGS_WHEN_DISPOSABLE if self.disposable else {})
        settings["unix_socket_directories"] = str(self.sockets)
        command = [str(binaries / "postgres"), "-D", str(self.data)]
        for key, value in settings.items():
            command += ["-c", f"{key}={value}"]
        with uninterrupted(), self.log.open("wb") as log:
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd="/",
                env=clean_environment(),
                start_new_session=True,  # Ctrl-C is for the command, not for its database
                **self.account.options,
            )
            if not self._answers():
                self.stop()
                raise self._problem(self.log.read_text(errors="replace"))

    def _answers(self) -> bool:
        """Wait until the server takes connections; False when it ended or the time is up."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            with suppress(psycopg.OperationalError):
                self.connect("postgres").close()
                return True
            if self._process.poll() is not None if self._process else not self.process_number:
                return False
            time.sleep(0.02)
        return False

    def _problem(self, words: str) -> EmbeddedProblem:
        for signs, saying in SAYINGS:
            if re.search(signs, words):
                return EmbeddedProblem(saying.format(ground=self.ground))
        lines = [line for line in words.splitlines() if re.search(FAILURE, line)]
        reason = (lines or words.splitlines() or ["it gave no reason"])[-1].strip()
        return EmbeddedProblem(
            f"The database in {self.data} did not start: {reason} (the whole story: {self.log}). "
            "If what is in it may be lost, move that folder away and try again."
        )


def _command_line(process_number: int) -> bytes:
    try:
        return Path(f"/proc/{process_number}/cmdline").read_bytes()
    except OSError:
        command = ["ps", "-o", "command=", "-p", str(process_number)]
        return subprocess.run(command, capture_output=True).stdout


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Hold back Ctrl-C and its like while a server is between two states."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, STOP_SIGNALS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
