"""`make run`: the whole system on a private database with the demonstration cases.

For trying and testing only. What it makes is kept in the data folder, so that the next run starts
in seconds. A real installation is started by a web server through wsgi.py instead.
"""

import ctypes
import io
import os
import secrets
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from types import FrameType

import django
from django.core.management import call_command
from django.db import connections

from casework.access.sealing_keys import new_key
from casework.embedded import Cluster, EmbeddedProblem, environment_for, forget_other_servers
from casework.embedded_ground import PROJECT, data_folder
from casework.set_up import port_problem

PATIENCE = 60  # seconds for the first page
GRACE = 5  # seconds for requests under way when the server is stopped
# Threads beside the workers: a browser holds connections open that it does not use yet, and a
# worker without threads would wait on one of those while the page it serves stands still.
SERVER = [
    *["gunicorn", "casework.wsgi", "--workers", "2", "--worker-class", "gthread"],
    *["--threads", "4", "--timeout", "60", "--graceful-timeout", str(GRACE)],
    *["--log-level", "warning", "--no-control-socket"],
]
NOT_FOR_REAL_DATA = """
This database is for trying and testing, not for real case data. It is kept in
{folder} until `make forget` deletes it.
Press Ctrl-C to stop.
"""


def secret_key(folder: Path) -> str:
    """The secret key of this trial: made once, kept in the data folder for its owner's eyes."""
    path = folder / "secret_key"
    if not path.exists() or path.stat().st_size < 50:
        _keep(path, secrets.token_urlsafe(64))
    return path.read_text().strip()


def sealing_keys(folder: Path) -> Path:
    """The file with the keys that this trial seals texts with: made once, never replaced."""
    path = folder / "sealing_keys"
    if not path.exists() or not path.stat().st_size:
        _keep(path, new_key("trial"))
    return path


def _keep(path: Path, secret: str) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w") as file:
        file.write(secret)


def use_settings_of_the_trial(url: str) -> None:
    """Give this process and its children the trial's settings, with nothing to overrule them."""
    environment = environment_for(url)
    for stray in ("CASEWORK_SECRET_KEY_FILE", "CASEWORK_SEALING_KEYS", "GUNICORN_CMD_ARGS"):
        environment.pop(stray, None)
    os.environ.clear()
    os.environ.update(
        environment,
        DJANGO_SETTINGS_MODULE="casework.settings",
        CASEWORK_TRIAL="1",
        CASEWORK_DATA=str(data_folder()),
        CASEWORK_SECRET_KEY=secret_key(data_folder()),
        CASEWORK_SEALING_KEYS_FILE=str(sealing_keys(data_folder())),
        CASEWORK_ALLOWED_HOSTS="127.0.0.1,localhost",
    )


def prepare() -> str:
    """Bring the tables up to date and load the demonstration once; returns the accounts' text."""
    say("Bringing its tables up to date …")
    call_command("migrate", verbosity=0, interactive=False)
    say("Loading the demonstration cases, unless they are there …")
    call_command("load_demonstration", stdout=io.StringIO())
    accounts = io.StringIO()
    call_command("load_demonstration", "--accounts", stdout=accounts)
    connections.close_all()
    return accounts.getvalue().strip("\n")


def start_server(port: str) -> "subprocess.Popen[bytes]":
    """The web server, in a session of its own: Ctrl-C reaches us, and we stop it in order."""
    return subprocess.Popen(
        [sys.executable, "-m", *SERVER, "--bind", f"127.0.0.1:{port}"],
        cwd=PROJECT,
        stdin=subprocess.DEVNULL,
        start_new_session=True,
        preexec_fn=end_with_parent if sys.platform == "linux" else None,
    )


def end_with_parent() -> None:
    """Ask Linux to stop this process when the one that started it is killed outright."""
    ctypes.CDLL(None).prctl(1, signal.SIGTERM)  # 1 is PR_SET_PDEATHSIG


def stop_server(server: "subprocess.Popen[bytes]") -> None:
    """End the web server and wait for it."""
    server.terminate()
    try:
        server.wait(GRACE + 5)
    except subprocess.TimeoutExpired:
        os.killpg(server.pid, signal.SIGKILL)
        server.wait()


def first_page(server: "subprocess.Popen[bytes]", address: str) -> str:
    """Wait for the first page; why it did not come, as a sentence, or empty when it came."""
    # Without a proxy from the environment: this is our own machine.
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if server.poll() is not None:
            return "The web server did not start, for the reason above."
        try:
            opener.open(address, timeout=PATIENCE).close()
            return ""
        except urllib.error.HTTPError as error:
            return f"The first page failed with error {error.code}, for the reason above."
        except OSError:
            time.sleep(0.05)
    return f"No page came within {PATIENCE} seconds: the machine may be too busy; try again."


def serve(port: str, accounts: str, cluster: Cluster) -> int:
    """Serve until told to stop, and say where; returns the exit code."""
    address = f"http://127.0.0.1:{port}/"
    server = start_server(port)
    try:
        problem = first_page(server, address)
        if problem:
            sys.stderr.write(problem + "\n")
            return 1
        seconds = round(time.time() - float(os.environ.get("CASEWORK_STARTED_AT") or BEGAN))
        say(f"\nReady after {seconds} seconds: {address}\n\n{accounts}\n")
        say(NOT_FOR_REAL_DATA.format(folder=cluster.server.data))
        server.wait()
        sys.stderr.write("The web server ended by itself, for the reason above.\n")
        return 1
    finally:
        stop_server(server)


def say(words: str) -> None:
    """Tell the person at the keyboard, at once even through a pipe."""
    sys.stdout.write(words.rstrip("\n") + "\n")
    sys.stdout.flush()


def interrupt(number: int, frame: FrameType | None) -> None:
    """Treat a closed terminal and a polite kill like Ctrl-C; a second one changes nothing."""
    for other in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(other, signal.SIG_IGN)
    raise KeyboardInterrupt


def main(port: str) -> int:
    """Start everything, serve, stop everything; 1 after a sentence when something is amiss."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, interrupt)
    taken = port_problem(port)
    if taken:
        sys.stderr.write(taken + "\n")
        return 1
    try:
        say("Starting the database …")
        forget_other_servers()
        cluster = Cluster("run")
        with cluster.used() as url:
            with cluster.turn("preparation"):
                use_settings_of_the_trial(url)
                django.setup()
                accounts = prepare()
            return serve(port, accounts, cluster)
    except EmbeddedProblem as problem:
        sys.stderr.write(f"{problem}\n")
        return 1
    except KeyboardInterrupt:
        say("\nStopped. Everything entered is kept for the next make run.")
        return 0


BEGAN = time.time()

if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "8000"))
