"""Sealing and tampering, for tests that never commit."""

from django.db import connection

GUARDED_TABLES = ("audit_event", "audit_seal")


def seal_now() -> None:
    """What a commit does to the events of this transaction: the database seals them."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS is_sealed_at_commit IMMEDIATE")
        cursor.execute("SET CONSTRAINTS is_sealed_at_commit DEFERRED")


def run(statement: str, *values: object) -> int:
    """Runs one statement; answers how many rows it touched."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.rowcount


def disarm() -> None:
    """What the owner of the database can do: no trigger of these tables answers any more."""
    run("SET CONSTRAINTS ALL IMMEDIATE")
    for table in GUARDED_TABLES:
        run(f"ALTER TABLE {table} DISABLE TRIGGER USER")
