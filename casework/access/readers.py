"""Who can see a row, by name: the rule of policy.py held against rows at hand, person by person.

There is no second wording: the rule's own condition is read, and one that it cannot read raises.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.db.models import Model, Prefetch, Q

from accounts.models import User
from casework.access import policy

Values = dict[str, Any]  # path of a column, as a rule names it → what stands there
Condition = Callable[[Values], bool]

_LOOKUPS: dict[str, Callable[[Any, Any], bool]] = {
    "exact": lambda value, wanted: value == wanted,
    "in": lambda value, wanted: value in wanted,
    "isnull": lambda value, wanted: (value is None) == wanted,
    "overlap": lambda value, wanted: not frozenset(wanted).isdisjoint(value or ()),
    "contains": lambda value, wanted: frozenset(wanted).issubset(value or ()),
}


def colleagues() -> list[User]:
    """Everybody with an open account, by name; two queries, teams included."""
    return list(
        User.objects.filter(is_active=True).prefetch_related(
            Prefetch("teams", to_attr="own_teams")
        )
    )


def who_sees(rows: Sequence[Model], among: Iterable[User]) -> list[list[User]]:
    """For each row (all of one model) those of the people for whom `visible_to` finds it.

    Asks the database nothing, if what the rule follows (for a note its case) came with the rows.
    """
    if not rows:
        return []
    label, paths = rows[0]._meta.label, set()
    rules = [(user, _condition(policy.may_see(label, user), paths)) for user in among]
    known: dict[tuple, list[User]] = {}  # rows that the rule cannot tell apart are asked once
    found = []
    for row in rows:
        values = {path: _value(row, path) for path in sorted(paths)}
        alike = tuple(values.values())
        if alike not in known:
            known[alike] = [user for user, sees in rules if sees(values)]
        found.append(known[alike])
    return found


def _condition(condition: Q, paths: set[str]) -> Condition:
    """The Q as a function of a row's values; adds to `paths` what it wants to know of a row."""
    if condition.connector not in {Q.AND, Q.OR}:
        raise NotImplementedError(f"A rule joins its conditions by {condition.connector}.")
    parts = [
        _condition(child, paths) if isinstance(child, Q) else _comparison(*child, paths)
        for child in condition.children
    ]
    join = any if condition.connector == Q.OR and parts else all
    return lambda values: join(part(values) for part in parts) != condition.negated


def _comparison(path: str, wanted: Any, paths: set[str]) -> Condition:
    column, _dunder, lookup = path.rpartition("__")
    if lookup not in _LOOKUPS:
        column, lookup = path, "exact"
    if lookup == "in" and not wanted:
        return lambda values: False  # nothing is in nothing, whatever stands there
    paths.add(column)
    compare = _LOOKUPS[lookup]
    wanted = wanted.pk if isinstance(wanted, Model) else wanted
    return lambda values: compare(values[column], wanted)


def _value(row: Model | None, path: str) -> Any:
    """What stands at the end of the path; of a foreign key its number, so nothing is fetched."""
    *steps, last = path.split("__")
    for step in steps:
        row = getattr(row, step) if row is not None else None
        if not isinstance(row, Model | None):
            raise NotImplementedError(f"A rule asks for {path}.")
    if row is None or last == "pk":
        return row and row.pk
    value = getattr(row, row._meta.get_field(last).attname)
    return tuple(value) if isinstance(value, list) else value
