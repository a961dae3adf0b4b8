"""Chains of sources, one by one. The chain of four is real; what is added to it is invented."""

import pytest

from casework.sources.chain import (
    Link,
    Text,
    Unnamed,
    Web,
    loop_words,
    origins,
    verification,
    would_loop,
    written_out,
)

VOA = Text("voa", "Voice of America", "22 March 2008")
YONHAP = Text("yonhap", "Yonhap News Agency")
OSC = Text("osc", "Open Source Center")
CECC = Text("cecc", "CECC", "25 June 2008", held=True)
LISTING = Text("listing", "CECC listing", "25 June 2008", held=True, duplicate_of="cecc")
KOREA_TIMES = Text("kt", "Korea Times", "26 February 2008")
SMITH = Text("smith", "Chris Smith")
TEXTS = [VOA, YONHAP, OSC, CECC, LISTING, KOREA_TIMES, SMITH]
CHAIN = [
    Link("cecc", "osc", relation="cites"),
    Link("osc", "yonhap", relation="aggregates"),
    Link("yonhap", "voa", relation="reports"),
]
WRITTEN = (
    "Voice of America, 22 March 2008, as reported by Yonhap News Agency, "
    "via Open Source Center, cited in CECC, 25 June 2008"
)


def web(*more: Link, texts: list[Text] = TEXTS, links: list[Link] = CHAIN) -> Web:
    return Web(texts, [*links, *more])


def test_the_chain_of_four_is_written_out_from_its_origin() -> None:
    assert written_out("cecc", web()) == f"{WRITTEN}; only the last was seen"


def test_the_chain_of_four_has_one_origin() -> None:
    assert origins("cecc", web()) == {"voa"}
    found = verification(["cecc"], web())
    assert found.value == "single_origin"
    assert found.why == (
        "One text: CECC, 25 June 2008. It goes back to Voice of America, 22 March 2008."
    )


def test_a_text_that_goes_back_to_nothing_is_its_own_origin() -> None:
    assert origins("kt", web()) == {"kt"}
    assert verification(["kt"], web()).value == "single_source"
    assert verification(["kt"], web()).why == "One text: Korea Times, 26 February 2008."


@pytest.mark.parametrize(
    ("again", "told"),
    [
        (("Daily Harbour", "3 March 2008"), "Daily Harbour, 3 March 2008"),
        (("daily  harbour", "4 March 2008"), "Daily Harbour"),
    ],
)
def test_origins_of_the_same_name_are_one_origin(again: tuple[str, str], told: str) -> None:
    first = Text("first", "Daily Harbour", "3 March 2008")
    chain = Web([first, Text("then", *again), KOREA_TIMES], [])
    found = verification(["first", "then"], chain)
    assert found.value == "single_origin"
    assert found.why == f"2 texts, one origin: {told} (the name is the same)."
    more = verification(["first", "then", "kt"], chain)
    assert more.value == "corroborated" and more.why.count("Daily Harbour") == 1


def test_texts_without_a_name_are_not_taken_for_one() -> None:
    nameless = Web([Text("one", ""), Text("other", " ")], [])
    assert verification(["one", "other"], nameless).value == "corroborated"


def test_nothing_cited_is_unsourced() -> None:
    assert verification([], web()).value == "unsourced"
    assert verification([], web()).why == "No source is given."


def test_the_same_text_in_a_listing_is_no_second_source() -> None:
    both = verification(["cecc", "listing"], web())
    assert both.value == verification(["cecc"], web()).value == "single_origin"
    assert both.texts == ("cecc",)
    assert both.why.startswith("2 texts that are one: CECC, 25 June 2008.")


def test_a_copy_is_written_out_under_its_own_name() -> None:
    assert written_out("listing", web()) == (
        "Voice of America, 22 March 2008, as reported by Yonhap News Agency, via Open Source "
        "Center, cited in CECC listing, 25 June 2008; the same text as CECC, 25 June 2008; "
        "only the last was seen"
    )


def test_two_texts_of_one_origin_are_not_corroborated() -> None:
    found = verification(["cecc", "smith"], web(Link("smith", "voa", relation="quotes")))
    assert found.value == "single_origin"
    assert found.why == "2 texts, one origin: Voice of America, 22 March 2008."


