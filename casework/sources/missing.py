"""Why a value is absent: the reason kept beside it, and its words. Empty has a reason.

Why there is no name, no date, no sex … is always one of MissingReason (codes.py).
"""

from typing import Any

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.sources.codes import MissingReason

DATE_COLUMNS = ("words", "edtf", "earliest", "latest")


def reason_field(verbose_name: Any) -> models.CharField:
    """The column for the reason; empty where there is a value, or nobody has recorded why."""
    return models.CharField(verbose_name, max_length=30, blank=True, choices=MissingReason)


def value_or_reason(name: str, *, reason: str, empty: models.Q) -> models.CheckConstraint:
    """A value and a reason for its absence exclude one another. `empty`: there is no value."""
    return models.CheckConstraint(
        condition=models.Q(**{reason: ""}) | empty,
        name=name,
        violation_error_message=gettext_lazy(
            "There is a value and a reason why there is none. Empty one of the two."
        ),
    )


def no_date(field: str) -> models.Q:
    """Nothing is recorded in this WhenField: no words and no bounds."""
    words, edtf, earliest, latest = (f"{field}_{column}" for column in DATE_COLUMNS)
    return models.Q(**{words: "", edtf: "", earliest: None, latest: None})


def missing_words(reason: str) -> str:
    """Why there is nothing to show: “withheld by the source”; without a reason “not recorded”."""
    return str(MissingReason(reason).label) if reason else _("not recorded")
