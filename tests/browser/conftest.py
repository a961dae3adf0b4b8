"""The served demonstration and a real Chromium, for the tests of this folder."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext

from tests.browser import chromium
from tests.browser.site import Site, serving


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what needs the browser, so that `-m "not browser"` leaves it out."""
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def site() -> Iterator[Site]:
    if chromium.path() is None:
        say = pytest.fail if chromium.is_required() else pytest.skip
        say("There is no Chromium here: apt-get install chromium")
    with serving() as served:
        yield served


# For one module, not longer: while Playwright runs, Django refuses the tests of other folders its
# database, since Playwright leaves an event loop running in this thread.
@pytest.fixture(scope="module")
def browser(site: Site) -> Iterator[Browser]:
    with chromium.launched() as launched:
        yield launched


@pytest.fixture(scope="module")
def signed_in(browser: Browser, site: Site) -> Callable[..., BrowserContext]:
    """A context of the person of that name; everybody comes in once."""
    remembered: dict[str, Any] = {}

    def context_of(username: str, **options: Any) -> BrowserContext:
        if username not in remembered:
            first = chromium.context(browser, site)
            chromium.sign_in(first, username, site)
            remembered[username] = first.storage_state()
            first.close()
        return chromium.context(browser, site, storage_state=remembered[username], **options)

    return context_of
