"""What may happen to an account, whoever asks: nobody lifts themselves, somebody can open."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.links import void_links
from accounts.models import User
from accounts.roles import Role
from accounts.sessions import end_sessions


def check_change(by: User, account_id: int, wanted: dict[str, Any]) -> None:
    """Raises ValidationError where `by` may not give that account this role or close it."""
    administrators = User.objects.filter(role=Role.ACCOUNT_ADMINISTRATOR, is_active=True)
    # Locked: two who close each other at the same time would leave nobody.
    open_ones = set(administrators.select_for_update().values_list("pk", flat=True))
    before = User.objects.get(pk=account_id)
    if account_id == by.pk and (wanted["role"], wanted["is_active"]) != (
        before.role,
        before.is_active,
    ):
        raise ValidationError(
            _("Nobody changes their own role or closes themselves. Ask another administrator.")
        )
    stays = wanted["is_active"] and wanted["role"] == Role.ACCOUNT_ADMINISTRATOR
    if open_ones == {account_id} and not stays:
        raise ValidationError(
            _("This is the last open administrator of accounts. Open another one first.")
        )


def close(account: User) -> None:
    """What a closed account leaves behind: no session, no link."""
    end_sessions(account)
    void_links(account)
