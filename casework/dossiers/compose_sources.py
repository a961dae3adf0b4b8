"""Numbered sources with their chains, from the origin to the text that was before us."""

from collections.abc import Iterable

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from casework.dossiers.compose_dates import day, published
from casework.dossiers.compose_selection import Selection
from casework.dossiers.document import ChainLink, SourceLine
from casework.sources.chain import Link, Unnamed
from casework.sources.chain_web import Node
from casework.sources.chain_words import RELAYED, named
from casework.sources.missing import missing_words
from casework.sources.models import Source

Strand = list[Link]
"""Steps of a chain from the text in hand backwards; the last one leads to the origin."""


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
    every = strands(selection, source.pk)
    if not source.is_held:
        return every
    used = selection.steps_used(source)
    is_used = [s and (s[0].upstream, s[0].unnamed_upstream) in used for s in every]
    told = [strand for strand, used_here in zip(every, is_used, strict=True) if used_here]
    others = [s for s, used_here in zip(every, is_used, strict=True) if s and not used_here]
    return [*(told or [[]]), *others]


def strands(selection: Selection, key: int) -> list[Strand]:
    """Every way back from a text to an origin; each text is traced back once.

    At least one strand, empty for a text that goes back to no other. A text that we have not
    seen is traced forward as well, to the nearest one that we have: it is known only through it.
    """
    web = selection.web
    found: list[Strand] = []
    traced = set()
    waiting: list[Strand] = [_known_through(selection, key)]
    while waiting:
        strand = waiting.pop(0)
        here: Node = web.upstream(strand[-1]) if strand else web.one(key)
        links = [] if isinstance(here, Unnamed) or here in traced else web.links(here)
        traced.add(here)
        waiting = [[*strand, link] for link in links] + waiting
        if not links:
            found.append(strand)
    return found


def _known_through(selection: Selection, key: int) -> Strand:
    """The steps from the nearest text that we have seen back to one that we have not."""
    web = selection.web
    if web.texts[key].held:
        return []
    held = [text.key for text in web.texts.values() if text.held]
    ways = [way for way in (web.way(web.one(other), web.one(key)) for other in held) if way]
    nearest = min(ways, key=lambda way: (len(way), str(way)), default=())
    return [
        next(link for link in web.links(lower) if web.upstream(link) == upper)
        for lower, upper in zip(nearest, nearest[1:], strict=False)
    ]


def _stations(selection: Selection, key: int, strand: Strand) -> Iterable[ChainLink]:
    """The stations of a chain from the origin to the text in hand."""
    web = selection.web
    origin: Node = web.upstream(strand[-1]) if strand else key
    yield ChainLink(text=_named(selection, origin), seen=_seen(selection, origin))
    for link in reversed(strand):
        text = key if web.one(link.text) == web.one(key) else link.text
        words = RELAYED[link.relation] % {"text": _named(selection, text)}
        yield ChainLink(text=words, seen=_seen(selection, text))


def _named(selection: Selection, node: Node) -> str:
    """A text with its date; with its title too where another one is called the same."""
    web, name = selection.web, named(node, selection.web)
    alike = [text.key for text in web.texts.values() if named(text.key, web) == name]
    title = next((s.title for s in selection.material.sources if s.pk == node), "")
    if len({web.one(key) for key in alike}) < 2 or not title:
        return name
    return _("%(name)s, “%(title)s”") % {"name": name, "title": title}


def _seen(selection: Selection, node: Node) -> bool:
    text = None if isinstance(node, Unnamed) else selection.web.texts.get(node)
    return text is not None and text.held


def _told(selection: Selection, key: int, strand: Strand) -> str:
    """A chain in one line, each station with whether we have seen it."""
    seen = {True: _("seen"), False: _("not seen")}
    return ", ".join(
        f"{link.text} ({seen[link.seen]})" for link in _stations(selection, key, strand)
    )
