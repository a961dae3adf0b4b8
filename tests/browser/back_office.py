"""The way through the back office: which of its pages a person comes to by following its links."""

from playwright.sync_api import Page

# Who works there: on cases, on accounts, on the record of what was done.
PEOPLE = ("mara", "vera", "abel")


def lists(page: Page) -> dict[str, str]:
    """Model → the address of its list, as the index of the person whose page it is has them."""
    page.goto("/back-office/")
    found = _links(page, "#content-main th[scope=row] a")
    return {address.strip("/").split("/", 1)[1].replace("/", "."): address for address in found}


def first_row(page: Page) -> list[str]:
    """The address of the first row of the list that is open; it stands for all rows."""
    return _links(page, "#result_list tbody th a")[:1]


def tools(page: Page) -> list[str]:
    """Where the list that is open leads to beside its rows: adding, importing, exporting."""
    return _links(page, ".object-tools a")


def _links(page: Page, selector: str) -> list[str]:
    """The addresses that the links have, each once, as paths."""
    found = page.eval_on_selector_all(selector, "links => links.map(link => link.pathname)")
    return list(dict.fromkeys(found))
