"""Twice sent is once stored; and what the database refuses, said so that somebody can act."""

import uuid

from django.apps import apps
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.forms import Form
from django.http import HttpRequest
from django.utils.translation import gettext as _

FIELD = "submission"
_A_DAY = 24 * 60 * 60
_BY_A_TRIGGER, _UNIQUE = "23000", "23505"  # SQLSTATE codes of PostgreSQL


class AlreadySubmitted(Exception):
    """The same form has been saved before; `stored` is what `once` was told of it then."""

    def __init__(self, stored: str) -> None:
        super().__init__(stored)
        self.stored = stored


def once(request: HttpRequest, stored: str = "") -> None:
    """Raises AlreadySubmitted where a form with this token has been saved; call it after saving.

    The token is written in the transaction of the deed: a second request waits for the first.
    `stored` says where the deed is found again: a reference, never words of a case.
    """
    try:
        token = uuid.UUID(request.POST.get(FIELD, ""))
    except ValueError:
        return
    key = f"{FIELD}-{request.user.pk}-{token}"
    if not cache.add(key, stored, _A_DAY):
        raise AlreadySubmitted(cache.get(key) or "")


def stored_before(request: HttpRequest) -> str | None:
    """What `once` was told of this form's token, None where it was not sent before.

    For a form whose checks would find its own first sending among what is stored.
    """
    try:
        token = uuid.UUID(request.POST.get(FIELD, ""))
    except ValueError:
        return None
    return cache.get(f"{FIELD}-{request.user.pk}-{token}")


def own_token(token: uuid.UUID, *, case: int, author: int) -> uuid.UUID:
    """What is stored for a form's token: sent for another file or by somebody else, another one.

    A token that somebody copied can so never stand in the way of a colleague's row.
    """
    return uuid.uuid5(token, f"{case}:{author}")


def show_on(form: Form, problem: ValidationError) -> None:
    """Put what a service refused on the form; what is said of no field of it stands above it."""
    if not hasattr(problem, "error_dict"):
        form.add_error(None, problem)
        return
    for name, errors in problem.error_dict.items():
        form.add_error(name if name in form.fields else None, errors)


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
