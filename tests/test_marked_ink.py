"""Marked ink: every text of a file carries a stamp, and nobody outside may meet one anywhere."""

import logging
import re

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import get_resolver, reverse

from casework.access.guard import GuardedModel
from casework.cases.models import Case, Participation, StatusEntry
from casework.sources.models import Source
from tests.cast import Cast
from tests.makers import (
    make_action,
    make_case,
    make_citation,
    make_entry,
    make_figure,
    make_note,
    make_part,
    make_person,
    make_source,
    when,
)


STAMP = "Zanzibarite"


def everything(model: type) -> object:
    return model.objects.unrestricted(because="a test looks up what it has stamped")


@pytest.fixture
def stamped(cast: Cast) -> Case:
    """A file of East Asia in which every text is stamped, notes of each level included."""
    case = make_case(
        cast.mara, cast.east_asia, public_title=f"{STAMP} title", working_title=f"{STAMP} work",
        summary=f"{STAMP} summary",
    )  # fmt: skip
    source = make_source(cast.mara, title=f"{STAMP} report", author=f"{STAMP} author")
    citation = make_citation(cast.mara, source, quotation=f"{STAMP} words")
    part = make_part(case, f"{STAMP} part")
    person = make_person(
        cast.mara, case, f"{STAMP} person", citations=[citation], part=part,
        part_certainty="known", names=[{"text": f"{STAMP} name"}],
    )  # fmt: skip
    make_figure(cast.mara, case, 7, part, citations=[citation], population=f"{STAMP} people")
    make_entry(
        cast.mara, case, told=f"{STAMP} told", person=person, citations=[citation],
        since=when("March 2008"),
    )  # fmt: skip
    make_entry(cast.mara, case, told=f"{STAMP} told", confirmed_by=cast.teo, part=part)
    make_action(cast.mara, case, title=f"{STAMP} letter", summary=f"{STAMP} letter")
    make_note(cast.mara, case, "case_team", text=f"{STAMP}-note team")
    make_note(cast.teo, case, "managers", text=f"{STAMP}-note managers")
    make_note(cast.teo, case, "named", text=f"{STAMP}-note named", named_readers=[cast.mara.pk])
    return case


def addresses(case: Case) -> list[str]:
    """Every page of the site, and every list, form and history of the back office."""
    resolver = dict(get_resolver().namespace_dict)["pages"][1]
    keys = {
        "reference": case.reference,
        "entry_id": everything(StatusEntry).filter(case=case).latest("pk").pk,
        "person_id": everything(Participation).filter(case=case).latest("pk").person_id,
        "source_id": everything(Source).latest("pk").pk,
    }
    found = []
    for route in ROUTES:
        wanted = resolver.reverse_dict.getlist(route.split(":")[1])[0][0][0][1]
        found.append(reverse(route, kwargs={key: keys[key] for key in wanted}))
    for model in admin.site._registry:
        meta = model._meta
        name = f"admin:{meta.app_label}_{meta.model_name}"
        rows = everything(model) if issubclass(model, GuardedModel) else model.objects
        found.append(reverse(f"{name}_changelist"))
        found.append(reverse(f"{name}_changelist") + f"?q={STAMP}")
        for row in rows.all()[:20]:
            found.append(reverse(f"{name}_change", args=[row.pk]))
            found.append(reverse(f"{name}_history", args=[row.pk]))
            found.append(reverse(f"{name}_delete", args=[row.pk]))
    return found


def without_the_question(text: str) -> str:
    """The text without the word that the crawler itself has typed into a search of the lists."""
    return re.sub(rf'(q=|q%3D|value="|Select .* matching )"?{STAMP}', "", text)


@pytest.mark.parametrize("outsider", ["ines", "okoro", "abel", "vera", "nobody"])
def test_nobody_outside_meets_a_stamp(
    outsider: str, stamped: Case, cast: Cast, client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    if outsider != "nobody":
        client.force_login(cast.everybody()[outsider])
    client.raise_request_exception = False
    leaks = []
    for address in addresses(stamped):
        for answer in (client.get(address, follow=True), client.post(address, {}, follow=True)):
            assert answer.status_code < 500, address
            words = answer.content.decode(errors="replace")
            if STAMP in without_the_question(words):
                leaks.append(address)
    assert leaks == []
    assert STAMP not in without_the_question(caplog.text)


def test_a_colleague_meets_the_stamps_so_that_the_crawl_could_fail(
    stamped: Case, cast: Cast, client: Client
) -> None:
    client.force_login(cast.mara)
    page = client.get(stamped.get_absolute_url()).content.decode()
    for text in ("title", "part", "person", "name", "told", "letter", "summary", "report"):
        assert f"{STAMP} {text}" in page or f"{STAMP} work" in page, text


@pytest.mark.parametrize(
    ("person", "read"),
    [
        ("mara", {"team", "named"}),
        ("teo", {"team", "managers", "named"}),
        ("lou", set()),
        ("ines", set()),
    ],
)
def test_a_note_is_read_by_whom_it_is_for(
    person: str, read: set[str], stamped: Case, cast: Cast, client: Client
) -> None:
    client.force_login(cast.everybody()[person])
    page = client.get(stamped.get_absolute_url()).content.decode()
    assert set(re.findall(rf"{STAMP}-note (\w+)", page)) == read


@pytest.mark.parametrize("outsider", ["ines", "okoro", "abel", "vera"])
def test_a_hidden_word_is_answered_like_a_made_up_one(
    outsider: str, stamped: Case, cast: Cast, client: Client
) -> None:
    client.force_login(cast.everybody()[outsider])
    hidden, made_up = STAMP, "Quuxolithic"[: len(STAMP)]
    answers = [
        re.sub(
            r'(csrfmiddlewaretoken" value=|X-CSRFToken": )"[^"]*"',
            "",
            client.post(reverse("pages:search"), {"q": word}).content.decode(),
        ).replace(word, "")
        for word in (hidden, made_up, stamped.reference, "C-ZZZZZZZ")
    ]
    assert len(set(answers)) == 1


def test_what_is_searched_stands_in_no_address(cast: Cast, client: Client, stamped: Case) -> None:
    client.force_login(cast.mara)
    answer = client.post(reverse("pages:search"), {"q": STAMP})
    assert answer.status_code == 200 and f"{STAMP} work" in answer.content.decode()
    assert client.get(reverse("pages:search"), {"q": STAMP}).context["words"] == ""
