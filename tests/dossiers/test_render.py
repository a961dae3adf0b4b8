"""The PDF of a dossier, opened again with tools that did not make it. No database is used."""

import hashlib
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from casework.dossiers.document import Dossier, Fact, Group, PersonLine, Segment
from casework.dossiers.render import pdf
from tests.dossiers.beijing_17 import beijing_17
from tests.dossiers.kim_chun_hee import kim_chun_hee
from tests.dossiers.pdf_reading import dictionaries, opened, tags, text_of
from tests.dossiers.samples import SCRIPTS, in_scripts, long, plain

HOSTILE = '#read("/etc/passwd") $x^2$ *b* _i_ <script>alert(1)</script> @ref \\ // [1] #panic()'


@pytest.fixture(scope="module")
def beijing() -> bytes:
    return pdf(beijing_17()).content


def flat(content: bytes) -> str:
    """The text with every run of blanks as one."""
    return re.sub(r"\s+", " ", text_of(content))


@pytest.mark.parametrize("make", [beijing_17, kim_chun_hee, in_scripts, plain])
def test_the_file_claims_both_standards_and_warns_of_nothing(make: Callable[[], Dossier]) -> None:
    rendered = pdf(make())
    with opened(rendered.content).open_metadata() as said:
        assert said["pdfaid:part"] == "2"
        assert said["pdfaid:conformance"] == "A"
        assert said["pdfuaid:part"] == "1"
    assert rendered.standards == ("a-2a", "ua-1")
    assert rendered.warnings == ()
    assert rendered.media_type == "application/pdf"


def test_the_file_is_tagged_and_says_its_language_and_title(beijing: bytes) -> None:
    file = opened(beijing)
    assert file.Root.MarkInfo.Marked
    assert str(file.Root.Lang) == "en"
    assert file.Root.ViewerPreferences.DisplayDocTitle
    with file.open_metadata() as said:
        assert said["dc:title"] == "EX-0001 · Beijing 17"


def test_headings_come_in_order_and_skip_no_level(beijing: bytes) -> None:
    file = opened(beijing)
    found = [tag for tag, _ in tags(file) if re.fullmatch(r"H\d", tag.lstrip("/"))]
    levels = [int(tag[-1]) for tag in found]
    assert levels[0] == 1
    assert levels.count(1) == 11
    assert all(after <= before + 1 for before, after in zip(levels, levels[1:], strict=False))


def test_tables_are_tagged_with_header_cells_and_the_bar_has_words(beijing: bytes) -> None:
    file = opened(beijing)
    elements = list(tags(file))
    names = [tag for tag, _ in elements]
    assert names.count("/Table") == 3
    assert names.count("/TH") == 3 + 3 + 4
    figures = [element for tag, element in elements if tag == "/Figure"]
    assert [str(figure.Alt) for figure in figures] == [beijing_17().group.bar_told]


def test_fonts_are_embedded(beijing: bytes) -> None:
    file = opened(beijing)
    described = [one for one in dictionaries(file) if "/FontName" in one]
    assert described
    assert all("/FontFile2" in one or "/FontFile3" in one for one in described)


def test_nothing_in_the_file_runs_or_leads_outside() -> None:
    told = beijing_17()
    source = replace(told.sources[0], address="https://example.org/report")
    made = pdf(replace(told, sources=(source, *told.sources[1:]))).content
    file = opened(made)
    things = list(dictionaries(file))
    assert "https://example.org/report" in text_of(made)
    keys = {key for one in things for key in one.keys()}  # noqa: SIM118 (a PDF object)
    actions = {str(one.get("/S")) for one in things}
    assert not keys & {"/JS", "/URI", "/EF", "/AA", "/OpenAction"}
    assert not actions & {"/JavaScript", "/URI", "/Launch", "/SubmitForm", "/GoToR", "/GoToE"}


def test_every_page_carries_reference_handling_mark_and_number(beijing: bytes) -> None:
    pages = text_of(beijing).rstrip("\f").split("\f")
    for number, page in enumerate(pages, start=1):
        assert "EX-0001" in page
        assert "INTERNAL — not for release" in page
        assert f"page {number} of {len(pages)}" in page


def test_doubt_survives_onto_the_page(beijing: bytes) -> None:
    text = flat(beijing)
    for words in (
        "in March",
        "Before or after the letter of 18 March: cannot be told.",
        "relation not known",
        "“in a quid-pro-quo fashion” — CECC, of the Chinese authorities",
        "alleged · reportedly",
        "Our subtraction, 17 − 7; no source speaks of them.",
        "Mother, name withheld by the source",
        "No reply recorded as of 25 June 2008.",
        "not yet reviewed",
        "Voice of America, 22 March (not seen)",
        "cited in CECC, 25 June 2008 (seen)",
    ):
        assert words in text


