"""The site calls nobody: all of it is read with every way out shut."""

import socket
from typing import Any

import pytest

from tests.worlds.asking import Asker
from tests.worlds.crawler import everywhere
from tests.worlds.files import World

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quiet")]


def test_the_whole_site_is_read_without_a_call_to_another_host(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The database was connected to before; nothing else is ever called by the process."""
    one, called = Asker(world.cast.ines), []

    def refuse(*to: Any, **_options: Any) -> None:
        called.append(to)
        raise OSError("no way out")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    for visit in everywhere(world):
        if visit.method == "POST" or "/sources/" in visit.address:
            one.ask(visit.method, visit.address, visit.data)
    assert called == []


def test_the_way_out_that_is_shut_is_the_one_that_a_view_would_take(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", lambda *to, **_options: pytest.skip("shut"))
    with pytest.raises(pytest.skip.Exception):
        socket.create_connection(("example.org", 443))
