"""Many at once, over HTTP: one form sent twenty times is one row, and of eight editors none
is lost."""

import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.browser.site import REFERENCE, Site
from tests.parallel.client import Page, Session

TWENTY, EIGHT = 20, 8


def at_once(number: int, deed: Callable[[int], Page]) -> list[Page]:
    """What each of so many got who did it at the same moment."""
    with ThreadPoolExecutor(number) as everybody:
        return list(everybody.map(deed, range(number)))


def count(site: Site, table: str, column: str, value: str) -> int:
    return site.one(f"SELECT count(*) FROM {table} WHERE {column} = %s", value)


def events(site: Site) -> int:
    return site.one("SELECT count(*) FROM audit_event")


def a_word() -> str:
    return f"word{uuid.uuid4().hex}"


def sent_twenty_times(mara: Session, path: str, form: dict[str, str]) -> list[Page]:
    """The same form in the same session, as twenty clicks."""
    answers = at_once(
        TWENTY, lambda _number: Session(mara.site, dict(mara.cookies)).post(path, form)
    )
    assert [answer.status for answer in answers] == [302] * TWENTY, answers
    return answers


@pytest.fixture(scope="module")
def mara(site: Site) -> Session:
    return Session(site).sign_in("mara")


def test_an_update_sent_twenty_times_is_one_entry(site: Site, mara: Session) -> None:
    path, word = f"/cases/{REFERENCE}/log/", a_word()
    form = mara.get(path).form("told") | {
        "axis": "event", "concerns": "all", "told": word, "since": "March 2008",
        "certainty": "alleged", "source_choice": "none",
    }  # fmt: skip
    before = events(site)
    answers = sent_twenty_times(mara, path, form)
    assert count(site, "cases_statusentry", "told", word) == 1
    assert events(site) == before + 1
    assert {answer.location for answer in answers} == {f"/cases/{REFERENCE}/"}


def test_a_note_sent_twenty_times_is_one_note(site: Site, mara: Session) -> None:
    path = f"/cases/{REFERENCE}/note/"
    before, notes = events(site), site.one("SELECT count(*) FROM notes_note")
    form = mara.get(path).form("text") | {"text": a_word(), "level": "case_team"}
    sent_twenty_times(mara, path, form)
    assert site.one("SELECT count(*) FROM notes_note") == notes + 1
    assert events(site) == before + 1


def test_a_file_opened_twenty_times_is_one_file(site: Site, mara: Session) -> None:
    word = a_word()
    team = "SELECT team_id FROM accounts_membership m JOIN accounts_user u ON u.id = m.user_id"
    team = str(site.one(f"{team} WHERE u.username = %s", "mara"))
    form = mara.get("/cases/new/").form("public_title") | {
        "public_title": word, "teams": team, "kind": "individual", "country": "CN",
    }  # fmt: skip
    answers = sent_twenty_times(mara, "/cases/new/", form)
    assert count(site, "cases_case", "public_title", word) == 1
    assert len({answer.location for answer in answers}) == 1
    opened = "SELECT count(*) FROM audit_event WHERE deed = 'case_opened' AND object_id ="
    assert site.one(f"{opened} (SELECT id FROM cases_case WHERE public_title = %s)", word) == 1


def test_a_back_office_form_sent_twenty_times_is_one_row(site: Site, mara: Session) -> None:
    word, path = a_word(), "/back-office/sources/source/add/"
    form = mara.get(path).form("title") | {"title": word, "kind": "newspaper_or_agency"}
    sent_twenty_times(mara, path, form)
    assert count(site, "sources_source", "title", word) == 1
    entered = "SELECT count(*) FROM audit_event WHERE deed = 'entered' AND object_id ="
    assert site.one(f"{entered} (SELECT id FROM sources_source WHERE title = %s)", word) == 1


def edited_by_eight(mara: Session, path: str, field: str) -> tuple[list[str], list[Page]]:
    """Eight windows open the same page, then save at once, each another text."""
    windows = [Session(mara.site, dict(mara.cookies)) for _number in range(EIGHT)]
    forms = [window.get(path).form(field) for window in windows]
    texts = [a_word() for _number in range(EIGHT)]

    def save(number: int) -> Page:
        return windows[number].post(path, forms[number] | {field: texts[number]})

    return texts, at_once(EIGHT, save)


def assert_nobody_is_lost(texts: list[str], answers: list[Page], stored: Callable[[str], int],
                          versions: int) -> None:  # fmt: skip
    """As many versions as saves; who was not stored is told, and reads both versions."""
    accepted = [text for text, answer in zip(texts, answers, strict=True) if answer.status == 302]
    assert len(accepted) == versions == 1
    assert stored(accepted[0]) == 1
    for text, answer in zip(texts, answers, strict=True):
        if text not in accepted:
            assert answer.status == 200
            assert "Somebody else has saved this record" in answer.body
            assert text in answer.body and accepted[0] in answer.body


def version(site: Site, table: str, key: int) -> int:
    return site.one(f"SELECT version FROM {table} WHERE id = %s", key)


def test_of_eight_editors_of_a_file_none_is_lost(site: Site, mara: Session) -> None:
    case = site.one("SELECT id FROM cases_case WHERE reference = %s", REFERENCE)
    before = version(site, "cases_case", case)
    texts, answers = edited_by_eight(mara, f"/cases/{REFERENCE}/edit/", "working_title")
    assert_nobody_is_lost(
        texts, answers, lambda text: count(site, "cases_case", "working_title", text),
        version(site, "cases_case", case) - before,
    )  # fmt: skip


def test_of_eight_editors_in_the_back_office_none_is_lost(site: Site, mara: Session) -> None:
    """Each changes the name in an inline of the page, beside the row itself."""
    person = site.one(
        "SELECT p.person_id FROM cases_participation p JOIN cases_case c ON c.id = p.case_id"
        " JOIN cases_personname n ON n.person_id = p.person_id WHERE c.reference = 'C-KCH0000'"
    )
    before = version(site, "cases_person", person)
    path = f"/back-office/cases/person/{person}/change/"
    texts, answers = edited_by_eight(mara, path, "names-0-text")
    assert_nobody_is_lost(
        texts, answers, lambda text: count(site, "cases_personname", "text", text),
        version(site, "cases_person", person) - before,
    )  # fmt: skip
