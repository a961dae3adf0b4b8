"""Sources are entered, edited, chained and quoted on the site, and its page tells all."""

import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from casework.advocacy.services import add_reply
from casework.cases import services, status
from casework.cases.codes import ChangeReason, Decision
from casework.cases.models import Case, Dispute, StatusEntry
from casework.cases.sourcing import use_citations, use_source
from casework.sources.models import Citation, Relay, Source
from casework.sources.services import relay
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
from tests.pages.test_query_counts import fill, queries

NEW: dict[str, Any] = {
    "seen_version": 0, "kind": "newspaper_or_agency", "title": "An invented report",
    "described_as": "an invented paper", "published": "25 June 2008", "held": "seen",
    "reliability": "C", "hedge": "reportedly", "credibility": 3,
    "quotation": "The invented seven left on the invented day.",
}  # fmt: skip
STEP = {"relation": "quotes", "held": "cited", "reliability": "F"}


def sources() -> Any:
    return Source.objects.unrestricted(because="a test")


def page(client: Client, source: Source) -> str:
    return client.get(reverse("pages:source", args=[source.pk])).content.decode()


def test_a_source_is_entered_with_its_first_passage_once(
    client: Client, cast: Cast, case: Case
) -> None:
    client.force_login(cast.mara)
    address = reverse("pages:add_source", args=[case.reference])
    sent = {**NEW, "submission": str(uuid.uuid4())}
    before = sources().count()
    for _click in range(2):
        answer = client.post(address, sent)
        new = sources().latest("pk")
        assert answer.url == reverse("pages:source", args=[new.pk])
    assert sources().count() == before + 1
    other = {**sent, "title": "Something else", "quotation": "Other words of the invented paper."}
    warned = client.post(address, other).content.decode()
    assert "Something else" in warned and "is not stored yet" in warned
    assert sources().count() == before + 1
    assert (new.recorded_by, new.reliability, new.published.edtf) == (cast.mara, "C", "2008-06-25")
    (passage,) = Citation.objects.visible_to(cast.lou).filter(source=new)
    assert (passage.quotation, passage.hedge, passage.credibility) == (
        NEW["quotation"], "reportedly", 3,
    )  # fmt: skip
    client.force_login(cast.lou)
    assert NEW["title"] in client.get(case.get_absolute_url()).content.decode()


def test_a_source_that_may_be_there_already_is_asked_about_and_never_put_together_unasked(
    client: Client, cast: Cast, case: Case
) -> None:
    client.force_login(cast.mara)
    address = reverse("pages:add_source", args=[case.reference])
    first = make_source(cast.mara, title="First", url="https://example.org/1")
    use_source(case, first)
    before = sources().count()
    sent = {**NEW, "url": "http://www.example.org/1/"}
    answer = client.post(address, sent)
    assert "This may be a text that is there already" in answer.content.decode()
    assert sources().count() == before
    client.post(address, {**sent, "same_as": "another"})
    assert sources().latest("pk").duplicate_of is None
    client.post(address, {**sent, "same_as": str(first.pk)})
    assert sources().latest("pk").duplicate_of_id == first.pk
    assert sources().count() == before + 2


def test_a_source_of_another_team_is_never_offered_as_the_same(
    client: Client, cast: Cast, case: Case
) -> None:
    make_source(cast.ines, title="Hidden", url="https://example.org/1")
    client.force_login(cast.mara)
    sent = {**NEW, "url": "https://example.org/1"}
    answer = client.post(reverse("pages:add_source", args=[case.reference]), sent)
    assert answer.status_code == 302


def test_two_who_edit_a_source_at_once_lose_nothing(
    client: Client, cast: Cast, case: Case
) -> None:
    source = make_source(cast.mara, title="Old title")
    use_source(case, source)
    client.force_login(cast.mara)
    address = reverse("pages:edit_source", args=[source.pk])
    sent = {**NEW, "seen_version": 1}
    assert client.post(address, {**sent, "title": "Of the first"}).status_code == 302
    refused = client.post(address, {**sent, "title": "Of the second"}).content.decode()
    assert "Of the first" in refused and "Of the second" in refused
    source.refresh_from_db()
    assert (source.title, source.version) == ("Of the first", 2)


