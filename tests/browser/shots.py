"""`make shots`: every screen wide and narrow, in light and in dark, in build/shots/."""

import shutil
import sys
from pathlib import Path

import django
from playwright.sync_api import Browser, BrowserContext

from casework.embedded_ground import PROJECT
from tests.browser import chromium
from tests.browser.scenes import BACK_OFFICE, SCENES, Scene
from tests.browser.site import Site, serving

FOLDER = PROJECT / "build" / "shots"
SIZES = {"wide": chromium.WIDE, "narrow": chromium.NARROW}
COLOURS = ("light", "dark")


def draw(folder: Path) -> int:
    """Draw every screen into the folder, which is emptied first; returns how many pictures."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    with serving() as site, chromium.launched() as browser:
        contexts: dict[str | None, BrowserContext] = {}
        for scene in [*(scene for scene in SCENES if scene.is_first), *BACK_OFFICE]:
            if scene.person not in contexts:
                contexts[scene.person] = _context(browser, site, scene.person)
            _draw_scene(contexts[scene.person], site, scene, folder)
    return len(list(folder.iterdir()))


def _context(browser: Browser, site: Site, person: str | None) -> BrowserContext:
    made = chromium.context(browser, site, reduced_motion="reduce")
    if person:
        chromium.sign_in(made, person, site)
    return made


def _draw_scene(context: BrowserContext, site: Site, scene: Scene, folder: Path) -> None:
    page = context.new_page()
    scene.show(page, site)
    for width, size in SIZES.items():
        page.set_viewport_size(size)
        for colour in COLOURS:
            page.emulate_media(color_scheme=colour)
            page.screenshot(
                path=folder / f"{scene}-{width}-{colour}.png",
                full_page=True,
                animations="disabled",
            )
    page.close()


if __name__ == "__main__":
    django.setup()
    sys.stdout.write("Drawing every screen; this takes a minute or two …\n")
    sys.stdout.write(f"{draw(FOLDER)} pictures are in {FOLDER}\n")
