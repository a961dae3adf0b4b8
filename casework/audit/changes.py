"""What stood in a row before it was changed or removed, kept by the database itself.

`@tracked()` over a model makes the model `<Name>Change` beside it: a trigger copies the old row,
whoever changes it and by whatever statement, with who and from which session where a request did.
The copies only grow. Who sees them is said once, in access/policy.py.
"""

from collections.abc import Callable

import pghistory
import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _
from pghistory.models import Event as HistoryEvent
from pghistory.trigger import Event as HistoryTrigger

from casework.access.guard import GuardedManager, GuardedModel
from casework.audit.firm import Firm

CHANGED, REMOVED = "changed", "removed"

# What the database derives from other rows, and moves without anybody having edited the row.
DERIVED = frozenset({"reader_keys", "changed_at", "workflow"})
# Kept in a copy; its change alone is none.
COUNTED = frozenset({"version"})

_REFUSE = (
    "RAISE EXCEPTION 'This record only grows: % of % is refused.', TG_OP, TG_TABLE_NAME "
    "USING ERRCODE = 'integrity_constraint_violation';"
)


class Change(GuardedModel, HistoryEvent):
    """The row as it was until `pgh_created_at`; `pgh_context` tells who ended that state."""

    pgh_id = models.BigAutoField(primary_key=True)

    objects = GuardedManager()

    class Meta:
        abstract = True


class _Copy(Firm, HistoryTrigger):
    """Copies the old row."""


class _Before(pghistory.RowEvent):
    row = pghistory.Old

    def add_event_trigger(self, event_model: type[models.Model]) -> None:
        copy = _Copy(
            event_model=event_model, label=self.label, name=self.trigger_name, row=self.row,
            operation=self.operation, condition=self.condition, level=self.level,
        )  # fmt: skip
        pgtrigger.register(copy)(event_model.pgh_tracked_model)


class _BeforeChange(_Before):
    label, operation = CHANGED, pgtrigger.Update


class _BeforeRemoval(_Before):
    label, operation = REMOVED, pgtrigger.Delete


def _only_grows() -> list[Firm]:
    rows = pgtrigger.Update | pgtrigger.Delete
    return [
        Firm(name="only_grows", when=pgtrigger.Before, operation=rows, func=_REFUSE),
        Firm(
            name="is_never_emptied", when=pgtrigger.Before, operation=pgtrigger.Truncate,
            level=pgtrigger.Statement, func=_REFUSE,
        ),
    ]  # fmt: skip


def tracked() -> Callable[[type[models.Model]], type[models.Model]]:
    """The decorator; the model needs a rule for `<Name>Change`, by `TRACKED` in policy.py."""

    def track(model: type[models.Model]) -> type[models.Model]:
        columns = {field.name for field in model._meta.local_fields}
        return pghistory.track(
            _BeforeChange(condition=pgtrigger.AnyChange(exclude=sorted(columns & COUNTED))),
            _BeforeRemoval(),
            model_name=f"{model.__name__}Change",
            base_model=Change,
            exclude=sorted(columns & DERIVED),
            obj_field=pghistory.ObjForeignKey(related_name="+", related_query_name="+"),
            context_field=pghistory.ContextJSONField(),
            context_id_field=None,
            meta={
                "verbose_name": _("earlier state"),
                "verbose_name_plural": _("earlier states"),
                "ordering": ["-pgh_id"],
                "triggers": _only_grows(),
            },
        )(model)

    return track
