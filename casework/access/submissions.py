"""Twice sent is once stored; and what the database refuses, said so that somebody can act."""

import uuid

from django.apps import apps
from django.core.cache import cache
from django.db import IntegrityError
from django.http import HttpRequest
from django.utils.translation import gettext as _

FIELD = "submission"
_A_DAY = 24 * 60 * 60


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
    name = getattr(told, "constraint_name", None)
    for model in apps.get_models():
        for constraint in model._meta.constraints:
            if constraint.name == name:
                if constraint.violation_error_code == "unique" or not constraint.violation_error_message:
                    return _("That is on record already. Look for it in the list, and change it there.")
                return constraint.get_violation_error_message()
    if name and told.message_primary and told.sqlstate == "23000":
        return told.message_primary
    return _("The database refused this: it does not fit with what is on record. Check the entries.")
