"""Writing down where a fact comes from: sources, steps of a chain, citations."""

from django.db import transaction

from accounts.models import User
from casework.sources.models import Citation, Relay, Source
from casework.sources.when import When


@transaction.atomic
def add_source(*, by: User, published: When | None = None, **fields: object) -> Source:
    """A new source; raises ValidationError where it cannot be told apart from nothing."""
    source = Source(recorded_by=by, **fields)
    if published is not None:
        source.published = published
    source.full_clean()
    source.save()
    return source


@transaction.atomic
def relay(
    *,
    text: Source,
    upstream: Source | None = None,
    unnamed_upstream: str = "",
    relation: str,
    as_stated: str = "",
) -> Relay:
    """`text` hands on what `upstream` says; raises ValidationError where the chain would loop."""
    step = Relay(
        text=text,
        upstream=upstream,
        unnamed_upstream=unnamed_upstream,
        relation=relation,
        as_stated=as_stated,
    )
    step.full_clean()
    step.save()
    return step


@transaction.atomic
def cite(*, by: User, source: Source, **fields: object) -> Citation:
    """A place in a source, with the exact words where there are any."""
    citation = Citation(recorded_by=by, source=source, **fields)
    citation.full_clean()
    citation.save()
    return citation


def chain_of(source_ids: set[int]) -> set[int]:
    """The ids of these sources and of everything they hand on, however many steps up."""
    found, fresh = set(source_ids), set(source_ids)
    while fresh:
        steps = Relay.objects.unrestricted(
            because="a chain is followed to its origin whoever reads; nothing of it is shown here"
        ).filter(text__in=fresh, upstream__isnull=False)
        # Two steps a query: few chains are longer than three.
        pairs = list(steps.values_list("upstream_id", "upstream__relays__upstream_id"))
        fresh = {beyond for _, beyond in pairs if beyond is not None} - found
        found |= fresh | {above for above, _ in pairs}
    return found
