"""What a source, a citation and a step of a chain are called in a list of choices."""

from casework.sources.models import Citation, Relay, Source

_WORDS_SHOWN = 80


def source_label(source: Source) -> str:
    """A source: who, when, what."""
    pieces = [source.name, source.published.phrase() if source.published.is_dated else ""]
    if source.title and source.title != source.name:
        pieces.append(source.title)
    return " · ".join(piece for piece in pieces if piece)


def citation_label(citation: Citation) -> str:
    """A citation: its source, the place in it, and its first words."""
    words = citation.quotation or citation.translation
    if len(words) > _WORDS_SHOWN:
        words = words[:_WORDS_SHOWN].rsplit(" ", 1)[0] + " …"
    quoted = f"“{words}”" if words else ""
    pieces = [source_label(citation.source), citation.locator, quoted]
    return " · ".join(piece for piece in pieces if piece)


def relay_label(step: Relay) -> str:
    """A step of a chain: who hands on, how, and what."""
    upstream = source_label(step.upstream) if step.upstream else step.unnamed_upstream
    return f"{step.text.name} · {step.get_relation_display()} · {upstream}"
