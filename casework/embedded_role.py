"""What the role that is connected may do to the database: asked of PostgreSQL itself.

Like `unfit` in embedded.py it is used by the application's checks, and knows nothing of it.
"""

from typing import Any

_TOO_MUCH = """
SELECT
    r.rolsuper,
    r.rolbypassrls,
    r.rolcreaterole,
    has_schema_privilege(current_user, 'public', 'CREATE')
        OR has_database_privilege(current_user, current_database(), 'CREATE'),
    EXISTS (
        SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p')
        AND pg_has_role(current_user, c.relowner, 'MEMBER')
    ),
    EXISTS (
        SELECT FROM pg_trigger t
        WHERE t.tgname ~ 'only_grows|is_never_deleted'
        AND has_table_privilege(current_user, t.tgrelid, 'DELETE, TRUNCATE, TRIGGER')
    )
FROM pg_roles r WHERE r.rolname = current_user
"""
_SENTENCES = (
    "is a superuser: it reads and changes everything, whatever the rules say",
    "bypasses row security",
    "may make and change roles",
    "may create tables, functions or schemas",
    "owns the tables: it can switch off the triggers that keep history as it was",
    "may delete, empty or put triggers on what only grows",
)


def too_much(connection: Any) -> list[str]:
    """What the connected role may do and an application need not, as ends of sentences."""
    with connection.cursor() as cursor:
        cursor.execute(_TOO_MUCH)
        found = cursor.fetchone()
    return [sentence for sentence, holds in zip(_SENTENCES, found, strict=True) if holds]


def tables(connection: Any) -> dict[str, bool]:
    """Every table of the schema public, and whether it only grows."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname, EXISTS (SELECT FROM pg_trigger t WHERE t.tgrelid = c.oid"
            " AND t.tgname ~ 'only_grows')"
            " FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
            " WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') ORDER BY c.relname"
        )
        return dict(cursor.fetchall())
