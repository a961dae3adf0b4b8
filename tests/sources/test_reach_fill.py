"""Dates stored before their reach was kept get it once, and nobody is said to have edited them."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from casework.advocacy.models import Action
from casework.cases.models import Case, StatusEntry
from casework.sources.reach_fill import fill_reach
from casework.sources.when import When, from_edtf
from tests.cast import Cast
from tests.makers import make_entry

REACHES = [
    (from_edtf("2008-03"), (date(2008, 3, 1), date(2008, 3, 31))),
    (from_edtf("2008-03~"), (date(2008, 1, 30), date(2008, 5, 1))),
    (from_edtf("../2007-03-20~"), (None, date(2007, 4, 20))),
    (from_edtf("2005?/2006"), (None, date(2006, 12, 31))),
    (When("in spring", "", None, date(2008, 5, 1)), (None, date(2008, 5, 1))),
    (When.unknown("recently"), (None, None)),
]


def empty_and_fill(model: type, *names: str) -> None:
    """As if the columns were new: emptied, then filled as the migration does it."""
    table = model._meta.db_table
    ends = [f"{name}_reach_{end} = NULL" for name in names for end in ("earliest", "latest")]
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # or no table can be altered
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute(f"UPDATE {table} SET {', '.join(ends)}")
        cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    historical = type("Historical", (), {"_meta": model._meta, "objects": model._base_manager})
    with connection.schema_editor() as editor:
        fill_reach(editor, historical, *names)


@pytest.mark.parametrize(("when", "reach"), REACHES)
def test_the_reach_of_stored_dates_is_filled_without_a_trace_of_an_edit(
    cast: Cast, when: When, reach: tuple[date | None, date | None]
) -> None:
    action = Action(kind="letter", title="A letter", recorded_by=cast.mara)
    action.happened = when
    action.save()
    empty_and_fill(Action, "happened")
    filled = Action.objects.unrestricted(because="a test asks").get(pk=action.pk)
    assert (filled.happened_reach_earliest, filled.happened_reach_latest) == reach
    assert filled.happened == when
    changes = Action.pgh_event_models["changed"].objects.unrestricted(because="a test asks")
    assert not changes.exists()


def test_the_history_is_filled_and_refuses_changes_as_before(cast: Cast, case: Case) -> None:
    entry = make_entry(cast.mara, case, since=from_edtf("2008-03~"), until=from_edtf("2009?"))
    empty_and_fill(StatusEntry, "since", "until")
    stored = StatusEntry.objects.unrestricted(because="a test asks").filter(pk=entry.pk)
    assert stored.get().since_reach_latest == date(2008, 5, 1)
    with pytest.raises(IntegrityError, match="only grows"), transaction.atomic():
        stored.update(since_reach_latest=None)
