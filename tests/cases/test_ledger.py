"""How a group adds up, fact by fact. The Beijing 17 are a real case; all else is fictional."""

import pytest

from casework.cases.ledger import (
    Figure,
    Ledger,
    Member,
    Part,
    Range,
    Standing,
    bar,
    bounds,
    reconcile,
    summary,
)
from casework.cases.ledger_words import count_words, named_words, range_words

SEVEN = Part("seven", "the seven")
TEN = Part("ten", "the remaining ten", is_remainder=True)
WHOLE_17 = Figure(None, "exact", 17, source="CECC")
SEVEN_7 = Figure("seven", "exact", 7, source="CECC")
DEPARTED = Standing("departed", part="seven", order=1, entry="CECC")
NOT_KNOWN = Standing("unknown", part="ten", order=1, entry="CECC")
TWO_ARRIVED = Standing(
    "third_country", "believed", part="ten", persons=2, order=2, entry="a partner"
)

WORDS = {"third_country": "arrived", "unknown": "unknown", "departed": "departed"}


def beijing_17(*more: Standing, members: tuple[Member, ...] = ()) -> Ledger:
    return reconcile(
        [SEVEN, TEN], [WHOLE_17, SEVEN_7], [DEPARTED, NOT_KNOWN, *more], members, label_of=label_of
    )


def label_of(code: str) -> str:
    return WORDS.get(code, code.replace("_", " "))


def counts(ledger: Ledger) -> list[tuple[str | None, str, str]]:
    return [(row.situation, row.certainty, range_words(row.count)) for row in ledger.rows]


@pytest.mark.parametrize(
    ("qualifier", "low", "high", "expected", "words"),
    [
        ("exact", 17, None, Range(17, 17), "17"),
        ("exact", 17, 17, Range(17, 17), "17"),
        ("about", 2000, None, Range(2000, 2000, True), "about 2,000"),
        ("at_least", 17, None, Range(17, None), "at least 17"),
        ("at_most", 17, None, Range(0, 17), "at most 17"),
        ("at_most", None, 17, Range(0, 17), "at most 17"),
        ("more_than", 5, None, Range(6, None), "more than 5"),
        ("less_than", 20, None, Range(0, 19), "fewer than 20"),
        (
            "between",
            100_000,
            300_000,
            Range(100_000, 300_000),
            "between 100,000 and 300,000",
        ),
        ("several", None, None, Range(2, None), "several"),
        ("unspecified_plural", None, None, Range(2, None), "an unstated number"),
    ],
)
def test_every_qualifier_has_its_bounds_and_keeps_its_words(
    qualifier: str, low: int | None, high: int | None, expected: Range, words: str
) -> None:
    assert bounds(qualifier, low, high) == expected
    assert range_words(bounds(qualifier, low, high)) == words


@pytest.mark.parametrize(
    ("qualifier", "low", "high"),
    [
        ("exact", None, None),
        ("exact", 5, 9),
        ("between", 5, None),
        ("between", 9, 5),
        ("less_than", 0, None),
        ("roughly", 5, None),
    ],
)
def test_numbers_that_contradict_their_qualifier_are_refused(
    qualifier: str, low: int | None, high: int | None
) -> None:
    with pytest.raises(ValueError):
        bounds(qualifier, low, high)


def test_the_beijing_17_are_seven_departed_and_ten_unknown() -> None:
    ledger = beijing_17()
    assert ledger.reconciles
    assert ledger.whole == Range(17, 17)
    assert ledger.reasons == ("17 (CECC)",)
    assert counts(ledger) == [("departed", "known", "7"), ("unknown", "known", "10")]
    assert [row.derived for row in ledger.rows] == [False, True]
    assert summary(ledger, label_of) == "7 departed · 10 unknown of 17"


