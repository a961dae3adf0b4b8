"""The chain where transactions really commit: many writers at once, and one that is killed.

A database of its own: what is committed to tables that only grow cannot be taken back.
"""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest
from psycopg import sql
from psycopg.conninfo import make_conninfo

from casework.embedded_ground import PROJECT

WRITERS, EACH = 8, 40
WRITE = (
    "INSERT INTO audit_event (deed, object_type, session, why, detail)"
    " VALUES ('searched', '', '', '', jsonb_build_object('n', %s::int))"
)


@pytest.fixture(scope="module")
def database() -> Iterator[str]:
    """A conninfo of a migrated database that is dropped at the end."""
    server, name = os.environ["DATABASE_URL"], f"casework_chain_{os.getpid()}"
    with psycopg.connect(server, autocommit=True) as connection:
        make = sql.SQL("CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8'")
        connection.execute(make.format(sql.Identifier(name)))
        try:
            made = make_conninfo(server, dbname=name)
            manage(made, "migrate", "--verbosity=0")
            yield made
        finally:
            drop = sql.SQL("DROP DATABASE {} WITH (FORCE)")
            connection.execute(drop.format(sql.Identifier(name)))


def manage(database: str, *command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=PROJECT, env=os.environ | {"DATABASE_URL": database},
        capture_output=True, text=True, check=False,
    )  # fmt: skip


def one(database: str, query: str) -> int:
    with psycopg.connect(database) as connection:
        return connection.execute(query).fetchone()[0]


@contextmanager
def whole_after(database: str, more: int) -> Iterator[None]:
    """As many seals more as events, none without the other, and a chain that is whole."""
    before = one(database, "SELECT count(*) FROM audit_seal")
    yield
    assert one(database, "SELECT count(*) FROM audit_seal") == before + more
    assert one(database, "SELECT count(*) FROM audit_event") == before + more
    checked = manage(database, "audit_verify")
    assert (checked.returncode, checked.stderr) == (0, "")
    assert f"{before + more} seals whole" in checked.stdout


def write(database: str, number: int) -> None:
    """One writer: some transactions with several events, some that are taken back, some slow."""
    with psycopg.connect(database) as connection:
        for turn in range(EACH):
            connection.execute(WRITE, (number * EACH + turn,))
            if turn % 7 == 3:
                connection.execute(WRITE, (-1,))
                connection.rollback()
                connection.execute(WRITE, (number * EACH + turn,))
            if turn % 5 == 0:
                time.sleep(0.005)
            connection.commit()


def test_writers_who_commit_at_once_leave_one_whole_chain(database: str) -> None:
    threads = [threading.Thread(target=write, args=(database, n)) for n in range(WRITERS)]
    with whole_after(database, WRITERS * EACH):
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    ids = "SELECT string_agg(event_id::text, ',' ORDER BY seq) FROM audit_seal"
    events = "SELECT string_agg(id::text, ',' ORDER BY id) FROM audit_event"
    assert sorted(str(one(database, ids)).split(",")) == sorted(
        str(one(database, events)).split(",")
    )


def test_a_connection_killed_in_the_middle_leaves_a_whole_chain(database: str) -> None:
    with whole_after(database, 1):
        victim = psycopg.connect(database)
        victim.execute(WRITE, (1,))
        victim.execute("SET CONSTRAINTS ALL IMMEDIATE")  # sealed, holding the lock, not committed
        with psycopg.connect(database, autocommit=True) as killer:
            killer.execute("SELECT pg_terminate_backend(%s)", (victim.info.backend_pid,))
            with pytest.raises(psycopg.OperationalError):
                victim.commit()
            killer.execute(WRITE, (2,))


def test_a_transaction_that_reads_an_old_head_is_refused_and_not_chained(database: str) -> None:
    """Under REPEATABLE READ the head is a stale one: the key of the seals refuses it."""
    with whole_after(database, 1):
        stale = psycopg.connect(database)
        stale.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        stale.execute("SELECT count(*) FROM audit_seal")
        with psycopg.connect(database, autocommit=True) as other:
            other.execute(WRITE, (3,))
        stale.execute(WRITE, (4,))
        with pytest.raises(psycopg.errors.UniqueViolation):
            stale.commit()
        stale.close()


def test_a_cut_end_is_found_by_the_command_with_the_anchor_alone(database: str) -> None:
    anchor = manage(database, "audit_anchor").stdout.strip()
    with psycopg.connect(database) as owner:
        for table in ("audit_event", "audit_seal"):
            owner.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        owner.execute("DELETE FROM audit_event WHERE id = (SELECT max(event_id) FROM audit_seal)")
        owner.execute("DELETE FROM audit_seal WHERE NOT EXISTS"
                      " (SELECT 1 FROM audit_event WHERE id = event_id)")  # fmt: skip
    assert "Wrong at" in manage(database, "audit_verify", "--anchor", anchor).stderr
