"""People counted by sex or age: how it is typed, what the database takes, where it is told."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from casework.cases.breakdown_forms import BreakdownField
from casework.cases.group import groups_of
from casework.cases.models import Case, Figure
from tests.cast import Cast
from tests.makers import make_figure


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("", {}),
        ("women: 13\nmen: 2", {"women": 13, "men": 2}),
        (" women : 13 \n\n men:2", {"women": 13, "men": 2}),
        ("aged 13 to 30: 7", {"aged 13 to 30": 7}),
        ("women: 100,000", {"women": 100_000}),
    ],
)
def test_a_breakdown_is_typed_a_line_each(typed: str, read: dict[str, int]) -> None:
    field = BreakdownField(required=False)
    assert field.clean(typed) == read
    assert field.clean(field.prepare_value(read)) == read
    assert not field.has_changed(read, field.prepare_value(read))


@pytest.mark.parametrize("typed", ["13 women", "women: some", "women: -1", ": 3", "women: 1.5"])
def test_what_is_no_number_of_people_is_refused_with_an_example(typed: str) -> None:
    with pytest.raises(ValidationError, match="like “women: 13”"):
        BreakdownField(required=False).clean(typed)


def test_one_label_has_one_number() -> None:
    with pytest.raises(ValidationError, match="there twice"):
        BreakdownField(required=False).clean("men: 2\nmen: 3")


@pytest.mark.parametrize(
    "wrong", [["women"], "13", {"women": "13"}, {"women": -1}, {"women": 1.5}, {"women": True},
              {"women": None}, {"women": [13]}, {"women": {"old": 3}}, {" ": 3}],
)  # fmt: skip
def test_the_database_refuses_what_counts_nobody(cast: Cast, case: Case, wrong: object) -> None:
    with (
        pytest.raises(IntegrityError, match="labels with whole numbers"),
        transaction.atomic(),
    ):
        Figure.objects.bulk_create(
            [Figure(case=case, recorded_by=cast.mara, qualifier="exact", low=3, breakdown=wrong)]
        )


def test_a_breakdown_of_the_file_is_told_beside_its_number(cast: Cast, case: Case) -> None:
    make_figure(cast.mara, case, 17, breakdown={"women": 13, "men": 2}, estimated_by="Salmon")
    ledger = groups_of([case], cast.mara)[case.pk].ledger
    assert ledger.breakdowns == ("17: 13 women and 2 men (Salmon)",)
    assert ledger.notes == ("Of the whole (17) the breakdown tells 13 women and 2 men; of 2 not.",)
