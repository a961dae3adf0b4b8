"""Confirming through the pages: one entry of a file, and many of the queue together."""

import uuid
from datetime import date, timedelta

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Membership
from casework.advocacy.models import Action
from casework.cases.codes import Situation
from casework.cases.models import Case, CaseSource, Confirmation, StatusEntry
from casework.dossiers.compose_selection import Selection
from casework.dossiers.compose_standing import standing
from casework.dossiers.material import gather
from casework.sources.models import Source
from tests.cast import Cast, again
from tests.makers import (
    HEARD,
    make_action,
    make_case,
    make_citation,
    make_entry,
    make_person,
    make_source,
    when,
)


def rows(model: type) -> object:
    return model.objects.unrestricted(because="a test looks at what is stored")


@pytest.fixture
def file(cast: Cast) -> Case:
    return make_case(cast.mara, cast.east_asia, public_title="Somebody held")


@pytest.fixture
def entry(cast: Cast, file: Case) -> StatusEntry:
    return make_entry(
        cast.mara, file, Situation.DETAINED, confirmed_by=cast.teo, since=when("March 2008"),
        citations=[make_citation(cast.mara, make_source(cast.mara, published=when("May 2008")))],
    )  # fmt: skip


def said(**changed: object) -> dict[str, object]:
    """A call of today."""
    return {
        "submission": uuid.uuid4(), "confirmed_on": timezone.localdate().isoformat(),
        "source_choice": "new", "teller": "The family’s lawyer", "source_kind": "email_or_call",
        "held": "seen", "reliability": "B", "hedge": "reportedly", "credibility": "3", **changed,
    }  # fmt: skip


def at(entry: StatusEntry) -> str:
    return reverse("pages:still_so", args=[entry.case.reference, entry.pk])


def text(answer: HttpResponse) -> str:
    return " ".join(answer.content.decode().split())


def test_one_entry_is_confirmed_with_a_new_source_and_the_file_says_so_with_its_hedge(
    client: Client, cast: Cast, entry: StatusEntry
) -> None:
    client.force_login(cast.mara)
    page = client.get(entry.case.get_absolute_url())
    assert at(entry) in text(page)
    assert "not confirmed since" in text(page)
    answer = client.post(at(entry), said(words="He was seen at the window."))
    assert answer.status_code == 302, answer.context["form"].errors
    page = text(client.get(entry.case.get_absolute_url()))
    assert "last confirmed on" in page
    assert "The family’s lawyer" in page
    assert "reportedly" in page.split("last confirmed on")[1][:300]
    assert "He was seen at the window." in page


def test_the_form_suggests_a_source_that_can_speak_of_a_later_day(
    client: Client, cast: Cast, entry: StatusEntry
) -> None:
    client.force_login(cast.mara)
    form = client.get(at(entry)).context["form"]
    assert form["source_choice"].value() == "new", "what is of May cannot tell of later"
    assert form["confirmed_on"].value() == timezone.localdate()
    newer = make_source(
        cast.mara, title="A later report", held="held", published=when("3 July 2008")
    )
    rows(CaseSource).create(case=entry.case, source=newer)
    form = client.get(at(entry)).context["form"]
    assert form["source"].value() == str(newer.pk)
    assert form["confirmed_on"].value() == date(2008, 7, 3)


def test_no_source_no_hedge_and_a_day_to_come_are_asked_for(
    client: Client, cast: Cast, entry: StatusEntry
) -> None:
    client.force_login(cast.mara)
    tomorrow = (timezone.localdate() + timedelta(days=1)).isoformat()
    for wrong, field in (
        ({"teller": ""}, "teller"), ({"hedge": ""}, "hedge"),
        ({"confirmed_on": tomorrow}, "confirmed_on"), ({"source_choice": "none"}, "source_choice"),
        ({"source_choice": "old", "source": "999999"}, "source"),
    ):  # fmt: skip
        answer = client.post(at(entry), said(**wrong))
        assert answer.status_code == 200
        assert field in answer.context["form"].errors
    assert not rows(Confirmation).exists()


def test_a_double_click_stores_once_its_source_included(
    client: Client, cast: Cast, entry: StatusEntry
) -> None:
    client.force_login(cast.mara)
    sent = said()
    for _click in range(2):
        assert client.post(at(entry), sent).status_code == 302
    assert rows(Confirmation).count() == 1
    assert rows(Source).filter(described_as="The family’s lawyer").count() == 1
    answer = client.post(at(entry), sent | {"words": "Something else."})
    assert answer.status_code == 200
    assert answer.context["form"]["submission"].value() != str(sent["submission"])
    assert rows(Confirmation).count() == 1


