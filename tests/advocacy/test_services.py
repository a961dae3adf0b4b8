"""Actions, replies and outcome links: who may write them, and what is never claimed unsourced."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from casework.advocacy.models import ActionCase, OutcomeLink
from casework.advocacy.services import add_action, add_reply, link_outcome
from casework.cases.models import Case
from casework.sources.models import Source
from tests.cast import Cast
from tests.makers import make_case, make_citation, make_entry, when


def test_an_action_is_written_with_its_parties_asks_and_files(case: Case, cast: Cast) -> None:
    other = make_case(cast.mara, cast.east_asia)
    citation = make_citation(cast.mara)
    action = add_action(
        by=cast.mara, cases=[case, other, case], kind="letter", title="A letter",
        happened=when("18 March 2008"), citations=[citation],
        parties=[{"role": "sender", "described_as": "Some legislators"}],
        asks=[{"text": "Let them go", "kind": "exit", "citations": [citation]}],
    )  # fmt: skip
    links = ActionCase.objects.visible_to(cast.mara).filter(action=action)
    assert {link.case_id for link in links} == {case.pk, other.pk}
    assert action.happened.edtf == "2008-03-18"
    assert [party.described_as for party in action.parties.visible_to(cast.mara)]
    assert list(action.asks.visible_to(cast.mara).get().citations.visible_to(cast.mara)) == [
        citation
    ]


def test_the_source_of_an_action_becomes_a_source_of_each_of_its_files(
    case: Case, cast: Cast
) -> None:
    citation = make_citation(cast.mara)
    assert not Source.objects.visible_to(cast.lou).filter(pk=citation.source_id).exists()
    add_action(by=cast.mara, cases=[case], kind="letter", title="A", citations=[citation])
    assert Source.objects.visible_to(cast.lou).filter(pk=citation.source_id).exists()


def test_an_action_concerns_at_least_one_file(cast: Cast) -> None:
    with pytest.raises(ValidationError, match="at least one case file"):
        add_action(by=cast.mara, cases=[], kind="letter", title="A letter")


@pytest.mark.parametrize("name", ["lou", "ines", "okoro", "abel", "vera"])
def test_who_may_not_edit_the_file_writes_nothing_about_it(
    case: Case, cast: Cast, name: str
) -> None:
    stranger = getattr(cast, name)
    action = add_action(by=cast.mara, cases=[case], kind="letter", title="A letter")
    entry = make_entry(cast.mara, case)
    with pytest.raises(PermissionDenied):
        add_action(by=stranger, cases=[case], kind="letter", title="Another")
    with pytest.raises(PermissionDenied):
        add_reply(by=stranger, action=action, kind="token", from_whom="Somebody")
    with pytest.raises(PermissionDenied):
        link_outcome(by=stranger, case=case, action=action, entry=entry)


def test_a_reply_keeps_its_words_for_the_date(case: Case, cast: Cast) -> None:
    action = add_action(by=cast.mara, cases=[case], kind="letter", title="A letter")
    citation = make_citation(cast.mara)
    reply = add_reply(
        by=cast.mara, action=action, kind="hostile", from_whom="A spokesman", is_adverse=True,
        received=when("on Wednesday"), citations=[citation],
    )  # fmt: skip
    assert (reply.received.words, reply.received.is_dated) == ("on Wednesday", False)
    assert Source.objects.visible_to(cast.lou).filter(pk=citation.source_id).exists()


def test_no_reply_needs_the_day_up_to_which_none_came(case: Case, cast: Cast) -> None:
    action = add_action(by=cast.mara, cases=[case], kind="letter", title="A letter")
    with pytest.raises(ValidationError, match="needs the day"):
        add_reply(by=cast.mara, action=action, kind="none_as_of", from_whom="The ministry")


def test_by_default_nothing_is_known_of_the_relation(case: Case, cast: Cast) -> None:
    action = add_action(by=cast.mara, cases=[case], kind="letter", title="A letter")
    entry = make_entry(cast.mara, case)
    assert link_outcome(by=cast.mara, case=case, action=action, entry=entry).relation == "unknown"


def test_a_contribution_is_claimed_only_with_a_source(case: Case, cast: Cast) -> None:
    entry = make_entry(cast.mara, case)
    claim = {"by": cast.mara, "case": case, "entry": entry, "relation": "rival_explanation"}
    with pytest.raises(ValidationError, match="Give the source"):
        link_outcome(**claim)
    assert not OutcomeLink.objects.visible_to(cast.mara).exists()
    assert link_outcome(**claim, citations=[make_citation(cast.mara)]).pk


def test_an_outcome_and_an_action_belong_to_the_file(case: Case, cast: Cast) -> None:
    other = make_case(cast.mara, cast.east_asia)
    elsewhere = make_entry(cast.mara, other)
    action = add_action(by=cast.mara, cases=[case], kind="letter", title="A letter")
    with pytest.raises(ValidationError, match="another case file"):
        link_outcome(by=cast.mara, case=case, action=action, entry=elsewhere)
    with pytest.raises(ValidationError, match="does not concern"):
        link_outcome(by=cast.mara, case=other, action=action, entry=elsewhere)
