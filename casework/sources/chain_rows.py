"""Sources, steps and citations as the plain values that chains are reckoned with."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Exists, OuterRef, QuerySet

from accounts.models import User
from casework.sources.attachments import Attachment
from casework.sources.chain_fact import Finding, Passage, Question, borne_out
from casework.sources.chain_web import Link, Node, Text, Unnamed, Web
from casework.sources.codes import Hedge, Held, SourceKind
from casework.sources.models import Citation, Relay, Source
from casework.sources.when import When
from casework.sources.when_edtf import parse
from casework.sources.when_phrase import name_of

RECORDS = frozenset(
    {
        SourceKind.COURT_RECORD, SourceKind.OFFICIAL_TRANSCRIPT, SourceKind.LAW_OR_TREATY,
        SourceKind.UN_DOCUMENT, SourceKind.PARLIAMENTARY_RECORD, SourceKind.MEDICAL_RECORD,
    }
)  # fmt: skip
"""Kinds that record a matter themselves. It is enough to hold the text."""

PICTURES = frozenset({SourceKind.PHOTO, SourceKind.VIDEO_AUDIO})
"""Kinds that show a matter themselves. They count where the file is kept here to be looked at."""


def published(when: When) -> str:
    """The date of a publication without a preposition: "22 March 2008", "2006"."""
    if not when.is_dated:
        return when.words
    if when.edtf and "/" not in when.edtf and ".." not in when.edtf and "[" not in when.edtf:
        point = parse(when.edtf).starts[0]
        if not (point.approximate or point.uncertain):
            return name_of(point)
    return when.phrase()


def web_of(sources: Iterable[Source], relays: Iterable[Relay]) -> Web:
    return Web(
        [
            Text(
                key=source.pk,
                label=source.name,
                published=published(source.published),
                held=source.is_held,
                duplicate_of=source.duplicate_of_id,
                title=source.title,
                kind=str(source.get_kind_display()),
                reliability=str(source.get_reliability_display()),
            )
            for source in sources
        ],
        [
            Link(
                text=step.text_id,
                upstream=step.upstream_id,
                unnamed_upstream=step.unnamed_upstream,
                relation=step.relation,
            )
            for step in relays
        ],
    )


@dataclass(frozen=True)
class Ground:
    """Sources that facts rest on and how they hang together, for asking one fact after another.

    The sources come from `with_files`: of each it is known whether a file of it is kept here.
    """

    sources: Sequence[Source]
    relays: Sequence[Relay]

    @cached_property
    def web(self) -> Web:
        return web_of(self.sources, self.relays)

    def web_behind(self, citations: Iterable[Citation], also: Iterable[int] = ()) -> Web:
        """The chains behind passages: a text hands on many things, a passage of it only some.

        `also` names texts that are traced back whole. Nothing that none of them reaches is in it.
        """
        read = list(citations)
        cited = {self.web.one(citation.source_id) for citation in read}
        used = {citation.hands_on_id for citation in read}
        reached = self.web.reach([*cited, *map(self.web.one, also)])
        steps = [step for node in reached for step in self._steps_of.get(node, ())]
        return web_of(
            [source for node in reached for source in self._copies_of.get(node, ())],
            [s for s in steps if s.pk in used or self.web.one(s.text_id) not in cited],
        )

    def finding(
        self, citations: Sequence[Citation], *, questions: Sequence[Question] = (),
        gone: str = "", is_reviewed: bool = True,
    ) -> Finding:  # fmt: skip
        """How far these citations bear out what they are cited for: see `borne_out`."""
        against = {passage.text for question in questions for passage in question.against}
        return borne_out(
            [self.passage(citation) for citation in citations],
            self.web_behind(citations, against),
            questions=questions, gone=gone, is_reviewed=is_reviewed,
        )  # fmt: skip

    def passage(self, citation: Citation) -> Passage:
        step = self._steps.get(citation.hands_on_id)
        upstream = None
        if step is not None:
            upstream = Unnamed(step.text_id) if step.upstream_id is None else step.upstream_id
        return Passage(
            text=citation.source_id,
            goes_back_to=upstream,
            said_by=citation.said_by,
            denies=citation.hedge == Hedge.DENIED,
            records=_records(citation, self._kept),
        )

    @cached_property
    def _steps(self) -> dict[int | None, Relay]:
        return {step.pk: step for step in self.relays}

    @cached_property
    def _copies_of(self) -> dict[Node, list[Source]]:
        """A text → the sources that are it."""
        found: dict[Node, list[Source]] = {}
        for source in self.sources:
            found.setdefault(self.web.one(source.pk), []).append(source)
        return found

    @cached_property
    def _steps_of(self) -> dict[Node, list[Relay]]:
        found: dict[Node, list[Relay]] = {}
        for step in self.relays:
            found.setdefault(self.web.one(step.text_id), []).append(step)
        return found

    @cached_property
    def _kept(self) -> frozenset[int]:
        return frozenset(source.pk for source in self.sources if source.has_file)


def with_files(sources: QuerySet[Source], reader: User) -> QuerySet[Source]:
    """Sources that each know whether a file of them is kept here: `has_file`."""
    files = Attachment.objects.visible_to(reader).filter(source=OuterRef("pk"))
    return sources.annotate(has_file=Exists(files))


def _records(citation: Citation, kept: frozenset[int]) -> bool:
    """Whether a record of the matter that we hold says it, plainly and in its own words."""
    source = citation.source
    own_words = citation.hands_on_id is None and not citation.said_by
    if not own_words or citation.hedge != Hedge.STATED or source.held != Held.HELD:
        return False
    return source.kind in RECORDS or (source.kind in PICTURES and source.pk in kept)