def test_a_relay_cited_beside_its_origin_adds_nothing() -> None:
    assert verification(["cecc", "voa"], web()).value == "single_origin"


def test_independent_origins_corroborate() -> None:
    found = verification(["cecc", "kt"], web())
    assert found.value == "corroborated"
    assert found.why == (
        "2 texts with independent origins: Korea Times, 26 February 2008 "
        "and Voice of America, 22 March 2008."
    )


def test_one_text_that_names_two_origins_is_not_corroborated() -> None:
    found = verification(["cecc"], web(Link("cecc", "kt", relation="cites")))
    assert found.value == "single_origin"
    assert "all known only through it" in found.why


def test_repeating_a_text_that_names_two_origins_adds_nothing() -> None:
    more = web(Link("cecc", "kt", relation="cites"), Link("smith", "cecc", relation="quotes"))
    found = verification(["cecc", "smith"], more)
    assert found.value == "single_origin"
    assert found.why == "2 texts, but all of it comes through CECC, 25 June 2008."


def test_shared_origins_still_corroborate_where_two_ways_are_free() -> None:
    more = web(Link("cecc", "kt", relation="cites"), Link("smith", "kt", relation="quotes"))
    assert verification(["cecc", "smith"], more).value == "corroborated"


def test_unnamed_sources_are_an_origin_known_by_the_text_they_hang_on() -> None:
    chain = web(Link("kt", unnamed_upstream="unnamed officials", relation="told_by"))
    assert origins("kt", chain) == {Unnamed("kt")}
    assert verification(["kt"], chain).value == "single_source"
    assert verification(["kt"], chain).why == (
        "One text: Korea Times, 26 February 2008. It goes back to unnamed officials."
    )
    assert written_out("kt", chain) == (
        "unnamed officials, as told to Korea Times, 26 February 2008; not seen"
    )


def test_unnamed_sources_of_two_texts_are_two_and_of_two_copies_one() -> None:
    unnamed = [Link(key, unnamed_upstream="unnamed sources") for key in ("kt", "smith")]
    assert verification(["kt", "smith"], web(*unnamed)).value == "corroborated"
    copy = Text("copy", "A copy", duplicate_of="kt")
    copied = Web(
        [*TEXTS, copy], [unnamed[0], Link("copy", unnamed_upstream="someone at the border")]
    )
    assert verification(["kt", "copy"], copied).value == "single_source"
    assert origins("copy", copied) == {Unnamed("kt")}


def test_several_upstreams_are_written_strand_by_strand() -> None:
    more = web(
        Link("cecc", "kt", relation="cites"),
        Link("kt", unnamed_upstream="", relation="told_by"),
        Link("kt", unnamed_upstream="a diplomat", relation="quotes"),
    )
    assert written_out("cecc", more) == (
        f"{WRITTEN}; also an unnamed source, as told to Korea Times, 26 February 2008, "
        "cited in CECC; also a diplomat, quoted in Korea Times; only the last was seen"
    )


def test_a_text_reached_twice_is_traced_back_once() -> None:
    more = web(Link("cecc", "yonhap", relation="quotes"))
    assert written_out("cecc", more) == (
        f"{WRITTEN}; also Yonhap News Agency, quoted in CECC; only the last was seen"
    )


def test_a_step_told_of_two_copies_is_written_once() -> None:
    assert written_out("cecc", web(Link("listing", "osc", relation="cites"))) == written_out(
        "cecc", web()
    )


@pytest.mark.parametrize(
    ("relation", "words"),
    [
        ("reports", "as reported by CECC"),
        ("quotes", "quoted in CECC"),
        ("translates", "translated in CECC"),
        ("republishes", "republished by CECC"),
        ("aggregates", "via CECC"),
        ("summarizes", "summarised in CECC"),
        ("cites", "cited in CECC"),
        ("told_by", "as told to CECC"),
        ("something_new", "handed on by CECC"),
    ],
)
def test_the_relation_decides_the_connecting_words(relation: str, words: str) -> None:
    chain = Web([KOREA_TIMES, CECC], [Link("cecc", "kt", relation=relation)])
    assert f"Korea Times, 26 February 2008, {words}, 25 June 2008" in written_out("cecc", chain)


