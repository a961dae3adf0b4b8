"""What a file and an entry of its history are called in a list of choices."""

from casework.cases.hedging import doubted, needed, prefaced
from casework.cases.models import Case, StatusEntry

_WORDS_SHOWN = 60


def case_label(case: Case) -> str:
    return f"{case.reference} · {case.title}"


def entry_label(entry: StatusEntry) -> str:
    """An entry: its file, what was so with all doubt, since when."""
    hedges = _hedges(entry)
    if entry.value:
        what = doubted(str(entry.get_value_display()), entry.doubt, hedges)
    else:
        what = prefaced(entry.told, entry.doubt, hedges)
        if len(what) > _WORDS_SHOWN:
            what = what[:_WORDS_SHOWN].rsplit(" ", 1)[0] + " …"
    return " · ".join(
        piece for piece in (entry.case.reference, what, entry.since.phrase()) if piece
    )


def _hedges(entry: StatusEntry) -> tuple[str, ...]:
    """Of the passages that were fetched with the entry; else they are asked for, one by one."""
    cited = getattr(entry, "citations_read", None)
    if cited is None:
        cited = entry.citations.unrestricted(
            because="only how the sources put it is told, of an entry that the reader sees"
        )
    return needed(citation.hedge for citation in cited)
