"""For migrations: the reach of dates that were stored before it was kept in columns of its own."""

from django.db import models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import F

from casework.sources.when import When


def fill_reach(editor: BaseDatabaseSchemaEditor, model: type[models.Model], *names: str) -> None:
    """Fills `<name>_reach_earliest` and `_latest` of every row, for each name of a date.

    `model` is that of the migration. Nothing is changed that anybody has written, so that the
    triggers of the table, which refuse or record a change, rest until it is done.
    """
    table = editor.quote_name(model._meta.db_table)
    editor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    for name in names:
        _fill(model.objects.all(), name)
    # A row that was changed twice waits to be checked, and a table that waits cannot be altered.
    editor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    editor.execute("SET CONSTRAINTS ALL DEFERRED")
    editor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def _fill(rows: models.QuerySet, name: str) -> None:
    said = (f"{name}_edtf", f"{name}_earliest", f"{name}_latest")
    reach = (f"{name}_reach_earliest", f"{name}_reach_latest")
    qualified = rows.filter(**{f"{name}_edtf__regex": "[?~%]"})
    rows.update(**dict(zip(reach, map(F, said[1:]), strict=True)))
    for edtf, earliest, latest in list(qualified.values_list(*said).distinct().order_by()):
        alike = {said[0]: edtf, said[1]: earliest, said[2]: latest}
        reaches = When("", edtf, earliest, latest).reach
        qualified.filter(**_or_null(alike)).update(**dict(zip(reach, reaches, strict=True)))


def _or_null(values: dict) -> dict:
    return {
        key if value is not None else f"{key}__isnull": True if value is None else value
        for key, value in values.items()
    }