def test_who_comes_second_is_told_that_it_no_longer_stands_and_keeps_what_they_wrote(
    client: Client, cast: Cast, entry: StatusEntry
) -> None:
    client.force_login(cast.mara)
    sent = said(words="Seen by a visitor.")
    make_entry(
        cast.mara, entry.case, Situation.RELEASED, since=when("July 2008"), confirmed_by=cast.teo
    )
    answer = client.post(at(entry), sent)
    assert answer.status_code == 200
    assert "no longer says where anybody stands" in text(answer)
    assert "Seen by a visitor." in text(answer)
    assert client.get(at(entry)).status_code == 404
    assert not rows(Source).filter(described_as="The family’s lawyer").exists()


def test_outsiders_learn_nothing_and_readers_are_refused(
    client: Client, cast: Cast, entry: StatusEntry
) -> None:
    batch = reverse("pages:confirm_stale")
    for user, answer in ((cast.ines, 404), (cast.okoro, 404), (cast.lou, 403)):
        client.force_login(user)
        assert client.get(at(entry)).status_code == answer
        assert client.post(at(entry), said()).status_code == answer
        assert client.get(batch, {"entry": entry.pk}).status_code == answer
        assert client.post(batch, said(entry=entry.pk)).status_code == answer
        assert client.get(batch, {"file": entry.case.reference}).status_code == answer
    assert client.get(reverse("pages:stale")).status_code == 403
    client.force_login(cast.ines)
    assert "Somebody held" not in text(client.get(reverse("pages:stale")))
    own = make_entry(cast.ines, make_case(cast.ines, cast.west_africa), confirmed_by=cast.okoro)
    assert client.get(batch, {"entry": [own.pk, entry.pk]}).status_code == 404
    assert client.get(batch, {"entry": 10**12}).status_code == 404
    assert client.get(batch, {"entry": "x"}).status_code == 404
    assert not rows(Confirmation).exists()


def test_an_entry_of_another_file_is_not_confirmed_under_this_one(
    client: Client, cast: Cast, entry: StatusEntry, case: Case
) -> None:
    client.force_login(cast.mara)
    wrong = reverse("pages:still_so", args=[case.reference, entry.pk])
    assert client.get(wrong).status_code == 404
    assert client.post(wrong, said()).status_code == 404


def test_several_of_two_files_are_confirmed_together_once_the_source_may_be_shared(
    client: Client, cast: Cast, entry: StatusEntry, case: Case
) -> None:
    client.force_login(cast.mara)
    page = text(client.get(reverse("pages:stale")))
    standing = [entry, *rows(StatusEntry).filter(case=case, axis="situation")]
    keys = [one.pk for one in standing]
    assert all(f'value="{key}"' in page for key in keys)
    batch = reverse("pages:confirm_stale")
    form = text(client.get(batch, {"entry": keys}))
    assert "Whoever sees one of the files sees them" in form
    refused = client.post(batch, said(entry=keys))
    assert "shared" in refused.context["form"].errors
    assert not rows(Confirmation).exists()
    sent = said(entry=keys, shared="on")
    for _click in range(2):
        assert client.post(batch, sent).status_code == 302
    confirmed = rows(Confirmation).all()
    assert {one.entry_id for one in confirmed} == set(keys)
    cited = {one.citations.unrestricted(because="a test").get() for one in confirmed}
    assert len(cited) == 1
    source = cited.pop().source
    assert {row.case for row in rows(CaseSource).filter(source=source)} == {entry.case, case}
    assert not Source.objects.visible_to(cast.ines).filter(pk=source.pk).exists()
    page = text(client.get(reverse("pages:stale")))
    assert not any(f'value="{key}"' in page for key in keys)


def test_a_source_reaches_another_team_only_through_who_edits_for_both(
    client: Client, cast: Cast, entry: StatusEntry
) -> None:
    Membership.objects.create(user=cast.mara, team=cast.west_africa)
    theirs = make_entry(cast.ines, make_case(cast.ines, cast.west_africa), confirmed_by=cast.okoro)
    client.force_login(again(cast.mara))
    page = client.get(reverse("pages:confirm_stale"), {"entry": [entry.pk, theirs.pk]})
    assert "East Asia" in text(page)
    assert "West Africa" in text(page)
    sent = said(entry=[entry.pk, theirs.pk], shared="on")
    assert client.post(reverse("pages:confirm_stale"), sent).status_code == 302
    source = rows(Source).get(described_as="The family’s lawyer")
    assert Source.objects.visible_to(cast.ines).filter(pk=source.pk).exists()
    assert not Case.objects.visible_to(cast.ines).filter(pk=entry.case_id).exists()


