"""Sessions as rows: kept under the digest of their key, sealed, ended when they should end.

The session engine of settings.py. How a session looks on a page is not here.
"""

import hashlib
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.base import CreateError, UpdateError
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from accounts.models import Session, User
from accounts.sealing import Unreadable, seal, unseal

STARTED, BROWSER = "started_at", "browser"  # kept in the session, copied to its row
BACKGROUND = "X-Background"  # the header of requests that a page makes by itself
_A_MINUTE = timedelta(minutes=1)


def digest(key: str) -> str:
    """What the database knows of a key."""
    return hashlib.sha256(key.encode()).hexdigest()


class SessionStore(DatabaseStore):
    """A row is found by the digest of the key, and only while it has neither ended nor died."""

    row: Session | None = None

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def encode(self, session_dict: dict[str, Any]) -> str:
        return seal(json.dumps(session_dict), self._place())

    def decode(self, session_data: str) -> dict[str, Any]:
        try:
            return json.loads(unseal(session_data, self._place()))
        except Unreadable:
            return {}

    def _place(self) -> str:
        return f"session {digest(self.session_key or '')}"

    def load(self) -> dict[str, Any]:
        alive = Session.objects.filter(ended_at=None, expire_date__gt=timezone.now())
        self.row = alive.filter(pk=digest(self.session_key)).first()
        if self.row is None:
            self._session_key = None
            return {}
        return self.decode(self.row.session_data)

    def exists(self, session_key: str) -> bool:
        return Session.objects.filter(pk=digest(session_key)).exists()

    def save(self, must_create: bool = False) -> None:
        """Raises UpdateError where the session has ended meanwhile: it does not come back."""
        if self.session_key is None:
            return self.create()
        data = self._get_session(no_load=must_create)
        stored = {
            "session_data": self.encode(data),
            "user_id": data.get(SESSION_KEY),
            "browser": data.get(BROWSER, ""),
        }
        if STARTED in data:
            stored["started_at"] = datetime.fromtimestamp(data[STARTED], UTC)
        if must_create:
            self._insert(stored)
            return None
        alive = Session.objects.filter(pk=digest(self.session_key), ended_at=None)
        if not alive.update(**stored):
            raise UpdateError
        return None

    def _insert(self, stored: dict[str, Any]) -> None:
        row = Session(session_key=digest(self.session_key), **stored)
        row.expire_date = row.dies_at(row.last_seen_at)
        try:
            with transaction.atomic():
                row.save(force_insert=True)
        except IntegrityError as error:
            raise CreateError from error

    def delete(self, session_key: str | None = None) -> None:
        """One that somebody was signed in with is marked as ended; another one goes."""
        key = session_key or self.session_key
        if key is None:
            return
        row = Session.objects.filter(pk=digest(key))
        row.filter(user=None).delete()
        _end(row)

    def sign_of_life(self) -> None:
        """The person is there: thirty minutes begin anew. Written at most once a minute."""
        now = timezone.now()
        if self.row is None or now - self.row.last_seen_at < _A_MINUTE:
            return
        alive = Session.objects.filter(pk=self.row.pk, ended_at=None)
        alive.update(last_seen_at=now, expire_date=self.row.dies_at(now))


def _end(rows: Any) -> int:
    return rows.filter(ended_at=None).update(ended_at=timezone.now(), session_data="")


def open_sessions(user: User) -> Any:
    """Where somebody is signed in at this moment, newest sign of life first."""
    now = timezone.now()
    return user.sessions.filter(ended_at=None, expire_date__gt=now).order_by("-last_seen_at")


def end_sessions(user: User, but: SessionStore | None = None) -> int:
    """End all sessions of an account, or all but one; the number of those that ended."""
    kept = digest(but.session_key) if but is not None and but.session_key else ""
    return _end(Session.objects.filter(user=user).exclude(pk=kept))


def end_one(user: User, handle: str) -> int:
    """End the session of that handle if it is theirs; 1 or 0."""
    theirs = [row.pk for row in open_sessions(user) if str(row.handle) == handle]
    return _end(Session.objects.filter(pk__in=theirs))


def end_every_session() -> int:
    """End the sessions of everybody, half-made ones included."""
    return _end(Session.objects.all())


class SignsOfLife:
    """A request that somebody made keeps their session alive; one that a page repeats does not."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated and BACKGROUND not in request.headers:
            request.session.sign_of_life()
        return self.get_response(request)