def test_two_of_the_ten_believed_to_have_arrived_leave_eight_unknown() -> None:
    ledger = beijing_17(TWO_ARRIVED)
    assert ledger.reconciles
    assert counts(ledger) == [
        ("departed", "known", "7"),
        ("third_country", "believed", "2"),
        ("unknown", "known", "8"),
    ]
    assert ledger.rows[1].entries == ("a partner",)
    assert summary(ledger, label_of) == "7 departed · 2 arrived (believed) · 8 unknown of 17"


def test_a_number_of_the_whole_is_taken_from_what_the_parts_leave_over() -> None:
    of_the_whole = Standing("third_country", "believed", persons=2, order=2, entry="a partner")
    assert beijing_17(of_the_whole).rows == beijing_17(TWO_ARRIVED).rows


def test_each_number_moves_its_own_people_and_that_is_said() -> None:
    ledger = beijing_17(TWO_ARRIVED, Standing("detained", part="ten", persons=3, order=3))
    assert counts(ledger)[1:] == [
        ("third_country", "believed", "2"),
        ("detained", "known", "3"),
        ("unknown", "known", "5"),
    ]
    assert ledger.notes == (
        "In ‘the remaining ten’, 2 arrived (believed) and 3 detained are taken to be "
        "different people.",
    )


def test_a_number_may_be_put_loosely() -> None:
    ledger = beijing_17(
        Standing("third_country", part="ten", persons=2, qualifier="at_least", order=2)
    )
    assert counts(ledger)[1:] == [
        ("third_country", "known", "at least 2"),
        ("unknown", "known", "at most 8"),
    ]


def test_a_count_above_what_is_there_is_reported_and_no_row_goes_negative() -> None:
    ledger = beijing_17(Standing("third_country", part="ten", persons=12, order=2))
    assert ledger.problems == ("More arrived (12) than ‘the remaining ten’ has (10).",)
    assert not ledger.reconciles
    assert counts(ledger) == [("departed", "known", "7"), ("third_country", "known", "12")]
    assert summary(ledger, label_of).endswith("of 17 · does not add up")
    assert bar(ledger) == ()


def test_more_departed_than_the_group_has_is_reported_in_those_words() -> None:
    ledger = reconcile((), [Figure(None, "exact", 7)], [Standing("departed", persons=9)])
    assert ledger.problems == ("More departed (9) than the group has (7).",)


def test_counts_that_only_together_are_too_many_are_told_one_by_one() -> None:
    ledger = reconcile(
        [SEVEN],
        [WHOLE_17, SEVEN_7],
        [Standing("departed", persons=6), Standing("detained", persons=5)],
    )
    assert ledger.problems == (
        "More people (6 departed and 5 detained) than the parts of the group leave over (10).",
    )


def test_a_part_larger_than_the_whole_is_reported() -> None:
    ledger = reconcile([SEVEN], [Figure(None, "exact", 5), SEVEN_7])
    assert ledger.problems == ("Part ‘the seven’ (7) is larger than the whole (5).",)


def test_parts_that_are_too_many_only_together_are_reported() -> None:
    women, men = Part("w", "women"), Part("m", "men")
    figures = [
        Figure(None, "exact", 15),
        Figure("w", "exact", 13),
        Figure("m", "exact", 4),
    ]
    assert reconcile([women, men], figures).problems == (
        "The parts ‘women’ and ‘men’ come to 17 together, more than the whole (15).",
    )


def test_people_counted_by_sex_add_up_without_a_remainder() -> None:
    women, men = Part("w", "women"), Part("m", "men")
    figures = [
        Figure(None, "exact", 15),
        Figure("w", "exact", 13),
        Figure("m", "exact", 2),
    ]
    ledger = reconcile([women, men], figures, [Standing("executed", "alleged")])
    assert ledger.reconciles
    assert [(row.label, range_words(row.count)) for row in ledger.rows] == [
        ("women", "13"),
        ("men", "2"),
    ]
    assert summary(ledger) == "15 executed (alleged) of 15"


