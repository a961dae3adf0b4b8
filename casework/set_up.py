"""What `make` does before anything else: look at the machine, make .venv, install what is pinned.

Runs under the machine's own Python, before any package is there: standard library only.
"""

import fcntl
import hashlib
import re
import shutil
import socket
import subprocess
import sys
import venv
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
ENVIRONMENT = PROJECT / ".venv"
PYTHON = ENVIRONMENT / "bin" / "python"
OLDEST_PYTHON = (3, 11)
ROOM_NEEDED = 1_000_000_000  # bytes: the packages with those for tests take 600 MB


class SetUpProblem(Exception):
    """Why the set-up cannot go on: one sentence that says what to do."""


def port_problem(port: str) -> str:
    """Why nothing can be served on this port of 127.0.0.1, as a sentence; empty when it can."""
    if not re.fullmatch(r"[0-9]{1,5}", port) or not 0 < int(port) < 65536:
        return f"PORT={port} is no port: choose a number from 1024 to 65535."
    if _is_free(int(port)):
        return ""
    free = next((n for n in range(int(port) + 1, 65536) if n > 1023 and _is_free(n)), 8000)
    return (
        f"Port {port} cannot be had; something else uses it, perhaps this system itself, started "
        f"before (see http://127.0.0.1:{port}/). Choose another: make run PORT={free}"
    )


def _is_free(port: int) -> bool:
    with socket.socket() as attempt:
        attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            attempt.bind(("127.0.0.1", port))
            attempt.listen(1)
        except OSError:
            return False
    return True


def install(requirements: str) -> None:
    """Bring .venv up to date with a requirements file; does nothing when it is already.

    Two that run at once wait for each other.
    """
    marks = {
        ENVIRONMENT / f"{file.name}.installed": _digest(file) for file in _files(requirements)
    }
    with (PROJECT / requirements).open() as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        works = _works()
        if works and all(mark.exists() and mark.read_text() == d for mark, d in marks.items()):
            return
        _check_machine()
        if not works:
            _say("Making the virtual environment .venv …")
            venv.EnvBuilder(clear=True, with_pip=True).create(ENVIRONMENT)
        _say(f"Installing the packages of {requirements} (needed once, a minute or two) …")
        command = [PYTHON, "-m", "pip", "install", "-qq", "--disable-pip-version-check"]
        command += ["--no-input", "-r", requirements]
        if subprocess.run(command, cwd=PROJECT, stdin=subprocess.DEVNULL).returncode:
            raise SetUpProblem(
                "The packages could not be installed, for the reason above: check the network "
                "(or the proxy and index that pip is told to use) and the room on the disk, then "
                "try again."
            )
        for mark, digest in marks.items():
            mark.write_text(digest)


def _files(requirements: str) -> list[Path]:
    """The file and those it includes."""
    path = PROJECT / requirements
    included = re.findall(r"^-r +(\S+)", path.read_text(encoding="utf-8"), re.MULTILINE)
    return [path, *(file for name in included for file in _files(name))]


def _digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def _works() -> bool:
    """True when .venv has a Python that runs, is new enough and has pip."""
    check = f"import pip, sys; sys.exit(sys.version_info < {OLDEST_PYTHON})"
    try:
        return subprocess.run([PYTHON, "-c", check], capture_output=True).returncode == 0
    except OSError:
        return False


def _check_machine() -> None:
    try:
        import ensurepip  # noqa: F401  Debian ships venv without it
    except ImportError:
        raise SetUpProblem(
            "This Python cannot make virtual environments (its module ensurepip is missing). On "
            "Debian or Ubuntu: apt-get install python3-venv. Then try again."
        ) from None
    free = shutil.disk_usage(PROJECT).free
    if free < ROOM_NEEDED:
        raise SetUpProblem(
            f"The disk that holds {PROJECT} has {free // 1_000_000} MB left, and the packages "
            f"need {ROOM_NEEDED // 1_000_000} MB: free some space, then try again."
        )


def _say(words: str) -> None:
    sys.stdout.write(words + "\n")
    sys.stdout.flush()


def main(arguments: list[str]) -> int:
    """`set_up.py REQUIREMENTS [PORT]`: 0 when all is ready, 1 after a sentence to the person."""
    try:
        if len(arguments) > 1 and (problem := port_problem(arguments[1])):
            raise SetUpProblem(problem)
        install(arguments[0])
    except SetUpProblem as problem:
        sys.stderr.write(f"{problem}\n")
        return 1
    except OSError as error:
        sys.stderr.write(
            f"The set-up could not write {error.filename or ENVIRONMENT} ({error.strerror}): see "
            f"who owns {PROJECT} and whether its disk is full, then try again.\n"
        )
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
