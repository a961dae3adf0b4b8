"""Every screen of the site and the way to it: what the tests look at and `make shots` draws."""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from playwright.sync_api import Page

from tests.browser.site import REFERENCE, Site
from tests.matrix.table import PAGES

READERS = ("mara", "teo", "lou")
ONLY_BY_POST = {
    "pages:read_date", "pages:update_from_note", "pages:source_from_note", "pages:attachment",
    "pages:same_text",
}  # fmt: skip


@dataclass(frozen=True)
class Scene:
    """A screen, who sees it, and the way there; `answer` is what the page is answered with."""

    name: str
    person: str | None
    show: Callable[[Page, Site], None]
    answer: int = 200
    is_first: bool = True  # of those who see the same screen

    def __str__(self) -> str:
        return f"{self.name}-{self.person or 'nobody'}"


def addresses(site: Site) -> dict[str, str]:
    """The address of each route, at the Beijing 17 and what hangs on it."""
    case = site.one("SELECT id FROM cases_case WHERE reference = %s", REFERENCE)
    hidden = site.one("SELECT id FROM cases_person WHERE confidants <> '{}'")
    confirmed = site.one(
        "SELECT e.id FROM cases_statusentry e JOIN cases_review ON entry_id = e.id"
        " WHERE case_id = %s AND axis = 'situation' AND decision = 'confirmed' ORDER BY e.id",
        case,
    )
    standing = site.one("SELECT entry_id FROM cases_currentstanding WHERE case_id = %s", case)
    returned = site.one(
        "SELECT entry_id FROM cases_review JOIN cases_statusentry e ON e.id = entry_id"
        " WHERE decision = 'returned' AND case_id = %s",
        case,
    )
    person = site.one("SELECT person_id FROM cases_participation WHERE case_id = %s", case)
    question = site.one("SELECT id FROM cases_dispute WHERE case_id = %s ORDER BY id", case)
    source = site.one("SELECT source_id FROM cases_casesource WHERE case_id = %s", case)
    action = site.one("SELECT action_id FROM advocacy_actioncase WHERE case_id = %s", case)
    note = site.one(
        "SELECT n.id FROM notes_note n JOIN accounts_user u ON u.id = author_id"
        " WHERE username = 'mara' AND level = 'case_team' AND case_id = %s",
        case,
    )
    simple = ("desk", "search", "review", "stale", "case_list", "open_case")
    of_the_case = (
        "case_file", "changes", "edit_case", "log_update", "write_note", "make_dossier",
        "add_source",
    )  # fmt: skip
    of_the_source = (
        "source", "attach_file", "edit_source", "add_chain_step", "add_source_passage",
    )  # fmt: skip
    return {
        **{f"pages:{name}": reverse(f"pages:{name}") for name in simple},
        **{f"pages:{name}": reverse(f"pages:{name}", args=[REFERENCE]) for name in of_the_case},
        "pages:still_so": reverse("pages:still_so", args=[REFERENCE, standing]),
        "pages:confirm_stale": reverse("pages:confirm_stale") + f"?entry={standing}",
        "pages:retract": reverse("pages:retract", args=[REFERENCE, confirmed]),
        "pages:replace": reverse("pages:replace", args=[REFERENCE, confirmed]),
        "pages:open_question": reverse("pages:open_question", args=[REFERENCE]),
        "pages:question": reverse("pages:question", args=[question]),
        "pages:add_claim": reverse("pages:add_claim", args=[question]),
        "pages:take_position": reverse("pages:take_position", args=[question]),
        "pages:case_readers": reverse("pages:case_readers", args=[REFERENCE]),
        "pages:protection": reverse("pages:protection", args=[person]),
        "pages:protected": reverse("pages:protected", args=[hidden]),
        "pages:review_entry": reverse("pages:review_entry", args=[returned]),
        "pages:answer_question": reverse("pages:answer_question", args=[returned]),
        "pages:person": reverse("pages:person", args=[person]),
        "pages:write_note_on_person": reverse("pages:write_note_on_person", args=[person]),
        "pages:action": reverse("pages:action", args=[action]),
        "pages:write_note_on_action": reverse("pages:write_note_on_action", args=[action]),
        "pages:note": reverse("pages:note", args=[note]),
        "pages:note_readers": reverse("pages:note_readers", args=[note]),
        **{f"pages:{name}": reverse(f"pages:{name}", args=[source]) for name in of_the_source},
    }


def _go(route: str) -> Callable[[Page, Site], None]:
    return lambda page, site: page.goto(addresses(site)[route]) and None


def _visit(address: str) -> Callable[[Page, Site], None]:
    return lambda page, site: page.goto(address) and None


def _plain() -> list[Scene]:
    """Each route for each reader whom the table of answers lets in."""
    scenes = []
    for route, rule in PAGES.items():
        allowed = [who for who in READERS if rule.answer(who, "own", "GET") == "200"]
        if route == "pages:protected":
            allowed = ["ines"]  # the demonstration protects somebody in a file of hers
        for who in allowed:
            name = route.removeprefix("pages:").replace("_", "-")
            is_first = who == allowed[0] or route == "pages:desk"
            scenes.append(Scene(name, who, _go(route), is_first=is_first))
    return scenes


def _search(words: str) -> Callable[[Page, Site], None]:
    def show(page: Page, site: Site) -> None:
        page.goto("/search/")
        page.locator("#words").fill(words)
        page.locator("#words").press("Enter")
        page.wait_for_load_state()

    return show


def _filtered(page: Page, site: Site) -> None:
    page.goto("/cases/")
    page.get_by_text("Filters", exact=True).click()
    page.locator(".filters select").first.select_option(index=1)
    page.get_by_role("button", name="Show", exact=True).click()
    page.wait_for_load_state()


