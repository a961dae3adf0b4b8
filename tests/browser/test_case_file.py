"""What somebody who opens the Beijing 17 has read after five seconds, without scrolling."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser import chromium
from tests.browser.site import REFERENCE


@pytest.fixture(scope="module")
def page(signed_in: Callable[..., BrowserContext]) -> Page:
    opened = signed_in("lou", viewport=chromium.WIDE).new_page()
    opened.goto(f"/cases/{REFERENCE}/")
    return opened


@pytest.mark.parametrize(
    ("place", "words"),
    [
        (".statement", "7 departed · "),
        (".statement", "unknown of 17"),
        (".ledger tbody tr:first-child", "on 20 March 2008"),
        (".ledger tbody tr:last-child", "The remaining ten"),
        (".says-who", "VOA, 22 March 2008, as reported by Yonhap"),
        (".stands-wide", "on 18 March 2008: Letter from U.S. legislators"),
        (".stands-wide", "Departed: 2 days after"),
        (".stands-wide", "Not known whether they are related"),
        (".stands-wide", "Mother, name withheld by the source"),
        (".stands-wide", "Child of the mother"),
    ],
)
def test_the_first_screen_says_it(place: str, words: str, page: Page) -> None:
    said = page.locator(place)
    expect(said).to_contain_text(words, ignore_case=True)
    box = said.bounding_box()
    assert box is not None and box["y"] < chromium.WIDE["height"]


def test_nobody_is_told_which_came_first_where_no_source_does(page: Page) -> None:
    stretch = page.locator(".unordered").filter(has_text="Exit authorised")
    expect(stretch).to_contain_text("Order cannot be told.")
    expect(stretch).to_contain_text("Letter from U.S. legislators to the U.N. Secretary-General")


def test_the_numbers_of_the_bar_can_be_read(page: Page) -> None:
    bar = page.locator(".ledger-bar")
    expect(bar.locator("text").first).to_have_text("7")
    heights = bar.locator("text").evaluate_all("all => all.map(text => text.getBBox().height)")
    assert min(heights) >= 12