@pytest.mark.parametrize(
    ("seen", "words"),
    [
        ((), "not seen"),
        (("b",), "only the last was seen"),
        (("a",), "seen only: A"),
        (("a", "b"), "all seen"),
    ],
)
def test_what_was_seen_is_said(seen: tuple[str, ...], words: str) -> None:
    texts = [Text(key, key.upper(), held=key in seen) for key in ("a", "b")]
    chain = Web(texts, [Link("b", "a", relation="cites")])
    assert written_out("b", chain) == f"A, cited in B; {words}"


def test_a_single_text_is_seen_or_not() -> None:
    assert written_out("cecc", Web([CECC], [])) == "CECC, 25 June 2008; seen"
    assert written_out("kt", Web([KOREA_TIMES], [])) == "Korea Times, 26 February 2008; not seen"


def test_a_text_that_may_not_be_shown_is_neither_named_nor_lost() -> None:
    chain = Web([CECC], [Link("cecc", "hidden", relation="cites")])
    assert written_out("cecc", chain) == (
        "a source not shown here, cited in CECC, 25 June 2008; only the last was seen"
    )
    assert origins("cecc", chain) == {"hidden"}


def test_a_link_that_closes_a_ring_is_told_with_its_way() -> None:
    path = would_loop("voa", "cecc", web())
    assert path == ("cecc", "osc", "yonhap", "voa", "cecc")
    assert loop_words(path, web()) == (
        "CECC → Open Source Center → Yonhap News Agency → Voice of America → CECC"
    )


def test_a_link_forward_closes_no_ring() -> None:
    assert would_loop("cecc", "voa", web()) == ()
    assert would_loop("cecc", "kt", web()) == ()


def test_a_text_cannot_rest_on_itself_even_as_a_copy() -> None:
    assert would_loop("cecc", "cecc", web()) == ("cecc", "cecc")
    assert would_loop("cecc", "listing", web()) == ("cecc", "cecc")
    assert would_loop("voa", "listing", web())[0] == "cecc"


def test_a_ring_in_the_data_is_one_origin_and_still_written() -> None:
    ring = web(Link("voa", "cecc", relation="quotes"))
    assert len(origins("cecc", ring)) == 1
    assert origins("cecc", ring) == origins("yonhap", ring)
    assert verification(["cecc", "yonhap"], ring).value == "single_origin"
    assert written_out("cecc", ring) == (
        "CECC, quoted in Voice of America, 22 March 2008, as reported by Yonhap News Agency, "
        "via Open Source Center, cited in CECC, 25 June 2008; only the last was seen"
    )


def test_a_ring_that_also_leads_out_is_no_origin() -> None:
    ring = web(Link("osc", "cecc"), Link("smith", "cecc"))
    assert origins("smith", ring) == {"voa"}


def test_a_ring_that_leads_to_another_ring_is_no_origin() -> None:
    pairs = [("a", "b"), ("b", "a"), ("b", "c"), ("c", "d"), ("d", "c")]
    rings = Web([Text(key, key.upper()) for key in "abcd"], [Link(*pair) for pair in pairs])
    assert origins("a", rings) == {"c"}


def test_a_link_between_two_copies_is_no_step_back() -> None:
    copies = Web([CECC, LISTING], [Link("listing", "cecc", relation="republishes")])
    assert origins("listing", copies) == {"cecc"}
    assert verification(["listing"], copies).value == "single_source"
    assert written_out("listing", copies) == (
        "CECC listing, 25 June 2008; the same text as CECC, 25 June 2008; seen"
    )


def test_copies_of_one_another_are_one_text() -> None:
    texts = [Text("a", "A", duplicate_of="b"), Text("b", "B", duplicate_of="a")]
    assert verification(["a", "b"], Web(texts, [])).value == "single_source"


def test_a_chain_of_thousands_is_followed_to_its_end() -> None:
    texts = [Text(number, f"text {number}") for number in range(3_000)]
    links = [Link(number, number + 1, relation="cites") for number in range(2_999)]
    chain = Web(texts, links)
    assert origins(0, chain) == {2_999}
    assert written_out(0, chain).startswith("text 2999, cited in text 2998, ")
    assert len(would_loop(2_999, 0, chain)) == 3_001
