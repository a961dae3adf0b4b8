"""The way through the back office: which of its pages a person comes to by following its links."""

from dataclasses import dataclass

from playwright.sync_api import Page

# Who works there: on cases, on accounts, on the record of what was done.
PEOPLE = ("mara", "vera", "abel")


@dataclass(frozen=True)
class Room:
    """A model in the back office, and the addresses of those of its pages that are looked at."""

    model: str
    pages: tuple[str, ...]
    tools: tuple[str, ...]  # adding, importing, exporting: the same pages for every model


def rooms(page: Page) -> list[Room]:
    """A room for each model on the index of the person whose page it is."""
    page.goto("/back-office/")
    return [_room(page, address) for address in _links(page, "#content-main th[scope=row] a")]


def _room(page: Page, address: str) -> Room:
    """The list and the form of its first row, which stands for those of all rows."""
    page.goto(address)
    tools = tuple(_links(page, ".object-tools a"))
    rows = _links(page, "#result_list tbody th a")[:1]
    return Room(address.strip("/").split("/", 1)[1].replace("/", "."), (address, *rows), tools)


def _links(page: Page, selector: str) -> list[str]:
    """The addresses that the links have, each once, as paths."""
    found = page.eval_on_selector_all(selector, "links => links.map(link => link.pathname)")
    return list(dict.fromkeys(found))
