"""What hangs on a source is told on its page as surely as its sources tell it, and no more."""

import re

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from casework.advocacy.services import add_reply, link_outcome
from casework.cases import services
from casework.cases.confirming import confirm_still_so
from casework.cases.models import Case, Dispute
from casework.sources.services import relay
from tests.cast import Cast
from tests.makers import (
    make_action,
    make_citation,
    make_entry,
    make_figure,
    make_person,
    make_source,
)


def test_a_source_page_tells_no_fact_more_surely_than_its_sources_do(
    client: Client, cast: Cast, case: Case
) -> None:
    source = make_source(cast.mara)
    rumour = make_citation(cast.mara, source, hedge="rumoured")
    entry = make_entry(cast.mara, case, citations=[rumour], confirmed_by=cast.teo)
    make_figure(cast.mara, case, 2000, citations=[rumour])
    one, other = (make_person(cast.mara, case, name, citations=[rumour]) for name in "AB")
    services.add_kinship(
        case=case, person=one, kind="sibling_of", relative=other, citations=[rumour]
    )  # fmt: skip
    services.open_dispute(
        by=cast.mara, case=case, question="Who?",
        claims=[{"stance": "supports", "claim": "It was she.", "citation": rumour}],
    )  # fmt: skip
    action = make_action(cast.mara, case, title="A letter", citations=[rumour])
    add_reply(
        by=cast.mara, action=action, kind="denied_facts", from_whom="An office",
        citations=[rumour],
    )  # fmt: skip
    confirm_still_so(
        by=cast.mara, entries=[entry], confirmed_on=timezone.localdate(),
        citations=[make_citation(cast.mara, source, hedge="reportedly")],
    )  # fmt: skip
    client.force_login(cast.lou)
    shown = client.get(reverse("pages:source", args=[source.pk])).content.decode()
    told = re.findall(r'<p><span class="soft">[^<]+</span> ([^<]+)</p>', shown)
    assert len(told) == 9, told
    doubted = ("rumoured", "reportedly")
    assert [said for said in told if not any(one in said.lower() for one in doubted)] == []
    assert any(words.startswith("Reportedly: still so on") for words in told)
    assert any("2,000 (rumoured)" in words for words in told)


def test_the_reviewer_reads_the_chain_behind_each_passage(
    client: Client, cast: Cast, case: Case
) -> None:
    text = make_source(cast.mara, described_as="an invented paper", held="seen")
    step = relay(
        text=text, upstream=make_source(cast.mara, described_as="an invented agency"),
        relation="quotes",
    )  # fmt: skip
    passage = make_citation(cast.mara, text, hands_on=step)
    waiting = make_entry(cast.mara, case, citations=[passage])
    client.force_login(cast.teo)
    shown = client.get(reverse("pages:review_entry", args=[waiting.pk])).content.decode()
    assert "an invented agency, quoted in an invented paper; only the last was seen" in shown


def test_an_entry_in_a_list_or_a_history_of_the_back_office_is_named_with_its_doubt(
    client: Client, cast: Cast, case: Case
) -> None:
    rumour = make_citation(cast.mara, hedge="rumoured")
    entry = make_entry(cast.mara, case, citations=[rumour], confirmed_by=cast.teo)
    link_outcome(by=cast.mara, case=case, entry=entry)
    dispute = services.open_dispute(by=cast.mara, case=case, question="Who?", about=entry)
    Dispute.objects.visible_to(cast.mara).filter(pk=dispute.pk).update(about=None)
    client.force_login(cast.mara)
    for address in (
        reverse("admin:advocacy_outcomelink_changelist"),
        reverse("admin:cases_dispute_history", args=[dispute.pk]),
        reverse("pages:question", args=[dispute.pk]),
    ):
        assert "sheltered (rumoured)" in client.get(address).content.decode(), address
