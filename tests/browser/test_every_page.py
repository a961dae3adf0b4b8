"""Each screen as each reader sees it: nothing complains, nothing leaves, nobody is shut out."""

from collections.abc import Callable

import pytest
from django.contrib import admin
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser import back_office, chromium
from tests.browser.chromium import Inspector
from tests.browser.scenes import ONLY_BY_POST, SCENES, Scene, addresses
from tests.browser.site import Site
from tests.pages.table import ROUTES

OF_COLOUR = ["color-contrast", "link-in-text-block"]


def look_closely(page: Page) -> list[str]:
    """What is wrong with the page that is open: wide and narrow, in light and in dark."""
    wrong = []
    inspector = Inspector(page)
    page.emulate_media(color_scheme="light")
    wrong += [f"wide, light: {barrier}" for barrier in inspector.barriers()]
    page.emulate_media(color_scheme="dark")
    wrong += [f"wide, dark: {barrier}" for barrier in inspector.barriers(OF_COLOUR)]
    page.set_viewport_size(chromium.NARROW)
    wrong += [f"narrow, dark: {barrier}" for barrier in inspector.barriers()]
    page.emulate_media(color_scheme="light")
    wrong += [f"narrow, light: {barrier}" for barrier in inspector.barriers(OF_COLOUR)]
    for size in (chromium.NARROW, chromium.NARROWEST):
        page.set_viewport_size(size)
        if over := inspector.overflow():
            wrong.append(f"{over} pixels too wide at {size['width']}")
    return wrong


@pytest.fixture(scope="module")
def visitor(
    browser: Browser, site: Site, signed_in: Callable[..., BrowserContext]
) -> Callable[[str | None], BrowserContext]:
    """One context for each person, kept for all their screens."""
    contexts: dict[str | None, BrowserContext] = {}

    def of(person: str | None) -> BrowserContext:
        if person not in contexts:
            still = {"reduced_motion": "reduce"}
            contexts[person] = (
                signed_in(person, **still) if person else chromium.context(browser, site, **still)
            )
        return contexts[person]

    return of


def test_every_route_is_looked_at(site: Site) -> None:
    assert set(addresses(site)) == set(ROUTES) - ONLY_BY_POST


@pytest.mark.parametrize("scene", SCENES, ids=str)
def test_a_screen_is_without_fault(
    scene: Scene, site: Site, visitor: Callable[[str | None], BrowserContext]
) -> None:
    page = visitor(scene.person).new_page()
    wrong = chromium.watched(page, site)
    answers = []
    page.on("response", lambda answer: answers.append(answer))
    scene.show(page, site)
    documents = [a.status for a in answers if a.request.resource_type == "document"]
    assert documents[-1] == scene.answer
    wrong += look_closely(page)
    page.close()
    assert wrong == []


@pytest.fixture(scope="module")
def rooms(visitor: Callable[[str | None], BrowserContext]) -> dict[str, list[back_office.Room]]:
    found = {}
    for person in back_office.PEOPLE:
        page = visitor(person).new_page()
        found[person] = back_office.rooms(page)
        page.close()
    return found


def test_every_model_of_the_back_office_is_looked_at(
    rooms: dict[str, list[back_office.Room]],
) -> None:
    seen = {room.model for found in rooms.values() for room in found}
    assert seen == {f"{m._meta.app_label}.{m._meta.model_name}" for m in admin.site._registry}


@pytest.mark.parametrize("person", back_office.PEOPLE)
def test_the_back_office_is_without_fault(
    person: str,
    site: Site,
    rooms: dict[str, list[back_office.Room]],
    visitor: Callable[[str | None], BrowserContext],
) -> None:
    wrong = {}
    for address in ["/back-office/", *(at for room in rooms[person] for at in room.pages)]:
        page = visitor(person).new_page()
        found = chromium.watched(page, site)
        answer = page.goto(address)
        assert answer is not None and answer.status == 200, address
        found += look_closely(page)
        page.close()
        if found:
            wrong[address] = found
    assert wrong == {}
