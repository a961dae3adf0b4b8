"""Earlier states of rows: kept by the database, whatever statement changes them, and by whom."""

from collections.abc import Callable

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction
from django.test import Client
from django.urls import reverse

from casework.access import policy
from casework.access.guard import GuardedManager
from casework.audit.changes import DERIVED, Change
from casework.cases.models import Case, Person
from casework.notes.models import Note
from casework.sources.models import Source
from tests.access.test_sight import fill
from tests.audit.sealing import run
from tests.cast import Cast
from tests.makers import make_entry, make_person, make_source

BECAUSE = "a test looks at what is kept"
TRACKED = {label: apps.get_model(label) for label in policy.TRACKED}

pytestmark = pytest.mark.django_db


def every(model: type[models.Model]) -> models.QuerySet:
    return model.objects.unrestricted(because=BECAUSE)


def kept(row: models.Model) -> list[Change]:
    changes = type(row).pgh_event_models["changed"]
    return list(every(changes).filter(pgh_obj_id=row.pk).order_by("pgh_id"))


# ---- Whatever changes a row ---------------------------------------------------------------------


def by_save(case: Case) -> None:
    case.summary = "New words."
    case.save()


def by_update(case: Case) -> None:
    every(Case).filter(pk=case.pk).update(summary="New words.")


def by_bulk_update(case: Case) -> None:
    case.summary = "New words."
    every(Case).bulk_update([case], ["summary"])


def by_raw_sql(case: Case) -> None:
    run("UPDATE cases_case SET summary = 'New words.' WHERE id = %s", case.pk)


def by_raw_sql_that_would_switch_it_off(case: Case) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgname FROM pg_trigger WHERE tgrelid = 'cases_case'::regclass")
        names = ",".join(name for (name,) in cursor.fetchall())
    run("SELECT set_config('pgtrigger.ignore', %s, true)", f"{{{names}}}")
    by_raw_sql(case)


@pytest.mark.parametrize(
    "change",
    [by_save, by_update, by_bulk_update, by_raw_sql, by_raw_sql_that_would_switch_it_off],
)
def test_what_stood_there_is_kept(case: Case, change: Callable[[Case], None]) -> None:
    every(Case).filter(pk=case.pk).update(summary="Old words.")
    case.refresh_from_db()
    before = len(kept(case))
    change(case)
    case.refresh_from_db()
    assert case.summary == "New words."
    assert [state.summary for state in kept(case)[before:]] == ["Old words."]


def test_what_is_removed_is_kept(case: Case, cast: Cast) -> None:
    name = make_person(cast.mara, case, names=[{"text": "A name"}]).names.visible_to(cast.mara)
    row = name.get()
    key = row.pk
    row.delete()
    states = every(type(row).pgh_event_models["removed"]).filter(pgh_obj_id=key)
    assert [(state.pgh_label, state.text) for state in states] == [("removed", "A name")]


def test_what_the_database_derives_is_no_change(case: Case, cast: Cast) -> None:
    """Keys follow teams, a case moves with its history, a version counts saves."""
    person = make_person(cast.mara, case)
    before = len(kept(case)), len(kept(person))
    case.teams.add(cast.west_africa)
    make_entry(cast.mara, case, "closed", axis="workflow")
    every(Case).filter(pk=case.pk).update(version=9)
    case.refresh_from_db()
    assert (case.version, case.workflow) == (9, "closed")
    assert (len(kept(case)), len(kept(person))) == before


def test_a_hundred_rows_changed_at_once_are_a_hundred_states(cast: Cast) -> None:
    rows = [make_source(cast.mara, title=f"Report {n}") for n in range(100)]
    every(Source).filter(pk__in=[row.pk for row in rows]).update(title="Another")
    titles = {state.title for state in every(Source.pgh_event_models["changed"])}
    assert titles == {f"Report {n}" for n in range(100)}


# ---- Only grows ---------------------------------------------------------------------------------


@pytest.mark.parametrize("label", sorted(TRACKED))
@pytest.mark.parametrize("statement", ["UPDATE {} SET id = 0", "DELETE FROM {}", "TRUNCATE {}"])
def test_earlier_states_only_grow(cast: Cast, label: str, statement: str) -> None:
    fill(cast.mara, cast.teo, cast.east_asia)
    touch(TRACKED[label])
    table = TRACKED[label].pgh_event_models["changed"]._meta.db_table
    run("SET CONSTRAINTS ALL IMMEDIATE")
    run("SELECT set_config('pgtrigger.ignore', '{only_grows,is_never_emptied}', true)")
    with pytest.raises(IntegrityError, match="only grows"), transaction.atomic():
        run(statement.format(table))


# ---- Who sees them ------------------------------------------------------------------------------


def touch(model: type[models.Model]) -> None:
    """A change of every row there is, that every row may have."""
    table = model._meta.db_table
    columns = {"recorded_at": "recorded_at - interval '1 day'", "count": "coalesce(count, 0) + 1"}
    texts = ("remark", "as_stated", "claim", "described_as", "text", "name", "family_part")
    columns |= {name: f"{name} || '.'" for name in texts}
    fields = {field.name for field in model._meta.local_fields}
    column = next((name for name in columns if name in fields), None)
    if column is None:  # a row of nothing but links: moved, and moved back
        run(f"UPDATE {table} SET id = id + 1000000; UPDATE {table} SET id = id - 1000000")
    else:
        run(f"UPDATE {table} SET {column} = {columns[column]}")


