"""Users and teams. An account is closed, never deleted: the history names its people."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import UserManager as DjangoUserManager
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
