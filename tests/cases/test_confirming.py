"""Still so: what a confirmation stores, moves and refuses."""

import uuid
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from casework.audit.models import Event
from casework.cases.codes import Certainty, Situation
from casework.cases.confirming import confirm_still_so
from casework.cases.models import (
    Case,
    CaseSource,
    Confirmation,
    CurrentStanding,
    Dispute,
    Part,
    StatusEntry,
)
from casework.cases.staleness import months_before, not_confirmed_since
from casework.cases.vantage import Vantage
from casework.dossiers.material import gather
from casework.sources.models import Citation
from tests.cast import Cast
from tests.makers import (
    HEARD,
    make_case,
    make_citation,
    make_entry,
    make_person,
    make_source,
    when,
)

DAY = date(2008, 9, 1)


def rows(model: type) -> object:
    return model.objects.unrestricted(because="a test looks at what is stored")


@pytest.fixture
def entry(cast: Cast, case: Case) -> StatusEntry:
    person = make_person(cast.mara, case)
    return make_entry(
        cast.mara, case, Situation.DETAINED, person=person, confirmed_by=cast.teo,
        since=when("March 2008"),
    )  # fmt: skip


@pytest.fixture
def citation(cast: Cast) -> Citation:
    return make_citation(cast.mara)


def last_confirmed(entry: StatusEntry) -> date:
    return rows(CurrentStanding).get(pk=entry.pk).last_confirmed_on


def test_confirming_moves_the_day_of_confirmation_and_not_of_change(
    cast: Cast, entry: StatusEntry, citation: Citation
) -> None:
    before = rows(Case).values().get(pk=entry.case_id)
    told = rows(StatusEntry).values().get(pk=entry.pk)
    assert last_confirmed(entry) == HEARD
    confirm_still_so(by=cast.mara, entries=[entry], confirmed_on=DAY, citations=[citation])
    assert last_confirmed(entry) == DAY
    assert rows(Case).values().get(pk=entry.case_id) == before
    assert rows(StatusEntry).values().get(pk=entry.pk) == told
    deed = rows(Event).filter(deed="still_so").get()
    assert (deed.actor, deed.object_id) == (cast.mara, entry.pk)


def test_the_source_becomes_a_source_of_the_file(
    cast: Cast, entry: StatusEntry, citation: Citation
) -> None:
    sources = rows(CaseSource).filter(case=entry.case, source=citation.source)
    assert not sources.exists()
    confirm_still_so(by=cast.mara, entries=[entry], confirmed_on=DAY, citations=[citation])
    assert sources.exists()
    assert Citation.objects.visible_to(cast.lou).filter(pk=citation.pk).exists()
    assert not Citation.objects.visible_to(cast.ines).filter(pk=citation.pk).exists()


def test_an_earlier_day_is_kept_and_moves_nothing_back(
    cast: Cast, entry: StatusEntry, citation: Citation
) -> None:
    for day in (DAY, DAY - timedelta(days=30)):
        confirm_still_so(by=cast.mara, entries=[entry], confirmed_on=day, citations=[citation])
    assert rows(Confirmation).filter(entry=entry).count() == 2
    assert last_confirmed(entry) == DAY


def test_the_same_form_sent_twice_is_stored_once(
    cast: Cast, entry: StatusEntry, citation: Citation
) -> None:
    sent = {"entries": [entry], "confirmed_on": DAY, "citations": [citation],
            "submission": uuid.uuid4()}  # fmt: skip
    first, is_new = confirm_still_so(by=cast.mara, **sent)
    again, is_new_again = confirm_still_so(by=cast.mara, **sent)
    assert (is_new, is_new_again) == (True, False)
    assert first == again
    assert rows(Confirmation).filter(entry=entry).count() == 1
    _others, is_new = confirm_still_so(by=cast.teo, **sent)
    assert is_new, "the token of a colleague stands in nobody's way"


def refused(cast: Cast, entries: list[StatusEntry], day: date, *cited: Citation) -> str:
    with pytest.raises(ValidationError) as problem, transaction.atomic():
        confirm_still_so(by=cast.mara, entries=entries, confirmed_on=day, citations=cited)
    assert not rows(Confirmation).exists()
    return " ".join(problem.value.messages)


