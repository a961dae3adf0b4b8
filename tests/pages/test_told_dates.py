"""A date that a source tells from its own: asked about in the form of an update, never adopted."""

import uuid

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from casework.cases.models import Case, CaseSource, StatusEntry
from casework.sources.models import Source
from casework.sources.when import Origin, from_edtf
from tests.cast import Cast
from tests.makers import make_source

TUESDAY, KEY = "Tuesday 24 June 2008 (computed)", "2008-06-24"


def log(client: Client, case: Case, **told: object) -> HttpResponse:
    """Everybody's arrest, told by somebody."""
    data = {
        "submission": uuid.uuid4(), "axis": "situation", "concerns": "all",
        "situation": "detained", "certainty": "believed", "hedge": "reportedly",
        "known_on": timezone.localdate().isoformat(), "since": "Tuesday",
        "source_choice": "new", "teller": "A partner", "source_kind": "email_or_call",
        "held": "seen", "reliability": "D", **told,
    }  # fmt: skip
    return client.post(reverse("pages:log_update", args=[case.reference]), data)


def newest() -> StatusEntry:
    return StatusEntry.objects.unrestricted(because="a test asks").latest("pk")


@pytest.fixture
def source(cast: Cast, case: Case) -> Source:
    source = make_source(cast.mara, published=from_edtf("2008-06-25", "25 June 2008"))
    CaseSource.objects.create(case=case, source=source)
    return source


def asked(answer: HttpResponse) -> str:
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("by", ["a new source", "a source of the file"])
def test_a_weekday_is_asked_about_and_the_answer_is_kept_as_computed(
    client: Client, cast: Cast, case: Case, source: Source, by: str
) -> None:
    client.force_login(cast.mara)
    told = {"source_date": "25 June 2008"}
    if by == "a source of the file":
        told = {"source_choice": "old", "source": source.pk}
    before = newest()
    page = asked(log(client, case, **told))
    assert TUESDAY in page and f'value="{KEY}"' in page
    assert "none of these: keep the words alone" in page
    assert newest() == before
    assert log(client, case, since_reading=KEY, **told).status_code == 302
    since = newest().since
    assert (since.words, since.edtf, since.origin) == ("Tuesday", KEY, Origin.COMPUTED)


def test_the_words_can_be_kept_alone(client: Client, cast: Cast, case: Case) -> None:
    client.force_login(cast.mara)
    log(client, case, source_date="25 June 2008", since_reading="words")
    assert (newest().since.words, newest().since.edtf) == ("Tuesday", "")


@pytest.mark.parametrize(
    "told", [{}, {"source_date": "June 2008"}, {"source_choice": "none", "hedge": ""}], ids=str
)
def test_without_the_day_of_the_source_the_words_are_kept_undated(
    client: Client, cast: Cast, case: Case, told: dict[str, str]
) -> None:
    client.force_login(cast.mara)
    assert log(client, case, **told).status_code == 302
    assert (newest().since.words, newest().since.is_dated) == ("Tuesday", False)


def test_an_answer_to_another_question_is_none(client: Client, cast: Cast, case: Case) -> None:
    """The date of the source was changed meanwhile: what was chosen is not among the days."""
    client.force_login(cast.mara)
    page = asked(log(client, case, source_date="2 July 2008", since_reading=KEY))
    assert "Tuesday 1 July 2008 (computed)" in page


def read_date(client: Client, **told: object) -> str:
    data = {"field": "since", "id": "id_since", "since": "Tuesday", **told}
    return client.post(reverse("pages:read_date"), data).content.decode()


def test_the_live_reading_offers_what_the_form_will_ask(
    client: Client, cast: Cast, case: Case, source: Source
) -> None:
    client.force_login(cast.mara)
    assert "tells no day of the calendar by itself" in read_date(client)
    assert TUESDAY in read_date(client, source_choice="old", source=source.pk)
    assert TUESDAY in read_date(client, source_choice="new", source_date="25 June 2008")
    undated = read_date(client, source_choice="new", source_date="")
    assert "only from the date of the source" in undated
    chosen = read_date(client, source_choice="old", source=source.pk, since_reading=KEY)
    assert f'value="{KEY}" checked' in chosen


def test_nobody_learns_the_date_of_a_source_that_they_may_not_see(
    client: Client, cast: Cast, case: Case, source: Source
) -> None:
    client.force_login(cast.ines)
    for key in (source.pk, "0", "x", "9" * 40, ""):
        assert "computed" not in read_date(client, source_choice="old", source=key)


def test_the_form_names_the_fields_that_say_which_source_tells_it(
    client: Client, cast: Cast, case: Case
) -> None:
    client.force_login(cast.mara)
    page = client.get(reverse("pages:log_update", args=[case.reference])).content.decode()
    box = page[page.index('name="since"') :]
    box = box[: box.index(">")]
    for name in ("source_choice", "source", "source_date", "since_reading"):
        assert f"[name={name}]" in box and name in box.split("hx-params=")[1]
