"""Each screen as each reader sees it: nothing complains, nothing leaves, nobody is shut out."""

from collections.abc import Callable
from typing import Literal

import pytest
from django.contrib import admin
from playwright.sync_api import Browser, BrowserContext, ViewportSize

from tests.browser import back_office, chromium
from tests.browser.chromium import Inspector
from tests.browser.scenes import ONLY_BY_POST, SCENES, Scene, addresses
from tests.browser.site import Site
from tests.matrix.table import PAGES


class Visitor:
    """A person at a browser whose window is wide and narrow, and whose room light and dark."""

    def __init__(self, context: BrowserContext, site: Site, known_looks: set[str]) -> None:
        self.page = context.new_page()
        self.heard = chromium.watched(self.page, site)
        self.inspector = Inspector(self.page, known_looks)

    def sit_down(self) -> None:
        """Begin anew: a wide window, in daylight, and nothing heard yet."""
        self._turn(chromium.WIDE, "light")
        self.heard.clear()

    def look(self) -> list[str]:
        """What is wrong with the page that is open, wide by day and narrow at night."""
        wrong = [f"wide: {barrier}" for barrier in self.inspector.barriers()]
        wrong += self._faint("wide, light")
        self._turn(chromium.NARROW, "dark")
        return wrong + self._faint("narrow, dark")

    def look_again(self) -> list[str]:
        """What else is wrong with it: narrow by day and wide at night."""
        self._turn(chromium.NARROW, "light")
        wrong = [f"narrow: {barrier}" for barrier in self.inspector.barriers()]
        wrong += self._faint("narrow, light")
        self._turn(chromium.WIDE, "dark")
        return wrong + self._faint("wide, dark")

    def _turn(self, size: ViewportSize, colour: Literal["light", "dark"]) -> None:
        self.page.set_viewport_size(size)
        self.page.emulate_media(color_scheme=colour)

    def _faint(self, how: str) -> list[str]:
        return [f"{how}: {words}" for words in self.inspector.faint_words()]

    def too_wide(self) -> list[str]:
        """Where the page must be scrolled sideways to be read."""
        wrong = []
        for size in (chromium.NARROW, chromium.NARROWEST):
            self.page.set_viewport_size(size)
            if over := self.inspector.overflow():
                wrong.append(f"{over} pixels too wide at {size['width']}")
        return wrong


@pytest.fixture(scope="module")
def visitor(
    browser: Browser, site: Site, signed_in: Callable[..., BrowserContext]
) -> Callable[[str | None], Visitor]:
    """The person of that name, or nobody; each sits at one window for all their screens."""
    visitors: dict[str | None, Visitor] = {}
    known_looks: set[str] = set()

    def of(person: str | None) -> Visitor:
        if person not in visitors:
            still = {"reduced_motion": "reduce"}
            context = (
                signed_in(person, **still) if person else chromium.context(browser, site, **still)
            )
            visitors[person] = Visitor(context, site, known_looks)
        visitors[person].sit_down()
        return visitors[person]

    return of


def test_every_route_is_looked_at(site: Site) -> None:
    assert set(addresses(site)) == set(PAGES) - ONLY_BY_POST


@pytest.mark.parametrize("scene", SCENES, ids=str)
def test_a_screen_is_without_fault(
    scene: Scene, site: Site, visitor: Callable[[str | None], Visitor]
) -> None:
    here = visitor(scene.person)
    answers: list[int] = []
    here.page.once("response", lambda answer: answers.append(answer.status))
    scene.show(here.page, site)
    wrong = [*here.look(), *here.look_again()] if scene.is_first else []
    wrong += here.too_wide() + here.heard
    assert not wrong, "\n".join(wrong)
    assert answers == [scene.answer]


@pytest.fixture(scope="module")
def lists(visitor: Callable[[str | None], Visitor]) -> dict[str, dict[str, str]]:
    """Person → model → the address of its list; a model that several see, only for the first."""
    found: dict[str, dict[str, str]] = {}
    for person in back_office.PEOPLE:
        seen = {model for others in found.values() for model in others}
        here = back_office.lists(visitor(person).page)
        found[person] = {model: at for model, at in here.items() if model not in seen}
    return found


def test_every_model_of_the_back_office_is_looked_at(lists: dict[str, dict[str, str]]) -> None:
    seen = {model for found in lists.values() for model in found}
    assert seen == {f"{m._meta.app_label}.{m._meta.model_name}" for m in admin.site._registry}


@pytest.mark.parametrize("person", back_office.PEOPLE)
def test_the_back_office_is_without_fault(
    person: str, lists: dict[str, dict[str, str]], visitor: Callable[[str | None], Visitor]
) -> None:
    wrong: list[str] = []

    def look_at(address: str) -> Visitor:
        here = visitor(person)
        answer = here.page.goto(address)
        assert answer is not None and answer.status == 200, address
        found = here.look() + here.too_wide() + here.heard
        wrong.extend(f"{address}: {line}" for line in found)
        return here

    look_at("/back-office/")
    tools: list[str] = []
    for address in lists[person].values():
        page = look_at(address).page
        tools = max(tools, back_office.tools(page), key=len)
        for row in back_office.first_row(page):
            look_at(row)
    for address in tools:
        look_at(address)
    assert not wrong, "\n".join(wrong)
