"""Asks the site like a browser that signed in once, and watches what the database is asked.

Nothing that a request writes stays: each runs in a savepoint that is taken back.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Any

from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client

from accounts.models import User
from tests.cast import sign_in

_WRITE = re.compile(r'^\s*(?:INSERT INTO|UPDATE|DELETE FROM|TRUNCATE)\s+"?(\w+)"?', re.IGNORECASE)
STORING = ("GET", "HEAD", "POST")  # every other method is refused before a row is read
_TOKEN = re.compile(
    rb'(csrfmiddlewaretoken" value=|X-CSRFToken": |nonce=|name="submission" value=)"[^"]*"'
)
_SEARCH_KEY = re.compile(rb'(\bq(?:=|%3D)|name="q" value=")[\w-]{16}(?![\w-])')


@dataclass
class Watched:
    """What one request asked of the database: how many queries, and the tables it wrote to."""

    queries: int = 0
    written: set[str] = field(default_factory=set)

    def __call__(
        self, execute: Callable, sql: str, params: Any, many: bool, context: dict[str, Any]
    ) -> Any:
        if sql.startswith('UPDATE "accounts_session" SET "last_seen_at"'):
            return execute(sql, params, many, context)  # a sign of life, once a minute
        if not sql.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK", "SET ")):
            self.queries += 1
        written = _WRITE.match(sql)
        if written:
            self.written.add(written[1])
        return execute(sql, params, many, context)


class QuickClient(Client):
    """Django's, but without a copy of every template's context: pages are read as a browser does.

    What a view raises becomes the page of an error, as on the site.
    """

    def request(self, **request: Any) -> HttpResponse:
        answer = self.handler(self._base_environ(**request))
        self.cookies.update(answer.cookies)
        return answer


class Asker:
    """One person at the site; None for somebody who has not signed in."""

    def __init__(self, person: User | None) -> None:
        self.client = QuickClient()
        if person is not None:
            sign_in(self.client, person)
        self._signed_in = self.client.cookies.output(header="", sep=";")

    def ask(
        self, method: str, address: str, data: Any = None, **options: Any
    ) -> tuple[HttpResponse, Watched]:
        """The answer, and what it took."""
        self.client.cookies = SimpleCookie(self._signed_in)
        watched = Watched()
        with taken_back(method in STORING), connection.execute_wrapper(watched):
            answer = getattr(self.client, method.lower())(address, data, **options)
            if answer.streaming:
                answer.content = b"".join(answer.streaming_content)
        return answer, watched


@contextmanager
def taken_back(needed: bool = True) -> Iterator[None]:
    """What is written inside is rolled back."""
    with transaction.atomic() if needed else nullcontext():
        yield
        if needed:
            transaction.set_rollback(True)


def without_tokens(content: bytes) -> bytes:
    """A page without what differs from answer to answer."""
    return _SEARCH_KEY.sub(rb"\1", _TOKEN.sub(rb'\1""', content))


def answered(response: HttpResponse) -> str:
    """The answer in the words of tests/matrix/rules.py: a status, or where a redirect leads."""
    if response.status_code != 302:
        return str(response.status_code)
    to = response["Location"]
    if to.startswith(("/account/login/", "/back-office/login/")):
        return "login"
    return "index" if to == "/back-office/" else "away"
