"""The role that the application has in real use: it owns nothing and has the printed grants."""

import io
import os
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest
from django.core.management import call_command
from django.db import connection
from psycopg import sql
from psycopg.conninfo import make_conninfo

ROLE = f"casework_app_{os.getpid()}"


def printed() -> list[str]:
    said = io.StringIO()
    call_command("grants", ROLE, stdout=said)
    return said.getvalue().splitlines()


@contextmanager
def limited_role() -> Iterator[str]:
    """The role, made by whoever may make roles; of the private database that is `postgres`."""
    with _superuser() as superuser:
        superuser.execute(sql.SQL("CREATE ROLE {}").format(sql.Identifier(ROLE)))
        owner = sql.Identifier(connection.settings_dict["USER"])
        superuser.execute(sql.SQL("GRANT {} TO {}").format(sql.Identifier(ROLE), owner))
        for statement in printed():
            superuser.execute(statement)
        try:
            yield ROLE
        finally:
            superuser.execute(sql.SQL("DROP OWNED BY {}").format(sql.Identifier(ROLE)))
            superuser.execute(sql.SQL("DROP ROLE {}").format(sql.Identifier(ROLE)))


@contextmanager
def _superuser() -> Iterator[psycopg.Connection]:
    base = connection.settings_dict["NAME"]
    for user in ("postgres", connection.settings_dict["USER"]):
        where = make_conninfo(os.environ["DATABASE_URL"], dbname=base, user=user)
        try:
            opened = psycopg.connect(where, autocommit=True)
        except psycopg.OperationalError:
            continue
        with opened:
            asked = opened.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
            if asked.fetchone() == (True,):
                yield opened
                return
    pytest.skip("Nobody here may make a role.")


@contextmanager
def acting_as(role: str) -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute(f'SET ROLE "{role}"')
        try:
            yield
        finally:
            cursor.execute("RESET ROLE")
