"""Conditions on stored dates: what a query answers is what the value itself answers."""

from datetime import date, timedelta

import django_filters
import pytest
from django.db.models import QuerySet
from django.http import QueryDict
from django.template.loader import render_to_string
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casework.advocacy.models import Action
from casework.sources.when import When, from_edtf
from casework.sources.when_filters import WhenFilter, certainly_in, possibly_in
from tests.cast import Cast
from tests.sources.dates_of_any_kind import near_days, strings

in_the_database = settings(
    deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
LATER = timedelta(days=1)


def kept(when: When, cast: Cast) -> QuerySet[Action]:
    """The one action of that date, as the database has it."""
    action = Action(kind="letter", title="A letter", recorded_by=cast.mara)
    action.happened = when
    action.save()
    return Action.objects.unrestricted(because="a test asks").filter(pk=action.pk)


@pytest.fixture
def stored(cast: Cast) -> QuerySet[Action]:
    return kept(from_edtf("2008-03~", "about March 2008"), cast)


narrowed = st.builds(
    lambda day, days, words: When(words, "", day, day + timedelta(days=days)),
    near_days,
    st.integers(0, 60),
    st.sampled_from(["", "after the Olympics"]),
)
dates = st.one_of(
    strings(near_days).map(from_edtf), narrowed, st.builds(When.unknown, st.just("recently"))
)


@pytest.mark.django_db
@in_the_database
@given(dates, near_days, near_days)
def test_a_query_answers_what_the_value_answers(
    stored: QuerySet[Action], when: When, a: date, b: date
) -> None:
    first, last = sorted((a, b))
    action = stored.get()
    action.happened = when
    stored.update(**{c: getattr(action, c) for c in columns_of("happened")})
    found = stored.filter(possibly_in("happened", first, last)).exists()
    certain = stored.filter(certainly_in("happened", first, last)).exists()
    assert found is when.possibly_in(first, last)
    assert certain is when.certainly_in(first, last)


def columns_of(name: str) -> list[str]:
    return [f.name for f in Action._meta.local_fields if f.name.startswith(f"{name}_")]


@pytest.mark.django_db
@in_the_database
@given(dates, near_days)
def test_a_side_without_a_limit_is_one_that_reaches_to_the_end_of_time(
    stored: QuerySet[Action], when: When, day: date
) -> None:
    action = stored.get()
    action.happened = when
    stored.update(**{c: getattr(action, c) for c in columns_of("happened")})
    for first, last in ((day, None), (None, day)):
        whole = first or date.min, last or date.max
        found = stored.filter(possibly_in("happened", first, last)).exists()
        assert found is when.possibly_in(*whole)
        if when.certainly_in(*whole):
            assert stored.filter(certainly_in("happened", first, last)).exists()


class Letters(django_filters.FilterSet):
    happened = WhenFilter(label="When")

    class Meta:
        model = Action
        fields: list[str] = []


def filtered(rows: QuerySet[Action], query: str) -> Letters:
    return Letters(QueryDict(query), queryset=rows)


@pytest.mark.parametrize(
    ("query", "is_found"),
    [
        ("", True),
        ("happened_from=2008-03-01&happened_to=2008-03-31", True),
        ("happened_from=2008-03-01&happened_to=2008-03-31&happened_sure=certainly", False),
        ("happened_from=2008-01-01&happened_to=2008-05-31&happened_sure=certainly", True),
        ("happened_from=2008-04-15&happened_sure=possibly", True),
        ("happened_from=2008-06-01", False),
        ("happened_to=2008-06-01&happened_sure=certainly", True),
        ("happened_sure=certainly", True),
    ],
)
def test_a_list_is_filtered_by_two_days_and_how_sure(
    stored: QuerySet[Action], query: str, is_found: bool
) -> None:
    assert filtered(stored, query).qs.exists() is is_found


def test_days_turned_round_are_asked_about(stored: QuerySet[Action]) -> None:
    form = filtered(stored, "happened_from=2008-04-01&happened_to=2008-03-01").form
    assert not form.is_valid()
    assert form.errors["happened"] == ["The first day is later than the last. Turn them round."]


def test_the_filter_says_in_words_which_of_the_two_it_means(stored: QuerySet[Action]) -> None:
    field = filtered(stored, "happened_from=2008-03-01").form["happened"]
    page = render_to_string("partials/_field.html", {"field": field})
    assert "<legend>When" in page
    for part in range(3):
        assert f'for="id_happened_{part}"' in page and f'id="id_happened_{part}"' in page
    assert page.index("possibly then: not known to be before or after") < page.index(
        "certainly then: it cannot have been on any other day"
    )
    assert 'type="date" name="happened_from" value="2008-03-01"' in page.replace("\n", " ")
