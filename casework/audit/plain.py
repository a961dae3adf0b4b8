"""What the trail may hold beside who, what and when: ids, numbers, codes, hashes, field names.

Words of a case, a note, a name or a search have blanks, capitals or letters beyond ASCII: they are
refused, so that a careless call fails in a test. A single small ASCII word cannot be told from a
code; whoever writes a call must not pass one that somebody typed.
"""

import re
from uuid import UUID

LONGEST = 64
_SHAPES = (
    r"[a-z0-9][a-z0-9_.:/-]*",  # a code, a hash, a day, the name of a field or of a route
    r"[a-z_]+\.[A-Z][A-Za-z_]*",  # a model: cases.Case
    r"C-[0-9A-Z]{1,18}",  # the reference of a case file
)
_CODE = re.compile("|".join(_SHAPES))

Plain = bool | int | str | list | None


class NotPlain(ValueError):
    """Something that could be words of a case was about to be written into the trail."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"“{name}” cannot be recorded: the trail holds ids, numbers, codes, hashes and names "
            "of fields, and never what somebody typed. Record the id of the row that holds it."
        )


def plain(name: str, value: object) -> Plain:
    """The value as the trail keeps it; raises NotPlain, which names the value but not its text."""
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, str):
        if value and (len(value) > LONGEST or not _CODE.fullmatch(value)):
            raise NotPlain(name)
        return str(value)
    if isinstance(value, list | tuple):
        return [plain(name, one) for one in value]
    raise NotPlain(name)
