"""The ledger neither invents nor loses anybody: true tellings of random worlds, and false ones."""

from dataclasses import replace

from hypothesis import assume, given
from hypothesis import strategies as st

from casework.cases.ledger import Figure, Standing
from tests.cases.true_worlds import Telling, tellings


@given(tellings())
def test_what_is_true_contradicts_nothing(telling: Telling) -> None:
    assert telling.ledger().contradictions == ()


@given(tellings())
def test_every_number_holds_the_truth(telling: Telling) -> None:
    ledger = telling.ledger()
    whole = telling.people_in(None)
    assert ledger.whole.low <= whole and ledger.whole.holds(whole)
    for row in [*ledger.rows, *ledger.apart]:
        people, described = telling.answers_for(row)
        assert row.count.low <= people and row.count.holds(people)
        assert row.named.low <= described and row.named.holds(described)


@given(tellings())
def test_everybody_is_in_one_row_and_nobody_in_two(telling: Telling) -> None:
    """Nobody is missing but those of whom nothing at all is told: neither what nor how many."""
    ledger = telling.ledger()
    rows = [*ledger.rows, *ledger.apart]
    own = [entry for row in rows for entry in telling.own_entries(row)]
    assert len(own) == len(set(own))
    assert set(own) == {key for key in telling.truth if key[0] != "others"}
    others = [row.part for row in rows if not telling.own_entries(row)]
    assert len(others) == len(set(others))
    untold = {key for key in telling.truth if key[0] == "others" and key[1] not in others}
    if ledger.whole.is_unknown:
        untold -= {("others", None)}
    assert sum(telling.truth[key] for key in untold) == 0


@given(tellings(), st.data())
def test_a_part_that_is_told_larger_than_the_whole_is_reported(
    telling: Telling, data: st.DataObject
) -> None:
    keys = [p.key for p in telling.parts if not p.is_remainder and not p.counted_apart]
    assume(keys)
    key, more = data.draw(st.sampled_from(keys)), data.draw(st.integers(1, 300_000))
    whole, people = Figure(None, "exact", telling.people_in(None)), telling.people_in(None)
    others = [figure for figure in telling.figures if figure.part not in (None, key)]
    figures = [whole, *others, Figure(key, "exact", people + more)]
    assert replace(telling, figures=figures).ledger().contradictions
    figures.append(Figure(key, "exact", telling.people_in(key)))
    assert replace(telling, figures=figures).ledger().problems


@given(tellings(), st.data())
def test_more_departed_than_there_were_is_reported(
    telling: Telling, data: st.DataObject
) -> None:
    keys = [None, *(part.key for part in telling.parts if not part.counted_apart)]
    people = telling.people_in(None)
    count = people + data.draw(st.integers(1, 300_000))
    false = Standing("departed", part=data.draw(st.sampled_from(keys)), persons=count)
    others = [figure for figure in telling.figures if figure.part is not None]
    figures, standings = [Figure(None, "exact", people), *others], [*telling.standings, false]
    told = replace(telling, figures=figures, standings=standings)
    assert told.ledger().contradictions


@given(tellings(), st.data())
def test_taking_a_statement_back_gives_the_answer_from_before(
    telling: Telling, data: st.DataObject
) -> None:
    """What is told twice, and what is told and taken back, leaves nothing behind."""
    assume(telling.standings)
    place = data.draw(st.integers(0, len(telling.standings) - 1))
    less = replace(telling, standings=[*telling.standings])
    taken_back = less.standings.pop(place)
    before = less.ledger()
    telling.ledger()
    less.standings.append(taken_back)
    assert less.ledger() == telling.ledger()
    less.standings.pop()
    assert less.ledger() == before
