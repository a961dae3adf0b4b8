"""What a dossier says, as frozen plain values: text, numbers and phrases, nothing else.

Composing and redacting happen before, drawing happens after. Every word arrives here worded and
translated; an empty string or tuple means that there is nothing to print in that place.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any, Literal

from casework.dossiers.words import Words

Fill = Literal["solid", "tint", "hatched"]  # known; believed or doubtful; not known


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """A label and its text, as in «Addressee: the UN Secretary-General»."""

    label: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One statement with everything that qualifies it.

    `sources` are numbers of `SourceLine`; `review` is empty once a second person has confirmed
    the entry, else the words of the mark; `order_note` says what cannot be told about its place
    in time; `quote` holds exact words without quotation marks, `said_by` whose they are.
    """

    text: str
    when: str = ""
    certainty: str = ""
    hedge: str = ""
    quote: str = ""
    said_by: str = ""
    note: str = ""
    order_note: str = ""
    review: str = ""
    sources: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where the case stands: one sentence, the lines it rests on, and how fresh they are."""

    headline: str
    lines: tuple[Fact, ...] = ()
    last_information: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerRow:
    """One row of a group's account: who, how many (in words), and how that is known.

    `is_total` sets the row apart as the size of the whole group.
    """

    label: str
    count: str
    when: str = ""
    certainty: str = ""
    note: str = ""
    review: str = ""
    sources: tuple[int, ...] = ()
    is_total: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """One piece of the bar: `share` is a number of people, `count` the same as printed."""

    label: str
    count: str
    share: int
    fill: Fill = "solid"


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """How a group adds up: its account as rows and as a bar, and the bar told in a sentence."""

    label: str
    rows: tuple[LedgerRow, ...] = ()
    segments: tuple[Segment, ...] = ()
    bar_told: str = ""
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NameLine:
    """A further name as attested, its language (BCP 47) and what kind of name it is."""

    text: str
    language: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonLine:
    """A person, named or not: `label` is the name, pseudonym or description to print."""

    label: str
    part: str = ""
    names: tuple[NameLine, ...] = ()
    details: tuple[Labelled, ...] = ()
    certainty: str = ""
    note: str = ""
    review: str = ""
    sources: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What came back on an action; `distance` tells how long after it («4 days after»)."""

    text: str
    kind: str = ""
    when: str = ""
    distance: str = ""
    quote: str = ""
    on_behalf_of: str = ""
    certainty: str = ""
    hedge: str = ""
    review: str = ""
    sources: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeLink:
    """How an action stands to a later event: the relation in words, and what speaks against it."""

    event: str
    relation: str
    distance: str = ""
    reasoning: str = ""
    quote: str = ""
    rivals: tuple[Fact, ...] = ()
    review: str = ""
    sources: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """A letter, hearing or other action, with what it asked, what came back and what followed.

    `no_reply` is the sentence to print when no reply is recorded; it carries its own date.
    """

    title: str
    when: str = ""
    text: str = ""
    parties: tuple[Labelled, ...] = ()
    asks: tuple[str, ...] = ()
    replies: tuple[Reply, ...] = ()
    no_reply: str = ""
    outcomes: tuple[OutcomeLink, ...] = ()
    certainty: str = ""
    hedge: str = ""
    order_note: str = ""
    review: str = ""
    sources: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenQuestion:
    """Something not known, and why: not stated, withheld, contested, not asked."""

    question: str
    reason: str = ""
    quote: str = ""
    said_by: str = ""
    review: str = ""
    sources: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureLine:
    """A stated number with its qualifier («about 2,000»), never summed with another."""

    value: str
    population: str = ""
    area: str = ""
    when: str = ""
    estimator: str = ""
    certainty: str = ""
    note: str = ""
    review: str = ""
    sources: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainLink:
    """One station of a relay («as reported by Yonhap»), and whether we have seen its text."""

    text: str
    seen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceLine:
    """A numbered source; its chain is printed as given, from the origin to the text in hand."""

    number: int
    text: str
    chain: tuple[ChainLink, ...] = ()
    reliability: str = ""
    address: str = ""
    accessed: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """Which document this is: its name on each page, its day (ISO) and its language (BCP 47).

    A file's own time is noon UTC of `dated`, so that equal content gives equal bytes; `lines` are
    printed at the end («Versions of the entries used»).
    """

    document_id: str
    dated: str
    language: str = "en"
    lines: tuple[Labelled, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """One dossier on one case: everything that will be printed, and nothing that will not.

    Raises ValueError when a line cites a source that is not listed, or a number is given twice.
    """

    reference: str
    title: str
    case_kind: str
    country: str
    handling: str
    audience: str
    purpose: str
    as_of: str
    known_on: str
    composed_for: str
    organisation: str
    standing: Standing
    edition: Edition
    words: Words
    notices: tuple[str, ...] = ()
    summary: tuple[Fact, ...] = ()
    group: Group | None = None
    not_known: tuple[OpenQuestion, ...] = ()
    chronology: tuple[Fact, ...] = ()
    actions: tuple[Action, ...] = ()
    people: tuple[PersonLine, ...] = ()
    figures: tuple[FigureLine, ...] = ()
    sources: tuple[SourceLine, ...] = ()
    withheld: tuple[str, ...] = ()
    method: tuple[Labelled, ...] = ()
    audit_head: str = ""  # SEQ:HASH, the head of the audit trail when this was composed

    def __post_init__(self) -> None:
        listed = [source.number for source in self.sources]
        twice = sorted({number for number in listed if listed.count(number) > 1})
        if twice:
            raise ValueError(f"Source numbers given twice: {twice}. Number each source once.")
        unlisted = sorted(set(_cited(asdict(self))) - set(listed))
        if unlisted:
            raise ValueError(f"Cited but not listed: sources {unlisted}. Add them to `sources`.")


def _cited(value: Any) -> Iterator[int]:
    """Every source number cited anywhere inside the plain values."""
    if isinstance(value, dict):
        yield from (number for number in value.get("sources", ()) if isinstance(number, int))
        value = tuple(value.values())
    if isinstance(value, list | tuple):
        for inner in value:
            yield from _cited(inner)


def canonical_json(dossier: Dossier) -> str:
    """The content as JSON with sorted keys and no spare blanks: equal content, equal text.

    The head of the audit trail tells of a moment and not of the case: it is left out.
    """
    content = asdict(dossier)
    del content["audit_head"]
    return json.dumps(
        content, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":")
    )


def content_hash(dossier: Dossier) -> str:
    """SHA-256 (64 hexadecimal digits) of the canonical JSON in UTF-8, whatever draws it."""
    return hashlib.sha256(canonical_json(dossier).encode("utf-8")).hexdigest()
