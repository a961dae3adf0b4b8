"""Which source tells an update, and of what date it is: from there "Tuesday" is counted."""

from collections.abc import Callable, Mapping
from typing import Any

from casework.sources.when import When
from casework.sources.when_reading import read

OLD, NEW = "old", "new"
FIELDS = ("source_choice", "source", "source_date", "source_date_reading")


def told_in(data: Mapping[str, Any], of_source: Callable[[str], When | None]) -> When | None:
    """The date of the source that raw data of the form names; None where it names none.

    `of_source` gives the date of a known source by its key as typed, None for a key that is none.
    A source without a date is `When.unknown()`.
    """
    if data.get("source_choice") == OLD:
        return of_source(data.get("source", "")) or When.unknown()
    if data.get("source_choice") != NEW:
        return None
    reading = read(data.get("source_date", ""))
    chosen = data.get("source_date_reading")
    found = [when for key, _label, when in reading.keyed() if key == chosen]
    return found[0] if found else reading.when or When.unknown()
