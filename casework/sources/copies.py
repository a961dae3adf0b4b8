"""Sources that may be one text, and what is alike in them. A person decides; nothing merges."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from django.db.models import Q, QuerySet, Value
from django.db.models.functions import Length
from django.utils.translation import gettext as _

from accounts.models import User
from casework.sources.attachments import Attachment
from casework.sources.likeness import SHORTEST_QUOTATION, AddressKey, QuotationKey
from casework.sources.models import Citation, Organisation, Source
from casework.sources.when import When

_ALIKE = 0.8
_MOST = 10


@dataclass(frozen=True)
class Told:
    """What is known of a text that may be there already; `source` where it is stored itself."""

    url: str = ""
    title: str = ""
    publisher: Organisation | None = None
    described_as: str = ""
    published: When = field(default_factory=When.unknown)
    quotations: tuple[str, ...] = ()
    digests: tuple[str, ...] = ()
    source: Source | None = None


@dataclass(frozen=True)
class LikelyCopy:
    """A source that may be the same text, and why: “the same address”."""

    source: Source
    reasons: tuple[str, ...]


def told_of(source: Source, reader: User) -> Told:
    """What this reader may compare of a stored source."""
    quoted = Citation.objects.visible_to(reader).filter(source=source)
    files = Attachment.objects.visible_to(reader).filter(source=source)
    return Told(
        url=source.url, title=source.title, publisher=source.publisher,
        described_as=source.described_as, published=source.published, source=source,
        quotations=tuple(quoted.values_list("quotation", flat=True)),
        digests=tuple(files.values_list("sha256", flat=True)),
    )  # fmt: skip


def likely_copies(told: Told, reader: User) -> list[LikelyCopy]:
    """Other sources that this reader may see and that may be the same text, at most ten.

    By the same address; the same publisher or description and date with a like title; the same
    words quoted, of 40 letters or more; or the same file. Those marked as the same are left out.
    """
    found: dict[int, list[str]] = {}
    for reason, keys in (
        (_("the same file"), _with_file(told, reader)),
        (_("the same address"), _with_address(told, reader)),
        (_("the same words are quoted from it"), _with_words(told, reader)),
        (_("the same publisher and date, and a title like it"), _with_title(told, reader)),
    ):
        for key in keys:
            found.setdefault(key, []).append(reason)
    others = _others(told, reader).filter(pk__in=list(found)[:_MOST]).select_related("publisher")
    rows = {source.pk: source for source in others}
    return [LikelyCopy(rows[key], tuple(why)) for key, why in found.items() if key in rows]


def _others(told: Told, reader: User) -> QuerySet[Source]:
    sources = Source.objects.visible_to(reader)
    if told.source is None:
        return sources
    same = Q(pk=told.source.pk) | Q(duplicate_of=told.source.pk)
    if told.source.duplicate_of_id is not None:
        same |= Q(pk=told.source.duplicate_of_id) | Q(duplicate_of=told.source.duplicate_of_id)
    return sources.exclude(same)


def _with_address(told: Told, reader: User) -> Iterable[int]:
    if not told.url:
        return []
    rows = _others(told, reader).exclude(url="").annotate(key=AddressKey("url"))
    return rows.filter(key=AddressKey(Value(told.url))).values_list("pk", flat=True)[:_MOST]


def _with_words(told: Told, reader: User) -> Iterable[int]:
    words = {text for text in told.quotations if len(text) >= SHORTEST_QUOTATION}
    if not words:
        return []
    rows = Citation.objects.visible_to(reader).annotate(
        key=QuotationKey("quotation"), letters=Length("quotation")
    )
    alike = rows.filter(
        key__in=[QuotationKey(Value(text)) for text in words], letters__gte=SHORTEST_QUOTATION
    )
    keys = alike.order_by("source").values_list("source", flat=True).distinct()
    return [key for key in keys[: _MOST + 1] if told.source is None or key != told.source.pk]


def _with_file(told: Told, reader: User) -> Iterable[int]:
    if not told.digests:
        return []
    files = Attachment.objects.visible_to(reader).filter(sha256__in=told.digests)
    return files.order_by("source").values_list("source", flat=True).distinct()[: _MOST + 1]


def _with_title(told: Told, reader: User) -> Iterable[int]:
    """Titles are compared here: few texts of one publisher are of one date."""
    by_whom = Q(publisher=told.publisher) if told.publisher else Q(publisher=None)
    if told.publisher is None:
        by_whom &= Q(described_as__iexact=told.described_as) & ~Q(described_as="")
    dated = told.published.is_dated
    if not (told.title and dated and (told.publisher or told.described_as)):
        return []
    rows = _others(told, reader).filter(
        by_whom,
        published_earliest=told.published.earliest,
        published_latest=told.published.latest,
    )
    titles = rows.exclude(title="").values_list("pk", "title")[:200]
    return [pk for pk, title in titles if _is_like(title, told.title)]


def _is_like(one: str, other: str) -> bool:
    one, other = _plain(one), _plain(other)
    return one in other or other in one or SequenceMatcher(None, one, other).ratio() >= _ALIKE


def _plain(title: str) -> str:
    """Letters and digits only, with single spaces, in small letters."""
    folded = unicodedata.normalize("NFC", title).casefold()
    return " ".join("".join(c if c.isalnum() else " " for c in folded).split())