def test_each_tracked_model_has_its_rule_and_one_sealed_manager() -> None:
    change_models = {model._meta.label for model in apps.get_models() if issubclass(model, Change)}
    assert change_models == {f"{label}Change" for label in TRACKED}
    for label in change_models:
        assert [type(m) for m in apps.get_model(label)._meta.managers] == [GuardedManager]
        assert policy.RULES[label][1] is policy.nobody


def test_earlier_states_are_seen_by_whoever_sees_the_row_now(cast: Cast) -> None:
    case = fill(cast.mara, cast.teo, cast.east_asia)
    for model in TRACKED.values():
        touch(model)
    for label, model in TRACKED.items():
        changes = model.pgh_event_models["changed"]
        assert every(changes).exists(), label
        for user in cast.everybody().values():
            rows = set(model.objects.visible_to(user).values_list("pk", flat=True))
            seen = set(changes.objects.visible_to(user).values_list("pgh_obj_id", flat=True))
            assert seen <= rows, (label, user)
            assert bool(seen) == (user in (cast.mara, cast.teo, cast.lou)), (label, user)
            assert not changes.objects.editable_by(user).exists()
    case.teams.set([cast.west_africa])
    changes = Case.pgh_event_models["changed"].objects
    assert not changes.visible_to(cast.mara).exists()
    assert changes.visible_to(cast.ines).exists()


def test_the_text_of_notes_is_not_copied() -> None:
    assert not hasattr(Note, "pgh_event_models")
    columns = {
        field.name for model in apps.get_models() if issubclass(model, Change)
        for field in model._meta.local_fields
    }  # fmt: skip
    assert not columns & (DERIVED | {"password"})


# ---- Who did it, and the page that shows it -----------------------------------------------------


def edit(client: Client, case: Case, **fields: object) -> None:
    page = reverse("pages:edit_case", args=[case.reference])
    form = client.get(page).context["form"]
    data = {name: form[name].value() for name in form.fields} | fields
    data = {name: value for name, value in data.items() if value is not None}
    data["teams"] = [getattr(team, "pk", team) for team in data.get("teams", [])]
    data["issues"] = []
    answer = client.post(page, data)
    assert answer.status_code == 302, answer.context["form"].errors


def test_who_changed_it_and_from_which_session_but_not_where(
    client: Client, cast: Cast, case: Case
) -> None:
    client.force_login(cast.mara)
    edit(client, case, public_title="Another title")
    context = kept(case)[-1].pgh_context
    assert set(context) == {"user", "session"}
    assert context["user"] == cast.mara.pk
    assert len(context["session"]) == 16


def history(client: Client, row: models.Model) -> str:
    meta = row._meta
    name = f"admin:{meta.app_label}_{meta.model_name}_history"
    answer = client.get(reverse(name, args=[row.pk]))
    return answer.content.decode() if answer.status_code == 200 else ""


def test_the_history_page_shows_field_before_after_and_who(
    client: Client, cast: Cast, case: Case
) -> None:
    client.force_login(cast.mara)
    assert "Nothing has been changed" in history(client, case)
    edit(client, case, public_title="Another title", priority="urgent")
    part = case.parts.visible_to(cast.mara).first()
    every(type(part)).filter(pk=part.pk).update(name="the eight")
    page = history(client, case)
    for words in (
        "A group of seventeen", "Another title", "Public title", "normal", "urgent", "Mara",
        f"Part of a group {part.pk}: Name", "the seven", "the eight",
    ):  # fmt: skip
        assert words in page, words


def test_the_history_page_is_for_who_sees_the_row_now(
    client: Client, cast: Cast, case: Case
) -> None:
    every(Case).filter(pk=case.pk).update(working_title="An old secret")
    every(Case).filter(pk=case.pk).update(working_title="")
    client.force_login(cast.teo)
    assert "An old secret" in history(client, case)
    for user in (cast.ines, cast.okoro, cast.abel, cast.vera):
        client.force_login(user)
        assert history(client, case) == ""


def test_a_row_that_one_does_not_see_is_not_named_in_a_history(
    client: Client, cast: Cast, case: Case
) -> None:
    hidden = make_source(cast.ines, title="A hidden report")
    source = Source.objects.visible_to(cast.mara).first()
    every(Source).filter(pk=source.pk).update(duplicate_of=hidden)
    every(Source).filter(pk=source.pk).update(duplicate_of=None)
    client.force_login(cast.mara)
    page = history(client, source)
    assert "A hidden report" not in page
    assert "a record that you may not see" in page


def test_a_date_in_a_history_is_told_in_its_words(client: Client, cast: Cast, case: Case) -> None:
    person = make_person(cast.mara, case)
    every(Person).filter(pk=person.pk).update(
        born_words="March 1970", born_edtf="1970-03", born_earliest="1970-03-01"
    )
    client.force_login(cast.mara)
    page = history(client, person)
    assert "March 1970" in page and "Born, as read" in page
    assert "earliest" not in page
