"""One-time links: invitations and resets. Made, found, used once; pages and letters are elsewhere.

A link holds 256 random bits and the database their digest, so nobody can make or guess one.
"""

import secrets
from datetime import timedelta

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from accounts.deeds import tell
from accounts.models import OneTimeLink, User
from accounts.sessions import digest, end_sessions


def waiting(**by: object) -> QuerySet[OneTimeLink]:
    """Links that can be used now."""
    return OneTimeLink.objects.filter(
        spent_at=None, expires_at__gt=timezone.now(), user__is_active=True, **by
    ).select_related("user")


def void_links(user: User, **by: object) -> None:
    OneTimeLink.objects.filter(user=user, spent_at=None, **by).update(spent_at=timezone.now())


def _make(user: User, purpose: str, by: User | None) -> tuple[OneTimeLink, str]:
    token = secrets.token_urlsafe(32)
    link = OneTimeLink.objects.create(
        user=user,
        purpose=purpose,
        digest=digest(token),
        made_by=by,
        expires_at=timezone.now() + timedelta(hours=settings.LINK_HOURS),
    )
    return link, token


@transaction.atomic
def hand_over(user: User, purpose: str, by: User) -> tuple[OneTimeLink, str]:
    """A link that an administrator of accounts hands over, and its token.

    Earlier links are void, its sessions end, its password is gone; for EVERYTHING passkeys, apps
    and recovery codes too, and then nobody comes in before the link is followed.
    """
    void_links(user)
    user.set_unusable_password()
    user.save(update_fields=["password"])
    end_sessions(user)
    if purpose == OneTimeLink.Purpose.EVERYTHING:
        Authenticator.objects.filter(user=user).delete()
    tell(by, "link_made", user, purpose=purpose)
    return _make(user, purpose, by)


@transaction.atomic
def asked_for(email: str) -> list[tuple[OneTimeLink, str]]:
    """A link and its token for each open account of this address; nothing else changes yet."""
    made = []
    for user in User.objects.filter(email__iexact=email, is_active=True):
        void_links(user, made_by=None)
        tell(None, "link_asked_for", user)
        made.append(_make(user, OneTimeLink.Purpose.PASSWORD, None))
    return made


def find(token: str) -> OneTimeLink | None:
    return waiting(digest=digest(token)).first()


@transaction.atomic
def use(link: OneTimeLink, password: str) -> bool:
    """Set the password, end what was signed in; False where the link was used meanwhile."""
    # By one statement: of two who send the form at the same time, one finds it unspent.
    unspent = OneTimeLink.objects.filter(pk=link.pk, spent_at=None)
    if not unspent.update(spent_at=timezone.now()):
        return False
    void_links(link.user)
    link.user.set_password(password)
    link.user.save(update_fields=["password"])
    end_sessions(link.user)
    tell(link.user, "password_set_by_link", link.user, purpose=link.purpose)
    return True
