"""The one way to write the audit trail, and the deeds of the door that it hears of by itself."""

import re

from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db import models
from django.dispatch import receiver
from django.http import HttpRequest

from accounts.deeds import deed_done
from accounts.models import User
from casework.audit.deeds import Deed, known
from casework.audit.models import Event
from casework.audit.plain import plain
from casework.audit.session import current_mark


def record(
    actor: User | None, deed: str, subject: models.Model | None = None, *, why: str = "",
    **detail: object,
) -> None:  # fmt: skip
    """Write one deed, in the transaction of the deed itself or before the bytes leave.

    `deed` is one of deeds.py; `why` a code, such as the reason of a change. `detail` holds ids,
    numbers, codes, hashes and names of fields; never text that somebody typed about a case.
    Raises UnknownDeed, and NotPlain for what may not stand in the trail.
    """
    Event.objects.create(
        actor=actor,
        deed=known(deed),
        object_type=subject._meta.label if subject is not None else "",
        object_id=subject.pk if subject is not None else None,
        session=current_mark(),
        why=plain("why", why),
        detail={name: plain(name, value) for name, value in detail.items()},
    )


@receiver(user_logged_in)
def _signed_in(sender: object, request: HttpRequest, user: User, **kwargs: object) -> None:
    record(user, Deed.SIGNED_IN, user, methods=_methods(request))


def _methods(request: HttpRequest) -> list[str]:
    """By what somebody proved who they are, as the login keeps it: password, mfa:totp …"""
    session = getattr(request, "session", {})
    steps = session.get("account_authentication_methods") or []
    told = [":".join(filter(None, (s.get("method"), s.get("type")))) for s in steps]
    return [re.sub(r"[^a-z0-9:_]", "_", method.lower()) for method in told]


@receiver(user_logged_out)
def _signed_out(sender: object, request: HttpRequest, user: User | None, **kwargs: object) -> None:
    record(user, Deed.SIGNED_OUT, user)


@receiver(user_login_failed)
def _sign_in_failed(sender: object, credentials: dict, **kwargs: object) -> None:
    """The account, if there is one of that name: asked with one query either way."""
    name = str(credentials.get("username") or "").replace("\0", "").strip()
    account = User.objects.filter(username__iexact=name).only("pk").first()
    record(None, Deed.SIGN_IN_FAILED, account)


@receiver(deed_done)
def _done_at_the_door(
    sender: object, by: User | None, deed: str, subject: models.Model | None, detail: dict,
    **kwargs: object,
) -> None:  # fmt: skip
    record(by, deed, subject, **detail)
