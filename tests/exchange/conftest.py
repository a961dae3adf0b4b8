"""The demonstration world, loaded once for the tests of this folder and rolled back after them."""

from collections.abc import Iterator

import pytest
from django.db import transaction

from accounts.models import User
from casework.exchange.demonstration import load
from casework.exchange.demonstration_world import World


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker) -> Iterator[World]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield load()
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def mara(world: World) -> User:
    """East Asia's caseworker: everything that is told of real people is in her team's files."""
    return world.users["mara"]
