"""Somebody who uses the site by keyboard alone: Tab, arrows, letters, Enter."""

from playwright.sync_api import Locator, Page

from tests.browser.site import Site

FAR = 150  # presses of Tab after which a person would have given up long ago
IS_REACHED = "element => element === document.activeElement"
IS_BESIDE = "element => element.name && element.name === document.activeElement.name"


class Keyboard:
    """One person at one page; every verb fails when the keyboard alone does not get there."""

    def __init__(self, page: Page, site: Site) -> None:
        self.page = page
        self.site = site
        self.moves = 0  # keys pressed to get somewhere or to choose; what is typed not counted

    def sign_in(self, username: str) -> None:
        """From the first page to the desk."""
        self.page.goto("/")
        self.write("Username", username)
        self.write("Password", self.site.password)
        self.page.keyboard.press("Enter")
        self.page.wait_for_url(f"{self.site.address}/")

    def press(self, key: str) -> None:
        self.moves += 1
        self.page.keyboard.press(key)

    def reach(self, wanted: Locator, condition: str = IS_REACHED) -> None:
        """Press Tab until the focus is there, and see that it shows."""
        for _press in range(FAR):
            if wanted.evaluate(condition):
                break
            self.press("Tab")
        else:
            raise AssertionError(f"Tab does not lead to {wanted}")
        shown = self.page.evaluate(
            "getComputedStyle(document.activeElement).outlineStyle !== 'none'"
        )
        assert shown, f"the focus does not show on {wanted}"

    def follow(self, wanted: Locator) -> None:
        """Reach a link or a button and press Enter; the next page has come when this ends."""
        self.reach(wanted)
        with self.page.expect_navigation():
            self.press("Enter")

    def write(self, label: str, words: str) -> None:
        """Reach the field and type into it."""
        self.reach(self.page.get_by_label(label))
        self.page.keyboard.type(words)

    def choose(self, label: str) -> None:
        """Reach the radio buttons among which this one is, and go to it by arrows."""
        wanted = self.page.get_by_role("radio", name=label, exact=True)
        self.reach(wanted, IS_BESIDE)
        for _press in range(10):
            if wanted.evaluate(IS_REACHED):
                break
            self.press("ArrowDown")
        if not wanted.is_checked():
            self.press("Space")
        assert wanted.is_checked(), label

    def pick(self, label: str, letters: str) -> None:
        """Reach the list and pick the entry that begins with the letters."""
        wanted = self.page.get_by_role("combobox", name=label)
        self.reach(wanted)
        self.page.keyboard.type(letters)
        picked = wanted.evaluate("list => list.selectedOptions[0].label")
        assert picked.casefold().startswith(letters.casefold()), f"{label}: {picked}"
