"""Any past day shown again: on the file, the person, the list, the changes, and in tables."""

import csv
import io
from datetime import date, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from casework.cases.codes import ChangeReason
from casework.cases.confirming import confirm_still_so
from casework.cases.models import Case, Figure, Person, StatusEntry
from tests.cast import Cast, sign_in
from tests.makers import (
    make_case,
    make_citation,
    make_entry,
    make_figure,
    make_person,
    make_source,
    when,
)

TODAY = timezone.localdate
APRIL = "2008-04-01"


def page(client: Client, address: str, **query: str) -> str:
    response = client.get(address, query)
    assert response.status_code == 200
    return response.content.decode()


@pytest.fixture
def teo(client: Client, cast: Cast) -> Client:
    sign_in(client, cast.teo)
    return client


def file_of(case: Case) -> str:
    return reverse("pages:case_file", args=[case.reference])


def changes_of(case: Case) -> str:
    return reverse("pages:changes", args=[case.reference])


def as_if_opened(case: Case, day: date) -> None:
    moment = timezone.make_aware(datetime(day.year, day.month, day.day))
    Case.objects.unrestricted(because="as if it had been opened then").filter(pk=case.pk).update(
        recorded_at=moment
    )


@pytest.fixture
def alone(cast: Cast) -> tuple[Case, Person]:
    """A file of one person: detained in March 2008, released in May, both told in June."""
    case = make_case(cast.mara, cast.east_asia, public_title="One person")
    person = make_person(cast.mara, case)
    for value, since in (("detained", "March 2008"), ("released", "2 May 2008")):
        make_entry(cast.mara, case, value, person=person, since=when(since), confirmed_by=cast.teo)
    return case, person


# The file.


def test_the_file_as_of_a_day_says_where_it_stood_then(teo: Client, case: Case) -> None:
    assert "7 departed · 10 unknown of 17" in page(teo, file_of(case))
    before = page(teo, file_of(case), on="2008-03-01")
    assert "7 departed" not in before
    assert "By what is known today" not in before and "as of 1 March 2008" in before


def test_what_may_not_have_begun_on_the_day_is_named(teo: Client, alone: tuple) -> None:
    case, _person = alone
    told = page(teo, file_of(case), on="2008-03-10")
    assert "It cannot be told whether this was so on that day: Somebody: detained" in told
    assert "cannot be told whether" not in page(teo, file_of(case), on=APRIL)


def test_a_look_before_the_file_was_kept_says_that_it_can_still_grow(
    teo: Client, case: Case
) -> None:
    told = page(teo, file_of(case), known_on="2008-06-30")
    assert "This file has been kept here since" in told and "can still grow" in told
    assert "7 departed" in told
    assert "7 departed" not in page(teo, file_of(case), known_on="2008-06-01")


def test_a_look_at_a_day_on_which_it_was_kept_is_exact_and_names_what_came_late(
    teo: Client, cast: Cast, case: Case
) -> None:
    as_if_opened(case, date(2008, 1, 1))
    told = page(teo, file_of(case), known_on="2008-06-30")
    assert "exactly as this file had them at the end of that day" in told
    assert "written down later, so not shown" in told
    assert "7 departed · 10" not in told


@pytest.mark.parametrize(
    ("query", "problem"),
    [({"known_on": "3000-01-01"}, "still to come"), ({"on": "2008-13-40"}, "Enter a valid date")],
)
def test_a_day_that_cannot_be_read_is_said_and_today_is_shown(
    teo: Client, case: Case, query: dict[str, str], problem: str
) -> None:
    told = page(teo, file_of(case), **query)
    assert problem in told and "7 departed · 10 unknown of 17" in told


# The list, its counts, and the way from it.


