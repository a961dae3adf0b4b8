"""A stated number in words, with its qualifier and its unit: one wording for page and dossier."""

from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from casework.cases.codes import Qualifier, Unit


def figure_words(qualifier: str, low: Decimal | None, high: Decimal | None, unit: str) -> str:
    """ "about 2,000", "between 100,000 and 300,000", "22,600,000 US dollars"; people need none."""
    words = {"low": _number(low), "high": _number(high)}
    put_as = {
        Qualifier.EXACT: "%(low)s",
        Qualifier.ABOUT: _("about %(low)s"),
        Qualifier.AT_LEAST: _("at least %(low)s"),
        Qualifier.AT_MOST: _("at most %(low)s"),
        Qualifier.MORE_THAN: _("more than %(low)s"),
        Qualifier.LESS_THAN: _("fewer than %(low)s"),
        Qualifier.BETWEEN: _("between %(low)s and %(high)s"),
        Qualifier.SEVERAL: _("several"),
        Qualifier.UNSPECIFIED_PLURAL: _("some, not counted"),
    }
    told = put_as[Qualifier(qualifier)] % words
    return told if unit == Unit.PERSONS else f"{told} {Unit(unit).label}"


def _number(value: Decimal | None) -> str:
    if value is None:
        return ""
    plain = int(value) if value == value.to_integral_value() else value.normalize()
    return str(number_format(plain, force_grouping=True))