def test_nothing_ticked_leads_back_with_a_word(client: Client, cast: Cast) -> None:
    client.force_login(cast.mara)
    answer = client.get(reverse("pages:confirm_stale"), follow=True)
    assert "Choose at least one entry first." in text(answer)


# Hearings.


def hearing(cast: Cast, case: Case, day: date, **fields: object) -> Action:
    return make_action(
        cast.mara, case, kind="hearing_convened", title="A hearing on the case",
        happened=when(day.isoformat()), **fields,
    )  # fmt: skip


def heard(entry: StatusEntry, cast: Cast, weeks: int, days: int = 0) -> None:
    """A confirmation so long ago."""
    day = timezone.localdate() - timedelta(weeks=weeks, days=days)
    row = Confirmation(entry=entry, confirmed_on=day, recorded_by=cast.mara)
    row.save()


@pytest.mark.parametrize(
    ("ahead", "ago", "shown"),
    [(0, 28, True), (56, 28, True), (57, 28, False), (-1, 28, False), (30, 27, False)],
)
def test_what_was_not_confirmed_for_four_weeks_stands_first_before_a_hearing(
    client: Client, cast: Cast, entry: StatusEntry, ahead: int, ago: int, shown: bool
) -> None:
    heard(entry, cast, weeks=0, days=ago)
    hearing(cast, entry.case, timezone.localdate() + timedelta(days=ahead))
    client.force_login(cast.mara)
    answer = client.get(reverse("pages:stale"))
    found = [row.pk for row, _hearings in answer.context["before_a_hearing"]]
    assert found == ([entry.pk] if shown else [])
    assert answer.context["entries"] == []
    assert ("A hearing on the case" in text(answer)) is shown
    desk = client.get(reverse("pages:desk"))
    assert desk.context["before_a_hearing"] == ("1" if shown else "0")
    assert desk.context["gone_stale"] == "0"


def test_a_cancelled_or_hidden_hearing_hurries_nobody(
    client: Client, cast: Cast, entry: StatusEntry
) -> None:
    heard(entry, cast, weeks=5)
    hearing(cast, entry.case, timezone.localdate(), status="cancelled")
    client.force_login(cast.mara)
    assert client.get(reverse("pages:stale")).context["before_a_hearing"] == []


def test_the_desk_counts_and_the_queue_begins_with_the_oldest(
    client: Client, cast: Cast, entry: StatusEntry, case: Case
) -> None:
    heard(entry, cast, weeks=60)
    client.force_login(cast.mara)
    assert client.get(reverse("pages:desk")).context["gone_stale"] == "3"
    shown = client.get(reverse("pages:stale"), {"months": 12}).context["entries"]
    assert shown[-1] == entry
    assert [row.last_confirmed_on for row in shown[:2]] == [HEARD, HEARD]
    assert len(client.get(reverse("pages:stale"), {"mine": "on"}).context["entries"]) == 0


def test_the_queue_goes_on_where_a_page_ends(client: Client, cast: Cast, file: Case) -> None:
    for _number in range(60):
        make_entry(cast.mara, file, person=make_person(cast.mara, file), confirmed_by=cast.teo)
    client.force_login(cast.mara)
    first = client.get(reverse("pages:stale"))
    second = client.get(reverse("pages:stale"), {"after": str(first.context["end"])})
    keys = [row.pk for page in (first, second) for row in page.context["entries"]]
    assert len(keys) == len(set(keys)) == 60
    assert second.context["end"] is None
    for forged in ("x", "2008-01-01", "2008-99-99.1", "." + "9" * 40):
        assert client.get(reverse("pages:stale"), {"after": forged}).status_code == 200


# The dossier.


def test_the_dossier_says_when_it_was_last_confirmed_and_by_whom(
    client: Client, cast: Cast, entry: StatusEntry
) -> None:
    def told() -> tuple[str, str]:
        today = timezone.localdate()
        material = gather(entry.case, cast.mara)
        said = standing(Selection(material, as_of=today, known_on=today, unreviewed=False))
        return said.last_information, said.lines[0].note

    assert "not confirmed since." in told()[0]
    client.force_login(cast.mara)
    client.post(at(entry), said(confirmed_on="2008-09-01"))
    fresh, note = told()
    assert "last confirmed on 1 September 2008." in fresh
    assert "not confirmed since" not in fresh
    assert "Last confirmed on 1 September 2008 [2] (reportedly)." in note
    other = make_entry(
        cast.mara, entry.case, person=make_person(cast.mara, entry.case), confirmed_by=cast.teo
    )
    assert "the rest not confirmed since" in told()[0]
    assert other.pk != entry.pk
