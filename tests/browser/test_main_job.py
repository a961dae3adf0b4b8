"""What the system is for, by keyboard alone: log, be asked, answer, confirm, hand over."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser import chromium
from tests.browser.keyboard import Keyboard
from tests.browser.site import REFERENCE, Site

FEW = 30  # keys to log an update, beside the words typed: what fits in a minute by far
BEFORE = "7 departed · 10 unknown of 17"
AFTER = "7 departed · 2 arrived in a third country (believed) · 8 unknown of 17"
TOLD = "Two more arrived in Seoul."


@pytest.fixture
def at_the_keyboard(browser: Browser, site: Site) -> Callable[[str], Keyboard]:
    """The person of that name, who has just signed in."""

    def person(username: str) -> Keyboard:
        keyboard = Keyboard(chromium.context(browser, site).new_page(), site)
        keyboard.sign_in(username)
        return keyboard

    return person


def open_file(person: Keyboard) -> None:
    person.page.goto("/cases/")
    person.follow(person.page.get_by_role("link", name="Beijing 17", exact=True))


def log_two_more(mara: Keyboard) -> int:
    """Two more arrived in Seoul, early May 2008, heard from a partner, doubtful. Answers how
    many keys it took from the opening of the form."""
    open_file(mara)
    mara.follow(mara.page.get_by_role("link", name="Log an update"))
    before = mara.moves
    mara.pick("Situation", "arrived in a third")
    mara.choose("A number of them, not named")
    mara.write("How many", "2")
    mara.pick("Out of", "The remaining ten")
    mara.write("What was told, in words", TOLD)
    mara.write("When was it so?", "early May 2008")
    expect(mara.page.locator("#id_since-reading")).to_contain_text("May 2008")
    mara.choose("believed")
    mara.pick("How the source put it", "reportedly")
    mara.write("Who told us, or published it", "A partner (fictional)")
    mara.pick("Reliability of the source", "D")
    mara.follow(mara.page.get_by_role("button", name="Log it, to be reviewed"))
    return mara.moves - before


def review(teo: Keyboard, decision: str, words: str = "") -> None:
    teo.follow(teo.page.get_by_role("navigation", name="Main").get_by_role("link", name="Review"))
    row = teo.page.get_by_role("listitem").filter(has_text=TOLD)
    teo.follow(row.get_by_role("link", name="Review it"))
    teo.choose(decision)
    teo.write("In words", words)
    teo.follow(teo.page.get_by_role("button", name="Decide"))


def answer(mara: Keyboard) -> None:
    mara.page.goto("/")
    row = mara.page.get_by_role("listitem").filter(has_text=TOLD)
    mara.follow(row.get_by_role("link", name="Answer it"))
    expect(mara.page.get_by_text("Which partner, and who told them?")).to_be_visible()
    mara.write("Your answer", "The shelter in Seoul; they met both.")
    mara.choose("A new one")
    mara.write("Who told us, or published it", "The shelter (fictional)")
    mara.pick("How the source put it", "stated")
    mara.follow(mara.page.get_by_role("button", name="Answer", exact=True))


def look_back(teo: Keyboard) -> None:
    """Ask for the file as it was known yesterday."""
    yesterday = datetime.now(UTC).date() - timedelta(days=1)
    teo.reach(teo.page.get_by_text("as known today · on another day"))
    teo.page.keyboard.press("Enter")
    teo.write("as known on", yesterday.strftime("%m%d%Y"))
    teo.follow(teo.page.get_by_role("button", name="Show", exact=True))


def make_dossier(teo: Keyboard, folder: Path) -> bytes:
    teo.follow(teo.page.get_by_role("link", name="Make a dossier"))
    teo.write("Composed for", "A colleague who prepares a hearing (fictional)")
    teo.write("Purpose", "To prepare a hearing")
    teo.reach(teo.page.get_by_role("button", name="Make the PDF"))
    with teo.page.expect_download() as coming:
        teo.page.keyboard.press("Enter")
    coming.value.save_as(folder / "dossier.pdf")
    assert REFERENCE in coming.value.suggested_filename
    return (folder / "dossier.pdf").read_bytes()


def test_the_main_job_by_keyboard_alone(
    at_the_keyboard: Callable[[str], Keyboard], tmp_path: Path, record_property: Callable
) -> None:
    mara, teo = at_the_keyboard("mara"), at_the_keyboard("teo")
    keys = log_two_more(mara)
    record_property("measured: keys to log an update", keys)
    assert keys <= FEW
    expect(mara.page.get_by_role("status")).to_contain_text("waits for a second person")
    expect(mara.page.locator(".statement")).to_have_text(BEFORE)
    logged = mara.page.locator(".entry").filter(has_text=TOLD)
    expect(logged).to_contain_text("waiting for review")

    review(teo, "Send it back with a question", "Which partner, and who told them?")
    answer(mara)
    expect(mara.page.locator(".statement")).to_have_text(BEFORE)
    review(teo, "Confirm it")

    open_file(teo)
    expect(teo.page.locator(".statement")).to_have_text(AFTER)
    counts = teo.page.locator(".ledger tbody .ledger-count")
    expect(counts).to_have_text(["7", "2", "8"])
    look_back(teo)
    expect(teo.page.locator(".statement")).to_have_text(BEFORE)
    teo.page.go_back()
    assert make_dossier(teo, tmp_path).startswith(b"%PDF")
