"""The whole site for a browser: a database of its own, filled with the demonstration, and served.

Shared by the tests in this folder and by `make shots`. Django's live server is of no use here: it
empties tables after each test, and the history tables refuse that.
"""

import os
import secrets
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo

from casework.embedded_ground import PROJECT
from casework.exchange.demonstration_reading import password
from casework.trial import SERVER

PATIENCE = 30  # seconds for the first page
REFERENCE = "C-BJ17000"  # the Beijing 17


@dataclass(frozen=True)
class Site:
    """Where it is served, where its rows are, and how everybody there comes in."""

    address: str
    database: str
    password: str

    def one(self, query: str, *values: object) -> int:
        """The number that the query answers first: a key for an address, or a count."""
        with psycopg.connect(self.database) as connection:
            found = connection.execute(query, values).fetchone()
        assert found is not None, f"nothing on record for: {query}"
        return found[0]


@contextmanager
def serving() -> Iterator[Site]:
    """The demonstration, served from a new database; the server is stopped and it is dropped."""
    with own_database() as database:
        environment = environment_of(database)
        for command in (["migrate", "--verbosity=0"], ["load_demonstration"]):
            subprocess.run(
                [sys.executable, "manage.py", *command],
                cwd=PROJECT, env=environment, check=True, stdout=subprocess.DEVNULL,
            )  # fmt: skip
        with _server(environment) as address:
            yield Site(address, database, password())


@contextmanager
def own_database(purpose: str = "browser") -> Iterator[str]:
    """A conninfo of an empty database on the server of DATABASE_URL."""
    server = os.environ["DATABASE_URL"]
    name = f"casework_{purpose}_{os.getpid()}_{secrets.token_hex(3)}"
    with psycopg.connect(server, autocommit=True) as connection:
        make = sql.SQL("CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8'")
        connection.execute(make.format(sql.Identifier(name)))
        try:
            yield make_conninfo(server, dbname=name)
        finally:
            drop = sql.SQL("DROP DATABASE {} WITH (FORCE)")
            connection.execute(drop.format(sql.Identifier(name)))


def environment_of(database: str) -> dict[str, str]:
    """What the trial of `make run` sets, for this database."""
    stray = {
        "CASEWORK_SECRET_KEY_FILE", "CASEWORK_SEALING_KEYS", "CASEWORK_SEALING_KEYS_FILE",
        "DATABASE_URL_FILE", "GUNICORN_CMD_ARGS",
    }  # fmt: skip
    kept = {key: value for key, value in os.environ.items() if key not in stray}
    return kept | {
        "DATABASE_URL": database,
        "DJANGO_SETTINGS_MODULE": "casework.settings",
        "CASEWORK_TRIAL": "1",
        "CASEWORK_SECRET_KEY": "only-for-the-tests-" * 4,
        "CASEWORK_ALLOWED_HOSTS": "127.0.0.1",
    }


@contextmanager
def _server(environment: dict[str, str]) -> Iterator[str]:
    """The address of the web server that `make run` starts as well, on a port that is free."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        address = f"http://127.0.0.1:{listening.getsockname()[1]}"
        server = subprocess.Popen(
            [sys.executable, "-m", *SERVER, "--bind", f"fd://{listening.fileno()}"],
            cwd=PROJECT, env=environment, pass_fds=[listening.fileno()],
        )  # fmt: skip
        try:
            _wait_for(f"{address}/account/login/", server)
            yield address
        finally:
            server.terminate()
            server.wait()


def _wait_for(address: str, server: "subprocess.Popen[bytes]") -> None:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    deadline = time.monotonic() + PATIENCE
    while server.poll() is None and time.monotonic() < deadline:
        try:
            opener.open(address, timeout=PATIENCE).close()
            return
        except urllib.error.HTTPError:
            raise
        except OSError:
            time.sleep(0.05)
    raise AssertionError("The web server of the browser tests gave no first page.")
