"""The demonstration on a database of its own, served for the tests of this folder."""

from collections.abc import Iterator

import pytest

from tests.browser.site import Site, serving


@pytest.fixture(scope="session")
def site() -> Iterator[Site]:
    with serving() as served:
        yield served
