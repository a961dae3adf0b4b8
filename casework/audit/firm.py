"""Triggers without the switch by which a session of the database could skip them.

pgtrigger writes into each of its functions a question to a setting that any session may change.
History and append-only tables must not ask it. Migrations name the class below.
"""

from django.db import models
from pgtrigger import Trigger
from pgtrigger.compiler import Trigger as Compiled
from pgtrigger.compiler import UpsertTriggerSql


class FirmSql(UpsertTriggerSql):
    """What installs a trigger. Migrations rest on this text: change it by a new class only."""

    def get_template(self) -> str:
        return """
            CREATE OR REPLACE FUNCTION {pgid}() RETURNS TRIGGER AS $$
                {declare}
                BEGIN
                    {func}
                END;
            $$ LANGUAGE plpgsql;

            DROP TRIGGER IF EXISTS {pgid} ON {table};
            CREATE {constraint} TRIGGER {pgid}
                {when} {operation} ON {table}
                {timing}
                {referencing}
                FOR EACH {level} {condition}
                EXECUTE PROCEDURE {execute};

            COMMENT ON TRIGGER {pgid} ON {table} IS '{hash}';
        """


class Firm(Trigger):
    """A trigger of pgtrigger that no setting turns off."""

    def compile(self, model: type[models.Model]) -> Compiled:
        asked = super().compile(model)
        return Compiled(name=asked.name, sql=FirmSql(**asked.sql.kwargs))
