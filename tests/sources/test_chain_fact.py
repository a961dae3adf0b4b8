"""How far a fact is borne out, value by value. The chain of four is real; the rest is invented."""

from collections.abc import Sequence

import pytest

from casework.sources.chain import Link, Text, Web
from casework.sources.chain_fact import Finding, Passage, Question, borne_out
from casework.sources.chain_steps import stations, strands
from casework.sources.chain_web import Unnamed
from casework.sources.chain_words import VERIFIED

TEXTS = [
    Text("voa", "Voice of America", "22 March 2008", kind="radio or television",
         reliability="B · usually reliable"),
    Text("yonhap", "Yonhap"),
    Text("cecc", "CECC", "25 June 2008", held=True, kind="parliamentary record"),
    Text("court", "Intermediate court", "1 April 2008", held=True, kind="court record"),
    Text("times", "Korea Times", "26 February 2008"),
]  # fmt: skip
LINKS = [Link("cecc", "yonhap", relation="cites"), Link("yonhap", "voa")]
WEB = Web(TEXTS, LINKS)
SAYS = Passage("cecc", goes_back_to="yonhap")
ALSO_SAYS = Passage("times")
DENIES = Passage("court", denies=True)


def found(*passages: Passage, questions: Sequence[Question] = (), **fields: object) -> Finding:
    return borne_out(passages, WEB, questions=questions, **fields)


def question(position: str = "undetermined", **fields: object) -> Question:
    return Question("Was she there?", position, **fields)


@pytest.mark.parametrize(
    ("passages", "value"),
    [
        ([], "unsourced"),
        ([ALSO_SAYS], "single_source"),
        ([SAYS], "single_origin"),
        ([SAYS, ALSO_SAYS], "corroborated"),
    ],
)
def test_texts_alone_say_how_independent_they_are(passages: list[Passage], value: str) -> None:
    finding = found(*passages)
    assert (finding.value, finding.because) == (value, "")
    assert finding.why == finding.of_texts.why != ""


def test_a_record_that_says_it_itself_documents_it() -> None:
    finding = found(SAYS, Passage("court", records=True))
    assert finding.value == "documented"
    assert finding.why.startswith(
        "A record of the matter that we hold says it itself: Intermediate court, 1 April 2008."
    )
    assert finding.of_texts.value == "corroborated"


def test_a_denial_from_elsewhere_contests_it_and_is_named() -> None:
    finding = found(SAYS, ALSO_SAYS, DENIES)
    assert finding.value == "contested"
    assert finding.because == "Denied by Intermediate court, 1 April 2008."
    assert finding.of_texts.value == "corroborated", "the denial does not bear out what it denies"


def test_a_denial_by_another_speaker_in_the_same_text_contests_it() -> None:
    finding = found(
        Passage("cecc", said_by="a civic group"),
        Passage("cecc", said_by="The principal", denies=True),
    )
    assert finding.value == "contested"
    assert finding.because == "Denied by The principal (CECC, 25 June 2008)."


def test_a_text_that_garbles_its_own_origin_contests_nothing() -> None:
    relayed = Passage("yonhap", goes_back_to="voa", denies=True)
    assert found(SAYS, relayed).value == "single_origin"


def test_a_denial_that_is_itself_what_is_told_stands_against_nothing() -> None:
    assert found(DENIES).value == "single_source"
    assert found(Passage("court", denies=True), Passage("times", denies=True)).value == (
        "corroborated"
    )


def test_a_claim_against_it_in_a_question_about_it_contests_it() -> None:
    finding = found(SAYS, questions=[question(against=(Passage("times"),))])
    assert finding.value == "contested"
    assert finding.because == "Denied by Korea Times, 26 February 2008."


def test_a_question_that_we_hold_to_be_contested_contests_it() -> None:
    finding = found(SAYS, questions=[question("contested")])
    assert finding.value == "contested"
    assert "Was she there?" in finding.because


def test_an_open_question_that_nobody_answers_leaves_it_undetermined() -> None:
    finding = found(SAYS, questions=[question()])
    assert finding.value == "undeterminable"
    assert finding.because == "An open question puts it in doubt: “Was she there?”"


def test_adopting_the_contrary_refutes_it() -> None:
    adopted = question("adopted", answer="She was not.", stance="contradicts")
    finding = found(SAYS, ALSO_SAYS, questions=[question("contested"), adopted])
    assert finding.value == "refuted"
    assert "She was not." in finding.because


@pytest.mark.parametrize(("stance", "value"), [("supports", "single_origin"), ("", "contested")])
def test_adopting_it_settles_the_question_only_where_we_say_which_way(
    stance: str, value: str
) -> None:
    adopted = question("adopted", answer="She was.", stance=stance, against=(ALSO_SAYS,))
    assert found(SAYS, questions=[adopted]).value == value


def test_what_was_withdrawn_is_refuted_whatever_its_sources() -> None:
    finding = found(SAYS, ALSO_SAYS, gone="Withdrawn on 1 May 2008, because: another person.")
    assert finding.value == "refuted"
    assert finding.why.startswith("Withdrawn on 1 May 2008")


def test_what_nobody_reviewed_says_so_and_what_its_sources_would_give() -> None:
    finding = found(SAYS, ALSO_SAYS, is_reviewed=False)
    assert finding.value == "unreviewed"
    assert "As its sources stand: corroborated." in finding.because
    assert found(SAYS, DENIES, is_reviewed=False).value == "contested"


def test_every_value_has_its_words() -> None:
    reached = {"unsourced", "single_source", "single_origin", "corroborated", "documented"}
    reached |= {"contested", "undeterminable", "refuted", "unreviewed"}
    assert set(VERIFIED) == reached
    assert found(SAYS).label == "single origin"


def test_a_chain_is_told_as_stations_from_its_origin_forward() -> None:
    (strand,) = strands("cecc", WEB)
    told = list(stations("cecc", strand, WEB))
    assert [station.words for station in told] == [
        "Voice of America, 22 March 2008",
        "as reported by Yonhap",
        "cited in CECC, 25 June 2008",
    ]
    assert [station.seen for station in told] == [False, False, True]
    assert (told[0].kind, told[0].reliability, told[0].published) == (
        "radio or television", "B · usually reliable", "22 March 2008",
    )  # fmt: skip


def test_somebody_unnamed_is_a_station_without_kind_or_date() -> None:
    web = Web(TEXTS, [Link("times", unnamed_upstream="a diplomat", relation="quotes")])
    (strand,) = strands("times", web)
    first, last = stations("times", strand, web)
    assert (first.node, first.words, first.kind, first.seen) == (
        Unnamed("times"), "a diplomat", "", False,
    )  # fmt: skip
    assert last.words == "quoted in Korea Times, 26 February 2008"
