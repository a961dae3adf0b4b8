"""What the page of a source shows: its chain, its passages and everything that hangs on them."""

from functools import cached_property

from django.db.models import Model, Prefetch, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from casework.cases import status
from casework.cases.doubts import finding_of
from casework.cases.models import Case, CaseSource, Dispute, DisputedClaim, StatusEntry
from casework.pages.source_facts import Fact, case_of, citing, place_of, words_of
from casework.sources import chain
from casework.sources.attachments import Attachment
from casework.sources.chain_fact import Finding
from casework.sources.chain_rows import Ground, with_files
from casework.sources.chain_steps import Station, stations, strands
from casework.sources.copies import LikelyCopy, likely_copies, told_of
from casework.sources.models import Citation, Relay, Source
from casework.sources.services import chain_of


class SourcePage:
    """A source as one reader may see it, in a fixed number of queries."""

    def __init__(self, source: Source, reader: User) -> None:
        self.source = source
        self.reader = reader
        self._rows = citing(source, reader)
        self._entries = [row for row in self._rows if isinstance(row, StatusEntry)]
        self._disputes = self._about(self._entries)
        self.ground = self._grounded()

    def _about(self, entries: list[StatusEntry]) -> list[Dispute]:
        """The questions that put these entries in doubt, with what is said to them."""
        claims = DisputedClaim.objects.visible_to(self.reader).select_related(
            "citation__source__publisher"
        )
        return list(
            Dispute.objects.visible_to(self.reader)
            .filter(about__in=[entry.pk for entry in entries])
            .prefetch_related(Prefetch("claims", queryset=claims, to_attr="claims_read"))
        )

    def _grounded(self) -> Ground:
        """All texts that the facts here rest on, and what each goes back to."""
        cited = {citation.source_id for row in self._rows for citation in row.citations_read}
        against = {c.citation.source_id for d in self._disputes for c in d.claims_read}
        keys = chain_of({self.source.pk} | cited | against)
        sources = with_files(
            Source.objects.visible_to(self.reader).filter(pk__in=keys), self.reader
        )
        relays = Relay.objects.visible_to(self.reader).filter(text__in=keys)
        return Ground(list(sources.select_related("publisher")), list(relays))

    # Its chain.

    @property
    def written_out(self) -> str:
        return chain.written_out(self.source.pk, self.ground.web)

    @cached_property
    def strands(self) -> list[list[Station]]:
        """Each way back to an origin, told from the origin forward; a lone text has none."""
        web, key = self.ground.web, self.source.pk
        return [list(stations(key, strand, web)) for strand in strands(key, web) if strand]

    @cached_property
    def handed_on_by(self) -> list[Relay]:
        """The texts that hand this one on, the unseen ones left out."""
        steps = Relay.objects.visible_to(self.reader).filter(upstream=self.source)
        return list(steps.select_related("text__publisher"))

    # What it says, and what rests on that.

    @cached_property
    def facts(self) -> list[Fact]:
        return [self._fact(row) for row in self._rows]

    def _fact(self, row: Model) -> Fact:
        one = self.ground.web.one
        left = [c for c in row.citations_read if one(c.source_id) != one(self.source.pk)]
        address, stands_in = place_of(row)
        return Fact(
            row, words_of(row), address, stands_in, self._finding(row, row.citations_read),
            self._finding(row, left),
        )  # fmt: skip

    def _finding(self, row: Model, cited: list[Citation]) -> Finding:
        correction = self._corrections.get(row.pk) if isinstance(row, StatusEntry) else None
        return finding_of(row, cited, self.ground, disputes=self._disputes, correction=correction)

    @cached_property
    def _corrections(self) -> dict[int, StatusEntry]:
        """What corrects an entry may cite another source."""
        cases = {entry.case_id for entry in self._entries}
        history = StatusEntry.objects.visible_to(self.reader).filter(
            Q(corrects__isnull=False) | Q(pk__in=[entry.pk for entry in self._entries]),
            case__in=cases,
        )
        return status.corrections(list(history.with_reviews()))

    @cached_property
    def passages(self) -> list[tuple[Citation, list[Fact]]]:
        """Each passage with the facts that cite it."""
        found = Citation.objects.visible_to(self.reader).filter(source=self.source)
        by_passage: dict[int, list[Fact]] = {}
        for fact in self.facts:
            for citation in fact.row.citations_read:
                by_passage.setdefault(citation.pk, []).append(fact)
        shown = found.select_related("hands_on__upstream__publisher", "hands_on__text__publisher")
        return [(citation, by_passage.get(citation.pk, [])) for citation in shown]

    @cached_property
    def without_it(self) -> list[str]:
        """What would be left of the facts here without this text and its copies, in sentences."""
        lost = sum(fact.is_lost for fact in self.facts)
        weaker = sum(fact.is_weaker and not fact.is_lost for fact in self.facts)
        said = []
        if lost:
            said.append(
                ngettext(
                    "Without this source: %(count)d fact has no source left.",
                    "Without this source: %(count)d facts have no source left.",
                    lost,
                )
                % {"count": lost}
            )
        if weaker:
            said.append(
                ngettext(
                    "%(count)d more is borne out less.",
                    "%(count)d more are borne out less.",
                    weaker,
                )
                % {"count": weaker}
            )
        if self.facts and not said:
            said.append(_("Without this source every fact here is borne out as well as with it."))
        return said

    # Copies, files, and where it is used.

    @cached_property
    def original(self) -> Source | None:
        sources = Source.objects.visible_to(self.reader).select_related("publisher")
        return sources.filter(pk=self.source.duplicate_of_id).first()

    @cached_property
    def copies(self) -> QuerySet[Source]:
        copies = Source.objects.visible_to(self.reader).filter(duplicate_of=self.source)
        return copies.select_related("publisher")

    @cached_property
    def likely(self) -> list[LikelyCopy]:
        return likely_copies(told_of(self.source, self.reader), self.reader)

    @cached_property
    def attachments(self) -> QuerySet[Attachment]:
        files = Attachment.objects.visible_to(self.reader).filter(source=self.source)
        return files.select_related("recorded_by")

    @cached_property
    def may_edit(self) -> bool:
        return Source.objects.editable_by(self.reader).filter(pk=self.source.pk).exists()

    @cached_property
    def cases(self) -> QuerySet[Case]:
        """The files that rest on it, and those in which something cites it."""
        rest = CaseSource.objects.visible_to(self.reader).filter(source=self.source)
        named = {case.pk for case in map(case_of, self._rows) if case is not None}
        return Case.objects.visible_to(self.reader).filter(
            Q(pk__in=rest.values("case")) | Q(pk__in=named)
        )
