"""Whole requests, as the browser sends them: the list of files and one file."""

from functools import partial
from html import escape

from bench import limits
from bench.asker import Asker
from bench.timing import Question
from casework.cases.codes import Situation

SO = Situation.DETAINED
DAY, NEXT = "2015-04-01", "2015-04-02"
THEN = {"on": DAY, "known_on": DAY, "known_until": NEXT}
PEER_LIST, PEER_FILE = "8–36", "290"  # the peer's list and record against their main query

LISTED = """
    SELECT c.id, c.reference, c.public_title, c.kind, c.country, c.workflow, c.priority,
        c.changed_at, u.name
    FROM cases_case c JOIN accounts_user u ON u.id = c.lead_id
    WHERE c.reader_keys && %(keys)s AND {condition}
    ORDER BY c.changed_at DESC, c.id DESC LIMIT 50"""
IN_A_FILE = (
    "SELECT id, axis, value, certainty, told, since_words, known_on, part_id, person_id, count,"
    " corrects_id, (SELECT decision FROM cases_review WHERE entry_id = e.id"
    " ORDER BY id DESC LIMIT 1) FROM cases_statusentry e WHERE case_id = %(case)s",
    "SELECT id, name, is_remainder FROM cases_part WHERE case_id = %(case)s",
    "SELECT part_id, qualifier, low, high FROM cases_figure WHERE case_id = %(case)s",
    "SELECT p.role, o.label, n.text FROM cases_participation p"
    " JOIN cases_person o ON o.id = p.person_id JOIN cases_personname n ON n.person_id = o.id"
    " WHERE p.case_id = %(case)s",
    "SELECT s.id, s.title FROM cases_casesource l JOIN sources_source s ON s.id = l.source_id"
    " WHERE l.case_id = %(case)s",
    "SELECT l.statusentry_id, t.source_id, t.quotation FROM cases_statusentry_citations l"
    " JOIN sources_citation t ON t.id = l.citation_id"
    " JOIN cases_statusentry e ON e.id = l.statusentry_id WHERE e.case_id = %(case)s",
)


def questions(asker: Asker) -> list[Question]:
    past = limits.past(known=True)
    filtered = f"/cases/?situation={SO}"
    back = f"on={DAY}&known_on={DAY}"
    reference, case = _fullest(asker)
    file = partial(_file, asker, reference, case)
    return [
        _list(asker, "page: the list of files", "/cases/", "true", limits.NOW),
        _list(
            asker, "page: the list, somebody detained", filtered, limits.STANDS_NOW, limits.NOW
        ),
        _list(
            asker, "page: the list, somebody detained on a past day, as known then",
            f"{filtered}&{back}", limits.stood(past), past,
        ),
        file("page: a file of 35 entries", ""),
        file("page: a file of 35 entries on a past day, as known then", f"?{back}"),
    ]  # fmt: skip


def _list(asker: Asker, name: str, address: str, condition: str, standings: str) -> Question:
    """Fifty files and where they stand, how many there are, and how many in each situation."""
    others = (
        limits.counted(condition), limits.by_situation(standings, condition),
        limits.of_page(standings),
    )  # fmt: skip

    def limit() -> list[str]:
        rows = asker.rows(LISTED.format(condition=condition), value=SO, **THEN)
        page = [row[0] for row in rows]
        for statement in others:
            _html(asker.rows(statement, value=SO, page=page, **THEN))
        _html(rows)
        return [row[1] for row in rows]

    return Question(name, lambda: asker.files_on(address), limit, allowed=4.8, peer=PEER_LIST)


def _file(asker: Asker, reference: str, case: int, name: str, query: str) -> Question:
    """All of one file. The page reckons with its rows, ledger, chains and gaps, and the limit
    only reads them: hence so many times."""

    def limit() -> bool:
        return all(_html(asker.rows(statement, case=case)) for statement in IN_A_FILE)

    def ours() -> bool:
        return reference in asker.got(f"/cases/{reference}/{query}")

    return Question(name, ours, limit, allowed=80, peer=PEER_FILE)


def _html(rows: list[tuple]) -> str:
    """The least that a page can be."""
    return "<table>" + "".join(
        "<tr>" + "".join(f"<td>{escape(str(value))}</td>" for value in row) + "</tr>"
        for row in rows
    )


def _fullest(asker: Asker) -> tuple[str, int]:
    """A group with the longest history that the asker sees."""
    return asker.rows(
        "SELECT c.reference, c.id FROM cases_case c JOIN cases_statusentry e ON e.case_id = c.id"
        " WHERE c.reader_keys && %(keys)s AND c.kind = 'group' GROUP BY c.id"
        " ORDER BY count(*) DESC, c.id LIMIT 1"
    )[0]
