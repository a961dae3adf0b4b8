"""Where people stand now: on a page of the list, as a filter, in numbers."""

from bench import limits
from bench.asker import Asker
from bench.timing import Question
from casework.cases import status
from casework.cases.codes import Axis, Situation
from casework.cases.models import Case, StatusEntry

SO = Situation.DETAINED


def questions(asker: Asker) -> list[Question]:
    files = Case.objects.visible_to(asker.user)
    standing_so = files.filter(status.standing_as([SO]))
    naive = limits.WINDOW.format(holds="true")
    naively_so = limits.stood(limits.past(on=False))

    def of_page() -> list[tuple]:
        entries = StatusEntry.objects.visible_to(asker.user).filter(axis=Axis.SITUATION)
        rows = entries.standing(files.filter(pk__in=asker.page)).order_by()
        return sorted(rows.values_list("case_id", "value"))

    return [
        Question(
            "now: situation of 50 files", of_page,
            lambda: sorted(asker.rows(limits.of_page(limits.NOW), page=asker.page)),
            allowed=4.8,
            naive=lambda: asker.rows(
                f"SELECT * FROM ({naive}) s WHERE case_id = ANY(%(page)s)", page=asker.page
            ),
        ),
        Question(
            "now: 50 files in which somebody is detained",
            lambda: list(standing_so.values_list("pk", flat=True)[:50]),
            lambda: [key for (key,) in asker.rows(limits.listed(limits.STANDS_NOW), value=SO)],
            allowed=4.8,
            naive=lambda: asker.rows(limits.listed(naively_so), value=SO),
        ),
        Question(
            "now: how many files these are",
            standing_so.count,
            lambda: asker.rows(limits.counted(limits.STANDS_NOW), value=SO)[0][0],
            allowed=2,
            naive=lambda: asker.rows(limits.counted(naively_so), value=SO),
        ),
        Question(
            "now: files by situation",
            lambda: status.counted_by_situation(files),
            lambda: dict(asker.rows(limits.by_situation(limits.NOW))),
            allowed=2,
            naive=lambda: asker.rows(
                f"SELECT value, count(DISTINCT case_id) FROM ({naive}) s"
                " JOIN cases_case c ON c.id = s.case_id WHERE reader_keys && %(keys)s GROUP BY 1"
            ),
        ),
    ]  # fmt: skip
