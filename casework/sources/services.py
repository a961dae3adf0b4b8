"""Writing down where a fact comes from: sources, steps of a chain, citations."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from casework.audit.deeds import Deed
from casework.audit.trail import record
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


@transaction.atomic
def say_same_text(*, by: User, source: Source, of: Source) -> bool:
    """`source` is the same text as `of` from now on; False where that was said already.

    Its own copies become copies of that text too. Raises PermissionDenied for who may not edit
    the source, ValidationError where the two cannot be one.
    """
    stored = _to_edit(by, source)
    other = Source.objects.visible_to(by).filter(pk=of.pk).first()
    if other is None:
        raise PermissionDenied
    first = Source.objects.visible_to(by).filter(pk=other.duplicate_of_id).first() or other
    if stored.duplicate_of_id == first.pk:
        return False
    if stored.pk in {other.pk, first.pk}:
        raise ValidationError(_("That text is marked as the same as this one already."))
    if first.pk in chain_of({stored.pk}) or stored.pk in chain_of({first.pk}):
        raise ValidationError(
            _(
                "One of the two hands on what the other says, so they are two texts. If the chain "
                "is wrong, remove that step first."
            )
        )
    for copy in [stored, *Source.objects.editable_by(by).filter(duplicate_of=stored)]:
        _put_duplicate(copy, first)
    record(by, Deed.SOURCES_SAID_ONE, stored, of=first.pk)
    return True


@transaction.atomic
def say_two_texts(*, by: User, source: Source) -> bool:
    """`source` is a text of its own from now on; False where it was one already."""
    stored = _to_edit(by, source)
    if stored.duplicate_of_id is None:
        return False
    of = stored.duplicate_of_id
    _put_duplicate(stored, None)
    record(by, Deed.SOURCES_TOLD_APART, stored, of=of)
    return True


def _to_edit(by: User, source: Source) -> Source:
    stored = Source.objects.editable_by(by).select_for_update().filter(pk=source.pk).first()
    if stored is None:
        raise PermissionDenied
    return stored


def _put_duplicate(source: Source, of: Source | None) -> None:
    source.duplicate_of = of
    source.version += 1
    source.full_clean()
    source.save(update_fields=["duplicate_of", "version"])


def chain_of(source_ids: set[int]) -> set[int]:
    """The ids of these sources and of everything they hand on, however many steps up."""
    found, fresh = set(source_ids), set(source_ids)
    while fresh:
        steps = Relay.objects.unrestricted(
            because="a chain is followed to its origin whoever reads; nothing of it is shown here"
        ).filter(text__in=fresh, upstream__isnull=False)
        # Two steps a query: few chains are longer than three.
        pairs = list(steps.values_list("upstream_id", "upstream__relays__upstream_id"))
        fresh = {beyond for _above, beyond in pairs if beyond is not None} - found
        found |= fresh | {above for above, _beyond in pairs}
    return found
