"""Brings the world of world.py into the database of DATABASE_URL, once for each scale and recipe.

What is in the database is said by a comment on it; one that holds anything else is left alone.
"""

import hashlib
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from django.core.management import call_command
from django.db import connection, transaction
from django.db.models import NOT_PROVIDED, Field, Model
from psycopg.sql import SQL, Composed, Identifier, Literal

from accounts.models import Membership, Team, User
from accounts.roles import Role
from bench.drawing import COLUMNS
from bench.world import Office, rows_of

PROJECT = Path(__file__).resolve().parent.parent
SHARES = (50, 20, 10, 8, 6, 3, 2, 1)  # of how many files in a hundred each team is the team
WRITTEN_BY = ("drawing", "histories", "world", "filling")
MARK = "An invented world for measuring:"


def prepare(scale: int) -> None:
    """The world of so many cases stands in the database, with statistics, when this returns."""
    wanted = f"{MARK} {scale} cases, {_recipe()}"
    found = _comment()
    if found == wanted:
        return
    if not found.startswith(MARK) and connection.introspection.table_names():
        sys.exit("This database holds something else: give the measurements an empty one.")
    _say(f"Writing {scale:,} cases with {10 * scale:,} entries (needed once) …")
    _execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
    _mark(f"{MARK} unfinished")
    call_command("migrate", verbosity=0, interactive=False)
    fill(scale)
    _execute("VACUUM ANALYZE")
    _mark(wanted)


def fill(scale: int) -> None:
    """Writes the world in one transaction with the triggers off: it gives what they would keep."""
    with transaction.atomic():
        offices = _offices()
        with _foreign_keys_checked_afterwards(), _without_triggers():
            for rows in rows_of(scale, offices):
                for table, values in rows.items():
                    _copy(table, values)
            _execute("ANALYZE")  # or what follows is planned for empty tables
        _numbers_go_on()
        _execute("SELECT cases_restand(array(SELECT id FROM cases_case))")


def _recipe() -> str:
    """Changes with whatever decides what the rows are."""
    files = [PROJECT / "bench" / f"{name}.py" for name in WRITTEN_BY]
    for pattern in ("*/migrations/*.py", "casework/*/migrations/*.py"):
        files += sorted(PROJECT.glob(pattern))
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:16]


def _execute(statement: str | Composed) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def _mark(words: str) -> None:
    name = Identifier(connection.settings_dict["NAME"])
    _execute(SQL("COMMENT ON DATABASE {} IS {}").format(name, Literal(words)))


def _comment() -> str:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(shobj_description(oid, 'pg_database'), '') FROM pg_database"
            " WHERE datname = current_database()"
        )
        return cursor.fetchone()[0]


def _offices() -> list[Office]:
    return [
        Office(
            team=team.pk, author=_user(team, Role.CASEWORKER), reviewer=_user(team, Role.MANAGER),
            share=share,
        )
        for team, share in ((Team.objects.create(name=f"Team of {s}"), s) for s in SHARES)
    ]  # fmt: skip


def _user(team: Team, role: str) -> int:
    user = User(username=f"{role} of {team}", name=f"{role.label} of {team}", role=role)
    user.set_unusable_password()
    user.save()
    Membership.objects.create(user=user, team=team)
    return user.pk


@contextmanager
def _without_triggers() -> Iterator[None]:
    tables = [table._meta.db_table for table in COLUMNS]
    for table in tables:
        _execute(f'ALTER TABLE "{table}" DISABLE TRIGGER USER')
    yield
    for table in tables:
        _execute(f'ALTER TABLE "{table}" ENABLE TRIGGER USER')


@contextmanager
def _foreign_keys_checked_afterwards() -> Iterator[None]:
    """Each as a whole: millions of rows looked up one by one take longer than all the rest."""
    names = [table._meta.db_table for table in COLUMNS]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conrelid::regclass, quote_ident(conname), pg_get_constraintdef(oid)"
            " FROM pg_constraint WHERE contype = 'f' AND conrelid = ANY(%s::regclass[])",
            [names],
        )
        keys = cursor.fetchall()
    for table, name, _definition in keys:
        _execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
    yield
    for table, name, definition in keys:
        _execute(f"ALTER TABLE {table} ADD CONSTRAINT {name} {definition}")


def _copy(table: type[Model], rows: Sequence[tuple]) -> None:
    """COPY; columns that the world does not give get what the model gives a new row."""
    columns = COLUMNS[table]
    others = [f for f in table._meta.concrete_fields if f.attname not in columns and _needs(f)]
    rest = tuple(f.get_db_prep_save(f.get_default(), connection) for f in others)
    names = SQL(", ").join(map(Identifier, [*columns, *(field.attname for field in others)]))
    statement = SQL("COPY {} ({}) FROM STDIN").format(Identifier(table._meta.db_table), names)
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row + rest)


def _needs(field: Field) -> bool:
    """The database fills in keys, what it generates and what has a default of its own."""
    by_itself = field.primary_key or field.generated or field.db_default is not NOT_PROVIDED
    return not by_itself and not field.null


def _numbers_go_on() -> None:
    """The sequences of keys continue after the keys that the world gave."""
    for table in COLUMNS:
        if "id" in COLUMNS[table]:
            name = table._meta.db_table
            _execute(
                f"SELECT setval(pg_get_serial_sequence('{name}', 'id'), max(id)) FROM \"{name}\""
            )


def _say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()