def test_the_list_is_looked_at_from_the_same_day_as_the_file(
    teo: Client, case: Case, alone: tuple
) -> None:
    address = reverse("pages:case_list")
    told = page(teo, address, on=APRIL)
    assert "7 departed · 10 unknown of 17" in told and "detained" in told
    assert f"{file_of(case)}?on={APRIL}" in told
    assert ">Detained</a></dt><dd>1 file<" in told and ">Released</a>" not in told
    now = page(teo, address)
    assert ">Released</a></dt><dd>1 file<" in now and ">Detained</a>" not in now


def test_the_filter_by_situation_means_the_day_looked_at(teo: Client, alone: tuple) -> None:
    case, _person = alone
    address = reverse("pages:case_list")
    assert case.reference in page(teo, address, situation="detained", on=APRIL)
    assert case.reference not in page(teo, address, situation="detained")
    assert case.reference not in page(
        teo, address, situation="detained", on=APRIL, known_on="2008-05-31"
    )


@pytest.mark.parametrize(
    ("sure", "first", "last", "is_found"),
    [
        ("possibly", "2008-03-10", "2008-03-12", True),
        ("certainly", "2008-03-10", "2008-03-12", False),
        ("certainly", "2008-03-01", "2008-03-31", True),
        ("possibly", "2008-06-01", "2008-06-30", False),
    ],
)
def test_the_list_finds_what_was_certainly_or_possibly_so_between_two_days(
    teo: Client, alone: tuple, sure: str, first: str, last: str, is_found: bool
) -> None:
    case, _person = alone
    days = {"happened_from": first, "happened_to": last, "happened_sure": sure}
    told = page(teo, reverse("pages:case_list"), **days)
    assert (case.reference in told) is is_found
    assert f"{sure} then" in told


def test_a_withdrawn_entry_is_not_found_by_its_day(teo: Client, cast: Cast, alone: tuple) -> None:
    case, person = alone
    released = StatusEntry.objects.visible_to(cast.teo).get(case=case, value="released")
    make_entry(
        cast.mara, case, "released", person=person, since=released.since, corrects=released,
        reason=ChangeReason.RETRACTION, reason_in_words="It was somebody else.",
        confirmed_by=cast.teo,
    )  # fmt: skip
    days = {"happened_from": "2008-05-01", "happened_to": "2008-05-31"}
    assert case.reference not in page(teo, reverse("pages:case_list"), **days)


# A person.


def test_a_person_is_looked_at_from_a_day(teo: Client, alone: tuple) -> None:
    _case, person = alone
    address = reverse("pages:person", args=[person.pk])
    assert 'class="statement">Released' in page(teo, address)
    assert 'class="statement">Detained' in page(teo, address, on=APRIL)
    assert "No confirmed entry of their own" in page(teo, address, known_on="2008-01-01")


# What changed.


def test_changes_say_what_counts_now_what_no_longer_does_and_why(
    teo: Client, cast: Cast, alone: tuple
) -> None:
    case, person = alone
    as_if_opened(case, date(2008, 1, 1))
    days = {"first": "2008-07-01", "second": TODAY().isoformat()}
    told = page(teo, changes_of(case), **days)
    assert "What counts now and did not" in told and "Somebody: released" in told
    assert "Logged on" in told

    released = StatusEntry.objects.visible_to(cast.teo).get(case=case, value="released")
    make_entry(
        cast.mara, case, "released", person=person, since=released.since, corrects=released,
        reason=ChangeReason.RETRACTION, reason_in_words="It was somebody else.",
        confirmed_by=cast.teo,
    )  # fmt: skip
    told = page(teo, changes_of(case), **days)
    assert "Somebody: released" not in told, "it came and went between the two days"


def test_changes_before_the_file_was_kept_compare_what_was_heard(
    teo: Client, cast: Cast, alone: tuple
) -> None:
    case, person = alone
    make_entry(
        cast.mara, case, "unknown", person=person, since=when("2009"),
        known_on=date(2009, 6, 1), confirmed_by=cast.teo, certainty="unknown",
    )  # fmt: skip
    make_figure(cast.mara, case, 1, known_on=date(2009, 6, 1), population="people")
    told = page(teo, changes_of(case), first="2009-01-01", second="2009-12-31")
    assert "Of the time before it tells" in told
    assert "Somebody: unknown" in told and "(people)" in told
    assert "Nothing that the file says changed" in page(
        teo, changes_of(case), first="2009-07-01", second="2009-12-31"
    )


