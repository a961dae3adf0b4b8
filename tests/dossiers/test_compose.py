"""What a dossier says of the Beijing 17, and what it never says of anybody."""

from dataclasses import asdict
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from casework.audit.chain import head
from casework.cases import services
from casework.cases.codes import Axis, CaseKind, Certainty, Situation
from casework.cases.models import Case, StatusEntry
from casework.dossiers.compose import compose
from casework.dossiers.document import Dossier, Fact, canonical_json, content_hash
from casework.sources.services import relay
from tests.audit.sealing import seal_now
from tests.cast import Cast
from tests.dossiers.beijing_file import (
    QUID_PRO_QUO,
    TRAVELED,
    Beijing,
    answer_letter,
    make_beijing,
    two_more_in_seoul,
)
from tests.makers import (
    HEARD,
    make_action,
    make_case,
    make_citation,
    make_entry,
    make_figure,
    make_note,
    make_person,
    make_source,
    when,
)

DAY = date(2009, 6, 1)


@pytest.fixture
def beijing(cast: Cast) -> Beijing:
    return make_beijing(cast.mara, cast.teo, cast.east_asia)


def composed(case: Case, cast: Cast, **changed: object) -> Dossier:
    values = {
        "asked_by": cast.mara,
        "composed_for": "the director",
        "purpose": "a hearing",
        "as_of": DAY,
        "known_on": DAY,
        **changed,
    }
    return compose(case, **values)


def fact_with(dossier: Dossier, words: str) -> Fact:
    (found,) = (fact for fact in dossier.chronology if words in fact.text)
    return found


def rows(dossier: Dossier) -> list[tuple[str, str]]:
    assert dossier.group is not None
    return [(row.label, row.count) for row in dossier.group.rows]


# Where it stands.


def test_the_headline_tells_who_left_and_of_whom_nothing_is_known(
    beijing: Beijing, cast: Cast
) -> None:
    standing = composed(beijing.case, cast).standing
    assert standing.headline == "17 people: 7 departed; of 10 the situation is not known."
    assert standing.last_information == (
        "Latest source published 25 June 2008; known to us on 25 June 2008; not confirmed since."
    )


def test_the_ledger_adds_up_and_names_our_subtraction(beijing: Beijing, cast: Cast) -> None:
    dossier = composed(beijing.case, cast)
    assert rows(dossier) == [
        ("The seven: departed", "7"),
        ("The remaining ten: situation not known", "10"),
        ("In all", "17"),
    ]
    assert dossier.group is not None
    seven, ten, whole = dossier.group.rows
    assert seven.when == "“on March 20” (on 20 March 2008)"
    assert (ten.note, ten.certainty) == (
        "17 − 7, our subtraction. 1 described person may be among them",
        "not known",
    )
    assert whole.is_total
    assert whole.sources == (1,)
    assert [(piece.share, piece.fill) for piece in dossier.group.segments] == [
        (7, "solid"),
        (10, "hatched"),
    ]
    assert dossier.group.bar_told == "Bar of 17 people: 7 departed; 10 not known."


def test_an_update_moves_the_ledger_and_the_day_before_stays_as_it_was(
    beijing: Beijing, cast: Cast
) -> None:
    before = composed(beijing.case, cast, known_on=date(2009, 5, 9))
    two_more_in_seoul(cast.mara, beijing.case, cast.teo)
    beijing.case.refresh_from_db()
    dossier = composed(beijing.case, cast)
    assert dossier.standing.headline == (
        "17 people: 7 departed; 2 arrived in a third country (believed); "
        "of 8 the situation is not known."
    )
    assert dossier.group is not None
    two, others = dossier.group.rows[1:3]
    assert (two.count, two.when, two.certainty) == ("2", "early May 2008", "believed")
    assert two.sources == (3,)
    assert (others.count, others.note.split(". ")[0]) == ("8", "17 − 7 − 2, our subtraction")
    again = composed(beijing.case, cast, known_on=date(2009, 5, 9))
    assert content_hash(again) == content_hash(before)


def test_a_waiting_entry_is_absent_unless_asked_for_and_then_marked(
    beijing: Beijing, cast: Cast
) -> None:
    two_more_in_seoul(cast.mara, beijing.case)
    without = composed(beijing.case, cast)
    assert "Seoul" not in canonical_json(without)
    assert "partner" not in canonical_json(without)
    assert without.withheld == ("1 entry that no second person has confirmed.",)
    told = composed(beijing.case, cast, unreviewed=True)
    assert fact_with(told, "Place: Seoul").review == "not confirmed by a second person"
    assert [line.review for line in told.standing.lines if line.review] == [
        "not confirmed by a second person"
    ]
    assert rows(told) == rows(without)
    assert told.withheld == ()
    assert "1 entry in this document has not been confirmed" in told.notices[1]


