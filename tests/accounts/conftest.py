"""Nothing counted from another test, and mara with a password."""

import pytest
from django.core.cache import cache

from accounts.models import User
from tests.accounts.people import with_password
from tests.cast import Cast


@pytest.fixture(autouse=True)
def _nothing_counted_yet(db: None) -> None:
    cache.clear()


@pytest.fixture
def mara(cast: Cast) -> User:
    return with_password(cast.mara)
