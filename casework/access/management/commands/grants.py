"""Prints the SQL that gives a database role exactly what the application needs, and no more."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.db import connection, models
from psycopg.sql import SQL, Identifier

from accounts.models import SiteMode, Team, User
from casework.embedded_role import tables

_ONLY_READ = {
    "django_migrations", "django_content_type", "auth_permission", "audit_seal",
    "cases_currentstanding",
}  # fmt: skip
_KEPT_BY_TRIGGERS = "reader_keys"  # the one column of a table that only grows which may change


class Command(BaseCommand):
    """Run it after `migrate`, as the owner of the tables, and feed it to psql."""

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("role", help="The role that DATABASE_URL of the web server names.")

    def handle(self, *args: Any, role: str, **options: Any) -> None:
        """One statement a line; running them twice changes nothing."""
        for statement in _statements(role):
            self.stdout.write(statement)


def _statements(role: str) -> Iterator[str]:
    names = {"role": Identifier(role), "base": Identifier(connection.settings_dict["NAME"])}

    def written(text: str, **more: Identifier) -> str:
        return SQL(text).format(**names, **more).as_string() + ";"

    yield written("REVOKE CREATE ON SCHEMA public FROM PUBLIC")
    yield written("REVOKE CREATE, TEMPORARY ON DATABASE {base} FROM PUBLIC")
    yield written("REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {role}")
    yield written("GRANT CONNECT ON DATABASE {base} TO {role}")
    yield written("GRANT USAGE ON SCHEMA public TO {role}")
    yield written("GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}")
    by_table = {m._meta.db_table: m for m in apps.get_models(include_auto_created=True)}
    for table, only_grows in tables(connection).items():
        rights = _rights(table, by_table.get(table), only_grows)
        yield written(f"GRANT {rights} ON {{table}} TO {{role}}", table=Identifier(table))


def _rights(table: str, model: type[models.Model] | None, only_grows: bool) -> str:
    if table in _ONLY_READ:
        return "SELECT"
    if only_grows:
        kept = model is not None and _KEPT_BY_TRIGGERS in {f.name for f in model._meta.fields}
        return f"SELECT, INSERT, UPDATE ({_KEPT_BY_TRIGGERS})" if kept else "SELECT, INSERT"
    return "SELECT, INSERT, UPDATE" + (", DELETE" if _is_emptied(table, model) else "")


def _is_emptied(table: str, model: type[models.Model] | None) -> bool:
    """Nothing of a case is deleted; links, memberships, sessions and counters are."""
    if model is None:
        return table == settings.CACHES["default"]["LOCATION"]
    if model._meta.auto_created:
        return True
    is_ours = model._meta.app_config.name.startswith("casework.")
    return not is_ours and model not in {User, Team, SiteMode}