def test_each_citation_links_to_its_source(beijing: bytes) -> None:
    file = opened(beijing)
    links = [one for one in dictionaries(file) if one.get("/Subtype") == "/Link"]
    assert len(links) > 20
    assert all("/Contents" in link for link in links)


def test_every_script_can_be_copied_exactly() -> None:
    made = pdf(in_scripts()).content
    text = text_of(made)
    for words in SCRIPTS.values():
        assert text.count(words) >= 3, words


def test_equal_content_gives_equal_bytes_in_other_processes(
    beijing: bytes,
) -> None:
    program = (
        "import django, hashlib; django.setup();"
        "from tests.dossiers.beijing_17 import beijing_17;"
        "from casework.dossiers.render import pdf;"
        "print(*{hashlib.sha256(pdf(beijing_17()).content).hexdigest() for _ in range(3)})"
    )
    root = Path(__file__).resolve().parents[2]
    runs = {
        subprocess.run(
            [sys.executable, "-c", program], cwd=root, capture_output=True, text=True, check=True
        ).stdout.strip()
        for _ in range(2)
    }
    assert runs == {hashlib.sha256(beijing).hexdigest()}


def test_markup_in_the_words_is_only_words() -> None:
    made = pdf(
        plain(
            title=HOSTILE,
            chronology=(Fact(text=HOSTILE, when=HOSTILE, quote=HOSTILE, certainty=HOSTILE),),
            people=(PersonLine(label=HOSTILE),),
        )
    )
    text = re.sub(r"\s+", "", text_of(made.content))
    assert text.count(re.sub(r"\s+", "", HOSTILE)) >= 4
    assert "root:" not in text
    assert made.standards


def test_control_characters_show_instead_of_acting() -> None:
    made = pdf(plain(chronology=(Fact(text="a\u202eb\x00c\x1bd\ue000e"),)))
    assert "a‹U+202E›b‹U+0000›c‹U+001B›d‹U+E000›e" in text_of(made.content)
    assert made.standards


def test_a_missing_glyph_gives_a_plain_file_that_says_so() -> None:
    made = pdf(plain(chronology=(Fact(text="test \U00013000 text"),)))
    assert made.standards == ()
    assert len(made.warnings) == 1
    assert "U+13000" in made.warnings[0]
    assert made.warnings[0][:40] in flat(made.content)
    with opened(made.content).open_metadata() as said:
        assert "pdfaid:part" not in said


def test_an_empty_dossier_says_that_nothing_is_recorded() -> None:
    assert flat(pdf(plain()).content).count("None recorded.") == 10


def test_three_hundred_entries_repeat_their_header_on_each_page() -> None:
    made = pdf(long(300))
    pages = text_of(made.content).rstrip("\f").split("\f")
    with_entries = [page for page in pages if "of the test text" in page]
    assert len(with_entries) > 5
    assert all("Date as stated" in page for page in with_entries)
    text = flat(made.content)
    assert all(f"Entry {number} of" in text for number in range(1, 301))


def test_words_too_long_for_a_line_stay_inside_the_page() -> None:
    made = pdf(plain(title="W" * 90, chronology=(Fact(text="x" * 400, when="y" * 90),)))
    boxes = text_of(made.content, "-bbox")
    right_edges = [float(edge) for edge in re.findall(r'xMax="([\d.]+)"', boxes)]
    assert max(right_edges) < 595.3 - 60


def test_a_right_to_left_edition_turns_the_page() -> None:
    told = beijing_17()
    made = pdf(replace(told, edition=replace(told.edition, language="ar"), title=SCRIPTS["ar"]))
    file = opened(made.content)
    assert str(file.Root.Lang) == "ar"
    assert made.standards
    assert SCRIPTS["ar"] in text_of(made.content)


def test_a_group_without_shares_has_no_bar() -> None:
    group = Group(label="g", segments=(Segment(label="none", count="0", share=0),))
    made = pdf(plain(group=group))
    file = opened(made.content)
    assert "/Figure" not in [tag for tag, _ in tags(file)]


def test_the_file_name_tells_the_reference_and_nothing_of_the_case() -> None:
    assert pdf(kim_chun_hee()).file_name == "EX-0002-1-2006-05-19.pdf"


def test_the_head_of_the_audit_trail_is_printed_and_gives_equal_bytes() -> None:
    anchor = "25:" + "0123456789abcdef" * 4
    made = pdf(plain(audit_head=anchor)).content
    assert made == pdf(plain(audit_head=anchor)).content != pdf(plain()).content
    text = re.sub(r"\s+", "", text_of(made))
    assert anchor in text
    assert "whetherthetrailuptothemakingofthisdocumentwaslatercut" in text
    assert "audittrail" not in re.sub(r"\s+", "", text_of(pdf(plain()).content))
