"""Who can see a row, by name: the rule of policy.py held against rows at hand, person by person.

There is no second wording: the rule's own condition is read, and one that it cannot read raises.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.db.models import Model, Q

from accounts.models import User
from casework.access import policy

_LOOKUPS: dict[str, Callable[[Any, Any], bool]] = {
    "exact": lambda value, wanted: value == wanted,
    "in": lambda value, wanted: value in wanted,
    "isnull": lambda value, wanted: (value is None) == wanted,
    "overlap": lambda value, wanted: not set(value or ()).isdisjoint(wanted),
    "contains": lambda value, wanted: set(wanted) <= set(value or ()),
}


def colleagues() -> list[User]:
    """Everybody with an open account, by name; two queries, teams included."""
    return list(User.objects.filter(is_active=True).prefetch_related("teams"))


def who_sees(rows: Sequence[Model], among: Iterable[User]) -> list[list[User]]:
    """For each row (all of one model) those of the people for whom `visible_to` finds it.

    Asks the database nothing, if what the rule follows (for a note its case) came with the rows.
    """
    if not rows:
        return []
    label = rows[0]._meta.label
    rules = [(user, _condition(policy.may_see(label, user))) for user in among]
    return [[user for user, sees in rules if sees(row)] for row in rows]


def _condition(condition: Q) -> Callable[[Model], bool]:
    if condition.connector not in {Q.AND, Q.OR}:
        raise NotImplementedError(f"A rule joins its conditions by {condition.connector}.")
    parts = [
        _condition(child) if isinstance(child, Q) else _comparison(*child)
        for child in condition.children
    ]
    join = any if condition.connector == Q.OR and parts else all

    def holds(row: Model) -> bool:
        return join(part(row) for part in parts) != condition.negated

    return holds


def _comparison(path: str, wanted: Any) -> Callable[[Model], bool]:
    *steps, last = path.split("__")
    if last in _LOOKUPS:
        compare, last = _LOOKUPS[last], steps.pop()
    else:
        compare = _LOOKUPS["exact"]
    wanted = wanted.pk if isinstance(wanted, Model) else wanted

    def holds(row: Model | None) -> bool:
        for step in steps:
            row = getattr(row, step) if row is not None else None
        return compare(_value(row, last), wanted)

    return holds


def _value(row: Model | None, name: str) -> Any:
    """A column of the row; of a foreign key its number, so that nothing is fetched."""
    if row is None or name == "pk":
        return row and row.pk
    return getattr(row, row._meta.get_field(name).attname)
