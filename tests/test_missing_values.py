"""Empty has a reason: kept beside the value, never with it, in one set of words everywhere."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Model
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse

from casework.advocacy.models import Action, Reply
from casework.advocacy.services import add_reply
from casework.cases.codes import CaseKind, Situation
from casework.cases.models import Case, Figure, Person, StatusEntry
from casework.cases.resources import PersonResource
from casework.dossiers.compose import compose
from casework.sources.codes import MissingReason
from casework.sources.missing import missing_words
from casework.sources.models import Source
from tests.cast import Cast
from tests.makers import (
    make_action,
    make_case,
    make_citation,
    make_entry,
    make_figure,
    make_person,
    make_source,
    when,
)

# Model → the value and the reason of each gap that it can have.
GAPS: list[tuple[type[Model], str, object, str]] = [
    (StatusEntry, "since", when("2008"), "since_missing"),
    (StatusEntry, "place", "Seoul", "place_missing"),
    (Figure, "as_of", when("2008"), "as_of_missing"),
    (Figure, "area", "China", "area_missing"),
    (Figure, "estimated_by", "A professor", "estimated_by_missing"),
    (Person, "sex", "female", "sex_missing"),
    (Person, "born", when("1970"), "born_missing"),
    (Person, "age_as_stated", "seven-year-old", "age_missing"),
    (Person, "nationality", "KP", "nationality_missing"),
    (Person, "occupation", "farmer", "occupation_missing"),
    (Source, "published", when("2008"), "published_missing"),
    (Action, "happened", when("2008"), "happened_missing"),
    (Reply, "received", when("2008"), "received_missing"),
]


@pytest.fixture
def rows(cast: Cast) -> dict[type[Model], Model]:
    case = make_case(cast.mara, cast.east_asia)
    action = make_action(cast.mara, case)
    made = (
        make_entry(cast.mara, case), make_figure(cast.mara, case, 2), make_source(cast.mara),
        make_person(cast.mara, case), action,
        add_reply(by=cast.mara, action=action, kind="acknowledged", from_whom="An office"),
    )  # fmt: skip
    return {type(row): row for row in made}


@pytest.mark.parametrize(("model", "value", "filled", "reason"), GAPS, ids=lambda gap: str(gap))
def test_a_value_and_a_reason_exclude_one_another(
    model: type[Model], value: str, filled: object, reason: str, rows: dict[type[Model], Model]
) -> None:
    row = rows[model]
    for code in MissingReason.values:
        setattr(row, reason, code)
        row.full_clean()
    setattr(row, value, filled)
    with pytest.raises(ValidationError, match="a reason why there is none"):
        row.full_clean()
    row.pk = row.id = None
    if hasattr(row, "submission"):
        row.submission = type(row)._meta.get_field("submission").get_default()
    with pytest.raises(IntegrityError, match="or_why_not"), transaction.atomic():
        row.save()


@pytest.mark.parametrize("reason", [*MissingReason.values, ""])
def test_the_page_the_dossier_and_the_form_use_the_same_words(reason: str) -> None:
    shown = render_to_string("partials/_missing.html", {"reason": reason})
    assert " ".join(re.sub(r"<[^>]+>", " ", shown).split()) == missing_words(reason)


def test_no_two_reasons_look_alike() -> None:
    pages = [
        render_to_string("partials/_missing.html", {"reason": reason})
        for reason in [*MissingReason.values, ""]
    ]
    looks = [re.search(r'class="missing ([^"]+)"', page)[1] for page in pages]
    assert len(set(looks)) == len(looks)


def test_each_page_and_the_dossier_tell_why(client: Client, cast: Cast) -> None:
    case = make_case(cast.mara, cast.east_asia)
    person = make_person(
        cast.mara, case, "A mother", name_missing="withheld_by_source", sex_missing="not_asked",
        born_missing="refused", nationality_missing="illegible",
    )  # fmt: skip
    source = make_source(cast.mara, published_missing="unknown_to_source")
    citation = make_citation(cast.mara, source)
    make_figure(
        cast.mara, case, 2, as_of_missing="illegible", estimated_by_missing="withheld_by_source",
        area_missing="not_asked", citations=[citation],
    )  # fmt: skip
    entry = make_entry(
        cast.mara, case, person=person, since_missing="withheld_by_us", confirmed_by=cast.teo,
        place_missing="not_asked", citations=[citation],
    )  # fmt: skip
    client.force_login(cast.teo)
    told = {
        case.get_absolute_url(): ("withheld by us", "unknown to the source", "illegible"),
        reverse("pages:person", args=[person.pk]): (
            "not asked", "asked, answer refused", "illegible", "withheld by us",
        ),
        reverse("pages:source", args=[source.pk]): ("unknown to the source",),
        reverse("pages:review_entry", args=[entry.pk]): ("withheld by us", "not asked"),
    }  # fmt: skip
    for address, reasons in told.items():
        page = client.get(address).content.decode()
        assert all(f">{reason}</span>" in page for reason in reasons), address
    day = entry.known_on.replace(year=2030)
    dossier = compose(case, asked_by=cast.mara, composed_for="", purpose="", as_of=day,
                      known_on=day)  # fmt: skip
    assert dossier.chronology[0].when == "date: withheld by us"
    assert "Place: not asked." in dossier.chronology[0].text
    (figure,) = dossier.figures
    assert (figure.when, figure.estimator, figure.area) == (
        "date: illegible", "withheld by the source", "area: not asked",
    )  # fmt: skip
    details = {detail.label: detail.text for detail in dossier.people[0].details}
    assert details["Name"] == "withheld by the source"
    assert (details["Sex"], details["Birth, age"]) == ("not asked", "asked, answer refused")
    assert "date: unknown to the source" in dossier.sources[0].text


def test_a_table_has_a_column_for_the_reason(cast: Cast) -> None:
    case = make_case(cast.mara, cast.east_asia)
    make_person(cast.mara, case, "A mother", sex_missing="refused", born_missing="not_asked")
    exporting = PersonResource(user=cast.mara)
    (row,) = exporting.export(exporting.get_queryset()).dict
    assert (row["sex"], row["sex_missing"], row["born_missing"]) == ("", "refused", "not_asked")


def found(client: Client, **chosen: str) -> set[str]:
    page = client.get(reverse("pages:case_list"), chosen)
    return {case.public_title for case, _group in page.context["rows"]}


def test_who_is_known_not_to_be_detained_is_never_somebody_of_whom_nothing_is_known(
    client: Client, cast: Cast, case: Case
) -> None:
    said = {
        "free": [Situation.RELEASED], "held": [Situation.DETAINED], "silent": [],
        "unknown": [Situation.UNKNOWN], "vanished": [Situation.FATE_UNKNOWN],
        "in prison": [Situation.SERVING_SENTENCE], "hidden": [
            Situation.MISSING_ENFORCED_DISAPPEARANCE], "freed": [
            Situation.DETAINED, Situation.RELEASED], "lost": [
            Situation.RELEASED, Situation.FATE_UNKNOWN],
    }  # fmt: skip
    for title, situations in said.items():
        one = make_case(
            cast.mara, cast.east_asia, public_title=title, kind=CaseKind.INDIVIDUAL
        )
        for number, value in enumerate(situations):
            make_entry(cast.mara, one, value, since=when(f"200{number}"), confirmed_by=cast.teo)
    client.force_login(cast.lou)
    assert found(client, not_situation="detained") == {"free", "freed"}
    assert found(client, not_situation="released") == {"held", "in prison", "hidden"}
