"""How groups add up: the ledgers of a page of fifty groups."""

from collections import defaultdict

from bench.asker import Asker
from bench.timing import Question
from casework.cases.codes import CaseKind
from casework.cases.group import groups_of
from casework.cases.models import Case

# Everything that a ledger is made of. What it costs to add up is no part of the limit: hence more
# times allowed than anywhere else.
PARTS = (
    "SELECT case_id, id, parent_id, name, is_remainder, counted_apart FROM cases_part"
    " WHERE case_id = ANY(%(page)s)",
    "SELECT case_id, part_id, qualifier, low, high, unit, estimated_by, known_on, withdrawn_on"
    " FROM cases_figure WHERE case_id = ANY(%(page)s) AND measures_group",
    "SELECT p.case_id, p.person_id, p.role, p.certainty, p.part_id, o.label"
    " FROM cases_participation p JOIN cases_person o ON o.id = p.person_id"
    " WHERE p.case_id = ANY(%(page)s)",
    "SELECT e.case_id, e.part_id, e.person_id, e.count, e.count_qualifier, e.value, e.certainty"
    " FROM cases_currentstanding k JOIN cases_statusentry e ON e.id = k.entry_id"
    " WHERE k.case_id = ANY(%(page)s) AND k.axis = 'situation'",
)


def questions(asker: Asker) -> list[Question]:
    newest = Case.objects.visible_to(asker.user).filter(kind=CaseKind.GROUP)
    groups = list(newest[:50])
    page = [group.pk for group in groups]

    def fetched() -> list[int]:
        rows: defaultdict[int, list[tuple]] = defaultdict(list)
        for statement in PARTS:
            for case, *values in asker.rows(statement, page=page):
                rows[case].append(values)
        return sorted(rows)

    return [
        Question(
            "now: ledgers of 50 groups",
            lambda: sorted(groups_of(groups, asker.user)), fetched, allowed=20,
        ),
    ]  # fmt: skip