def test_sources_that_differ_become_a_range_with_its_reason() -> None:
    figures = [
        WHOLE_17,
        Figure(None, "at_least", 17, source="Yonhap"),
        Figure("seven", "exact", 7, source="CECC"),
    ]
    ledger = reconcile([SEVEN, TEN], figures, [DEPARTED, NOT_KNOWN])
    assert ledger.whole == Range(17, None)
    assert ledger.problems == ("Sources differ: 17 (CECC) and at least 17 (Yonhap).",)
    assert not ledger.reconciles
    assert summary(ledger) == "7 departed · at least 10 unknown of at least 17 · sources differ"


def test_sources_that_agree_are_one_figure_told_by_both() -> None:
    ledger = reconcile((), [WHOLE_17, Figure(None, "exact", 17, source="VOA")])
    assert ledger.reconciles
    assert ledger.reasons == ("17 (CECC, VOA)",)


def test_figures_are_never_averaged_or_summed() -> None:
    figures = [
        Figure(None, "between", 100_000, 300_000, source="Human Rights Without Frontiers"),
        Figure(None, "about", 300_000, source="CECC"),
    ]
    assert reconcile((), figures).whole == Range(100_000, 300_000, approximate=True)


def test_a_remainder_is_derived_and_a_source_that_says_otherwise_is_reported() -> None:
    figures = [WHOLE_17, SEVEN_7, Figure("ten", "exact", 9, source="a partner")]
    ledger = reconcile([SEVEN, TEN], figures, [DEPARTED, NOT_KNOWN])
    assert counts(ledger)[1] == ("unknown", "known", "10")
    assert ledger.problems == (
        "‘the remaining ten’ is stated as 9 (a partner), but the other parts leave 10.",
    )


def test_a_status_of_the_whole_holds_for_all_who_have_none_of_their_own() -> None:
    ledger = reconcile([SEVEN, TEN], [WHOLE_17, SEVEN_7], [Standing("sheltered"), DEPARTED])
    assert counts(ledger) == [("departed", "known", "7"), ("sheltered", "known", "10")]


def test_of_two_entries_about_one_part_the_later_holds() -> None:
    earlier = Standing("exit_authorized", part="seven", order=0)
    assert beijing_17(earlier).rows == beijing_17().rows


def test_two_entries_of_the_same_rank_leave_the_situation_undecided() -> None:
    ledger = beijing_17(Standing("detained", part="seven", order=1, entry="a rumour"))
    assert counts(ledger)[0] == (None, "disputed", "7")
    assert ledger.differences == (
        "Two entries of the same rank disagree about ‘the seven’: departed and detained. "
        "Say which one holds, or record the dispute.",
    )


def test_two_entries_that_say_the_same_are_as_sure_as_the_less_sure_one() -> None:
    ledger = beijing_17(Standing("departed", "believed", part="seven", order=1, entry="VOA"))
    assert counts(ledger)[0] == ("departed", "believed", "7")
    assert ledger.rows[0].entries == ("CECC", "VOA")


def test_a_membership_that_somebody_disputes_is_not_sure() -> None:
    told_twice = (Member("a", "seven"), Member("a", "seven", "disputed", "A (fictional)"))
    ledger = beijing_17(Standing("detained", person="a", order=2), members=told_twice)
    assert counts(ledger) == [
        ("departed", "known", "between 6 and 7"),
        ("unknown", "known", "between 9 and 10"),
        ("detained", "known", "at most 1"),
    ]
    assert ledger.rows[2].label == "perhaps not of the group"
    assert ledger.notes == (
        "It is disputed whether A (fictional) is one of ‘the seven’: the entry (detained) is "
        "counted once, and every number that may include this person is a range.",
    )


def test_naming_one_of_the_seven_changes_no_total() -> None:
    named = beijing_17(members=(Member("a", "seven", name="A (fictional)"),))
    assert counts(named) == counts(beijing_17())
    assert named.rows[0].named == Range(1, 1)
    assert named.unplaced == 0