def test_a_standing_line_says_how_far_its_sources_bear_it(beijing: Beijing, cast: Cast) -> None:
    (departed, _unknown) = composed(beijing.case, cast).standing.lines
    assert departed.text == "The seven: departed"
    assert departed.quote == TRAVELED
    assert departed.said_by == "CECC"
    assert departed.note == "Single source. One text: CECC, 25 June 2008."


def test_a_standing_line_says_who_denies_it(beijing: Beijing, cast: Cast) -> None:
    entry = beijing_departure(beijing.case, cast)
    denial = make_citation(cast.mara, quotation="Nobody left.", said_by="an invented spokesman")
    services.open_dispute(
        by=cast.mara, case=beijing.case, known_on=HEARD, question="Did they leave?", about=entry,
        claims=[{"stance": "contradicts", "claim": "They did not.", "citation": denial}],
    )  # fmt: skip
    (departed, _unknown) = composed(beijing.case, cast).standing.lines
    assert departed.note == (
        "Contested. Denied by an invented spokesman (A report). One text: CECC, 25 June 2008."
    )


def beijing_departure(case: Case, cast: Cast) -> StatusEntry:
    entries = StatusEntry.objects.visible_to(cast.mara).filter(case=case)
    return entries.get(value=Situation.DEPARTED)


# The chronology.


def test_a_month_and_a_day_in_it_are_not_put_in_order(beijing: Beijing, cast: Cast) -> None:
    dossier = composed(beijing.case, cast)
    visas = fact_with(dossier, "exit authorised")
    assert visas.when == "“in March” (in March 2008, not after 20 March 2008)"
    assert visas.order_note == (
        "By the dates, the order against ‘Letter to the U.N. Secretary-General’ cannot be told."
    )
    letter = fact_with(dossier, "Letter to")
    assert letter.when == "“March 18” (on 18 March 2008)"
    assert letter.order_note == (
        "By the dates, the order against ‘The seven: exit authorised’ cannot be told."
    )
    assert fact_with(dossier, "The seven: departed").order_note == ""


def test_what_has_ended_is_still_told(beijing: Beijing, cast: Cast) -> None:
    visas = fact_with(composed(beijing.case, cast), "exit authorised")
    assert "Until: 20 March 2008." in visas.note


def test_nothing_that_came_later_is_told(beijing: Beijing, cast: Cast) -> None:
    dossier = composed(beijing.case, cast, as_of=date(2008, 3, 17))
    assert dossier.actions == ()
    assert "departed" not in dossier.standing.headline
    assert "Letter to" not in canonical_json(dossier)


def test_a_hedge_stays_beside_its_statement(beijing: Beijing, cast: Cast) -> None:
    bargain = fact_with(composed(beijing.case, cast), "linked to a demand")
    assert bargain.text == "Reportedly, alleged: The exit visas were linked to a demand."
    assert (bargain.hedge, bargain.certainty) == ("reportedly", "alleged")
    assert (bargain.quote, bargain.said_by) == (QUID_PRO_QUO, "CECC")


def test_nobody_was_executed_who_reportedly_was(cast: Cast) -> None:
    case = make_case(cast.mara, cast.east_asia, kind=CaseKind.INCIDENT)
    told = make_citation(cast.mara, hedge="reportedly", said_by="unnamed sources")
    make_figure(cast.mara, case, 15, citations=[told])
    make_entry(
        cast.mara, case, Situation.EXECUTED, confirmed_by=cast.teo, citations=[told],
        certainty=Certainty.ALLEGED, told="Executed on a bridge.",
    )  # fmt: skip
    dossier = composed(case, cast)
    assert dossier.standing.headline == "15 people: reportedly executed (alleged)."
    assert dossier.standing.lines[0].text == "The whole group: reportedly executed (alleged)"
    assert dossier.standing.lines[0].said_by == "unnamed sources, in A report"
    assert dossier.chronology[0].text == (
        "The whole group: reportedly executed (alleged). "
        "Reportedly, alleged: Executed on a bridge."
    )
    assert dossier.group is not None
    assert dossier.group.segments[0].fill == "tint"


def test_a_correction_replaces_and_says_why(cast: Cast) -> None:
    case = make_case(cast.mara, cast.east_asia)
    first = make_entry(cast.mara, case, Situation.DETAINED, confirmed_by=cast.teo)
    make_entry(
        cast.mara, case, Situation.RELEASED, confirmed_by=cast.teo, reason="correction",
        corrects=first, reason_in_words="the wrong person",
    )  # fmt: skip
    (fact,) = composed(case, cast).chronology
    assert fact.text == "Released."
    assert fact.note == "Corrects an earlier entry: the wrong person"


