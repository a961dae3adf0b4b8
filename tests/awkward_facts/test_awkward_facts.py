"""Each awkward fact of table.py: entered through the pages, then shown, filtered, taken out, told.

The files are entered once for all, in a transaction that is taken back.
"""

import re
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import override_settings

from casework.dossiers.render import pdf
from tests.awkward_facts.asking import SECTIONS, Answers, plain, said
from tests.awkward_facts.entering import Desk
from tests.awkward_facts.entering_facts import enter
from tests.awkward_facts.rows import Fact, Nothing
from tests.awkward_facts.table import ENTERED, FACTS
from tests.cast import make_cast
from tests.dossiers.pdf_reading import text_of

pytestmark = pytest.mark.django_db

HANGUL_OR_HAN = re.compile(r"[\u1100-\u11ff\u3040-\u30ff\u3130-\u318f\u3400-\u9fff\uac00-\ud7af]")
ON_PAPER = ("beijing_17", "juwongu_fifteen")


@pytest.fixture(scope="module")
def answers(
    django_db_setup: None, django_db_blocker: Any, world_files: Path
) -> Iterator[Answers]:
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_vocabulary", verbosity=0)
        desk = Desk.of(make_cast())
        with override_settings(CASEWORK_FILES=world_files):
            for name in ENTERED:
                enter(desk, name, ENTERED[name])
            yield Answers(desk)
        transaction.set_rollback(True)


def every_fact() -> pytest.MarkDecorator:
    return pytest.mark.parametrize("fact", FACTS, ids=lambda fact: fact.name)


def missing_from(text: str, *pieces: str) -> list[str]:
    return [piece for piece in pieces if piece not in text]


def said_in(text: str, words: tuple[str, ...]) -> list[str]:
    """Those of the words that the text says, in whatever case; 31 is not 1."""
    return [
        some for some in words
        if re.search(rf"(?<!\w){re.escape(some)}(?!\w)", text, re.IGNORECASE)
    ]  # fmt: skip


@every_fact()
def test_the_file_says_it_and_never_more_than_the_sources(answers: Answers, fact: Fact) -> None:
    page = answers.page(fact.file)
    assert missing_from(page, *fact.shown) == []
    assert said_in(page, fact.never) == []


@every_fact()
def test_the_list_finds_it_under_what_is_so_and_under_nothing_else(
    answers: Answers, fact: Fact
) -> None:
    if isinstance(fact.found, Nothing):
        assert fact.found.because
        return
    for query in fact.found:
        assert fact.file in answers.found(query), query
    for query in fact.not_found:
        assert fact.file not in answers.found(query), query


@every_fact()
def test_the_tables_carry_it_with_its_doubt(answers: Answers, fact: Fact) -> None:
    for table, cells in fact.exported:
        rows = answers.table(table)
        fitting = [row for row in rows if fits(row, cells)]
        assert fitting, (table, cells, nearest(rows, cells))
        told = " ".join(value for row in fitting for value in row.values())
        assert said_in(told, fact.never) == []


def fits(row: dict[str, str], cells: dict[str, str]) -> bool:
    """Whether the cells hold these words; of an empty one, whether it is empty."""
    return all(value in row[name] if value else not row[name] for name, value in cells.items())


def nearest(rows: list[dict[str, str]], cells: dict[str, str]) -> list[dict[str, str]]:
    """What the rows that come nearest say, for whoever reads the failure."""

    def fitting(row: dict[str, str]) -> int:
        return sum(fits(row, {name: value}) for name, value in cells.items())

    best = max(map(fitting, rows))
    return [{name: row[name] for name in cells} for row in rows if fitting(row) == best][:3]


@every_fact()
def test_the_dossier_tells_it_with_hedge_certainty_and_chain(
    answers: Answers, fact: Fact
) -> None:
    for section, *words in fact.composed:
        lines = answers.lines(fact.file, section)
        assert any(not missing_from(line, *words) for line in lines), (section, words, lines)
    whole = said([answers.lines(fact.file, section) for section in SECTIONS])
    assert said_in(whole, fact.never) == []


@pytest.mark.parametrize("file", ON_PAPER)
def test_the_printed_dossier_says_the_same(answers: Answers, file: str) -> None:
    dossier = answers.dossier(file)
    paper = plain(text_of(pdf(dossier).content)).replace("- ", "-")
    legend = said([asdict(line) for line in dossier.method])  # words that it uses of nobody
    for fact in [fact for fact in FACTS if fact.file == file]:
        assert missing_from(paper, *fact.on_paper) == [], fact.name
        unsaid = tuple(words for words in fact.never if not said_in(legend, (words,)))
        assert said_in(paper, unsaid) == [], fact.name


@pytest.mark.parametrize("file", sorted(ENTERED))
def test_no_page_and_no_table_prints_a_script_that_no_source_gives(
    answers: Answers, file: str
) -> None:
    told = answers.page(file) + said([answers.lines(file, section) for section in SECTIONS])
    assert HANGUL_OR_HAN.search(told) is None
