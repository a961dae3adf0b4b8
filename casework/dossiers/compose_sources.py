"""Numbered sources with their chains, from the origin to the text that was before us."""

from collections.abc import Iterable

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from casework.dossiers.compose_dates import day
from casework.dossiers.compose_selection import Selection
from casework.dossiers.document import ChainLink, SourceLine
from casework.sources import chain_steps
from casework.sources.chain_rows import published
from casework.sources.chain_steps import Strand
from casework.sources.missing import missing_words
from casework.sources.models import Source


def sources(selection: Selection) -> tuple[SourceLine, ...]:
    return tuple(_source(selection, source) for source in selection.sources)


def _source(selection: Selection, source: Source) -> SourceLine:
    first, *others = _in_use_first(selection, source)
    return SourceLine(
        number=selection.numbers[source.pk],
        text=source_words(source),
        chain=tuple(_stations(selection, source.pk, first)),
        reliability=str(source.get_reliability_display()),
        address=source.url,
        accessed=day(source.accessed_on) if source.accessed_on else "",
        note="\n".join(_notes(selection, source, others)),
    )


def source_words(source: Source) -> str:
    """Author, publisher, title, kind and date, as far as they are recorded."""
    publisher = ""
    if source.publisher is not None:
        publisher = source.publisher.name
        if source.publisher.short_name:
            publisher = f"{publisher} ({source.publisher.short_name})"
    words = [
        source.author,
        publisher,
        source.described_as,
        f"“{source.title}”" if source.title else "",
        str(source.get_kind_display()),
        published(source.published)
        or _("date: %(why)s") % {"why": missing_words(source.published_missing)},
    ]
    return f"{capfirst(', '.join(filter(None, words)))}."


def _notes(selection: Selection, source: Source, others: Iterable[Strand]) -> Iterable[str]:
    """What else must be known of it: copies, further chains, access, changes, our remark."""
    for number in _copied(selection, source):
        yield _("The same text as [%(number)s]; one source, not two.") % {"number": number}
        others = ()
    for strand in others:
        yield _("It also hands on: %(chain)s.") % {"chain": _told(selection, source.pk, strand)}
    if source.page_updated_on:
        yield _("The page says that it was last changed on %(day)s.") % {
            "day": day(source.page_updated_on)
        }
    if source.access_terms:
        yield _("Access: %(terms)s.") % {"terms": source.access_terms}
    yield f"{capfirst(str(source.get_held_display()))}."
    if source.remark:
        yield source.remark


def _copied(selection: Selection, source: Source) -> list[int]:
    """The number of the text that this one is a copy of, if it is listed."""
    number = selection.numbers.get(source.duplicate_of_id)
    return [] if number is None else [number]


def _in_use_first(selection: Selection, source: Source) -> list[Strand]:
    """The chains of a source, first those that a passage cited here repeats.

    None of them first, but the text by itself, where only its own words are cited.
    """
    every = chain_steps.strands(source.pk, selection.web)
    if not source.is_held:
        return every
    used = selection.steps_used(source)
    is_used = [s and (s[0].upstream, s[0].unnamed_upstream) in used for s in every]
    told = [strand for strand, used_here in zip(every, is_used, strict=True) if used_here]
    others = [s for s, used_here in zip(every, is_used, strict=True) if s and not used_here]
    return [*(told or [[]]), *others]


def _stations(selection: Selection, key: int, strand: Strand) -> Iterable[ChainLink]:
    """The stations of a chain from the origin to the text in hand."""
    for station in chain_steps.stations(key, strand, selection.web):
        yield ChainLink(text=station.words, seen=station.seen)


def _told(selection: Selection, key: int, strand: Strand) -> str:
    """A chain in one line, each station with whether we have seen it."""
    seen = {True: _("seen"), False: _("not seen")}
    return ", ".join(
        f"{link.text} ({seen[link.seen]})" for link in _stations(selection, key, strand)
    )