def test_a_step_goes_back_to_a_source_a_new_one_or_somebody_unnamed(
    client: Client, cast: Cast, case: Case
) -> None:
    text, agency = make_source(cast.mara, title="Text"), make_source(cast.mara, title="Agency")
    use_source(case, text)
    use_source(case, agency)
    client.force_login(cast.mara)
    address = reverse("pages:add_chain_step", args=[text.pk])
    new = {"described_as": "an invented radio", "kind": "radio_tv", "published": "22 March 2008"}
    for sent in (
        {"goes_back_to": "old", "upstream": agency.pk},
        {"goes_back_to": "new", **new},
        {"goes_back_to": "unnamed", "unnamed_upstream": "unnamed sources"},
    ):
        assert client.post(address, {**STEP, **sent}).status_code == 302
    shown = page(client, text)
    assert "an invented radio, 22 March 2008" in shown
    assert "unnamed sources" in shown
    assert Relay.objects.visible_to(cast.lou).filter(text=text).count() == 3
    radio = sources().latest("pk")
    assert Source.objects.visible_to(cast.lou).filter(pk=radio.pk).exists()


def test_a_step_that_closes_a_ring_is_refused_with_the_reason(
    client: Client, cast: Cast, case: Case
) -> None:
    text, upstream = make_source(cast.mara), make_source(cast.mara)
    relay(text=text, upstream=upstream, relation="reports")
    use_source(case, text)
    client.force_login(cast.mara)
    sent = {**STEP, "goes_back_to": "old", "upstream": text.pk}
    answer = client.post(reverse("pages:add_chain_step", args=[upstream.pk]), sent)
    assert "would lead back to its own beginning" in answer.content.decode()


def test_a_passage_belongs_to_the_file_that_it_is_entered_for(
    client: Client, cast: Cast, case: Case
) -> None:
    shared = make_source(cast.mara, title="Shared")
    west = make_case(cast.ines, cast.west_africa, public_title="A western file")
    for file in (case, west):
        use_source(file, shared)
    client.force_login(cast.mara)
    address = reverse("pages:add_source_passage", args=[shared.pk])
    assert "A western file" not in client.get(address).content.decode()
    sent = {"quotation": "Eastern words.", "hedge": "stated", "credibility": 6}
    assert client.post(address, {**sent, "case": west.pk}).status_code == 200
    assert client.post(address, {**sent, "case": case.pk}).status_code == 302
    assert "Eastern words." in page(client, shared)
    client.force_login(cast.ines)
    assert "Eastern words." not in page(client, shared)


def test_a_passage_without_words_or_place_is_refused(
    client: Client, cast: Cast, case: Case
) -> None:
    source = make_source(cast.mara)
    use_source(case, source)
    client.force_login(cast.mara)
    sent = {"hedge": "stated", "credibility": 6, "case": case.pk}
    answer = client.post(reverse("pages:add_source_passage", args=[source.pk]), sent)
    assert "Give the words, or the place" in answer.content.decode()


def test_the_button_says_that_two_texts_are_one_and_takes_it_back(
    client: Client, cast: Cast, case: Case
) -> None:
    one, other = (make_source(cast.mara, title=name, url="https://a.org/1") for name in "AB")
    for source in (one, other):
        use_source(case, source)
    client.force_login(cast.mara)
    assert "the same address" in page(client, other)
    address = reverse("pages:same_text", args=[other.pk])
    client.post(address, {"of": one.pk})
    assert "It is not the same text" in page(client, other)
    client.post(address)
    assert "the same address" in page(client, other)
    client.force_login(cast.lou)
    assert client.post(address, {"of": one.pk}).status_code == 403
    assert "It is the same text" not in page(client, other)


def test_a_source_tells_everything_that_hangs_on_it_and_what_is_lost_without_it(
    client: Client, cast: Cast, case: Case
) -> None:
    source, second = make_source(cast.mara, title="First"), make_source(cast.mara, title="Second")
    passage, also = make_citation(cast.mara, source), make_citation(cast.mara, second)
    entry = make_entry(cast.mara, case, citations=[passage, also], confirmed_by=cast.teo)
    make_figure(cast.mara, case, 12, citations=[passage], population="invented people")
    person = make_person(cast.mara, case, "Somebody invented", citations=[passage])
    services.add_kinship(
        case=case, person=person, kind="sibling_of",
        relative=make_person(cast.mara, case, "A relative"), citations=[passage],
    )  # fmt: skip
    services.open_dispute(
        by=cast.mara, case=case, question="Who was it?",
        claims=[{"stance": "silent", "claim": "It is not said.", "citation": passage}],
    )  # fmt: skip
    action = make_action(cast.mara, case, title="An invented letter", citations=[passage])
    add_reply(
        by=cast.mara, action=action, kind="denied_facts", from_whom="An office",
        citations=[passage],
    )  # fmt: skip
    client.force_login(cast.lou)
    shown = page(client, source)
    for words in (
        f"#status-{entry.pk}", "invented people", "Somebody invented", "A relative",
        "It is not said.", "An invented letter", "An office", "corroborated",
        "without this one: single source", "Without this source: 6 facts have no source left.",
        "1 more is borne out less.",
    ):  # fmt: skip
        assert words in shown, words


