"""The plain values of a dossier: their hash and the sources they cite."""

from dataclasses import replace

import pytest

from casework.dossiers.document import Fact, SourceLine, canonical_json, content_hash
from tests.dossiers.beijing_17 import beijing_17
from tests.dossiers.samples import plain


def test_the_hash_of_equal_content_is_equal() -> None:
    assert content_hash(beijing_17()) == content_hash(beijing_17())


def test_the_hash_changes_with_a_single_word() -> None:
    told = beijing_17()
    changed = replace(told, standing=replace(told.standing, last_information="21 March 2008"))
    assert content_hash(changed) != content_hash(told)


def test_canonical_json_has_sorted_keys_and_no_spare_blanks() -> None:
    text = canonical_json(plain())
    assert text.startswith('{"actions":[],"as_of":"1 January 2020","audience":""')


def test_a_line_may_not_cite_a_source_that_is_not_listed() -> None:
    with pytest.raises(ValueError, match=r"Cited but not listed: sources \[7\]"):
        plain(chronology=(Fact(text="test text", sources=(7,)),))


def test_a_source_number_is_given_once() -> None:
    with pytest.raises(ValueError, match=r"given twice: \[1\]"):
        plain(sources=(SourceLine(number=1, text="a"), SourceLine(number=1, text="b")))


def test_the_head_of_the_audit_trail_is_no_part_of_the_content() -> None:
    told = beijing_17()
    later = replace(told, audit_head="7:" + "0" * 64)
    assert content_hash(later) == content_hash(told)
    assert canonical_json(later) == canonical_json(told)
