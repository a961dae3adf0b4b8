"""What a rule is, which keys a reader carries, and how rules are put together.

The rules themselves are in policy.py. A case carries `reader_keys`, small integers kept by the
database: 0 for all staff on cases, 2 × id for a team, 2 × id + 1 for a person. A person, a source,
a citation and an action carry the union of the keys of the cases that they belong to. A reader
carries keys too, and sees what shares one: a single indexed condition on the row, without joins.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from accounts.models import User

ALL_STAFF = 0
NOTHING = Q(pk__in=[])


@dataclass(frozen=True)
class Rule:
    """Which rows a user is given, and who that is in words."""

    words: str | Promise
    condition: Callable[[User], Q]

    def __call__(self, user: User) -> Q:
        return self.condition(user)


class Law(NamedTuple):
    """Of one model: who may see a row, who may change it, who may decide who else sees it."""

    see: Rule
    change: Rule
    grant: Rule


def rule(words: str | Promise) -> Callable[[Callable[[User], Q]], Rule]:
    """Turn a function into the rule that these words describe."""
    return lambda condition: Rule(words, condition)


# Reader keys.


def team_key(team_id: int) -> int:
    return 2 * team_id


def person_key(user_id: int) -> int:
    return 2 * user_id + 1


def keys_of(user: User) -> list[int]:
    """The reader's keys; none for a closed account, an auditor, an administrator of accounts."""
    if not getattr(user, "is_on_cases", False):
        return []
    return [ALL_STAFF, person_key(user.pk), *(team_key(team_id) for team_id in user.team_ids)]


# How rules are put together.


def through(path: str, parent: Rule, words: str | Promise = "") -> Rule:
    """The rule of what a row hangs on: a child is never seen without its parent."""

    def condition(user: User) -> Q:
        allowed = parent(user)
        return NOTHING if allowed == NOTHING else _prefixed(allowed, path)

    return Rule(words or parent.words, condition)


def both(first: Rule, second: Rule, words: str | Promise) -> Rule:
    """What each of the two rules allows."""
    return Rule(words, lambda user: first(user) & second(user))


def if_there(path: str, parent: Rule) -> Rule:
    """Without the row that it points at, or with it where that is seen."""
    seen = through(path, parent)
    return Rule(parent.words, lambda user: Q(**{f"{path}__isnull": True}) | seen(user))


def if_editor(allowed: Rule) -> Rule:
    """Caseworkers and managers change what they see."""
    return Rule(
        format_lazy(_("caseworkers and managers: {who}"), who=allowed.words),
        lambda user: allowed(user) if getattr(user, "may_edit", False) else NOTHING,
    )


def _prefixed(condition: Q, path: str) -> Q:
    prefixed = Q(_connector=condition.connector, _negated=condition.negated)
    prefixed.children = [
        _prefixed(child, path) if isinstance(child, Q) else (f"{path}__{child[0]}", child[1])
        for child in condition.children
    ]
    return prefixed
