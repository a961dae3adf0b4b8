"""What an account may do, before and after somebody changed it: each difference is a deed."""

from dataclasses import dataclass

from accounts.models import User
from casework.audit.deeds import Deed
from casework.audit.trail import record


@dataclass(frozen=True, slots=True)
class Grants:
    """The role of an account, whether it is open, and the ids of its teams."""

    role: str
    is_open: bool
    teams: tuple[int, ...]


def grants_of(user_id: int) -> Grants:
    """As the database has them now; raises User.DoesNotExist."""
    user = User.objects.get(pk=user_id)
    return Grants(user.role, user.is_active, tuple(sorted(user.team_ids)))


def record_grants(by: User | None, account: User, before: Grants | None) -> None:
    """Tells what changed since `before`; None for an account that is new."""
    after = grants_of(account.pk)
    if before is None:
        record(by, Deed.ACCOUNT_OPENED, account, role=after.role, teams=after.teams)
        return
    if after.role != before.role:
        record(by, Deed.ROLE_CHANGED, account, before=before.role, after=after.role)
    if after.is_open != before.is_open:
        record(by, Deed.ACCOUNT_REOPENED if after.is_open else Deed.ACCOUNT_CLOSED, account)
    if after.teams != before.teams:
        record(by, Deed.TEAMS_CHANGED, account, before=before.teams, after=after.teams)