def test_days_that_cannot_be_are_refused(
    cast: Cast, entry: StatusEntry, citation: Citation
) -> None:
    tomorrow = timezone.localdate() + timedelta(days=1)
    assert "still to come" in refused(cast, [entry], tomorrow, citation)
    assert "It began" in refused(cast, [entry], date(2008, 2, 29), citation)
    ended = make_entry(
        cast.mara, entry.case, Situation.DETAINED, until=when("20 May 2008"),
        since=when("March 2008"), confirmed_by=cast.teo,
    )  # fmt: skip
    assert "It ended" in refused(cast, [ended], date(2008, 5, 21), citation)


def test_a_day_before_we_heard_can_be_confirmed_where_nobody_says_when_it_began(
    cast: Cast, citation: Citation
) -> None:
    case = make_case(cast.mara, cast.east_asia)
    undated = make_entry(cast.mara, case, Situation.DETAINED, confirmed_by=cast.teo)
    day = undated.known_on - timedelta(days=10)
    confirm_still_so(by=cast.mara, entries=[undated], confirmed_on=day, citations=[citation])
    assert rows(Confirmation).get().confirmed_on == day


def test_no_day_is_said_that_nobody_told(cast: Cast, entry: StatusEntry) -> None:
    cited = make_citation(cast.mara, make_source(cast.mara, published=when("March 2008")))
    told = refused(cast, [entry], date(2008, 2, 29), cited)
    assert "It began later than that: in March 2008." in told
    told = refused(cast, [entry], date(2008, 4, 1), cited)
    assert "This source was published in March 2008:" in told
    ended = make_entry(
        cast.mara, entry.case, Situation.DETAINED, until=when("May 2008"),
        since=when("March 2008"), confirmed_by=cast.teo,
    )  # fmt: skip
    told = refused(cast, [ended], date(2008, 6, 1), cited)
    assert "It ended before that: in May 2008." in told


@pytest.mark.parametrize("hedge", ["rumoured", "opinion", "forecast", "denied"])
def test_what_is_rumoured_foretold_or_denied_confirms_nothing(
    cast: Cast, entry: StatusEntry, hedge: str
) -> None:
    told = refused(cast, [entry], DAY, make_citation(cast.mara, hedge=hedge))
    assert "Log it as an update" in told


def test_what_we_refute_is_neither_asked_about_again_nor_confirmed(
    cast: Cast, entry: StatusEntry, citation: Citation
) -> None:
    assert entry.pk in stale(cast, DAY)
    rows(Dispute).create(
        case=entry.case, question="Was it so?", about=entry, position="adopted",
        adopted_answer="No.", adopted_stance="contradicts", reasoning="We saw the record.",
        recorded_by=cast.mara,
    )  # fmt: skip
    assert entry.pk not in stale(cast, DAY)
    assert "refutes it" in refused(cast, [entry], DAY, citation)


def test_without_a_source_nothing_is_confirmed(cast: Cast, entry: StatusEntry) -> None:
    assert "which source" in refused(cast, [entry], DAY)


def test_a_text_says_nothing_of_the_time_after_it_was_published(
    cast: Cast, entry: StatusEntry
) -> None:
    cited = make_citation(cast.mara, make_source(cast.mara, published=when("25 June 2008")))
    assert "it cannot say" in refused(cast, [entry], date(2008, 6, 26), cited)
    confirm_still_so(
        by=cast.mara, entries=[entry], confirmed_on=date(2008, 6, 25), citations=[cited]
    )
    assert last_confirmed(entry) == date(2008, 6, 25)


def test_what_does_not_stand_is_not_confirmed(
    cast: Cast, entry: StatusEntry, citation: Citation
) -> None:
    waiting = make_entry(cast.mara, entry.case, person=entry.person)
    assert "no longer says" in refused(cast, [waiting], DAY, citation)
    make_entry(
        cast.mara, entry.case, Situation.RELEASED, person=entry.person,
        since=when("July 2008"), confirmed_by=cast.teo,
    )  # fmt: skip
    assert "no longer says" in refused(cast, [entry], DAY, citation)


def test_readers_and_outsiders_confirm_nothing(
    cast: Cast, entry: StatusEntry, citation: Citation
) -> None:
    for user in (cast.lou, cast.ines, cast.abel, cast.vera):
        with pytest.raises(PermissionDenied):
            confirm_still_so(by=user, entries=[entry], confirmed_on=DAY, citations=[citation])
    other = make_entry(cast.ines, make_case(cast.ines, cast.west_africa), confirmed_by=cast.okoro)
    with pytest.raises(PermissionDenied):
        confirm_still_so(
            by=cast.mara, entries=[entry, other], confirmed_on=DAY, citations=[citation]
        )
    assert not rows(Confirmation).exists()