@pytest.mark.parametrize(
    ("days", "problem"),
    [
        ({"first": "2009-01-01", "second": "2008-01-01"}, "Choose a day before the second one"),
        ({"second": "3000-01-01"}, "still to come"),
        ({"first": "soon"}, "Enter a valid date"),
    ],
)
def test_days_that_cannot_be_compared_are_asked_for_again(
    teo: Client, case: Case, days: dict[str, str], problem: str
) -> None:
    assert problem in page(teo, changes_of(case), **days)


# The back office and its tables.


def test_the_back_office_lists_and_exports_the_files_from_the_same_day(
    teo: Client, alone: tuple
) -> None:
    case, _person = alone
    told = page(teo, reverse("admin:cases_case_changelist"), on=APRIL, known_on="2008-07-01")
    assert "detained" in told and "released" not in told.partition("result_list")[2]
    address = reverse("admin:cases_case_export") + f"?on={APRIL}&known_on=2008-07-01"
    form = teo.get(address).context["form"]
    columns = {f"{name}": "on" for name in form.fields if name.startswith("caseresource_")}
    answer = teo.post(address, {"format": "0", "resource": "0", **columns})
    assert answer.status_code == 200, answer.content[:300]
    (row,) = read_table(answer.content)
    assert row["reference"] == case.reference
    assert (row["stands"], row["as_of"], row["as_known_on"]) == ("detained", APRIL, "2008-07-01")


def read_table(content: bytes) -> list[dict[str, str]]:
    if content[:2] == b"PK":
        rows = [[str(cell or "") for cell in row] for row in
                load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True)]  # fmt: skip
        return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def test_the_history_of_the_back_office_shows_what_stood_on_a_day(
    teo: Client, cast: Cast, alone: tuple
) -> None:
    case, _person = alone
    address = reverse("admin:cases_statusentry_changelist")
    shown = teo.get(address, {"on": APRIL}).context["cl"].result_list
    assert [entry.value for entry in shown if entry.case_id == case.pk] == ["detained"]
    every = teo.get(address).context["cl"].result_list
    assert len([entry for entry in every if entry.case_id == case.pk]) == 3


def test_an_edited_figure_changes_no_past_day(teo: Client, cast: Cast, case: Case) -> None:
    as_if_opened(case, date(2008, 1, 1))
    moment = timezone.now() - timedelta(days=10)
    figures = Figure.objects.unrestricted(because="a test writes as if it were earlier")
    whole = figures.get(case=case, part=None)
    figures.filter(pk=whole.pk).update(recorded_at=moment)
    figures.filter(pk=whole.pk).update(low=19)
    day = (TODAY() - timedelta(days=2)).isoformat()
    told = page(teo, changes_of(case), first=day, second=TODAY().isoformat())
    assert "<del>17" in told and "After:</span> 19" in told


def test_a_confirmation_is_told_among_the_changes(teo: Client, cast: Cast, alone: tuple) -> None:
    case, _person = alone
    as_if_opened(case, date(2008, 1, 1))
    entry = StatusEntry.objects.visible_to(cast.teo).get(case=case, value="released")
    citation = make_citation(cast.mara, make_source(cast.mara, published=when("2026")))
    confirm_still_so(
        by=cast.mara, entries=[entry], confirmed_on=date(2026, 11, 1), citations=[citation],
        words="A neighbour saw her.",
    )  # fmt: skip
    told = page(teo, changes_of(case), first="2008-07-01", second=TODAY().isoformat())
    assert "Found to be still so" in told and "still so on 1 November 2026" in told
    assert "A neighbour saw her." in told
