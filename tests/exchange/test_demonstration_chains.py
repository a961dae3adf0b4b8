"""A fact of the demonstration shows the chain of the passage that tells it, and of no other."""

import pytest

from accounts.models import User
from casework.cases.models import StatusEntry
from casework.dossiers.material import Material, citations_of, gather
from casework.exchange.demonstration_world import World
from casework.sources.chain import Verification, written_out
from casework.sources.models import Citation
from tests.exchange.asking import only

CECC = "CECC, 25 June 2008"


def told_by(
    world: World, reader: User, name: str, citation: str
) -> list[tuple[Material, StatusEntry]]:
    """The entries of a file that cite one passage."""
    material = gather(world.cases[name], reader)
    cited = world.citations[citation]
    return [(material, entry) for entry in material.entries if cited in citations_of(entry)]


def chains(material: Material, entry: StatusEntry) -> list[str]:
    web = material.web_behind(entry)
    texts = dict.fromkeys(web.one(citation.source_id) for citation in citations_of(entry))
    return [written_out(text, web) for text in texts]


def verified(world: World, reader: User, name: str, citation: str) -> list[Verification]:
    found = told_by(world, reader, name, citation)
    return [material.verification_of(entry).of_texts for material, entry in found]


def test_the_chain_of_the_exit_visas_is_written_out_in_full(world: World, mara: User) -> None:
    told = only(told_by(world, mara, "beijing_17", "exit-visas"))
    assert chains(*told) == [
        "VOA, 22 March 2008, as reported by Yonhap, via Open Source Center, "
        f"cited in {CECC}; only the last was seen"
    ]


def test_the_chain_of_the_demand_is_that_of_the_korea_times_alone(
    world: World, mara: User
) -> None:
    told = only(told_by(world, mara, "beijing_17", "olympic-demand"))
    assert chains(*told) == [
        f"Korea Times, 26 February 2008, cited in {CECC}; only the last was seen"
    ]


@pytest.mark.parametrize("citation", ["traveled", "under-protection", "why-seven", "quid-pro-quo"])
def test_what_the_analysis_says_itself_has_no_chain(
    world: World, mara: User, citation: str
) -> None:
    found = told_by(world, mara, "beijing_17", citation)
    assert found
    for told in found:
        assert chains(*told) == [f"{CECC}; seen"]


def test_the_letter_is_known_from_the_report_of_voice_of_america(world: World, mara: User) -> None:
    material = gather(world.cases["beijing_17"], mara)
    letter = next(action for action in material.actions if action.title.startswith("Letter"))
    assert chains(material, letter)[0].startswith("VOA, 22 March 2008, as reported by Yonhap")


def test_kim_chun_hee_is_told_of_by_one_paper_and_nobody_behind_it(
    world: World, mara: User
) -> None:
    found = verified(world, mara, "kim_chun_hee", "arrested-deported")
    assert len(found) == 3
    paper = world.sources["hrwf-2006"].pk
    assert {(v.value, v.texts, v.origins) for v in found} == {
        ("single_source", (paper,), (paper,))
    }
    for told in told_by(world, mara, "kim_chun_hee", "arrested-deported"):
        chain = only(chains(*told))
        assert chain.startswith("HRWF") and "Commission" not in chain


def test_a_copy_does_not_make_the_exit_visas_surer(world: World, mara: User) -> None:
    found = only(verified(world, mara, "beijing_17", "exit-visas-second-copy"))
    assert found.value == "single_origin"
    assert found.texts == (world.sources["cecc-2008"].pk,)
    assert found.origins == (world.sources["voa-2008"].pk,)


@pytest.mark.parametrize(
    ("name", "citation", "origin"),
    [
        ("shenyang_three", "direct-travel", "wall-street-journal-2006"),
        ("shenyang_three", "scaled-wall", "associated-press-2006"),
        ("shenyang_three", "first-time", "cecc-item-shenyang"),
        ("forced_return", "qin-gang-view", "mfa-chinese"),
        ("forced_return", "rumour", "rumours"),
        ("forced_return", "some-change", "kim-gan-il-explanation"),
        ("forced_return", "official-position", "kato"),
        ("forced_return", "crack-down", "hrwf-2006"),
        ("press_conference_2005", "disrupted", "washington-post-2005"),
        ("border_two_thousand", "two-thousand", "salmon-2022"),
        ("border_two_thousand", "shin-accord", "voa-hearing"),
        ("forced_labour_exports", "high-probability", "citizens-alliance-statement"),
    ],
)
def test_each_fact_goes_back_to_the_origin_of_its_own_passage(
    world: World, mara: User, name: str, citation: str, origin: str
) -> None:
    found = verified(world, mara, name, citation)
    assert found
    assert {v.origins for v in found} == {(world.sources[origin].pk,)}


def test_every_step_that_a_passage_hands_on_is_one_of_its_own_text(
    world: World, mara: User
) -> None:
    handed = Citation.objects.visible_to(mara).filter(hands_on__isnull=False)
    rows = list(handed.select_related("hands_on"))
    assert len(rows) > 25
    assert all(row.hands_on.text_id == row.source_id for row in rows)
