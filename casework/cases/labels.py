"""What a file and an entry of its history are called in a list of choices."""

from casework.cases.models import Case, StatusEntry

_WORDS_SHOWN = 60


def case_label(case: Case) -> str:
    return f"{case.reference} · {case.title}"


def entry_label(entry: StatusEntry) -> str:
    """An entry: its file, what was so with all doubt, since when.

    Raises AttributeError where its citations were not fetched (citations_read).
    """
    what = entry.said
    if not entry.value and len(what) > _WORDS_SHOWN:
        what = what[:_WORDS_SHOWN].rsplit(" ", 1)[0] + " …"
    return " · ".join(
        piece for piece in (entry.case.reference, what, entry.since.phrase()) if piece
    )
