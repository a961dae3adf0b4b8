"""Twice sent is once stored; and what the database refuses, said so that somebody can act."""

import uuid

from django.apps import apps
from django.core.cache import cache
from django.db import IntegrityError
from django.http import HttpRequest
from django.utils.translation import gettext as _

FIELD = "submission"
_A_DAY = 24 * 60 * 60
_BY_A_TRIGGER, _UNIQUE = "23000", "23505"  # SQLSTATE codes of PostgreSQL


class AlreadySubmitted(Exception):
    """The same form has been saved before."""


def once(request: HttpRequest) -> None:
    """Raises AlreadySubmitted where a form with this token has been saved; call it after saving.

    The token is written in the transaction of the deed: a second request waits for the first.
    """
    try:
        token = uuid.UUID(request.POST.get(FIELD, ""))
    except ValueError:
        return
    if not cache.add(f"{FIELD}-{request.user.pk}-{token}", 1, _A_DAY):
        raise AlreadySubmitted


def refusal_of(error: IntegrityError) -> str:
    """The words of the constraint that was broken, or those in which a trigger refused."""
    told = getattr(error.__cause__, "diag", None)
    if told is not None and told.sqlstate == _BY_A_TRIGGER:
        return told.message_primary
    if told is not None and told.sqlstate == _UNIQUE:
        return _("That is on record already. Look for it in the list, and change it there.")
    for model in apps.get_models():
        for constraint in model._meta.constraints:
            if told is not None and constraint.name == told.constraint_name:
                return constraint.get_violation_error_message()
    return _("This does not fit with what is on record already. Check what was entered.")
