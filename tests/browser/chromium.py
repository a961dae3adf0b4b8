"""A real Chromium, and pages of it that keep a list of everything that went wrong on them."""

import json
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import axe_playwright_python
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, sync_playwright

from tests.browser.site import Site

# Nothing but what the site itself sends for: Chromium's own errands are switched off.
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync",
    "--disable-component-update", "--no-first-run", "--disable-quic",
]  # fmt: skip
WIDE = ViewportSize(width=1440, height=900)
NARROW = ViewportSize(width=390, height=844)
NARROWEST = ViewportSize(width=320, height=640)
STANDARD = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
ENOUGH_TO_FAIL = {"serious", "critical"}
# A violation is reported as an event of the document, which the console does not always repeat.
SAY_VIOLATIONS = """
document.addEventListener("securitypolicyviolation", (event) =>
  console.error(`policy violated: ${event.effectiveDirective} by ${event.blockedURI}`));
"""


def path() -> str | None:
    """Where this machine has a Chromium; None where it has none."""
    return shutil.which("chromium")


def is_required() -> bool:
    """True where the tests must not be skipped for want of a Chromium."""
    return os.environ.get("CASEWORK_BROWSER_REQUIRED") == "1"


@contextmanager
def launched() -> Iterator[Browser]:
    """A browser without a window; it ends with the block."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path(), args=ARGUMENTS, env={**os.environ, "LANGUAGE": "en_US"}
        )
        try:
            yield browser
        finally:
            browser.close()


def context(browser: Browser, site: Site, **options: Any) -> BrowserContext:
    """A visitor with nothing remembered."""
    options = {"viewport": WIDE, "locale": "en-US", "base_url": site.address, **options}
    made = browser.new_context(**options)
    made.set_default_timeout(10_000)
    made.add_init_script(SAY_VIOLATIONS)
    return made


def sign_in(context: BrowserContext, username: str, site: Site) -> None:
    """Come in through the login, as everybody does, but without waiting for it to be drawn."""
    form = context.request.get("/account/login/").text()
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', form)
    assert token is not None, form
    answer = context.request.post(
        "/account/login/",
        form={
            "csrfmiddlewaretoken": token[1], "login": username, "password": site.password,
        },
        max_redirects=0,
    )  # fmt: skip
    assert answer.status == 302, f"{username} was not let in"


def watched(page: Page, site: Site) -> list[str]:
    """A list that fills with each complaint of the console, error of a script and stray request.

    That a page is answered with 403 or 404 is no fault of the page.
    """
    wrong: list[str] = []

    def hear(message: Any) -> None:
        about_the_answer = message.text.startswith("Failed to load resource") and (
            message.location["url"] == page.url
        )
        if message.type in {"error", "warning"} and not about_the_answer:
            wrong.append(f"console: {message.text}")

    def see(request: Any) -> None:
        if not request.url.startswith((f"{site.address}/", "data:")):
            wrong.append(f"asked another host: {request.url}")

    page.on("console", hear)
    page.on("pageerror", lambda error: wrong.append(f"script: {error}"))
    page.on("request", see)
    page.on("requestfailed", lambda request: wrong.append(f"failed: {request.url}"))
    return wrong


@cache
def _axe() -> str:
    return (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text("utf-8")


# Whether words stand out depends on how they are set and on the grounds that they lie on: words
# that are alike in this are one look, on whichever page, and axe is asked once after each look.
FIND_LOOKS = """
(() => {
  const grounds = new Map();
  const ground = (element) => {
    if (!element) return "";
    if (!grounds.has(element)) {
      const {backgroundColor, backgroundImage, opacity} = getComputedStyle(element);
      const own = [backgroundColor, backgroundImage, opacity].join();
      const through = own === "rgba(0, 0, 0, 0),none,1";
      grounds.set(element, (through ? "" : own + "/") + ground(element.parentElement));
    }
    return grounds.get(element);
  };
  window.looks = new Map();
  for (const element of document.querySelectorAll("body *")) {
    const says = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
    if (!says && !element.matches("input, select, textarea")) continue;
    if (!element.checkVisibility()) continue;
    const {color, fontSize, fontWeight, textDecorationLine} = getComputedStyle(element);
    const beside = getComputedStyle(element.parentElement).color;
    const set = [element.localName, color, fontSize, fontWeight, textDecorationLine, beside];
    window.looks.set(set.join() + " on " + ground(element), element);
  }
  return [...window.looks.keys()];
})()
"""
OF_COLOUR = ["color-contrast", "link-in-text-block"]


class Inspector:
    """Looks at a page with axe. It comes in as a debugger does: the page's policy would not let
    a script of the tests in, and the policy is a part of what is tested."""

    def __init__(self, page: Page, known_looks: set[str]) -> None:
        self.session = page.context.new_cdp_session(page)
        self.known_looks = known_looks

    def run(self, expression: str) -> Any:
        """What the expression comes to in the page, as plain values."""
        answer = self.session.send(
            "Runtime.evaluate",
            {"expression": expression, "awaitPromise": True, "returnByValue": True},
        )
        assert "exceptionDetails" not in answer, answer["exceptionDetails"]
        return answer["result"].get("value")

    def barriers(self) -> list[str]:
        """What axe finds serious or critical, colours left out; one line each."""
        off = {rule: {"enabled": False} for rule in OF_COLOUR}
        options = {"runOnly": {"type": "tag", "values": STANDARD}, "rules": off}
        return self._axe("document", options)

    def faint_words(self) -> list[str]:
        """Words in a new look that do not stand out from their ground; the looks become known."""
        self.run("document.getAnimations().forEach((change) => change.finish())")
        new = [look for look in self.run(FIND_LOOKS) if look not in self.known_looks]
        if not new:
            return []
        self.known_looks.update(new)
        where = f"{{include: {json.dumps(new)}.map((look) => looks.get(look))}}"
        return self._axe(where, {"runOnly": {"type": "rule", "values": OF_COLOUR}})

    def _axe(self, where: str, options: dict[str, Any]) -> list[str]:
        if self.run("typeof axe") == "undefined":
            self.run(f"{_axe()};0")
        options = json.dumps({**options, "resultTypes": ["violations"], "preload": False})
        found = self.run(
            f"axe.run({where}, {options})"
            ".then(({violations}) => violations.map(({id, impact, nodes}) =>"
            " ({id, impact, where: nodes.map((node) => node.html + ' ' + node.failureSummary)})))"
        )
        return [
            f"{barrier['id']} ({barrier['impact']}): {' | '.join(barrier['where'][:3])}"
            for barrier in found
            if barrier["impact"] in ENOUGH_TO_FAIL
        ]

    def overflow(self) -> int:
        """How many pixels the page is wider than its window: 0 where nothing scrolls sideways."""
        return self.run(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
