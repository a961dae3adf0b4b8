"""A file rests on its sources: whoever sees the file sees them, and the chain behind them."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import models, transaction

from accounts.models import User
from casework.audit.deeds import Deed
from casework.audit.trail import record
from casework.cases.models import Case, CaseCitation, CaseSource
from casework.sources.models import Citation, Relay, Source
from casework.sources.services import add_source, chain_of, cite, relay, say_same_text


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


@transaction.atomic
def add_source_of(
    *, by: User, case: Case, fields: dict[str, Any], passage: dict[str, Any] | None = None,
    same_as: Source | None = None,
) -> Source:  # fmt: skip
    """A new source of the file, with its first passage if there is one; a copy where said so.

    Raises PermissionDenied for who may not edit the file, ValidationError for a wrong field.
    """
    if not Case.objects.editable_by(by).filter(pk=case.pk).exists():
        raise PermissionDenied
    source = add_source(by=by, **fields)
    use_source(case, source)
    if passage is not None:
        use_citations(case, [cite(by=by, source=source, **passage)])
    record(by, Deed.SOURCE_ADDED, source, case=case.pk)
    if same_as is not None:
        say_same_text(by=by, source=source, of=same_as)
    return source


@transaction.atomic
def add_step(
    *, by: User, text: Source, step: dict[str, Any], new_source: dict[str, Any] | None
) -> Relay:
    """A step of the chain of a text; what it goes back to belongs to the files of the text too.

    Raises PermissionDenied for who may not edit the text, ValidationError where it would loop.
    """
    if not Source.objects.editable_by(by).filter(pk=text.pk).exists():
        raise PermissionDenied
    if new_source is not None:
        step = {**step, "upstream": add_source(by=by, **new_source)}
    stored = relay(text=text, **step)
    follow_chain(text)
    record(by, Deed.STEP_ADDED, stored, text=text.pk)
    return stored


@transaction.atomic
def add_passage(*, by: User, source: Source, case: Case | None, passage: dict) -> Citation:
    """A passage of a source, for a file that rests on it; for whoever recorded it without one.

    Raises PermissionDenied for who may not edit the source and the file, ValidationError for a
    step of another source's chain.
    """
    files = Case.objects.editable_by(by)
    if not Source.objects.editable_by(by).filter(pk=source.pk).exists():
        raise PermissionDenied
    if case is not None and not files.filter(pk=case.pk, case_sources__source=source).exists():
        raise PermissionDenied
    citation = cite(by=by, source=source, **passage)
    if case is not None:
        use_citations(case, [citation])
    record(by, Deed.PASSAGE_ADDED, citation, source=source.pk)
    return citation