def test_a_status_of_one_who_is_surely_in_a_part_moves_one_person() -> None:
    ledger = beijing_17(
        Standing("resettled", person="a", order=2),
        members=(
            Member("a", None),
            Member("a", "seven", name="A (fictional)"),
            Member("b", "seven"),
        ),
    )
    assert [(row.situation, range_words(row.count), row.named) for row in ledger.rows] == [
        ("resettled", "1", Range(1, 1)),
        ("departed", "6", Range(1, 1)),
        ("unknown", "10", Range(0, 0)),
    ]
    assert ledger.reconciles


def test_among_them_may_mean_the_seven_or_the_seventeen() -> None:
    mother = (
        Member("mother", None, name="Mother"),
        Member("mother", "seven", "believed", "Mother"),
    )
    named = beijing_17(members=mother)
    assert counts(named) == counts(beijing_17())
    assert named.unplaced == 1
    assert [row.named for row in named.rows] == [Range(0, 1), Range(0, 1)]
    assert named_words(named.rows[0]) == "1 described person may be among them"

    moved = beijing_17(Standing("third_country", person="mother", order=2), members=mother)
    assert moved.reconciles
    assert counts(moved) == [
        ("departed", "known", "between 6 and 7"),
        ("unknown", "known", "between 9 and 10"),
        ("third_country", "known", "1"),
    ]
    assert summary(moved, label_of) == (
        "between 6 and 7 departed · 1 arrived · between 9 and 10 unknown of 17"
    )
    assert moved.rows[2].label == "in which part of the group cannot be told"
    assert moved.notes == (
        "It is only believed that Mother is one of ‘the seven’: the entry (arrived) is counted "
        "once, and every number that may include this person is a range.",
    )
    assert [round(segment.share * 17) for segment in bar(moved)] == [6, 9, 1, 1]


def test_a_member_of_whom_no_part_is_recorded_makes_a_range_of_every_part() -> None:
    ledger = beijing_17(
        Standing("detained", person="a", order=2),
        members=(Member("a", None, name="A (fictional)"),),
    )
    assert [words for _situation, _certainty, words in counts(ledger)] == [
        "between 6 and 7", "between 9 and 10", "1",
    ]  # fmt: skip
    assert ledger.notes == (
        "It is not recorded in which part A (fictional) is: the entry (detained) is counted "
        "once, and every number that may include this person is a range.",
    )


def test_persons_of_no_known_part_are_never_more_than_the_group() -> None:
    members = [Member(name, None) for name in "abc"]
    entries = [Standing("detained", person=name) for name in "abc"]
    ledger = reconcile([SEVEN, TEN], [Figure(None, "exact", 2)], entries, members)
    assert "More detained (3) than the group has (2)." in ledger.contradictions
    assert "More people are named in the group (3) than it has (2)." in ledger.contradictions


def test_a_hedge_stands_before_what_it_qualifies_wherever_the_row_is_told() -> None:
    hedged = Standing("executed", "alleged", hedges=("reportedly",))
    ledger = reconcile((), [Figure(None, "exact", 15, hedges=("estimated",))], [hedged])
    assert ledger.rows[0].hedges == ("reportedly",)
    assert summary(ledger) == "15 reportedly executed (alleged) of 15 (estimated)"
    assert ledger.reasons == ("15 (estimated)",)
    assert [(segment.hedges, segment.hatched) for segment in bar(ledger)] == [
        (("reportedly",), True)
    ]


def test_what_is_only_reported_is_hatched_even_where_we_hold_it_known() -> None:
    reported = Standing("departed", hedges=("reportedly",))
    assert [piece.hatched for piece in bar(reconcile((), [WHOLE_17], [reported]))] == [True]


