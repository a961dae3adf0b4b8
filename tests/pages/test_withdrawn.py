"""What was withdrawn stays readable, is marked, and is told nowhere as if it held."""

from django.test import Client
from django.urls import reverse

from casework.advocacy.models import OutcomeLink
from casework.cases.codes import ChangeReason, Decision
from casework.cases.models import Case, StatusEntry
from casework.cases.status import review
from tests.cast import Cast
from tests.makers import make_action, make_citation, make_entry, make_person, when


def withdrawal_of(entry: StatusEntry, cast: Cast, *, confirmed: bool) -> StatusEntry:
    return make_entry(
        cast.mara, entry.case, entry.value, person=entry.person, part=entry.part,
        told=entry.told, reason=ChangeReason.RETRACTION, corrects=entry,
        reason_in_words="It was a mistaken identity.", since=entry.since,
        confirmed_by=cast.teo if confirmed else None,
    )  # fmt: skip


def test_a_withdrawn_fact_is_marked_on_every_page_that_shows_it(
    client: Client, cast: Cast, case: Case
) -> None:
    person = make_person(cast.mara, case, "A person")
    citation = make_citation(cast.mara)
    entry = make_entry(
        cast.mara, case, "detained", person=person, told="Seen in a camp.",
        citations=[citation], confirmed_by=cast.teo,
    )  # fmt: skip
    withdrawal_of(entry, cast, confirmed=True)
    client.force_login(cast.mara)
    for page, words, mark in (
        (case.get_absolute_url(), "Seen in a camp.", "no longer holds"),
        (reverse("pages:person", args=[person.pk]), "Seen in a camp.", "no longer holds"),
        (reverse("pages:source", args=[citation.source_id]), "detained", "refuted"),
    ):
        shown = client.get(page).content.decode().casefold()
        assert words.casefold() in shown and mark in shown, page
    assert "It was a mistaken identity." in client.get(case.get_absolute_url()).content.decode()


def test_a_withdrawal_that_waits_says_that_it_is_one(
    client: Client, cast: Cast, case: Case
) -> None:
    entry = make_entry(cast.mara, case, "detained", told="Seen.", confirmed_by=cast.teo)
    withdrawal_of(entry, cast, confirmed=False)
    client.force_login(cast.mara)
    page = client.get(case.get_absolute_url()).content.decode()
    assert "Withdrawal" in page and "It was a mistaken identity." in page
    assert "no longer holds" not in page


def test_an_action_is_not_said_to_be_followed_by_what_was_withdrawn(
    client: Client, cast: Cast, case: Case
) -> None:
    action = make_action(cast.mara, case, title="A letter", happened=when("18 March 2008"))
    entry = make_entry(
        cast.mara, case, "released", since=when("20 March 2008"), confirmed_by=cast.teo
    )
    OutcomeLink(recorded_by=cast.mara, case=case, action=action, entry=entry).save()
    client.force_login(cast.mara)
    assert "2 days after" in client.get(case.get_absolute_url()).content.decode()
    withdrawal_of(entry, cast, confirmed=True)
    assert "2 days after" not in client.get(case.get_absolute_url()).content.decode()


def test_a_rejected_entry_is_shown_as_rejected_where_its_source_is(
    client: Client, cast: Cast, case: Case
) -> None:
    citation = make_citation(cast.mara)
    entry = make_entry(cast.mara, case, "detained", citations=[citation])
    review(by=cast.teo, entry=entry, decision=Decision.REJECTED, words="Another group.")
    client.force_login(cast.mara)
    page = client.get(reverse("pages:source", args=[citation.source_id])).content.decode()
    assert "rejected, does not count" in page


def test_a_passage_of_another_file_is_not_shown_through_a_shared_source(
    client: Client, cast: Cast, case: Case
) -> None:
    shared = make_citation(cast.mara)
    make_entry(cast.mara, case, citations=[shared])
    hidden = make_citation(cast.ines, shared.source, quotation="What the witness said.")
    assert hidden.pk
    client.force_login(cast.mara)
    page = client.get(reverse("pages:source", args=[shared.source_id])).content.decode()
    assert "So it was." in page and "What the witness said." not in page
