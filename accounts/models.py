"""Users, teams, sessions, one-time links, the state of the site.

An account is closed, never deleted: the history names its people.
"""

import uuid
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import UserManager as DjangoUserManager
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from accounts.roles import (
    BACK_OFFICE,
    CASE_ROLES,
    EDITORS,
    GRANTERS,
    RELEASERS,
    REVIEWERS,
    Role,
)


class Team(models.Model):
    """Colleagues who share case files."""

    name = models.CharField(_("name"), max_length=120, unique=True)
    members = models.ManyToManyField(
        "accounts.User", through="accounts.Membership", related_name="teams"
    )

    class Meta:
        verbose_name = _("team")
        verbose_name_plural = _("teams")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class UserManager(DjangoUserManager):
    """Creates accounts. There is no superuser: roles decide, in accounts/roles.py."""

    def create_user(self, username: str, password: str | None = None, **fields: object) -> "User":
        user = self.model(username=self.model.normalize_username(username), **fields)
        user.set_password(password)
        user.full_clean(exclude=["password"])
        user.save(using=self._db)
        return user

    def create_superuser(
        self, username: str, password: str | None = None, **fields: object
    ) -> "User":
        """The first account of an installation: an administrator of accounts, who sees no case."""
        fields.setdefault("name", username)
        return self.create_user(username, password, role=Role.ACCOUNT_ADMINISTRATOR, **fields)


class User(AbstractBaseUser):
    """A colleague with an account and exactly one role."""

    username = models.CharField(_("user name"), max_length=60, unique=True)
    name = models.CharField(_("name shown to colleagues"), max_length=120)
    email = models.EmailField(_("e-mail"), blank=True)
    role = models.CharField(_("role"), max_length=30, choices=Role, default=Role.READER)
    is_active = models.BooleanField(
        _("open"),
        default=True,
        help_text=_("Close an account here. It is never deleted, and a closed one sees nothing."),
    )
    opened_at = models.DateTimeField(_("opened at"), default=timezone.now, editable=False)

    objects = UserManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name

    @cached_property
    def own_teams(self) -> tuple[Team, ...]:
        """Read once per request: `request.user` is a new object each time."""
        return tuple(self.teams.all())

    @property
    def team_ids(self) -> tuple[int, ...]:
        return tuple(team.pk for team in self.own_teams)

    @property
    def is_on_cases(self) -> bool:
        return self.is_active and self.role in CASE_ROLES

    @property
    def may_edit(self) -> bool:
        return self.is_active and self.role in EDITORS

    @property
    def may_review(self) -> bool:
        return self.is_active and self.role in REVIEWERS

    @property
    def may_release(self) -> bool:
        return self.is_active and self.role in RELEASERS

    @property
    def may_grant(self) -> bool:
        return self.is_active and self.role in GRANTERS

    @property
    def is_staff(self) -> bool:
        """May enter the back office at all; what is seen there is decided row by row."""
        return self.is_active and bool(BACK_OFFICE[self.role])

    @property
    def is_superuser(self) -> bool:
        return False

    def has_module_perms(self, app_label: str) -> bool:
        return self.is_active and app_label in BACK_OFFICE[self.role]

    def has_perm(self, permission: str, obj: object = None) -> bool:
        """`cases.change_case` → may this role change rows of that application at all?"""
        app_label, _dot, codename = permission.partition(".")
        verb = codename.partition("_")[0]
        return self.is_active and verb in BACK_OFFICE[self.role].get(app_label, ())

    def has_perms(self, permissions: list[str], obj: object = None) -> bool:
        return all(self.has_perm(permission, obj) for permission in permissions)


class Membership(models.Model):
    """A colleague is on a team."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="memberships")

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            models.UniqueConstraint(fields=["user", "team"], name="one_membership_per_team")
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.team}"


class Session(AbstractBaseSession):
    """A signed-in browser, or one on its way in. The key itself is in the browser's cookie only:
    whoever reads this table can take no session over (sessions.py)."""

    session_key = models.CharField(_("SHA-256 of the key"), max_length=64, primary_key=True)
    handle = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="sessions")
    started_at = models.DateTimeField(_("signed in at"), default=timezone.now)
    last_seen_at = models.DateTimeField(_("last seen at"), default=timezone.now)
    ended_at = models.DateTimeField(_("ended at"), null=True)
    browser = models.CharField(_("browser"), max_length=60, blank=True)

    class Meta(AbstractBaseSession.Meta):
        indexes = [models.Index(fields=["user", "ended_at"])]

    def dies_at(self, seen: datetime) -> datetime:
        """When it ends without another sign of life after `seen` (ASVS 5.0 7.3.1, 7.3.2)."""
        return min(
            self.started_at + timedelta(minutes=settings.SESSION_LONGEST_MINUTES),
            seen + timedelta(minutes=settings.SESSION_IDLE_MINUTES),
        )


class OneTimeLink(models.Model):
    """A link by which a colleague sets their password; the database knows only its digest."""

    class Purpose(models.TextChoices):
        INVITATION = "invitation", _("invitation")
        PASSWORD = "password", _("a new password")
        EVERYTHING = "everything", _("a new password and a new second factor")

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="links")
    purpose = models.CharField(max_length=20, choices=Purpose)
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    expires_at = models.DateTimeField()
    spent_at = models.DateTimeField(null=True)  # used, or replaced by a newer one

    class Meta:
        verbose_name = _("one-time link")
        verbose_name_plural = _("one-time links")


class SiteMode(models.Model):
    """One row: whether the site is open, only read, or closed (site_mode.py)."""

    class Mode(models.TextChoices):
        OPEN = "open", _("open")
        READ_ONLY = "read_only", _("read only")
        CLOSED = "closed", _("closed")

    mode = models.CharField(_("the site is"), max_length=10, choices=Mode, default=Mode.OPEN)
    since = models.DateTimeField(_("since"), default=timezone.now)
    by = models.ForeignKey(
        User, null=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("changed by")
    )
    because = models.CharField(
        _("because"),
        max_length=120,
        blank=True,
        help_text=_("A few words that every colleague may read. No name, nothing of a case."),
    )

    class Meta:
        verbose_name = _("state of the site")
        verbose_name_plural = _("state of the site")
        constraints = [
            models.CheckConstraint(condition=models.Q(pk=1), name="there_is_one_state_of_the_site")
        ]

    def __str__(self) -> str:
        return str(self.get_mode_display())
