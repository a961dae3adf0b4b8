"""What the database refuses by itself, whatever a program asks of it."""

import pytest
from django.db import IntegrityError, connection, transaction

from casework.cases.codes import Decision
from casework.cases.models import Case, Participation, Person, Review, StatusEntry
from casework.sources.models import Citation, Relay
from casework.sources.services import relay
from tests.cast import Cast
from tests.makers import make_case, make_entry, make_part, make_person, make_source

ONLY_GROWS = [
    "audit_event",
    "sources_citation",
    "cases_statusentry",
    "cases_statusentry_citations",
    "cases_review",
]
BECAUSE = "a test tries what the database refuses"


def refused(statement: str) -> str:
    """The words in which the database refuses the statement."""
    with (
        pytest.raises(IntegrityError) as error,
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    return str(error.value)


@pytest.mark.django_db
@pytest.mark.parametrize("table", ONLY_GROWS)
def test_what_only_grows_is_neither_changed_nor_deleted(case: Case, table: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # checks that wait would bar TRUNCATE
        cursor.execute(f"SELECT count(*) FROM {table}")
        assert cursor.fetchone()[0] > 0
    for statement in (
        f"UPDATE {table} SET id = id + 1000000",
        f"DELETE FROM {table}",
        f"TRUNCATE {table} CASCADE",
    ):
        assert "only grows" in refused(statement)


@pytest.mark.django_db
def test_the_application_itself_cannot_change_history(case: Case, cast: Cast) -> None:
    entries = StatusEntry.objects.unrestricted(because=BECAUSE)
    one = entries.first()
    one.told = "Rewritten."
    for change in (
        one.save,
        one.delete,
        lambda: entries.update(told="Rewritten."),
        lambda: StatusEntry.objects.editable_by(cast.mara).bulk_update([one], ["told"]),
        lambda: Citation.objects.unrestricted(because=BECAUSE).update(quotation="Rewritten."),
    ):
        with pytest.raises(Exception, match="only grows|protected"), transaction.atomic():
            change()
    assert not entries.filter(told="Rewritten.").exists()


@pytest.mark.django_db
@pytest.mark.parametrize("decision", [Decision.CONFIRMED, Decision.RETURNED, Decision.REJECTED])
def test_nobody_reviews_their_own_entry(case: Case, cast: Cast, decision: str) -> None:
    entry = make_entry(cast.teo, case)
    step = Review(entry=entry, recorded_by=cast.teo, decision=decision, words="So.")
    with pytest.raises(IntegrityError, match="own entry"), transaction.atomic():
        step.save()


@pytest.mark.django_db
def test_an_author_may_answer_a_question_on_their_entry(case: Case, cast: Cast) -> None:
    entry = make_entry(cast.mara, case)
    Review.objects.create(
        entry=entry, recorded_by=cast.mara, decision=Decision.ANSWERED, words="By telephone."
    )
    assert entry.reviews.visible_to(cast.mara).count() == 1


def entry_of(case: Case, cast: Cast, **fields: object) -> StatusEntry:
    return StatusEntry(
        case=case, recorded_by=cast.mara, axis="situation", value="departed",
        certainty="known", **fields,
    )  # fmt: skip


@pytest.mark.django_db
def test_an_entry_is_about_a_part_of_its_own_file(case: Case, cast: Cast) -> None:
    part = make_part(make_case(cast.mara, cast.east_asia), "a part of another file")
    with pytest.raises(IntegrityError, match="another case file"), transaction.atomic():
        entry_of(case, cast, part=part).save()


@pytest.mark.django_db
def test_an_entry_is_about_a_person_of_its_own_file(case: Case, cast: Cast) -> None:
    stranger = make_person(cast.mara, make_case(cast.mara, cast.east_asia))
    with pytest.raises(IntegrityError, match="no part in this case file"), transaction.atomic():
        entry_of(case, cast, person=stranger).save()


@pytest.mark.django_db
def test_a_correction_names_an_entry_of_its_own_file(case: Case, cast: Cast) -> None:
    other = make_entry(cast.mara, make_case(cast.mara, cast.east_asia))
    entry = entry_of(case, cast, corrects=other, reason="correction", reason_in_words="Wrong.")
    with pytest.raises(IntegrityError, match="another case file"), transaction.atomic():
        entry.save()


@pytest.mark.django_db
@pytest.mark.parametrize("steps", [1, 2, 5])
def test_a_chain_never_leads_back_to_its_beginning(cast: Cast, steps: int) -> None:
    sources = [make_source(cast.mara) for _step in range(steps + 1)]
    for text, upstream in zip(sources, sources[1:], strict=False):
        relay(text=text, upstream=upstream, relation="reports")
    with pytest.raises(IntegrityError, match="own beginning"), transaction.atomic():
        Relay.objects.create(text=sources[-1], upstream=sources[0], relation="reports")
    with pytest.raises(IntegrityError, match="own beginning"), transaction.atomic():
        Relay.objects.create(text=sources[0], upstream=sources[0], relation="reports")


@pytest.mark.django_db
def test_a_value_belongs_to_its_axis(case: Case, cast: Cast) -> None:
    entry = entry_of(case, cast)
    entry.axis = "legal_stage"
    with pytest.raises(IntegrityError, match="value_fits_axis"), transaction.atomic():
        entry.save()


@pytest.mark.django_db
def test_nobody_has_the_same_role_twice_in_a_file(case: Case, cast: Cast) -> None:
    person = make_person(cast.mara, case)
    with pytest.raises(IntegrityError, match="one_role_once"), transaction.atomic():
        Participation.objects.create(case=case, person=person, role="victim")


@pytest.mark.django_db
def test_what_a_history_rests_on_is_not_deleted(case: Case, cast: Cast) -> None:
    person = make_person(cast.mara, case)
    make_entry(cast.mara, case, person=person)
    for statement in (
        f"DELETE FROM cases_case WHERE id = {case.pk}",
        f"DELETE FROM cases_person WHERE id = {person.pk}",
    ):
        assert "foreign key" in refused(f"{statement}; SET CONSTRAINTS ALL IMMEDIATE")
    assert Person.objects.visible_to(cast.mara).filter(pk=person.pk).exists()
