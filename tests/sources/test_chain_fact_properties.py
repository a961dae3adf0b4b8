"""What holds of every fact: copies and relays never raise it, order and withdrawal change no more
than they say. Tried on random webs, loops and copies among them."""

import random
from collections.abc import Sequence
from dataclasses import replace

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from casework.sources.chain import Link, Text, Web, origins, verification
from casework.sources.chain_fact import Passage, Question, borne_out
from tests.sources.test_chain_properties import KEYS, RANK, World, has_a_ring, worlds

STRONG = {*RANK, "documented"}


@st.composite
def passages(draw: st.DrawFn) -> list[Passage]:
    one = st.builds(
        Passage,
        st.sampled_from(KEYS),
        said_by=st.sampled_from(["", "", "the principal"]),
        denies=st.booleans(),
        records=st.booleans(),
    )
    return draw(st.lists(one, max_size=5))


questions = st.lists(
    st.builds(
        Question,
        st.just("Is it so?"),
        st.sampled_from(["undetermined", "contested", "adopted"]),
        st.just("An answer"),
        st.sampled_from(["", "supports", "contradicts", "qualifies"]),
        st.tuples(st.builds(Passage, st.sampled_from(KEYS))),
    ),
    max_size=3,
)


def says(cited: Sequence[Passage]) -> list[Passage]:
    return [replace(passage, denies=False, records=False) for passage in cited]


@settings(deadline=None)
@given(worlds(), passages(), st.sampled_from(KEYS))
def test_a_copy_of_what_is_cited_changes_no_fact(
    world: World, cited: list[Passage], of: str
) -> None:
    texts, links = world
    more = Web([*texts, Text("copy", "COPY", duplicate_of=of)], links)
    asked = [*cited, Passage(of)]
    before = borne_out(asked, Web(texts, links))
    after = borne_out([*asked, Passage("copy")], more)
    assert after.value == before.value
    assert after.of_texts.origins == before.of_texts.origins


@settings(deadline=None)
@given(worlds(), passages(), st.sampled_from(KEYS))
def test_a_new_text_that_only_relays_a_cited_one_never_raises_a_fact(
    world: World, cited: list[Passage], of: str
) -> None:
    texts, links = world
    more = Web([*texts, Text("relay", "RELAY")], [*links, Link("relay", of)])
    asked = [*says(cited), Passage(of)]
    before = borne_out(asked, Web(texts, links))
    after = borne_out([*asked, Passage("relay", goes_back_to=of)], more)
    assert (after.value == "corroborated") == (before.value == "corroborated")


@settings(deadline=None)
@given(worlds(copies=False), passages(), st.data())
def test_taking_a_link_away_never_makes_texts_less_independent(
    world: World, cited: list[Passage], data: st.DataObject
) -> None:
    texts, links = world
    assume(links and not has_a_ring(links))
    gone = data.draw(st.integers(0, len(links) - 1))
    fewer = [link for number, link in enumerate(links) if number != gone]
    keys = [passage.text for passage in cited]
    before = verification(keys, Web(texts, links)).value
    after = verification(keys, Web(texts, fewer)).value
    still_linked = any(link.text == links[gone].text for link in fewer)
    if before == "corroborated" and not still_linked:
        assert after == "corroborated"


@settings(deadline=None)
@given(worlds(), passages())
def test_facts_of_one_origin_are_never_corroborated(world: World, cited: list[Passage]) -> None:
    web = Web(*world)
    saying = [passage for passage in cited if not passage.denies] or cited
    if len({origin for passage in saying for origin in origins(passage.text, web)}) <= 1:
        assert borne_out(cited, web).value != "corroborated"


@settings(deadline=None)
@given(worlds(), passages(), questions, st.randoms(use_true_random=False))
def test_the_order_of_anything_changes_no_fact(
    world: World, cited: list[Passage], asked: list[Question], chance: random.Random
) -> None:
    texts, links = world
    shuffled = Web(chance.sample(texts, len(texts)), chance.sample(links, len(links)))
    before = borne_out(cited, Web(texts, links), questions=asked)
    after = borne_out(
        chance.sample(cited, len(cited)), shuffled, questions=chance.sample(asked, len(asked))
    )
    assert after.value == before.value
    assert after.of_texts.origins == before.of_texts.origins


@settings(deadline=None)
@given(worlds(), passages(), questions, st.booleans())
def test_a_doubt_only_ever_weakens_and_always_says_why(
    world: World, cited: list[Passage], asked: list[Question], is_reviewed: bool
) -> None:
    web = Web(*world)
    plain = borne_out(cited, web)
    doubted = borne_out(cited, web, questions=asked, is_reviewed=is_reviewed)
    withdrawn = borne_out(cited, web, questions=asked, gone="Withdrawn.")
    assert withdrawn.value == "refuted"
    if doubted.value != plain.value:
        assert doubted.value not in STRONG
        assert doubted.because
    assert doubted.why
