"""What was written of anybody's history stays as it was written, whoever asks and however."""

from collections.abc import Callable
from datetime import date

import pytest
from django.contrib import admin
from django.db import DatabaseError, connection, transaction
from django.db.models import Model
from django.test import Client

from casework.cases.codes import Decision
from casework.cases.models import Case, Confirmation, CurrentStanding, Review, StatusEntry
from tests.access.back_office import address
from tests.access.limited_role import acting_as
from tests.cast import Cast, sign_in
from tests.makers import make_citation

BECAUSE = "a test tries what the database refuses"
HISTORY = (StatusEntry, Review, Confirmation)
TABLES = [model._meta.db_table for model in HISTORY] + [
    model.citations.through._meta.db_table for model in (StatusEntry, Confirmation)
]
# A column of each that somebody might want otherwise.
OTHERWISE = {StatusEntry: ("told", "Rewritten."), Review: ("words", "Rewritten."),
             Confirmation: ("words", "Rewritten.")}  # fmt: skip

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def confirmation(case: Case, cast: Cast) -> Confirmation:
    """Still so, as a source says: the file has every kind of history then."""
    entry = every(StatusEntry).first()
    row = Confirmation.objects.create(
        entry=entry, confirmed_on=date(2009, 1, 1), recorded_by=cast.mara
    )
    row.citations.add(make_citation(cast.mara))
    return row


def every(model: type[Model]) -> object:
    return model.objects.unrestricted(because=BECAUSE)


def written(table: str) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT t::text FROM {table} t ORDER BY 1")
        return cursor.fetchall()


def assert_refused(deed: Callable[[], object], words: str) -> None:
    before = [written(table) for table in TABLES]
    assert all(before), "nothing is there that could be changed"
    with pytest.raises(Exception, match=words), transaction.atomic():
        deed()
    assert [written(table) for table in TABLES] == before


# ---- The application's own ways -----------------------------------------------------------------


def by_save(row: Model, column: str, value: str) -> None:
    setattr(row, column, value)
    row.save()


def by_update(row: Model, column: str, value: str) -> None:
    every(type(row)).filter(pk=row.pk).update(**{column: value})


def by_bulk_update(row: Model, column: str, value: str) -> None:
    setattr(row, column, value)
    every(type(row)).bulk_update([row], [column])


def by_writing_it_again(row: Model, column: str, value: str) -> None:
    setattr(row, column, value)
    type(row).objects.bulk_create(
        [row], update_conflicts=True, unique_fields=["id"], update_fields=[column]
    )


def by_delete(row: Model, column: str, value: str) -> None:
    row.delete()


def by_deleting_all(row: Model, column: str, value: str) -> None:
    every(type(row)).all().delete()


def by_raw_delete(row: Model, column: str, value: str) -> None:
    rows = every(type(row)).all()
    rows._raw_delete(rows.db)


WAYS = (
    by_save, by_update, by_bulk_update, by_writing_it_again, by_delete, by_deleting_all,
    by_raw_delete,
)  # fmt: skip


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("model", HISTORY)
def test_the_application_cannot_change_it(model: type[Model], way: Callable) -> None:
    row = every(model).first()
    assert_refused(lambda: way(row, *OTHERWISE[model]), "only grows|protected|decided already")


@pytest.mark.parametrize("model", [StatusEntry, Confirmation])
def test_the_sources_of_a_fact_are_not_taken_away(model: type[Model]) -> None:
    row = every(model).filter(citations__isnull=False).first()
    cited = list(row.citations.unrestricted(because=BECAUSE))
    for deed in (row.citations.clear, lambda: row.citations.remove(*cited)):
        assert_refused(deed, "only grows")


# ---- SQL as the role of the application, which owns nothing -------------------------------------


def statements(table: str) -> list[str]:
    return [
        f"UPDATE {table} SET id = id",
        f"DELETE FROM {table}",
        f"TRUNCATE {table}",
        f"TRUNCATE {table} CASCADE",
        f"INSERT INTO {table} (id) SELECT id FROM {table} ON CONFLICT (id) DO UPDATE SET id = 0",
        f"MERGE INTO {table} t USING {table} o ON t.id = o.id WHEN MATCHED THEN DELETE",
        f"ALTER TABLE {table} DISABLE TRIGGER ALL",
        f"DROP TABLE {table} CASCADE",
    ]


@pytest.mark.parametrize("table", TABLES)
def test_the_role_of_the_application_cannot_change_it(role: str, table: str) -> None:
    with acting_as(role), connection.cursor() as cursor:
        for statement in statements(table):
            assert_refused(
                lambda statement=statement: cursor.execute(statement), "permission denied|must be"
            )


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE cases_currentstanding SET value = 'executed'",
        "DELETE FROM cases_currentstanding",
        "INSERT INTO cases_currentstanding SELECT * FROM cases_currentstanding",
        "UPDATE cases_statusentry SET confirmed_at = now()",
    ],
)
def test_the_role_of_the_application_cannot_say_where_somebody_stands(
    role: str, statement: str
) -> None:
    with (
        acting_as(role),
        pytest.raises(DatabaseError, match="permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


# ---- Confirming by the side door ----------------------------------------------------------------


def test_no_entry_is_confirmed_but_by_a_second_person(case: Case, cast: Cast) -> None:
    """Written as confirmed it waits all the same, and nobody moves the moment afterwards."""
    entry = every(StatusEntry).filter(axis="situation").first()
    moment = entry.confirmed_at
    fields = {"case": case, "axis": "situation", "value": "executed", "certainty": "known"}
    forged = StatusEntry(**fields, confirmed_at=moment, recorded_by=cast.mara)
    StatusEntry.objects.bulk_create([forged])
    assert every(StatusEntry).get(pk=forged.pk).confirmed_at is None
    assert not every(CurrentStanding).filter(entry=forged).exists()
    assert_refused(
        lambda: every(StatusEntry).filter(pk=forged.pk).update(confirmed_at=moment), "only grows"
    )
    assert_refused(
        lambda: Review.objects.create(
            entry=forged, decision=Decision.CONFIRMED, recorded_by=cast.mara
        ),
        "own entry",
    )


# ---- The back office ----------------------------------------------------------------------------


@pytest.mark.parametrize("model", [m for m in HISTORY if m in admin.site._registry])
def test_the_back_office_offers_no_change_and_takes_none(
    client: Client, cast: Cast, model: type[Model]
) -> None:
    row = every(model).first()
    column, value = OTHERWISE[model]
    for user in (cast.mara, cast.teo):
        sign_in(client, user)
        listed = client.get(address(model, "changelist")).content.decode()
        shown = client.get(address(model, "change", row.pk)).content.decode()
        for page in (listed, shown):
            assert 'name="_save"' not in page
            assert 'name="action"' not in page
            assert address(model, "delete", row.pk) not in page
            assert address(model, "add") not in page
        before = [written(table) for table in TABLES]
        for page, key, data, answers in (
            ("add", (), {column: value}, {403}),
            ("change", (row.pk,), {column: value, "_save": "Save"}, {403}),
            ("delete", (row.pk,), {"post": "yes"}, {403}),
            # The list takes words to search for, and knows of no deed.
            ("changelist", (), {"action": "delete_selected", "_selected_action": [row.pk],
                                "post": "yes"}, {200, 302, 403}),
        ):  # fmt: skip
            assert client.post(address(model, page, *key), data).status_code in answers, page
            assert [written(table) for table in TABLES] == before, page