def test_the_same_told_plainly_and_as_reported_makes_two_rows() -> None:
    told = [Standing("departed", person="a"),
            Standing("departed", person="b", hedges=("reportedly",))]  # fmt: skip
    members = [Member("a", None), Member("b", None)]
    ledger = reconcile((), [Figure(None, "exact", 3)], told, members)
    assert summary(ledger) == "1 departed · 1 reportedly departed · 1 unknown of 3"


def test_people_divided_by_sex_are_told_beside_their_number() -> None:
    figure = Figure(None, "exact", 15, breakdown=(("women", 13), ("men", 2)), source="Salmon")
    ledger = reconcile((), [figure])
    assert ledger.breakdowns == ("15: 13 women and 2 men (Salmon)",)
    assert ledger.reconciles and ledger.notes == ()


@pytest.mark.parametrize(
    ("breakdown", "contradictions", "notes"),
    [
        (
            (("women", 13), ("men", 4)),
            ("13 women and 4 men come to 17, more than the whole (15).",),
            (),
        ),
        (
            (("women", 11), ("men", 2)),
            (),
            ("Of the whole (15) the breakdown tells 11 women and 2 men; of 2 not.",),
        ),
    ],
)
def test_a_breakdown_that_does_not_come_to_its_number_is_reported(
    breakdown: tuple[tuple[str, int], ...],
    contradictions: tuple[str, ...],
    notes: tuple[str, ...],
) -> None:
    ledger = reconcile((), [Figure(None, "exact", 15, breakdown=breakdown)])
    assert (ledger.contradictions, ledger.notes) == (contradictions, notes)
    assert ledger.whole == Range(15, 15)


def test_sources_that_divide_the_same_number_differently_are_told_side_by_side() -> None:
    figures = [
        Figure("seven", "exact", 7, breakdown=(("women", 4), ("men", 3))),
        Figure("seven", "exact", 7, breakdown=(("men", 4), ("women", 3))),
    ]
    ledger = reconcile([SEVEN, TEN], [WHOLE_17, *figures])
    assert ledger.differences == (
        "Sources divide ‘the seven’ differently: 4 men and 3 women; 4 women and 3 men.",
    )


def test_figures_of_different_people_make_no_range() -> None:
    figures = [
        Figure(None, "between", 100_000, 300_000, area="all of China", year=2006, source="HRWF"),
        Figure(None, "about", 300_000, area="northeast China", year=2004, source="CECC"),
    ]
    ledger = reconcile((), figures, [Standing("at_risk")])
    assert ledger.whole.is_unknown
    assert ledger.differences == (
        "The figures are of different areas or years and make no range: between 100,000 and "
        "300,000 (HRWF, all of China, 2006) and about 300,000 (CECC, northeast China, 2004). "
        "Withdraw those that do not count the people of this file, and enter them as figures "
        "of context, or of a part.",
    )
    assert summary(ledger) == (
        "an unknown number at risk · size of the group not known · sources differ"
    )


def test_figures_of_one_number_agree_wherever_they_were_counted() -> None:
    figures = [Figure(None, "exact", 17, area="Beijing"), Figure(None, "exact", 17, area="China")]
    assert reconcile((), figures).reconciles


def test_a_status_of_somebody_outside_the_group_is_refused_in_words() -> None:
    ledger = beijing_17(Standing("detained", person="stranger"))
    assert counts(ledger) == counts(beijing_17())
    assert ledger.problems == (
        "An entry (detained) is about a person who is not in this group. "
        "Add the person to the group, or take the entry to their own case.",
    )


def test_more_named_than_there_are_is_reported_and_changes_no_total() -> None:
    members = tuple(Member(f"person {n}", "seven") for n in range(8))
    ledger = beijing_17(members=members)
    assert counts(ledger) == counts(beijing_17())
    assert ledger.problems == ("More people are named in ‘the seven’ (8) than it has (7).",)
    assert ledger.rows[0].named == Range(7, 7)


