"""When a state began and ended, told in one phrase: "since January 2007", "from May to June 2008".

The same words about something that happened once say only between which days it did: how these
are read is in when_reading.py.
"""

import re

from casework.sources.when import When, from_edtf
from casework.sources.when_reading import read
from casework.sources.when_shapes import plain

_BOTH = re.compile(
    r"(?:ever )?(?:from|since|starting) (?P<both>.+ (?:to|until|till|through|up to|[-–]) .+)"
)
_BEGUN = re.compile(r"(?:ever )?(?:since|from|starting) .+")


def tells_an_end(when: When) -> bool:
    """True where the words tell both when a state began and when it ended."""
    return _BOTH.fullmatch(plain(when.words)) is not None


def stretch(when: When) -> tuple[When, When]:
    """When a state began and when it ended, each with all the words; unknown where not told.

    "Since January 2007" began in January 2007, not in January 2007 or later. A date that is told
    in another way is the beginning as it is.
    """
    said = plain(when.words)
    both = _BOTH.fullmatch(said)
    edtf = when.edtf
    if both and not edtf:
        reading = read(f"from {both['both']}")
        edtf = reading.when.edtf if reading.when else ""
    if "/" not in edtf or not _BEGUN.fullmatch(said):
        return when, When.unknown()
    first, last = edtf.split("/")
    begun = from_edtf(first, when.words, origin=when.origin)
    if last in {"", ".."}:
        return begun, When.unknown()
    return begun, from_edtf(last, when.words, origin=when.origin)
