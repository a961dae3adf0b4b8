"""Wherever a source is entered, one that may be there already is told; tables tell the chain."""

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from casework.cases import status
from casework.cases.models import Case, Part
from casework.cases.services import open_dispute
from casework.sources.models import Source
from casework.sources.services import relay
from tests.access.back_office import address, filled
from tests.access.test_admin import as_user
from tests.access.test_exchange import exported, imported
from tests.cast import Cast
from tests.makers import make_citation, make_entry, make_source, when
from tests.pages.test_still_so import said
from tests.pages.test_updates import log, two_more

WARNING = "may be a text that is there already"
WORDS = "Two of the invented people arrived by night, says an invented friend."


@pytest.fixture
def known(cast: Cast) -> Source:
    """A source that mara sees, with an address and a passage."""
    source = make_source(cast.mara, title="Known", url="https://example.org/known")
    make_citation(cast.mara, source, quotation=WORDS)
    return source


def told(response: HttpResponse) -> str:
    return " ".join(str(message) for message in response.context["messages"])


def test_logging_an_update_tells_it(cast: Cast, case: Case, known: Source) -> None:
    client = as_user(cast.mara)
    remaining = Part.objects.visible_to(cast.mara).get(case=case, is_remainder=True)
    log(client, case, two_more(remaining, quotation=WORDS))
    new = Source.objects.visible_to(cast.mara).latest("pk")
    shown = told(client.get(case.get_absolute_url()))
    assert WARNING in shown
    assert f"/sources/{new.pk}/" in shown
    log(client, case, two_more(remaining, told="One more.", quotation="Other words altogether."))
    assert WARNING not in told(client.get(case.get_absolute_url()))


def test_saying_still_so_tells_it(cast: Cast, case: Case, known: Source) -> None:
    client = as_user(cast.mara)
    entry = make_entry(
        cast.mara, case, since=when("March 2008"), citations=[make_citation(cast.mara)],
        confirmed_by=cast.teo,
    )  # fmt: skip
    client.post(reverse("pages:still_so", args=[case.reference, entry.pk]), said(quotation=WORDS))
    assert_told_of_the_latest(client, case, cast)


def test_a_claim_tells_it(cast: Cast, case: Case, known: Source) -> None:
    client = as_user(cast.mara)
    question = open_dispute(by=cast.mara, case=case, question="Who was it?")
    claim = {**said(quotation=WORDS), "stance": "supports", "claim": "They came by night.",
             "known_on": timezone.localdate().isoformat()}  # fmt: skip
    client.post(reverse("pages:add_claim", args=[question.pk]), claim)
    assert_told_of_the_latest(client, case, cast)


def test_an_answer_to_the_reviewer_tells_it(cast: Cast, case: Case, known: Source) -> None:
    client = as_user(cast.mara)
    entry = make_entry(cast.mara, case)
    status.review(by=cast.teo, entry=entry, decision="returned", words="Who says so?")
    answer = {**said(quotation=WORDS), "words": "A friend does."}
    client.post(reverse("pages:answer_question", args=[entry.pk]), answer)
    assert_told_of_the_latest(client, case, cast)


def assert_told_of_the_latest(client: Client, case: Case, cast: Cast) -> None:
    new = Source.objects.visible_to(cast.mara).latest("pk")
    shown = told(client.get(case.get_absolute_url()))
    assert WARNING in shown
    assert f"/sources/{new.pk}/" in shown


def test_the_back_office_tells_it(cast: Cast, known: Source) -> None:
    client = as_user(cast.mara)
    page = client.get(address(Source, "add"))
    data = filled(page, kind="ngo_report", title="Another", url="http://www.example.org/known/")
    done = client.post(address(Source, "add"), data, follow=True)
    assert WARNING in told(done), done.context.get("errors")


def test_an_import_tells_it_and_only_of_what_the_reader_sees(cast: Cast, known: Source) -> None:
    row = {"id": "", "kind": "ngo_report", "title": "Imported", "url": known.url, "held": "held",
           "reliability": "F"}  # fmt: skip
    for reader, is_told in ((cast.mara, True), (cast.ines, False)):
        client = as_user(reader)
        assert imported(client, Source, row) == ""
        shown = told(client.get(address(Source, "changelist")))
        assert (WARNING in shown) == is_told


def test_a_table_of_sources_tells_each_chain_as_the_page_does(cast: Cast) -> None:
    day = when("25 June 2008")
    text = make_source(cast.mara, title="", described_as="a paper", published=day, held="held")
    upstream = make_source(cast.mara, title="", described_as="a radio")
    relay(text=text, upstream=upstream, relation="cites")
    chains = [row["chain"] for row in exported(as_user(cast.mara), Source)]
    assert sorted(chains) == [
        "a radio, cited in a paper, 25 June 2008; only the last was seen", "a radio; not seen",
    ]  # fmt: skip
