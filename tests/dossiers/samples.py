"""Dossiers of invented test text in many shapes and scripts, and the legend all samples share."""

from casework.dossiers.document import (
    ChainLink,
    Dossier,
    Edition,
    Fact,
    Labelled,
    NameLine,
    PersonLine,
    SourceLine,
    Standing,
)
from casework.dossiers.words import words

METHOD = (
    Labelled(
        label="Dates",
        text="As the source gives them. A month stays a month; nothing is filled in.",
    ),
    Labelled(
        label="Certainty",
        text="Known, believed, alleged, disputed, unknown: our judgement, apart from the source’s "
        "own hedge («reportedly»).",
    ),
    Labelled(
        label="Seen, not seen",
        text="Whether our staff have had the text itself before them, or only a text citing it.",
    ),
    Labelled(
        label="One origin",
        text="Several texts that go back to one report count once.",
    ),
)

SCRIPTS = {
    "ko": "시험용 글입니다",
    "zh": "这是测试文字",
    "ja": "これは試験用の文です",
    "ar": "هذا نص للاختبار",
    "ug": "بۇ سىناق تېكىستى",
    "ru": "Это пробный текст",
    "am": "ይህ የሙከራ ጽሑፍ ነው",
}
"""«This is test text», or near it, in several scripts; the key is the language."""


def in_scripts() -> Dossier:
    """Invented test text in every script, in titles, tables, names and quotations."""
    together = " / ".join(SCRIPTS.values())
    return plain(
        title="Test text: " + together,
        people=tuple(
            PersonLine(
                label=text,
                names=(NameLine(text=text, language=language, note="test text"),),
            )
            for language, text in SCRIPTS.items()
        ),
        chronology=tuple(
            Fact(text=text, when="test text", quote=text, certainty="known")
            for text in SCRIPTS.values()
        ),
    )


def plain(**changed: object) -> Dossier:
    """A dossier with nothing in it but a title; `changed` replaces fields."""
    values: dict[str, object] = {
        "reference": "EX-0000",
        "title": "Empty case (test text)",
        "case_kind": "Individual",
        "country": "",
        "handling": "INTERNAL — not for release",
        "audience": "",
        "purpose": "",
        "as_of": "1 January 2020",
        "known_on": "1 January 2020",
        "composed_for": "",
        "organisation": "Example Rights Monitor (fictional organisation)",
        "standing": Standing(headline=""),
        "edition": Edition(document_id="EX-0000/1", dated="2020-01-01"),
        "words": words(),
    }
    return Dossier(**(values | changed))  # type: ignore[arg-type]


def long(entries: int) -> Dossier:
    """A chronology of many invented entries, each with its own source."""
    return plain(
        title="Long case (test text)",
        chronology=tuple(
            Fact(
                text=f"Entry {number} of the test text, long enough to run over more than one "
                "line of its column.",
                when="in some month",
                certainty="believed",
                sources=(number,),
            )
            for number in range(1, entries + 1)
        ),
        sources=tuple(
            SourceLine(
                number=number,
                text=f"Invented source {number}",
                chain=(ChainLink(text="test text", seen=True),),
            )
            for number in range(1, entries + 1)
        ),
    )
