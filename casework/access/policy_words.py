"""The whole policy in words: what each role may do, the rule of each kind of row, each person.

Made from policy.py and accounts/roles.py; there is no second wording. It names accounts, teams
and numbers of rows, never what stands in them.
"""

from collections.abc import Iterator
from typing import NamedTuple

from django.apps import apps
from django.db.models import Model, QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts.models import Membership, User
from accounts.roles import CASE_ROLES, EDITORS, GRANTERS, RELEASERS, REVIEWERS, Role
from casework.access.policy import NAMED_READERS, RULES, TRACKED, nobody

_WHY = "auditors read who is named where; numbers of rows, no text of one"


class KindOfRow(NamedTuple):
    """The rule of one model in words."""

    kind: str
    see: str
    change: str
    grant: str


class Account(NamedTuple):
    """What one person may do and see, in sentences."""

    name: str
    role: str
    sentences: list[str]


def kinds() -> list[KindOfRow]:
    """One line for each kind of row that the law knows, in the order of their names."""
    return sorted(
        KindOfRow(
            _kind_of(label),
            str(law.see.words), str(law.change.words),
            "" if law.grant is nobody else str(law.grant.words),
        )
        for label, law in RULES.items()
    )  # fmt: skip


def _kind_of(label: str) -> str:
    """The plural of the model; of earlier states also whose they are."""
    own = capfirst(str(apps.get_model(label)._meta.verbose_name_plural))
    tracked = label.removesuffix("Change")
    if tracked == label or tracked not in TRACKED:
        return own
    return f"{own}: {apps.get_model(tracked)._meta.verbose_name_plural}"


def rights_of(role: str) -> list[str]:
    """What the role may do at all; on which rows is said by the rule of each kind."""
    rights = [
        (CASE_ROLES, _("reads case files")),
        (EDITORS, _("enters and changes")),
        (REVIEWERS, _("reviews what others entered")),
        (RELEASERS, _("lets dossiers and tables leave")),
        (GRANTERS, _("decides who sees a file")),
        (EDITORS - GRANTERS, _("decides who sees a file that they lead")),
        ({Role.AUDITOR}, _("reads the audit trail and this policy; sees no case file")),
        ({Role.ACCOUNT_ADMINISTRATOR}, _("opens and closes accounts; sees no case file")),
    ]
    return [words for roles, words in rights if role in roles]


def accounts() -> Iterator[Account]:
    """Every account, closed ones included, with what it may do and where it is named."""
    teams: dict[int, list[str]] = {}
    for member in Membership.objects.select_related("team").order_by("team__name"):
        teams.setdefault(member.user_id, []).append(member.team.name)
    named = {label: _named_for(label) for label in NAMED_READERS}
    for user in User.objects.order_by("name", "pk"):
        yield Account(
            f"{user.name} ({user.username})",
            str(user.get_role_display()),
            list(_sentences(user, teams.get(user.pk, []), named)),
        )


def _sentences(
    user: User, teams: list[str], named: dict[str, dict[int, list[str]]]
) -> Iterator[str]:
    if not user.is_active:
        yield _("The account is closed: it sees and does nothing.")
        return
    yield capfirst("; ".join(rights_of(user.role))) + "."
    if not user.is_on_cases:
        return
    if teams:
        yield _(
            "Sees the files of: %s, but for those narrowed to others; those opened to all staff; "
            "and those narrowed to them, as a named reader or as the lead."
        ) % ", ".join(teams)
    else:
        yield _("Is on no team: sees files opened to all staff, and those narrowed to them.")
    for label, rows in named.items():
        if user.pk in rows:
            kind = capfirst(str(apps.get_model(label)._meta.verbose_name_plural))
            yield _("Named as a reader: %(kind)s %(rows)s.") % {
                "kind": kind, "rows": ", ".join(rows[user.pk]),
            }  # fmt: skip


def _named_for(label: str) -> dict[int, list[str]]:
    """Account → the rows that name it as a reader."""
    model, column = apps.get_model(label), NAMED_READERS[label]
    found: dict[int, list[str]] = {}
    for row in _naming(model, column).iterator():
        for key in getattr(row, column):
            found.setdefault(key, []).append(f"#{row.pk}")
    return found


def _naming(model: type[Model], column: str) -> QuerySet:
    rows = model.objects.unrestricted(because=_WHY).exclude(**{column: []})
    return rows.order_by("pk").only("pk", column)
