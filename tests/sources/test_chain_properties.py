"""What holds of every web of sources, tried on random ones, loops and copies among them."""

import random
from dataclasses import replace
from itertools import combinations

from hypothesis import assume, given
from hypothesis import strategies as st

from casework.sources.chain import (
    Link,
    Text,
    Unnamed,
    Web,
    origins,
    verification,
    would_loop,
    written_out,
)
from casework.sources.chain_words import RELAYED

KEYS = ["a", "b", "c", "d", "e", "f"]
RANK = ["unsourced", "single_source", "single_origin", "corroborated"]

World = tuple[list[Text], list[Link]]


@st.composite
def worlds(draw: st.DrawFn, *, copies: bool = True) -> World:
    twins = st.sampled_from([None, None, None, *KEYS]) if copies else st.none()
    texts = [
        Text(key, key.upper(), held=draw(st.booleans()), duplicate_of=draw(twins)) for key in KEYS
    ]
    link = st.builds(
        Link,
        st.sampled_from(KEYS),
        st.sampled_from([None, *KEYS]),
        st.sampled_from(["", "unnamed sources"]),
        st.sampled_from(sorted(RELAYED)),
    )
    return texts, draw(st.lists(link, max_size=9))


cited_keys = st.lists(st.sampled_from(KEYS), max_size=4)


def has_a_ring(links: list[Link]) -> bool:
    """The slow, plain question: does taking away texts without upstream leave nothing?"""
    left = {(link.text, link.upstream) for link in links if link.upstream is not None}
    while True:
        with_upstream = {text for text, _ in left}
        kept = {(text, above) for text, above in left if above in with_upstream}
        if kept == left:
            return bool(left)
        left = kept


def ways_back(key: str, links: list[Link]) -> list[frozenset[object]]:
    """Every way from a text to an origin, as what lies on it. For webs without rings."""
    above = {link.upstream or Unnamed(key) for link in links if link.text == key}
    if not above:
        return [frozenset([key])]
    ends = [frozenset([key, node]) for node in above if isinstance(node, Unnamed)]
    onward = [way for node in above if isinstance(node, str) for way in ways_back(node, links)]
    return [*ends, *(way | {key} for way in onward)]


@given(worlds(), cited_keys)
def test_one_origin_is_never_corroboration(world: World, cited: list[str]) -> None:
    web = Web(*world)
    found = verification(cited, web)
    if len({origin for key in cited for origin in origins(key, web)}) <= 1:
        assert found.value != "corroborated"


@given(worlds(), st.sampled_from(KEYS))
def test_one_text_is_never_corroboration(world: World, cited: str) -> None:
    assert verification([cited], Web(*world)).value in ("single_source", "single_origin")


@given(worlds(copies=False), cited_keys)
def test_corroboration_is_two_ways_back_that_share_nothing(world: World, cited: list[str]) -> None:
    texts, links = world
    assume(not has_a_ring(links))
    found = verification(cited, Web(texts, links))
    apart = [
        (one, other)
        for one, other in combinations([way for key in cited for way in ways_back(key, links)], 2)
        if not one & other
    ]
    assert (found.value == "corroborated") == bool(apart)


@given(worlds(), cited_keys, st.sampled_from(KEYS))
def test_a_copy_never_raises_verification(world: World, cited: list[str], of: str) -> None:
    texts, links = world
    more = [*texts, Text("copy", "COPY", duplicate_of=of)]
    before = verification([*cited, of], Web(texts, links))
    after = verification([*cited, of, "copy"], Web(more, links))
    assert after.value == before.value
    assert after.origins == before.origins


@given(worlds(copies=False), cited_keys, st.sampled_from(KEYS), st.sampled_from(KEYS))
def test_finding_that_two_texts_are_one_never_raises_verification(
    world: World, cited: list[str], one: str, other: str
) -> None:
    texts, links = world
    assume(one != other and all(link.text != one for link in links))
    merged = [replace(t, duplicate_of=other) if t.key == one else t for t in texts]
    before = verification([*cited, one, other], Web(texts, links))
    after = verification([*cited, one, other], Web(merged, links))
    assert RANK.index(after.value) <= RANK.index(before.value)


@given(worlds(copies=False), cited_keys, st.sampled_from(KEYS), st.sampled_from(KEYS))
def test_finding_that_two_texts_have_one_name_never_raises_verification(
    world: World, cited: list[str], one: str, other: str
) -> None:
    texts, links = world
    alike = [replace(t, label=other.upper()) if t.key == one else t for t in texts]
    before, after = verification(cited, Web(texts, links)), verification(cited, Web(alike, links))
    assert RANK.index(after.value) <= RANK.index(before.value)
    if {one, other} <= set(before.texts) and set(before.origins) == {one, other} != {one}:
        assert after.value == "single_origin"


@given(worlds(), cited_keys)
def test_names_that_all_differ_change_nothing(world: World, cited: list[str]) -> None:
    texts, links = world
    nameless = [replace(text, label="") for text in texts]
    before = verification(cited, Web(nameless, links))
    assert verification(cited, Web(texts, links)).value == before.value


@given(worlds(), cited_keys, st.randoms(use_true_random=False))
def test_the_order_of_texts_links_and_citations_changes_nothing(
    world: World, cited: list[str], chance: random.Random
) -> None:
    texts, links = world
    shuffled = Web(chance.sample(texts, len(texts)), chance.sample(links, len(links)))
    before, after = verification(cited, Web(texts, links)), verification(cited[::-1], shuffled)
    assert after.value == before.value
    assert (after.texts, after.origins) == (before.texts, before.origins)


@given(worlds(), st.sampled_from(KEYS))
def test_every_text_has_an_origin_and_is_written_out(world: World, key: str) -> None:
    web = Web(*world)
    assert origins(key, web)
    line = written_out(key, web)
    assert key.upper() in line
    assert line.endswith("seen") or "seen only: " in line


@given(worlds(copies=False), st.sampled_from(KEYS), st.sampled_from(KEYS))
def test_exactly_the_links_that_close_a_ring_are_refused(
    world: World, text: str, upstream: str
) -> None:
    texts, links = world
    assume(not has_a_ring(links))
    path = would_loop(text, upstream, Web(texts, links))
    assert bool(path) == has_a_ring([*links, Link(text, upstream)])
    if path:
        steps = {(link.text, link.upstream) for link in links} | {(text, upstream)}
        assert path[0] == path[-1] == upstream
        assert text == path[-2]
        assert all(step in steps for step in zip(path, path[1:], strict=False))


@given(worlds(), st.sampled_from(KEYS), st.sampled_from(KEYS))
def test_a_link_that_is_refused_closes_a_ring_among_copies_too(
    world: World, text: str, upstream: str
) -> None:
    texts, links = world
    plain = Web(texts, links)
    as_one = [
        Link(plain.one(link.text), plain.one(link.upstream))
        for link in links
        if link.upstream is not None and plain.one(link.text) != plain.one(link.upstream)
    ]
    assume(not has_a_ring(as_one))
    more = Link(plain.one(text), plain.one(upstream))
    assert bool(would_loop(text, upstream, plain)) == has_a_ring([*as_one, more])