def test_sources_that_put_it_differently_each_keep_their_word(cast: Cast) -> None:
    case = make_case(cast.mara, cast.east_asia)
    cited = [make_citation(cast.mara, hedge=hedge) for hedge in ("stated", "allegedly")]
    make_entry(cast.mara, case, Situation.DETAINED, confirmed_by=cast.teo, citations=cited)
    assert composed(case, cast).chronology[0].hedge == "stated [1], allegedly [2]"


# Actions.


def test_parties_are_told_as_unnamed_and_uncounted(beijing: Beijing, cast: Cast) -> None:
    (letter,) = composed(beijing.case, cast).actions
    assert asdict(letter.parties[0]) == {
        "label": "Sender",
        "text": "U.S. legislators, not named, not counted",
    }
    assert letter.asks == (
        "To press China on the issue. Of whom: Ban Ki-moon. What came of it: not known.",
    )
    assert letter.no_reply == "No reply is recorded as of 1 June 2009."


def test_an_outcome_claims_no_cause_and_keeps_its_rival_beside_it(
    beijing: Beijing, cast: Cast
) -> None:
    (letter,) = composed(beijing.case, cast).actions
    visas, departure = letter.outcomes
    assert visas.relation == "not known whether they are related"
    assert visas.distance == "order cannot be told"
    assert [(rival.text, rival.hedge) for rival in visas.rivals] == [
        ("Reportedly: The visas were linked to a demand to UNHCR.", "reportedly")
    ]
    assert departure.relation == "not known whether they are related"
    assert departure.distance == "the action came 2 days before"
    assert departure.rivals == ()


def test_a_reply_is_quoted_exactly_and_attributed(beijing: Beijing, cast: Cast) -> None:
    answer_letter(cast.mara, beijing.letter, beijing.cecc)
    (letter,) = composed(beijing.case, cast).actions
    (reply,) = letter.replies
    assert reply.kind == "Hostile, from a spokesman"
    assert reply.quote == "illegal economic immigrants"
    assert reply.text == "The words quoted: a spokesman, in CECC."
    assert reply.on_behalf_of == "the Foreign Ministry"
    assert reply.distance == "4 days after"
    assert letter.no_reply == ""


def test_quiet_and_planned_actions_are_only_counted(beijing: Beijing, cast: Cast) -> None:
    make_action(cast.mara, beijing.case, title="A whisper", is_quiet=True)
    make_action(cast.mara, beijing.case, title="A plan", status="drafting")
    dossier = composed(beijing.case, cast)
    assert "whisper" not in canonical_json(dossier)
    assert "A plan" not in canonical_json(dossier)
    assert dossier.withheld == (
        "1 quiet action: quiet diplomacy is told in no dossier.",
        "1 action that has not taken place: in preparation, cancelled or blocked.",
    )


# People, figures, questions.


def test_an_unnamed_person_is_told_with_the_reason(beijing: Beijing, cast: Cast) -> None:
    (mother,) = composed(beijing.case, cast).people
    assert mother.label == "Mother, name withheld by the source"
    assert mother.part == "Affected person; one of ‘the seven’: believed"
    assert {line.label: line.text for line in mother.details} == {
        "Name": "withheld by the source",
        "Sex": "female",
        "Birth, age": "not recorded",
        "Nationality": "not recorded",
    }


def test_only_attested_names_are_printed_and_no_script_is_added(cast: Cast) -> None:
    case = make_case(cast.mara, cast.east_asia)
    latin = {"text": "Kim Chun-hee", "script": "Latn", "romanisation": "ad hoc"}
    made_up = {"text": "김춘희", "script": "Hang", "attested": False}
    other = {"text": "Kim C. H.", "kind": "alternate", "language": "ko"}
    make_person(cast.mara, case, "Kim Chun-hee", names=[latin, made_up, other])
    dossier = composed(case, cast)
    (kim,) = dossier.people
    assert [(name.text, name.note) for name in kim.names] == [("Kim C. H.", "other name, Korean")]
    assert kim.details[0].text == "Latin script, romanisation: ad hoc"
    assert "김" not in canonical_json(dossier)


