"""Forms as browsers really send them: clicked twice, and without any script."""

import re
from collections.abc import Callable

from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.site import Site

FILE = "C-KCH0000"
LOG = f"/cases/{FILE}/log/"
SEND = "Log it, to be reviewed"


def entries(site: Site) -> int:
    return site.one("SELECT count(*) FROM cases_statusentry")


def sources(site: Site) -> int:
    return site.one("SELECT count(*) FROM sources_source")


def fill_in(page: Page, told: str, since: str) -> None:
    page.goto(LOG)
    page.get_by_label("Situation").last.select_option("fate_unknown")
    page.get_by_label("What was told, in words").fill(told)
    page.get_by_label("When was it so?").fill(since)
    page.get_by_label("alleged").check()
    page.get_by_label("How the source put it").select_option("reportedly")
    page.get_by_label("Who told us, or published it").fill("A caller (fictional)")


def make_slow(page: Page) -> None:
    """Let answers come late, so that there is time to click again."""
    page.context.new_cdp_session(page).send(
        "Network.emulateNetworkConditions",
        {"offline": False, "latency": 500, "downloadThroughput": -1, "uploadThroughput": -1},
    )


def test_a_second_click_stores_nothing_twice(
    site: Site, signed_in: Callable[..., BrowserContext]
) -> None:
    page = signed_in("mara").new_page()
    fill_in(page, "Told once, clicked twice (fictional).", "May 2008")
    before = entries(site), sources(site)
    make_slow(page)
    button = page.get_by_role("button", name=SEND)
    button.scroll_into_view_if_needed()
    place = button.bounding_box()
    assert place is not None
    for _click in range(2):
        with page.expect_request(lambda request: request.method == "POST"):
            page.mouse.click(place["x"] + 5, place["y"] + 5)
    expect(page).to_have_url(re.compile(f"/cases/{FILE}/$"), timeout=15_000)
    # The page is the answer to the second click, which may have been the first to be stored.
    told = re.compile("nothing was stored twice|It waits for a second person")
    expect(page.get_by_role("status")).to_contain_text(told)
    assert (entries(site), sources(site)) == (before[0] + 1, before[1] + 1)


def test_an_update_can_be_logged_without_javascript(
    site: Site, signed_in: Callable[..., BrowserContext]
) -> None:
    page = signed_in("mara", java_script_enabled=False).new_page()
    page.goto(LOG)
    for part_of_the_form in ("Which part", "How many", "Which source", "Our work is now"):
        expect(page.get_by_label(part_of_the_form, exact=True)).to_be_visible()
    before = entries(site)
    fill_in(page, "Logged without a script (fictional).", "03/04/2008")
    page.get_by_role("button", name=SEND).click()
    expect(page.get_by_role("alert")).to_contain_text("3 April 2008 or 4 March 2008")
    assert entries(site) == before
    page.get_by_label("on 4 March 2008", exact=True).check()
    page.get_by_role("button", name=SEND).click()
    logged = page.locator(".entry").filter(has_text="Logged without a script (fictional).")
    expect(logged).to_contain_text("on 4 March 2008")
    expect(logged).to_contain_text("waiting for review")
    assert entries(site) == before + 1
