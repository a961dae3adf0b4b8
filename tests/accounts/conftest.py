"""Nothing counted from another test, and mara with a password."""

import pytest
from django.core.cache import cache
from django.db import transaction

from accounts.models import User
from tests.accounts.people import with_password
from tests.cast import Cast


@pytest.fixture(autouse=True)
def _nothing_counted_yet(db: None) -> None:
    cache.clear()


@pytest.fixture
def mara(cast: Cast) -> User:
    return with_password(cast.mara)


@pytest.fixture
def at_commit(monkeypatch: pytest.MonkeyPatch) -> None:
    """What waits for the end of the request's transaction happens within it: a test has no end."""
    monkeypatch.setattr(transaction, "on_commit", lambda done, **more: done())
