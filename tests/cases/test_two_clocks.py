"""What was known on a past day is what the file said then, and stays so whatever is logged later.

Histories are written with moments of their own, as if the years had passed; the file of each was
opened on the first of January 2020.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from casework.cases import status
from casework.cases.codes import Axis, ChangeReason, Decision
from casework.cases.group import groups_of
from casework.cases.models import Case, Figure, Part, Person, Review, StatusEntry
from casework.cases.vantage import NOW, Vantage
from casework.dossiers.material import gather
from tests.cast import Cast
from tests.makers import make_case, make_figure, make_part, make_person, when

OPENED = date(2020, 1, 1)
BEFORE = date(2019, 12, 31)
VALUES = ("detained", "released", "departed", "unknown")
DATES = ("", "2019", "March 2020", "1 March 2020", "before May 2020", "after 2 January 2020")


def at_noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


@dataclass
class History:
    """A file of one person and one part, written day by day."""

    cast: Cast
    case: Case
    part: Part
    person: Person
    day: date = OPENED

    def write(self, value: str, since: str, known: int, of_whom: int, **more: object) -> None:
        subject = [{}, {"part": self.part}, {"person": self.person},
                   {"count": 2, "count_qualifier": "exact"}][of_whom]  # fmt: skip
        entry = StatusEntry(
            case=self.case, axis=Axis.SITUATION, value=value, certainty="known",
            recorded_by=self.cast.mara, recorded_at=at_noon(self.day),
            known_on=self.day - timedelta(days=known), **subject, **more,
        )  # fmt: skip
        if since:
            entry.since = when(since)
        entry.save()

    def decide(self, entry: StatusEntry, decision: str) -> None:
        Review.objects.create(
            entry=entry, decision=decision, words="Because.", recorded_by=self.cast.teo,
            recorded_at=at_noon(self.day),
        )  # fmt: skip

    def entries(self, vantage: Vantage = NOW) -> list[StatusEntry]:
        rows = StatusEntry.objects.visible_to(self.cast.teo).filter(
            case=self.case, axis=Axis.SITUATION
        )
        return list(rows.as_known(vantage).order_by("pk"))

    def standing(self, vantage: Vantage) -> set[int]:
        """The keys of the entries that say where somebody stands, as the file reckons them."""
        held = status.in_force(self.entries(vantage), on=vantage.on)
        return {entry.pk for entry in status.current(held, Axis.SITUATION).values()}

    def standing_in_the_database(self, vantage: Vantage) -> set[int]:
        files = Case.objects.visible_to(self.cast.teo).filter(pk=self.case.pk)
        rows = StatusEntry.objects.visible_to(self.cast.teo).standing(files, vantage)
        return set(rows.filter(axis=Axis.SITUATION).values_list("pk", flat=True))


@pytest.fixture
def history(cast: Cast) -> History:
    return begun(cast)


def begun(cast: Cast) -> History:
    case = make_case(cast.mara, cast.east_asia)
    Case.objects.unrestricted(because="as if it had been opened then").filter(pk=case.pk).update(
        recorded_at=at_noon(OPENED)
    )
    case.refresh_from_db()
    return History(cast, case, make_part(case, "the seven"), make_person(cast.mara, case))


DEED = ("log", "log", "log", "confirm", "confirm", "reject", "withdraw", "correct")

# One day's work: how many days pass, what is done, and to which of the entries.
DEEDS = st.lists(
    st.tuples(
        st.integers(0, 40),
        st.sampled_from(DEED),
        st.integers(0, 9),
        st.sampled_from(VALUES),
        st.sampled_from(DATES),
        st.integers(0, 400),
        st.integers(0, 3),
    ),
    max_size=8,
)
WITHDRAWN = [
    (0, "log", 0, "detained", "", 0, 2), (1, "confirm", 0, "detained", "", 0, 0),
    (1, "withdraw", 0, "detained", "", 0, 0), (1, "confirm", 0, "detained", "", 0, 0),
]  # fmt: skip


def do(history: History, deed: str, which: int, value: str, since: str, known: int, who: int):
    """Does it where it can be done; a hand that finds nothing to do logs."""
    entries = history.entries()
    waiting = [e for e in entries if e.review_state == "waiting"]
    counting = [
        e for e in entries
        if e.is_trusted and not (e.reason == "retraction" and e.corrects.reason == "retraction")
    ]  # fmt: skip
    if deed in ("confirm", "reject") and waiting:
        decision = Decision.CONFIRMED if deed == "confirm" else Decision.REJECTED
        history.decide(waiting[which % len(waiting)], decision)
    elif deed == "withdraw" and counting:
        more = {"reason": ChangeReason.RETRACTION, "reason_in_words": "It was wrong."}
        history.write(value, "", 0, 0, corrects=counting[which % len(counting)], **more)
    elif deed == "correct" and [e for e in counting if e.reason != "retraction"]:
        corrected = [e for e in counting if e.reason != "retraction"]
        more = {"reason": ChangeReason.CORRECTION, "reason_in_words": "It was otherwise."}
        corrects = corrected[which % len(corrected)]
        history.write(value, since, known, who, corrects=corrects, **more)
    else:
        history.write(value, since, known, who)


def looks(day: date) -> Iterator[Vantage]:
    """From where the file is looked at in the evening of a day."""
    yield Vantage(known_on=day)
    yield Vantage(on=date(2020, 3, 1), known_on=day)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(deeds=DEEDS)
@example(deeds=WITHDRAWN)
def test_what_was_known_on_a_day_never_changes_later(cast: Cast, deeds: list[tuple]) -> None:
    with transaction.atomic():
        history, told = begun(cast), {}
        for days, *deed in deeds:
            history.day += timedelta(days=days + 1)
            do(history, *deed)
            for vantage in looks(history.day):
                told[vantage] = history.standing(vantage)
        for vantage, said in told.items():
            assert history.standing(vantage) == said
            assert history.standing_in_the_database(vantage) == said
        for vantage in (NOW, Vantage(date(2020, 3, 1)), Vantage(date(2020, 3, 1), BEFORE)):
            assert history.standing(vantage) == history.standing_in_the_database(vantage)
        transaction.set_rollback(True)


def test_an_entry_counts_from_the_day_of_its_review(history: History) -> None:
    history.write("detained", "", 30, 2)
    (entry,) = history.entries()
    history.day += timedelta(days=10)
    history.decide(entry, Decision.CONFIRMED)
    assert history.standing(Vantage(known_on=history.day - timedelta(days=1))) == set()
    assert history.standing(Vantage(known_on=history.day)) == {entry.pk}


def test_what_was_heard_in_time_and_written_late_is_named_but_not_shown(history: History) -> None:
    history.day += timedelta(days=100)
    history.write("detained", "", 50, 2)
    (entry,) = history.entries()
    day = history.day - timedelta(days=20)
    before = gather(history.case, history.cast.teo, Vantage(known_on=day))
    assert before.entries == [] and list(before.late) == [entry]
    assert not gather(history.case, history.cast.teo, Vantage(known_on=history.day)).late


def test_of_a_day_before_the_file_was_opened_it_tells_what_we_say_we_had_heard(
    history: History,
) -> None:
    history.write("detained", "", 200, 2)
    (entry,) = history.entries()
    history.decide(entry, Decision.CONFIRMED)
    heard = OPENED - timedelta(days=200)
    assert history.standing(Vantage(known_on=heard)) == {entry.pk}
    assert history.standing(Vantage(known_on=heard - timedelta(days=1))) == set()


def yesterday() -> Vantage:
    return Vantage(known_on=datetime.now(UTC).date() - timedelta(days=2))


def test_a_figure_that_was_edited_is_told_as_it_stood_on_file_and_list(history: History) -> None:
    figure = make_figure(history.cast.mara, history.case, 17)
    rows = Figure.objects.unrestricted(because="a test edits as the back office would")
    rows.filter(pk=figure.pk).update(recorded_at=at_noon(OPENED))
    rows.filter(pk=figure.pk).update(low=19)
    told = gather(history.case, history.cast.teo, yesterday())
    assert [row.low for row in told.figures] == [17]
    assert told.group.ledger.whole.low == 17
    listed = groups_of([history.case], history.cast.teo, yesterday())[history.case.pk]
    assert listed.ledger.whole.low == 17
    assert gather(history.case, history.cast.teo).group.ledger.whole.low == 19


def test_unsettled_are_those_that_may_not_have_begun_or_may_have_ended(history: History) -> None:
    history.day = date(2020, 6, 1)
    history.write("detained", "March 2020", 0, 2)
    history.write("released", "1 March 2020", 0, 1)
    entries = history.entries()
    for entry in entries:
        history.decide(entry, Decision.CONFIRMED)
    held = status.in_force(history.entries(), on=date(2020, 3, 10))
    assert [e.value for e in status.unsettled(held, date(2020, 3, 10))] == ["detained"]
    assert status.unsettled(held, date(2020, 4, 1)) == []


@pytest.mark.parametrize("decision", [Decision.REJECTED, Decision.RETURNED, Decision.CONFIRMED])
def test_what_is_decided_is_decided_in_the_database_too(history: History, decision: str) -> None:
    history.write("detained", "", 0, 2)
    (entry,) = history.entries()
    history.decide(entry, Decision.CONFIRMED)
    with pytest.raises(IntegrityError, match="decided already"), transaction.atomic():
        history.decide(entry, decision)
    assert history.standing(NOW) == {entry.pk}
