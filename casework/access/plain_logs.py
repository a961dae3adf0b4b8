"""What a log may hold: classes, lines of code, routes and numbers. Never what anybody wrote.

A message can quote a name, a search or a row, so messages of others are dropped whole: the line
of code that spoke is told instead, and where it was a request, its route. ASVS 5.0 16.2.5.
"""

import logging
import re
import traceback
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

# Ours say what happened in words without values; so does gunicorn where it fails itself. Its
# warnings quote requests.
_OWN = {"casework": logging.DEBUG, "accounts": logging.DEBUG, "gunicorn": logging.ERROR}
_TELLING = re.compile(r"C-[0-9A-Z]{1,18}")
_FRAMES = 25

# Where formatting fails, Python would print the message with its arguments.
logging.raiseExceptions = False


class PlainFormatter(logging.Formatter):
    """One line for the record, and one for each step of an exception; arguments are dropped."""

    def format(self, record: logging.LogRecord) -> str:
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="seconds")
        line = [at, record.levelname, record.name, f"{_short(record.pathname)}:{record.lineno}"]
        told_from = _OWN.get(record.name.split(".")[0], logging.CRITICAL + 1)
        if record.levelno >= told_from and isinstance(record.msg, str):
            line.append(record.msg)
        line += _of_request(record)
        told = record.exc_info[1] if record.exc_info else None
        return "\n".join([" ".join(line), *(_of_exception(told) if told else ())])


def _of_request(record: logging.LogRecord) -> Iterator[str]:
    """Status, method, route and the numbers in the address; who asked, where that is known."""
    status, request = getattr(record, "status_code", None), getattr(record, "request", None)
    if status is not None:
        yield str(status)
    if not hasattr(request, "META"):
        return
    yield request.method if request.method in _METHODS else "another method"
    match = getattr(request, "resolver_match", None)
    yield match.route if match is not None else "an address that is none"
    for name, value in match.kwargs.items() if match is not None else ():
        if isinstance(value, int) or _TELLING.fullmatch(str(value)):
            yield f"{name}={value}"
    user = getattr(request, "_cached_user", None)  # never asks the database
    if getattr(user, "pk", None):
        yield f"user={user.pk}"


_METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}


def _of_exception(error: BaseException) -> Iterator[str]:
    """Its class and lines of code, and those of what caused it; of a database, which rule."""
    seen: set[int] = set()
    link: BaseException | None = error
    while link is not None and id(link) not in seen:
        seen.add(id(link))
        yield "  ".join([f"  {type(link).__module__}.{type(link).__qualname__}", *_rule(link)])
        for frame in traceback.extract_tb(link.__traceback__)[-_FRAMES:]:
            yield f"    {_short(frame.filename)}:{frame.lineno} {frame.name}"
        link = link.__cause__ or link.__context__


def _rule(error: BaseException) -> Iterator[str]:
    """SQLSTATE, table and constraint: names of our own, no values."""
    told: Any = getattr(error, "diag", None)
    for name in ("sqlstate", "table_name", "constraint_name"):
        value = getattr(told, name, None)
        if isinstance(value, str):
            yield f"{name}={value}"


def _short(path: str) -> str:
    return "/".join(Path(path).parts[-3:])