def _refused_login(page: Page, site: Site) -> None:
    page.goto("/account/login/")
    page.get_by_label("Username").fill("nobody")
    page.get_by_label("Password").fill("wrong")
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_load_state()


def _refused_update(page: Page, site: Site) -> None:
    """More people than there are, on a day that may be two days, of a source that nobody named."""
    page.goto(addresses(site)["pages:log_update"])
    page.get_by_label("A number of them, not named").check()
    page.get_by_label("How many").fill("11")
    page.get_by_label("When was it so?").fill("03/04/2008")
    page.get_by_role("radiogroup", name="Which day is meant?").wait_for()
    page.get_by_label("What was told, in words").fill("Two more arrived in Seoul.")
    page.evaluate("document.querySelector('main form').noValidate = true")
    page.get_by_role("button", name="Log it, to be reviewed").click()
    page.get_by_role("alert").wait_for()


def _stale_edit(page: Page, site: Site) -> None:
    """Two people had the same page open; the other one saved first. Nothing is kept of it here."""
    at = addresses(site)["pages:edit_case"]
    page.goto(at)
    before = page.locator("#id_summary").input_value()
    for words in (f"{before} Saved first.", before):
        other = page.context.new_page()
        other.goto(at)
        other.locator("#id_summary").fill(words)
        other.get_by_role("button", name="Save", exact=True).click()
        other.wait_for_url("**/cases/*/")
        other.close()
    page.locator("#id_summary").fill(f"{before} Written meanwhile.")
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("alert").wait_for()


def _sealed_note(page: Page, site: Site) -> None:
    """Teo's note for Mara: its cover."""
    case = site.one("SELECT id FROM cases_case WHERE reference = %s", REFERENCE)
    sealed = site.one("SELECT id FROM notes_note WHERE level = 'named' AND case_id = %s", case)
    page.goto(reverse("pages:note", args=[sealed]))


def _pressed_on_the_sealed_note(*buttons: str) -> Callable[[Page, Site], None]:
    def show(page: Page, site: Site) -> None:
        _sealed_note(page, site)
        for button in buttons:
            page.get_by_role("button", name=button).click()
            page.wait_for_load_state()

    return show


def _several_still_so(page: Page, site: Site) -> None:
    """Everything of the queue that fits on the page, which is of several files."""
    page.goto("/stale/")
    for box in page.locator("input[name=entry]").all()[:4]:
        box.check()
    page.get_by_role("button", name="Confirm what is ticked").click()
    page.wait_for_load_state()


def _menu(page: Page, site: Site) -> None:
    page.goto("/")
    page.locator(".user-menu summary").click()


SCENES = [
    Scene("login", None, _visit("/account/login/")),
    Scene("login-refused", None, _refused_login),
    *_plain(),
    Scene("case-file-as-known-earlier", "lou", _visit(f"/cases/{REFERENCE}/?known_on=2008-06-01")),
    Scene("case-file-person", "lou", _visit("/cases/C-KCH0000/")),
    Scene("case-file-cohort", "lou", _visit("/cases/C-BRD2000/")),
    Scene("case-file-theme", "lou", _visit("/cases/C-RETRN00/")),
    Scene("case-file-incident", "lou", _visit("/cases/C-JWG2008/")),
    Scene("case-list-filtered", "lou", _filtered),
    Scene("search-found", "lou", _search("Kim")),
    Scene("search-nothing", "lou", _search("Nobody of this name")),
    Scene("log-update-refused", "mara", _refused_update),
    Scene("edit-case-stale", "mara", _stale_edit),
    Scene("note-sealed", "mara", _sealed_note),
    Scene("note-opened", "mara", _pressed_on_the_sealed_note("Open the sealed note")),
    Scene("update-from-note", "mara", _pressed_on_the_sealed_note("Log an update from this note")),
    Scene("source-from-note", "mara", _pressed_on_the_sealed_note("Keep as a source")),
    Scene("still-so-together", "mara", _several_still_so),
    Scene("user-menu", "teo", _menu),
    Scene("second-factor", "teo", _visit("/account/2fa/")),
    Scene("second-factor-wanted", "teo", _visit("/account/second-factor/")),
    Scene("sessions", "teo", _visit("/account/sessions/")),
    Scene("is-it-you", "teo", _visit("/account/reauthenticate/?next=/cases/")),
    Scene("forgotten", None, _visit("/account/password/reset/")),
    Scene("link-void", None, _visit("/account/password/choose/"), answer=404),
    Scene("no-role", "lou", _visit("/review/"), answer=403),
    Scene("not-there", "lou", _visit("/cases/C-ZZZZZZZ/"), answer=404),
    Scene("desk-of-an-administrator", "vera", _visit("/")),
]


def _first_row(address: str, name: str) -> Callable[[Page, Site], None]:
    def show(page: Page, site: Site) -> None:
        page.goto(address)
        page.locator("#result_list").get_by_role("link", name=name).first.click()
        page.wait_for_load_state()

    return show


# For pictures. The tests find their own way through the back office: back_office.py.
BACK_OFFICE = [
    Scene("back-office", "mara", _visit("/back-office/")),
    Scene("back-office-list", "mara", _visit("/back-office/cases/case/")),
    Scene("back-office-form", "mara", _first_row("/back-office/cases/case/", "C-BJ17000")),
    Scene("back-office-action", "mara", _first_row("/back-office/advocacy/action/", "Letter")),
    Scene("back-office-import", "mara", _visit("/back-office/sources/source/import/")),
    Scene("back-office-export", "mara", _visit("/back-office/sources/source/export/")),
    Scene("back-office-accounts", "vera", _visit("/back-office/accounts/user/")),
    Scene("back-office-record", "abel", _visit("/back-office/audit/event/")),
]