def test_a_confirmation_is_never_changed_or_deleted(
    cast: Cast, entry: StatusEntry, citation: Citation
) -> None:
    confirm_still_so(by=cast.mara, entries=[entry], confirmed_on=DAY, citations=[citation])
    for change in (lambda: rows(Confirmation).update(confirmed_on=HEARD),
                   lambda: rows(Confirmation).all().delete()):  # fmt: skip
        with pytest.raises(IntegrityError), transaction.atomic():
            change()
    assert last_confirmed(entry) == DAY


def told(entry: StatusEntry, cast: Cast, known_on: date) -> date | None:
    """On which day it was last confirmed, as known on a day."""
    material = gather(entry.case, cast.mara, Vantage(known_on=known_on))
    known = [row for row in material.entries if row.pk == entry.pk]
    last = known[0].last_confirmation() if known else None
    return last and last.confirmed_on


def test_a_confirmation_counts_from_the_day_on_which_it_was_recorded(
    cast: Cast, entry: StatusEntry
) -> None:
    today, tomorrow = timezone.localdate(), timezone.now() + timedelta(days=1)
    Confirmation(entry=entry, confirmed_on=DAY, recorded_by=cast.mara, recorded_at=tomorrow).save()
    assert told(entry, cast, today) is None
    assert told(entry, cast, today + timedelta(days=1)) == DAY


def test_before_the_file_was_kept_here_a_confirmation_counts_from_its_day(
    cast: Cast, entry: StatusEntry, citation: Citation
) -> None:
    confirm_still_so(by=cast.mara, entries=[entry], confirmed_on=DAY, citations=[citation])
    assert told(entry, cast, DAY) == DAY
    assert told(entry, cast, DAY - timedelta(days=1)) is None


# What has gone stale.


def stale(cast: Cast, day: date) -> set[int]:
    return set(not_confirmed_since(cast.mara, day).values_list("pk", flat=True))


def test_exactly_so_many_months_is_long_enough(cast: Cast, entry: StatusEntry) -> None:
    assert entry.pk in stale(cast, months_before(date(2008, 12, 25), 6))
    assert entry.pk not in stale(cast, months_before(date(2008, 12, 24), 6))


@pytest.mark.parametrize(
    ("day", "months", "before"),
    [
        (date(2026, 11, 22), 6, date(2026, 5, 22)),
        (date(2026, 8, 31), 6, date(2026, 2, 28)),
        (date(2024, 3, 31), 1, date(2024, 2, 29)),
        (date(2026, 1, 15), 1, date(2025, 12, 15)),
        (date(2026, 12, 31), 12, date(2025, 12, 31)),
    ],
)
def test_months_are_counted_by_the_calendar(day: date, months: int, before: date) -> None:
    assert months_before(day, months) == before


def test_what_can_no_longer_change_is_not_asked_about(cast: Cast, case: Case) -> None:
    def of(value: str, certainty: str = Certainty.KNOWN) -> tuple[int, int]:
        person = make_person(cast.mara, case)
        told = {"person": person, "confirmed_by": cast.teo}
        made = [
            make_entry(cast.mara, case, value, certainty=certainty, **told),
            make_entry(cast.mara, case, "sentenced", axis="legal_stage", **told),
        ]
        return made[0].pk, made[1].pk

    executed, alleged, held = of("executed"), of("executed", "alleged"), of("detained")
    found = stale(cast, timezone.localdate())
    assert not found & set(executed), "nor is the sentence of somebody who is dead"
    assert found >= {*alleged, *held}, "an execution that is only alleged is asked about again"


def test_closed_files_and_those_of_others_are_not_asked_about(
    cast: Cast, entry: StatusEntry
) -> None:
    assert entry.pk in stale(cast, timezone.localdate())
    assert not not_confirmed_since(cast.ines, timezone.localdate()).exists()
    make_entry(cast.mara, entry.case, "closed", axis="workflow")
    assert not stale(cast, timezone.localdate())


def test_the_parts_of_a_group_are_asked_about_one_by_one(cast: Cast, case: Case) -> None:
    found = not_confirmed_since(cast.mara, timezone.localdate())
    assert {standing.entry.part for standing in found.select_related("entry__part")} == set(
        rows(Part).filter(case=case)
    )
