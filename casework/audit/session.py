"""From which session a deed is done: a mark that joins deeds and opens no session."""

import hashlib
from contextvars import ContextVar

from django.contrib.sessions.backends.base import SessionBase

MARK_DIGITS = 16

# The session of the request that runs now. It is asked for its key only when something is
# recorded: signing in gives a session a new key in the middle of a request.
current_session: ContextVar[SessionBase | None] = ContextVar("current_session", default=None)


def mark_of(session_key: str | None) -> str:
    """The first 16 hexadecimal digits of the key's SHA-256; empty where there is no session."""
    if not session_key:
        return ""
    return hashlib.sha256(session_key.encode()).hexdigest()[:MARK_DIGITS]


def current_mark() -> str:
    """The mark of the session of this request; empty in commands and outside requests."""
    session = current_session.get()
    return mark_of(session.session_key) if session is not None else ""
