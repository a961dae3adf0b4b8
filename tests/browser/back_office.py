"""The way through the back office: which of its pages a person comes to by following its links."""

from dataclasses import dataclass

from playwright.sync_api import Page

# Who works there: on cases, on accounts, on the record of what was done.
PEOPLE = ("mara", "vera", "abel")


@dataclass(frozen=True)
class Room:
    """A model in the back office, and the addresses of its pages that are open to this person."""

    model: str
    pages: tuple[str, ...]


def rooms(page: Page) -> list[Room]:
    """A room for each model on the person's index; the first row stands for all rows."""
    page.goto("/back-office/")
    lists = _links(page, "#content-main .app-back_office, #content-main th[scope=row] a")
    return [_room(page, address) for address in lists]


def _room(page: Page, address: str) -> Room:
    page.goto(address)
    tools = _links(page, ".object-tools a")
    rows = _links(page, "#result_list tbody th a")[:1]
    return Room(address.strip("/").split("/", 1)[1].replace("/", "."), (address, *tools, *rows))


def _links(page: Page, selector: str) -> list[str]:
    found = page.eval_on_selector_all(
        selector, "links => links.map(link => link.getAttribute('href')).filter(Boolean)"
    )
    return [new_address(page, link) for link in dict.fromkeys(found)]


def new_address(page: Page, link: str) -> str:
    """The path of a link, wherever the page that has it stands."""
    return page.evaluate("link => new URL(link, location.href).pathname", link)