def test_figures_stand_side_by_side_with_what_is_not_stated(cast: Cast) -> None:
    case = make_case(cast.mara, cast.east_asia, kind=CaseKind.THEME)
    make_figure(
        cast.mara, case, 100_000, qualifier="between", high=300_000, area="China",
        population="refugees", measures_group=False,
    )  # fmt: skip
    make_figure(
        cast.mara, case, 22_600_000, qualifier="about", unit="usd", measures_group=False,
        estimated_by="Citizens’ Alliance",
    )  # fmt: skip
    first, second = composed(case, cast).figures
    assert (first.value, first.population, first.area, first.when, first.estimator) == (
        "between 100,000 and 300,000", "refugees", "China", "date: not recorded", "not recorded",
    )  # fmt: skip
    assert (second.value, second.estimator) == (
        "about 22,600,000 US dollars",
        "Citizens’ Alliance",
    )


def test_a_figure_withdrawn_or_not_yet_known_is_not_told(cast: Cast) -> None:
    case = make_case(cast.mara, cast.east_asia, kind=CaseKind.COHORT)
    gone = {"withdrawn_on": date(2009, 1, 1), "withdrawn_because": "misread"}
    make_figure(cast.mara, case, 5, **gone)
    make_figure(cast.mara, case, 6, known_on=date(2010, 1, 1))
    make_figure(cast.mara, case, 7)
    assert [figure.value for figure in composed(case, cast).figures] == ["7"]


def test_what_is_not_known_is_said(beijing: Beijing, cast: Cast) -> None:
    people, why = composed(beijing.case, cast).not_known
    assert people.question == "The remaining ten (10): what is their situation?"
    assert people.reason == "No source says what became of them."
    assert why.question == "Why only seven?"
    assert why.reason == (
        "Undetermined. Our assessment: Nobody says.\nNo answer: It is not understood."
    )
    assert why.said_by == "CECC"


def test_both_sides_of_a_dispute_are_told_with_their_words(beijing: Beijing, cast: Cast) -> None:
    principal = make_citation(cast.mara, quotation="They did not ask.", said_by="the principal")
    group = make_citation(cast.mara, quotation="They asked.", said_by="a civic group")
    beijing_dispute(cast, beijing.case, principal, group)
    asked = composed(beijing.case, cast).not_known[-1]
    assert asked.reason.splitlines() == [
        "Contested: the sources differ. Our assessment: Two accounts, and no third.",
        "Against: They did not. “They did not ask.” — the principal, in A report [3]",
        "For: They did. “They asked.” — a civic group, in A report [4]",
        "Sources:",
    ]
    assert asked.sources == (3, 4)


def beijing_dispute(cast: Cast, case: Case, against: object, in_favour: object) -> None:
    from_principal = {"stance": "contradicts", "claim": "They did not.", "citation": against}
    from_group = {"stance": "supports", "claim": "They did.", "citation": in_favour}
    services.open_dispute(
        by=cast.mara, case=case, known_on=HEARD, question="Did they ask for passage?",
        position="contested", reasoning="Two accounts, and no third.",
        claims=[from_principal, from_group],
    )  # fmt: skip


# Sources.


def test_a_chain_is_written_out_with_what_was_seen(beijing: Beijing, cast: Cast) -> None:
    cecc, copy = composed(beijing.case, cast).sources
    assert [(link.text, link.seen) for link in cecc.chain] == [
        ("Voice of America, 22 March 2008", False),
        ("as reported by Yonhap", False),
        ("via Open Source Center", False),
        ("cited in CECC, 25 June 2008", True),
    ]
    assert cecc.text == (
        "Congressional-Executive Commission on China (CECC), “Exit Visas to Seven North "
        "Koreans”, official statement, 25 June 2008."
    )
    assert cecc.reliability == "B · usually reliable"
    assert (cecc.address, cecc.accessed) == ("https://example.org/visas", "30 June 2008")
    assert copy.note.splitlines()[0] == "The same text as [1]; one source, not two."
    assert [link.text for link in copy.chain] == ["CECC, 25 June 2008"]


def test_a_text_that_was_not_seen_is_traced_to_the_one_that_was(
    beijing: Beijing, cast: Cast
) -> None:
    voa = beijing.case.case_sources.visible_to(cast.mara).get(
        source__publisher__name="Voice of America"
    )
    make_entry(
        cast.mara, beijing.case, Situation.DEPARTED, confirmed_by=cast.teo,
        citations=[make_citation(cast.mara, voa.source)],
    )  # fmt: skip
    told = composed(beijing.case, cast).sources[0]
    assert told.text == "Voice of America, newspaper or news agency, 22 March 2008."
    assert [link.seen for link in told.chain] == [False, False, False, True]


