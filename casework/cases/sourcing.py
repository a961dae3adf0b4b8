"""A file rests on its sources: whoever sees the file sees them, and the chain behind them."""

from collections.abc import Iterable

from django.db import models

from casework.cases.models import Case, CaseCitation, CaseSource
from casework.sources.models import Citation, Source
from casework.sources.services import chain_of


def use_source(case: Case, source: Source) -> None:
    """The file rests on this source and on everything that it hands on."""
    _use(case, {source.pk})


def use_citations(case: Case, citations: Iterable[Citation]) -> None:
    """The file rests on these passages: whoever sees it reads them, and nobody else does."""
    cited = list(citations)
    if cited:
        CaseCitation.objects.bulk_create(
            [CaseCitation(case=case, citation=citation) for citation in cited],
            ignore_conflicts=True,
        )
        _use(case, {citation.source_id for citation in cited})


def rest_on(fact: models.Model, case: Case, citations: Iterable[Citation]) -> None:
    """Hang citations on a fact of the file; they and their sources become the file's own."""
    cited = list(citations)
    if cited:
        fact.citations.add(*cited)
        use_citations(case, cited)


def _use(case: Case, source_ids: set[int]) -> None:
    CaseSource.objects.bulk_create(
        [CaseSource(case=case, source_id=pk) for pk in sorted(chain_of(source_ids))],
        ignore_conflicts=True,
    )


def follow_chain(source: Source) -> None:
    """Files that rest on this source rest on what it hands on, steps added later included."""
    files = Case.objects.unrestricted(
        because="whoever reads a file that rests on a text reads where the text has it from"
    ).filter(case_sources__source=source)
    for case in files:
        use_source(case, source)
