"""The one way to write the audit trail."""

from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db import models
from django.dispatch import receiver
from django.http import HttpRequest

from accounts.deeds import deed_done
from accounts.models import User
from casework.audit.models import Event


def record(
    actor: User | None, deed: str, subject: models.Model | None = None, **detail: object
) -> None:
    """Write one deed, in the transaction of the deed itself or before the bytes leave.

    `detail` holds ids, counts, hashes and codes; never text that somebody typed about a case.
    """
    Event.objects.create(
        actor=actor,
        deed=deed,
        object_type=subject._meta.label if subject is not None else "",
        object_id=subject.pk if subject is not None else None,
        detail=detail,
    )


@receiver(user_logged_in)
def _logged_in(sender: object, request: HttpRequest, user: User, **kwargs: object) -> None:
    record(user, "login")


@receiver(user_logged_out)
def _logged_out(sender: object, request: HttpRequest, user: User | None, **kwargs: object) -> None:
    record(user, "logout")


@receiver(user_login_failed)
def _login_failed(sender: object, credentials: dict, **kwargs: object) -> None:
    record(None, "login_failed")


@receiver(deed_done)
def _done_at_the_door(
    sender: object, by: User | None, deed: str, subject: models.Model | None, detail: dict,
    **kwargs: object,
) -> None:  # fmt: skip
    record(by, deed, subject, **detail)
