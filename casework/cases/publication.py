"""Which source tells an update, and of what date it is: from there "Tuesday" is counted."""

from collections.abc import Callable, Mapping
from typing import Any

from casework.sources.when import When
from casework.sources.when_reading import read

OLD, NEW, PASSAGE = "old", "new", "passage"
FIELDS = ("source_choice", "source", "passage", "source_date", "source_date_reading")

Dates = Callable[[str], When | None]
"""The date of a known source by its key as typed, None for a key that is none."""


def told_in(data: Mapping[str, Any], of_source: Dates, of_passage: Dates) -> When | None:
    """The date of the source that raw data of the form names; None where it names none.

    `of_passage` is asked by the key of a passage. A source without a date is `When.unknown()`.
    """
    if data.get("source_choice") == OLD:
        return of_source(data.get("source", "")) or When.unknown()
    if data.get("source_choice") == PASSAGE:
        return of_passage(data.get("passage", "")) or When.unknown()
    if data.get("source_choice") != NEW:
        return None
    reading = read(data.get("source_date", ""))
    chosen = data.get("source_date_reading")
    found = [when for key, _label, when in reading.keyed() if key == chosen]
    return found[0] if found else reading.when or When.unknown()
