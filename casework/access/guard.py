"""The lock: a query on a guarded model that has not said who reads raises when it would run.

`.visible_to(user)`, `.editable_by(user)` and `.unrestricted(because="…")` open a query. The last
may occur only in the files listed in tests/test_architecture.py. The seal leans on how Django
5.2 compiles queries (`get_compiler`, `chain`, `combine`); tests/access/test_guard.py is the
tripwire for an upgrade.
"""

from typing import Any, Self

from django.db import models
from django.db.models.constraints import CheckConstraint
from django.db.models.sql import Query

from accounts.models import User
from casework.access import policy


class AccessUndecided(Exception):
    """A query on a guarded model ran without saying who reads."""


class SealedQuery(Query):
    """Compiles to SQL only after somebody has said who reads."""

    opened = False

    def _refuse_if_sealed(self) -> None:
        if not self.opened:
            raise AccessUndecided(
                f"{self.model._meta.label}: say .visible_to(user), .editable_by(user) "
                'or .unrestricted(because="…").'
            )

    def get_compiler(self, *args: Any, **kwargs: Any) -> Any:
        self._refuse_if_sealed()
        return super().get_compiler(*args, **kwargs)

    def chain(self, klass: type[Query] | None = None) -> Query:
        if klass is not None and not issubclass(klass, SealedQuery):
            self._refuse_if_sealed()  # an UPDATE, DELETE or aggregate loses this class
        return super().chain(klass)

    def combine(self, rhs: Query, connector: str) -> None:
        self._refuse_if_sealed()
        if isinstance(rhs, SealedQuery):
            rhs._refuse_if_sealed()
        super().combine(rhs, connector)


class GuardedQuerySet(models.QuerySet):
    """A queryset whose first word is who reads."""

    def __init__(
        self, model: type[models.Model] | None = None, query: Query | None = None,
        using: str | None = None, hints: dict[str, Any] | None = None,
    ) -> None:  # fmt: skip
        super().__init__(model, query or SealedQuery(model), using, hints)

    def visible_to(self, user: User) -> Self:
        """The rows that this person may see (policy.py)."""
        return self._opened(policy.may_see(self.model._meta.label, user))

    def editable_by(self, user: User) -> Self:
        """The rows that this person may change (policy.py)."""
        return self._opened(policy.may_change(self.model._meta.label, user))

    def grantable_by(self, user: User) -> Self:
        """The rows of which this person may decide who else sees them (policy.py)."""
        return self._opened(policy.may_grant(self.model._meta.label, user))

    def unrestricted(self, *, because: str) -> Self:
        """All rows, for a reason that a reviewer can weigh."""
        if not because.strip():
            raise AccessUndecided("unrestricted() needs a reason.")
        return self._opened(models.Q())

    def _opened(self, condition: models.Q) -> Self:
        rows = self.filter(condition)
        rows.query.opened = True
        return rows

    def _raw_delete(self, using: str) -> int:
        self.query._refuse_if_sealed()
        return super()._raw_delete(using)

    def raw(self, *args: Any, **kwargs: Any) -> Any:
        raise AccessUndecided(f"{self.model._meta.label}: raw SQL cannot be guarded.")


class GuardedManager(models.Manager.from_queryset(GuardedQuerySet)):
    """The only manager of a guarded model; reverse accessors are made from it."""


class GuardedModel(models.Model):
    """A row that not everybody may see."""

    objects = GuardedManager()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        """Says which row, never what is in it: this text ends up in logs and admin pages."""
        return f"{self._meta.verbose_name} {self.pk or ''}".strip()

    def validate_unique(self, exclude: set[str] | None = None) -> None:
        """Left to the database: “already exists” would betray a row that the reader cannot see."""

    def validate_constraints(self, exclude: set[str] | None = None) -> None:
        """Checks of the row itself; those that look at other rows are left to the database."""
        every = self._meta.constraints
        self._meta.constraints = [c for c in every if isinstance(c, CheckConstraint)]
        try:
            super().validate_constraints(exclude)
        finally:
            self._meta.constraints = every