def test_where_a_fact_stands_its_verification_is_told_with_the_reason(
    client: Client, cast: Cast
) -> None:
    case = make_case(cast.mara, cast.east_asia)
    denial = make_source(cast.mara, title="Denial", described_as="an invented ministry")
    passage = make_citation(cast.mara, described(cast))
    entry = make_entry(cast.mara, case, citations=[passage], confirmed_by=cast.teo)
    waiting = make_entry(cast.mara, case, "departed", citations=[passage])
    client.force_login(cast.teo)
    assert "single source" in client.get(case.get_absolute_url()).content.decode()
    review = client.get(reverse("pages:review_entry", args=[waiting.pk])).content.decode()
    assert "As its sources stand: single source." in review
    services.open_dispute(
        by=cast.mara, case=case, question="Was she there?", about=entry,
        claims=[
            {
                "stance": "contradicts", "claim": "She never was.",
                "citation": make_citation(cast.mara, denial),
            }
        ],
    )  # fmt: skip
    file = client.get(case.get_absolute_url()).content.decode()
    assert "contested" in file
    assert "Denied by an invented ministry." in file
    Dispute.objects.visible_to(cast.mara).update(
        position="adopted", adopted_answer="She was not.", adopted_stance="contradicts",
        reasoning="Invented.",
    )  # fmt: skip
    assert "refuted" in client.get(case.get_absolute_url()).content.decode()


def described(cast: Cast) -> Source:
    return make_source(cast.mara, title="", described_as="an invented paper")


def test_an_entry_that_was_withdrawn_reads_refuted_with_the_reason(
    client: Client, cast: Cast
) -> None:
    case = make_case(cast.mara, cast.east_asia)
    source = described(cast)
    passage = make_citation(cast.mara, source)
    entry = make_entry(cast.mara, case, citations=[passage], confirmed_by=cast.teo)
    row = make_entry(
        cast.mara, case, reason=ChangeReason.RETRACTION, corrects=entry,
        reason_in_words="it was somebody else",
    )  # fmt: skip
    client.force_login(cast.lou)
    assert "refuted" not in page(client, source)
    status.review(by=cast.teo, entry=row, decision=Decision.CONFIRMED)
    assert "because: it was somebody else." in page(client, source)
    assert "refuted" in page(client, source)


@pytest.mark.parametrize("kind", ["court_record", "photo"])
def test_a_record_documents_when_we_hold_it_a_picture_when_its_file_is_kept(
    client: Client, cast: Cast, kind: str
) -> None:
    case = make_case(cast.mara, cast.east_asia)
    source = make_source(cast.mara, kind=kind, held="held")
    passage = make_citation(cast.mara, source)
    make_entry(cast.mara, case, citations=[passage], confirmed_by=cast.teo)
    client.force_login(cast.lou)
    assert ("documented" in page(client, source)) == (kind == "court_record")


def test_a_source_costs_the_same_however_much_hangs_on_it(
    client: Client, cast: Cast, case: Case
) -> None:
    client.force_login(cast.teo)
    source = make_source(cast.mara, published=when("March 2008"), url="https://a.org/1")
    address = reverse("pages:source", args=[source.pk])
    counts = []
    for start, stop in ((0, 5), (5, 30)):
        fill(case, cast, start, stop, source)
        for number in range(start, stop):
            copy = make_source(cast.mara, title=f"Copy {number}", url="https://a.org/1")
            use_citations(case, [make_citation(cast.mara, copy)])
            relay(text=copy, upstream=make_source(cast.mara), relation="quotes")
        counts.append(queries(client, address))
    assert counts[0] == counts[1]
    assert counts[0] <= 42, counts
    assert StatusEntry.objects.visible_to(cast.teo).filter(case=case).count() > 50