def test_when_unnamed_people_move_nobody_guesses_which_of_the_named_they_were() -> None:
    members = tuple(Member(f"person {n}", "ten") for n in range(9))
    ledger = beijing_17(TWO_ARRIVED, members=members)
    assert ledger.reconciles
    assert ledger.notes == (
        "9 people are named in ‘the remaining ten’ and only 8 are left there: "
        "which of the named have moved cannot be told.",
    )


def test_nobody_can_be_in_two_parts_at_once() -> None:
    other = Part("other", "the other three")
    figures = [WHOLE_17, SEVEN_7, Figure("other", "exact", 3)]
    members = [Member("a", "seven", name="A (fictional)"), Member("a", "other")]
    ledger = reconcile([SEVEN, other], figures, (), members)
    assert ledger.problems == (
        "A (fictional) is said to be in ‘the other three’ and ‘the seven’ at once; "
        "nobody can be in both.",
    )


def test_parts_of_parts_add_up() -> None:
    family = Part("family", "the family of three", parent="seven")
    others = Part("others", "the other four", parent="seven", is_remainder=True)
    ledger = reconcile(
        [SEVEN, TEN, family, others],
        [WHOLE_17, SEVEN_7, Figure("family", "exact", 3)],
        [DEPARTED, NOT_KNOWN, Standing("resettled", part="family")],
    )
    assert ledger.reconciles
    assert [(row.label, row.situation, range_words(row.count)) for row in ledger.rows] == [
        ("the family of three", "resettled", "3"),
        ("the other four", "departed", "4"),
        ("the remaining ten", "unknown", "10"),
    ]


def test_what_a_part_must_hold_counts_against_the_whole() -> None:
    loose, inner = Part("loose", "some of them"), Part("inner", "the fifteen", parent="loose")
    figures = [
        Figure(None, "exact", 10),
        Figure("loose", "between", 2, 20),
        Figure("inner", "exact", 15),
    ]
    assert reconcile([loose, inner], figures).problems == (
        "Part ‘some of them’ (between 15 and 20) is larger than the whole (10).",
    )


def test_people_counted_apart_are_in_no_total() -> None:
    residents = Part("residents", "residents forced to attend", counted_apart=True)
    ledger = reconcile(
        [residents],
        [Figure(None, "exact", 15), Figure("residents", "unspecified_plural")],
        [Standing("executed", "alleged"), Standing("unknown", part="residents")],
    )
    assert ledger.reconciles
    assert summary(ledger) == "15 executed (alleged) of 15"
    assert [(row.label, count_words(row)) for row in ledger.apart] == [
        ("residents forced to attend", "an unstated number")
    ]


def test_a_cohort_without_a_list_keeps_its_about() -> None:
    ledger = reconcile(
        (), [Figure(None, "about", 2000, source="Salmon")], [Standing("detained", "alleged")]
    )
    assert summary(ledger) == "about 2,000 detained (alleged) of about 2,000"


def test_what_is_left_of_about_2000_claims_no_precision() -> None:
    ledger = reconcile(
        (),
        [Figure(None, "about", 2000)],
        [Standing("detained"), Standing("escaped", persons=3)],
    )
    assert summary(ledger) == "3 escaped · the others detained of about 2,000"
    assert [segment.count for segment in bar(ledger)] == ["3", "the others"]


def test_parts_of_a_range_subtract_as_ranges() -> None:
    ledger = reconcile(
        (), [Figure(None, "between", 100_000, 300_000)], [Standing("at_risk", persons=9)]
    )
    assert ledger.rows[1].count == Range(99_991, 299_991)


def test_a_group_of_two_works_like_a_large_one() -> None:
    ledger = reconcile((), [Figure(None, "exact", 2)], [Standing("released", persons=1)])
    assert summary(ledger) == "1 released · 1 unknown of 2"


