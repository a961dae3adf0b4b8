"""The history, figures and open questions as tables to take out, each row with its doubt.

They are entered through the forms; tables that can be read in again are in resources.py.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from operator import attrgetter
from typing import Any

from django.db.models import Model, Prefetch, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from import_export.fields import Field

from casework.access.resources import GuardedResource
from casework.cases import status
from casework.cases.doubts import finding_of
from casework.cases.hedging import Sourced, hedge_of
from casework.cases.knowledge import known_rows
from casework.cases.models import Case, Dispute, DisputedClaim, Figure, StatusEntry
from casework.cases.resources import SEPARATOR
from casework.cases.vantage import NOW, Vantage
from casework.sources.chain import written_out
from casework.sources.chain_rows import Ground, with_files
from casework.sources.codes import Hedge
from casework.sources.models import Citation, Relay, Source
from casework.sources.passages import citations_read
from casework.sources.resources import WhenPhrase
from casework.sources.services import chain_of


def date_columns(name: str) -> list[str]:
    """A date as told and as understood; the last two are bounds and not days on which it was."""
    parts = ("words", "edtf", "origin", "earliest", "latest")
    return [name, *(f"{name}_{part}" for part in parts)]


def hedge_words(fact: Sourced) -> str:
    """How the sources put a fact, in a cell; empty where one of them states it plainly."""
    return SEPARATOR.join(str(Hedge(hedge).label) for hedge in hedge_of(fact))


def bare(number: Decimal | None) -> str:
    """17 and not 17.00; empty where there is none."""
    if number is None:
        return ""
    return str(int(number)) if number == int(number) else str(number)


class SaysWho:
    """Passages in words, each with the chain behind it, as far as one reader may see it."""

    def __init__(self, reader: Any, source_ids: Iterable[int | None]) -> None:
        ids = chain_of({key for key in source_ids if key is not None})
        sources = Source.objects.visible_to(reader).filter(pk__in=ids)
        relays = Relay.objects.visible_to(reader).filter(text__in=ids)
        read = with_files(sources, reader).select_related("publisher")
        self.ground = Ground(list(read), list(relays))
        self.known = {source.pk for source in self.ground.sources}

    def told(self, citations: Iterable[Citation]) -> str:
        return SEPARATOR.join(self.passage(citation) for citation in citations)

    def passage(self, citation: Citation) -> str:
        """Chain, speaker and exact words: «VOA …, cited in CECC …» (the principal): “…”."""
        web = self.ground.web_behind([citation])
        chain = written_out(citation.source_id, web) if citation.source_id in self.known else ""
        said = f"{chain} ({citation.said_by})" if citation.said_by else chain
        return f"{said}: “{citation.quotation}”" if citation.quotation else said


class CitedTable(GuardedResource):
    """Rows that rest on passages: who says so, through whom, and how it is put."""

    case = Field(column_name="case")
    hedge = Field(column_name="hedge")
    borne_out = Field(column_name="borne_out")
    sources = Field(column_name="sources")

    def filter_export(self, queryset: QuerySet, **kwargs: Any) -> QuerySet:
        self.says_who = SaysWho(self.user, queryset.values_list("citations__source", flat=True))
        own = queryset.prefetch_related(None)  # the list may have fetched passages of its own
        return own.select_related("case").prefetch_related(citations_read(self.user))

    def dehydrate_case(self, row: Model) -> str:
        return row.case.reference

    def dehydrate_hedge(self, row: Model) -> str:
        return hedge_words(row)

    def dehydrate_borne_out(self, row: Model) -> str:
        finding = finding_of(row, row.citations_read, self.says_who.ground)
        return f"{finding.label}: {finding.why}"

    def dehydrate_sources(self, row: Model) -> str:
        return self.says_who.told(row.citations_read)


class EntryTable(CitedTable):
    """One row for each entry of the history, whether it is confirmed and holds or not.

    Looked at from a day, as the list is: with the reviews, the passages, the questions and the
    corrections that were known then.
    """

    said = Field(column_name="said")
    of_whom = Field(column_name="of_whom")
    since = WhenPhrase("since", "since", readonly=True)
    until = WhenPhrase("until", "until", readonly=True)
    review = Field(column_name="review")
    corrects = Field(column_name="corrects", attribute="corrects_id", readonly=True)
    as_of = Field(column_name="as_of")
    as_known_on = Field(column_name="as_known_on")

    class Meta(GuardedResource.Meta):
        model = StatusEntry
        name = gettext_lazy("Status history")
        fields = [
            "id", "case", "axis", "value", "said", "of_whom", "certainty", "hedge",
            *date_columns("since"), "since_missing", *date_columns("until"), "place",
            "place_missing", "told", "review", "borne_out", "sources", "known_on", "reason",
            "corrects", "reason_in_words", "as_of", "as_known_on",
        ]  # fmt: skip

    def __init__(self, vantage: Vantage = NOW, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.vantage = vantage

    def filter_export(self, queryset: QuerySet, **kwargs: Any) -> QuerySet:
        found = super().filter_export(queryset, **kwargs)
        self.questions = self._questions(queryset)
        files = Case.objects.visible_to(self.user).filter(entries__in=queryset)
        histories = StatusEntry.objects.visible_to(self.user).filter(case__in=files)
        self.corrections = status.corrections(list(histories.as_known(self.vantage)))
        return found.with_reviews(self.vantage).select_related("case", "part", "person")

    def iter_queryset(self, queryset: QuerySet) -> Iterator[StatusEntry]:
        """Each entry with the passages that it rested on then."""
        for row in super().iter_queryset(queryset):
            row.citations_read = [
                passage for passage in row.citations_read
                if self.vantage.knows(
                    told_on=date.min, recorded_at=passage.recorded_at,
                    opened_at=row.case.recorded_at,
                )
            ]  # fmt: skip
            yield row

    def _questions(self, entries: QuerySet) -> dict[int, list[Dispute]]:
        """The key of an entry → the questions about it, with what the sources say to them."""
        claims = DisputedClaim.objects.visible_to(self.user).filter(dispute__about__in=entries)
        asked = Dispute.objects.visible_to(self.user).filter(about__in=entries)
        read = {
            question.pk: question for question in self._known(asked.select_related("case"), "case")
        }
        found = defaultdict(list)
        for question in read.values():
            question.claims_read = []
            found[question.about_id].append(question)
        related = claims.select_related("citation__source", "dispute__case")
        for claim in self._known(related, "dispute.case"):
            if claim.dispute_id in read:
                read[claim.dispute_id].claims_read.append(claim)
        return found

    def _known(self, rows: QuerySet, file: str) -> list[Any]:
        opened_at = attrgetter(f"{file}.recorded_at")
        return known_rows(rows, self.user, self.vantage, opened_at)

    def dehydrate_as_of(self, row: StatusEntry) -> str:
        return self.vantage.on.isoformat() if self.vantage.on else ""

    def dehydrate_as_known_on(self, row: StatusEntry) -> str:
        return self.vantage.known_on.isoformat() if self.vantage.known_on else ""

    def dehydrate_said(self, row: StatusEntry) -> str:
        return row.said

    def dehydrate_told(self, row: StatusEntry) -> str:
        return row.told_with_doubt

    def dehydrate_of_whom(self, row: StatusEntry) -> str:
        return str(row.subject_words)

    def dehydrate_review(self, row: StatusEntry) -> str:
        return str(row.review_state)

    def dehydrate_borne_out(self, row: StatusEntry) -> str:
        finding = finding_of(
            row, row.citations_read, self.says_who.ground, disputes=self.questions[row.pk],
            correction=self.corrections.get(row.pk),
        )  # fmt: skip
        return f"{finding.label}: {finding.why}"


class FigureTable(CitedTable):
    """One row for each stated number; none is summed, and what nobody stated stays empty."""

    number = Field(column_name="number")
    part = Field(column_name="part")
    low = Field(column_name="low")
    high = Field(column_name="high")
    breakdown = Field(column_name="breakdown")
    as_of = WhenPhrase("as_of", "as_of", readonly=True)
    estimating_body = Field(column_name="estimating_body")

    class Meta(GuardedResource.Meta):
        model = Figure
        name = gettext_lazy("Figures")
        fields = [
            "id", "case", "part", "measures_group", "number", "qualifier", "low", "high", "unit",
            "population", "area", "area_missing", "breakdown", *date_columns("as_of"),
            "as_of_missing", "estimated_by", "estimating_body", "estimated_by_missing", "remark",
            "hedge", "borne_out", "sources", "known_on", "withdrawn_on", "withdrawn_because",
        ]  # fmt: skip

    def filter_export(self, queryset: QuerySet, **kwargs: Any) -> QuerySet:
        found = super().filter_export(queryset, **kwargs)
        return found.select_related("case", "part", "estimating_body")

    def dehydrate_number(self, row: Figure) -> str:
        return row.in_words

    def dehydrate_part(self, row: Figure) -> str:
        return row.part.name if row.part else ""

    def dehydrate_low(self, row: Figure) -> str:
        return bare(row.low)

    def dehydrate_high(self, row: Figure) -> str:
        return bare(row.high)

    def dehydrate_breakdown(self, row: Figure) -> str:
        return SEPARATOR.join(f"{who}: {count}" for who, count in row.breakdown.items())

    def dehydrate_estimating_body(self, row: Figure) -> str:
        return row.estimating_body.name if row.estimating_body else ""


class QuestionTable(GuardedResource):
    """One row for each question that the sources do not settle, with what each says to it."""

    case = Field(column_name="case")
    claims = Field(column_name="claims")

    class Meta(GuardedResource.Meta):
        model = Dispute
        name = gettext_lazy("What is not known or disputed")
        fields = [
            "id", "case", "question", "position", "adopted_answer", "reasoning", "claims",
            "known_on",
        ]  # fmt: skip

    def filter_export(self, queryset: QuerySet, **kwargs: Any) -> QuerySet:
        claims = DisputedClaim.objects.visible_to(self.user).select_related("citation__source")
        asked = claims.filter(dispute__in=queryset)
        self.says_who = SaysWho(self.user, asked.values_list("citation__source", flat=True))
        return queryset.select_related("case").prefetch_related(
            Prefetch("claims", queryset=claims, to_attr="claims_read")
        )

    def dehydrate_case(self, row: Dispute) -> str:
        return row.case.reference

    def dehydrate_claims(self, row: Dispute) -> str:
        return SEPARATOR.join(self._claim(claim) for claim in row.claims_read)

    def _claim(self, claim: DisputedClaim) -> str:
        words = {
            "stance": claim.get_stance_display(),
            "claim": claim.claim,
            "who": self.says_who.passage(claim.citation),
            "hedge": claim.citation.get_hedge_display(),
        }
        return _("%(stance)s (%(hedge)s): %(claim)s – %(who)s") % words
