"""What is typed into the back office's boxes goes by POST, and is answered as before."""

from collections.abc import Callable

from playwright.sync_api import BrowserContext, Page, expect

WORD = "refugees"


def addresses_of(page: Page) -> list[tuple[str, str]]:
    asked: list[tuple[str, str]] = []
    page.on("request", lambda request: asked.append((request.method, request.url)))
    return asked


def test_a_row_is_found_by_typing_and_nothing_typed_stands_in_an_address(
    signed_in: Callable[..., BrowserContext],
) -> None:
    page = signed_in("mara").new_page()
    page.goto("/back-office/sources/source/add/")
    asked = addresses_of(page)
    page.get_by_role("combobox", name="Publisher").click()
    page.locator(".select2-search--dropdown .select2-search__field").fill(WORD)
    found = page.locator(".select2-results__option").filter(has_text="Refugees")
    expect(found.first).to_be_visible()
    found.first.click()
    expect(page.locator("#select2-id_publisher-container")).to_contain_text("Refugees")
    suggestions = [method for method, url in asked if "autocomplete" in url]
    assert suggestions
    assert set(suggestions) == {"POST"}
    assert not [url for _method, url in asked if WORD in url.lower()]


def test_a_list_is_searched_without_javascript(
    signed_in: Callable[..., BrowserContext],
) -> None:
    page = signed_in("mara", java_script_enabled=False).new_page()
    page.goto("/back-office/sources/organisation/")
    asked = addresses_of(page)
    page.locator("#searchbar").fill(WORD)
    page.get_by_role("button", name="Search").click()
    expect(page.locator("#result_list tbody tr").first).to_contain_text("Refugees")
    expect(page.locator("#searchbar")).to_have_value(WORD)
    assert not [url for _method, url in asked if WORD in url.lower()]