def test_an_unknown_size_gives_the_counts_alone() -> None:
    ledger = reconcile((), (), [Standing("released", persons=4)])
    assert ledger.whole.is_unknown
    assert ledger.reasons == ("No source says how many people the group has.",)
    assert counts(ledger) == [("released", "known", "4")]
    assert summary(ledger) == "4 released · size of the group not known"


def test_nothing_at_all_is_an_empty_ledger() -> None:
    ledger = reconcile()
    assert ledger.rows == ()
    assert ledger.reconciles
    assert summary(ledger) == "nothing recorded yet"
    assert bar(ledger) == ()


def test_figures_that_count_no_people_stay_out() -> None:
    ledger = reconcile((), [WHOLE_17, Figure(None, "exact", 3, unit="households", source="X")])
    assert ledger.whole == Range(17, 17)
    assert ledger.notes == ("A figure in households (X) does not count people and is left out.",)


def test_a_number_that_cannot_be_read_is_reported_and_left_out() -> None:
    ledger = reconcile((), [WHOLE_17, Figure(None, "exact", 5, 9, source="X")])
    assert ledger.whole == Range(17, 17)
    assert ledger.problems == (
        "A number (X) is left out until it is corrected. "
        "A number put as “exact” has no second bound.",
    )


@pytest.mark.parametrize(
    "parts",
    [
        [Part("a", "one", parent="b"), Part("b", "two", parent="a")],
        [Part("a", "one", parent="a")],
        [Part("a", "one", parent="gone")],
    ],
)
def test_a_part_of_itself_or_of_nothing_is_reported_and_survived(parts: list[Part]) -> None:
    ledger = reconcile(parts, [WHOLE_17, Figure("a", "exact", 7)])
    assert (
        "‘one’ is a part of something that is not in this group, or of itself. "
        "Choose again what it is a part of."
    ) in ledger.problems
    assert sum(row.count.low for row in ledger.rows) <= 17


def test_only_one_part_can_be_what_is_left() -> None:
    second = Part("rest", "the rest", is_remainder=True)
    ledger = reconcile([SEVEN, TEN, second], [WHOLE_17, SEVEN_7])
    assert ledger.contradictions == (
        "‘the rest’ is a second remainder of the same people. Only one part can be what is left; "
        "give this one a figure.",
    )


@pytest.mark.parametrize(
    "strange",
    [
        {"figures": [Figure("gone", "exact", 7)]},
        {"standings": [Standing("departed", part="gone")]},
        {"members": [Member("a", "gone")]},
    ],
)
def test_what_is_about_a_part_of_another_group_is_reported(strange: dict[str, list]) -> None:
    ledger = reconcile(**strange)
    assert len(ledger.contradictions) == 1
    assert ledger.contradictions[0].endswith("part that this group does not have.")


def test_the_bar_hatches_what_is_unknown_or_believed() -> None:
    segments = bar(beijing_17(TWO_ARRIVED))
    assert [(segment.count, segment.hatched) for segment in segments] == [
        ("7", False),
        ("2", True),
        ("8", True),
    ]
    assert [round(segment.share * 17) for segment in segments] == [7, 2, 8]


def test_the_bar_shows_people_of_whom_the_row_cannot_be_told_as_such() -> None:
    figures = [WHOLE_17, Figure("seven", "between", 5, 7)]
    segments = bar(reconcile([SEVEN, TEN], figures, [DEPARTED, NOT_KNOWN]))
    assert [round(segment.share * 17) for segment in segments] == [5, 10, 2]
    assert segments[-1].hatched
    assert segments[-1].situation is None


@pytest.mark.parametrize(
    "size",
    [Figure(None, "at_least", 17), Figure(None, "between", 100, 300), Figure(None, "several")],
)
def test_no_bar_is_drawn_where_the_whole_is_not_one_number(size: Figure) -> None:
    assert bar(reconcile((), [size], [Standing("detained", persons=2)])) == ()