def test_a_source_that_the_reader_may_not_see_leaves_no_trace(
    beijing: Beijing, cast: Cast
) -> None:
    hidden = make_source(cast.ines, title="Hidden paper", described_as="a hidden hand")
    relay(text=beijing.copy, upstream=hidden, relation="cites")
    relay(text=beijing.cecc, upstream=hidden, relation="cites")
    dossier = composed(beijing.case, cast)
    assert "idden" not in canonical_json(dossier)
    assert "not shown" not in canonical_json(dossier)


def test_statements_that_rest_on_rumour_alone_are_left_out_and_counted(
    beijing: Beijing, cast: Cast
) -> None:
    rumour = make_citation(cast.mara, make_source(cast.mara, kind="rumour", title="Hearsay"))
    make_entry(
        cast.mara, beijing.case, Situation.RESETTLED, confirmed_by=cast.teo, citations=[rumour]
    )
    dossier = composed(beijing.case, cast)
    assert "resettled" not in canonical_json(dossier)
    assert "Hearsay" not in canonical_json(dossier)
    assert dossier.withheld == ("1 statement for which nothing but rumour is cited.",)


# The document.


def test_an_internal_dossier_says_that_nothing_was_checked(beijing: Beijing, cast: Cast) -> None:
    dossier = composed(beijing.case, cast)
    assert dossier.handling == "INTERNAL — not for release"
    assert dossier.notices == (
        "Neither consent nor release has been checked for this document. It must not leave the "
        "organisation.",
    )
    assert dossier.summary[0].certainty == "our summary; sources stand below"


def test_the_same_content_gives_the_same_document(beijing: Beijing, cast: Cast) -> None:
    first, second = (composed(beijing.case, cast) for _time in range(2))
    by_a_colleague = composed(beijing.case, cast, asked_by=cast.teo)
    assert canonical_json(first) == canonical_json(second) == canonical_json(by_a_colleague)
    name, day, digest = first.edition.document_id.split("/")
    assert (name, day, len(digest)) == (beijing.case.reference, "2009-06-01", 10)
    make_person(cast.mara, beijing.case)
    assert composed(beijing.case, cast).edition.document_id != first.edition.document_id


def test_no_note_is_ever_in_a_dossier(beijing: Beijing, cast: Cast) -> None:
    person, action = make_person(cast.mara, beijing.case), make_action(cast.mara, beijing.case)
    before = canonical_json(composed(beijing.case, cast))
    for on in ({}, {"person": person}, {"action": action}):
        make_note(cast.mara, beijing.case, text="Marked ink.", **on)
        make_note(cast.mara, beijing.case, "named", named_readers=[cast.teo.pk],
                  text="Marked ink.", **on)  # fmt: skip
    assert canonical_json(composed(beijing.case, cast)) == before


def test_a_reader_of_another_team_gets_nothing_of_what_the_file_holds(
    beijing: Beijing, cast: Cast
) -> None:
    dossier = composed(beijing.case, cast, asked_by=cast.ines)
    empty = ("chronology", "actions", "people", "figures", "sources", "not_known", "withheld")
    assert all(getattr(dossier, part) == () for part in empty)
    assert dossier.group is None
    assert dossier.standing.lines == ()


def test_an_empty_file_gives_a_dossier_that_says_so(cast: Cast) -> None:
    dossier = composed(make_case(cast.mara, cast.east_asia), cast)
    assert dossier.standing.headline == "Nothing confirmed is recorded of the situation."
    assert (dossier.figures, dossier.people, dossier.group) == ((), (), None)


def test_the_number_of_queries_does_not_grow_with_the_file(cast: Cast) -> None:
    counts = []
    for entries in (10, 100):
        case = make_case(cast.mara, cast.east_asia, kind=CaseKind.GROUP)
        make_figure(cast.mara, case, 500, citations=[make_citation(cast.mara)])
        for number in range(entries):
            make_entry(
                cast.mara, case, "", axis=Axis.EVENT, confirmed_by=cast.teo,
                told=f"Event {number}.", since=when("March 2008"),
                citations=[make_citation(cast.mara)],
            )  # fmt: skip
        for _number in range(entries // 10):
            make_person(cast.mara, case)
            make_action(cast.mara, case, happened=when("2008"))
        with CaptureQueriesContext(connection) as queries:
            assert len(composed(case, cast).chronology) == entries + entries // 10
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert counts[0] < 40


def test_a_dossier_carries_the_head_of_the_audit_trail_outside_its_hash(cast: Cast) -> None:
    case = make_case(cast.mara, cast.east_asia)
    before = composed(case, cast)
    seal_now()
    after = composed(case, cast)
    assert before.audit_head == ""
    assert after.audit_head == str(head())
    assert content_hash(after) == content_hash(before)
    assert after.edition == before.edition
