"""Light and dark: as the device says, or as the reader chooses, on every page alike."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

PAPER = {"light": "rgb(248, 246, 241)", "dark": "rgb(20, 23, 26)"}


def choose(page: Page, wanted: str) -> None:
    """Open the menu and press the switch until it says so."""
    page.locator(".user-menu summary").click()
    switch = page.locator("[data-theme-toggle]")
    for _press in range(3):
        if switch.inner_text() == f"Colours: {wanted}":
            break
        switch.click()
    expect(switch).to_have_text(f"Colours: {wanted}")


def expect_paper(page: Page, colour: str) -> None:
    expect(page.locator("body")).to_have_css("background-color", PAPER[colour])


@pytest.mark.parametrize("device", PAPER)
def test_colours_follow_the_device_until_somebody_chooses(
    device: str, signed_in: Callable[..., BrowserContext]
) -> None:
    other = "dark" if device == "light" else "light"
    page = signed_in("teo", color_scheme=device).new_page()
    page.goto("/")
    expect_paper(page, device)
    choose(page, other)
    expect_paper(page, other)
    page.goto("/cases/")
    expect_paper(page, other)
    page.goto("/back-office/")
    expect(page.locator("html")).to_have_css("color-scheme", other)
    page.goto("/")
    choose(page, "as the device")
    expect_paper(page, device)
