"""The history page of a row in the back office: what changed, by the database's own copies."""

from functools import partial
from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.forms.models import _get_foreign_key
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from casework.access.guard import GuardedModel
from casework.audit.history import LONGEST, Step, is_tracked, steps_of


class WithHistory(admin.ModelAdmin):
    """Shows the changes of a row, and of the rows that are entered on its page."""

    object_history_template = "admin/object_history.html"

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied  # before a row is looked for: its number tells nothing
        row = self.get_object(request, unquote(object_id))
        if row is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not self.has_view_or_change_permission(request, row):
            raise PermissionDenied
        context = {
            **self.admin_site.each_context(request),
            "title": _("What was changed"),
            "record_label": self.choice_label(row),
            "module_name": str(capfirst(self.opts.verbose_name_plural)),
            "object": row,
            "opts": self.opts,
            **self.history_of(request, row),
            **(extra_context or {}),
        }
        request.current_app = self.admin_site.name
        return TemplateResponse(request, self.object_history_template, context)

    def history_of(self, request: HttpRequest, row: Model) -> dict[str, Any]:
        """What the page shows of this row."""
        steps = self._own(request, row) + self._of_inlines(request, row)
        steps.sort(key=lambda step: step.at, reverse=True)
        return {"steps": steps, "is_tracked": is_tracked(self.model), "longest": LONGEST}

    def _own(self, request: HttpRequest, row: Model) -> list[Step]:
        if not is_tracked(self.model):
            return []
        return steps_of([row], request.user, label=partial(self._label, request), own=True)

    def _of_inlines(self, request: HttpRequest, row: Model) -> list[Step]:
        steps = []
        for inline in self.inlines:
            model = inline.model
            if not is_tracked(model) or not issubclass(model, GuardedModel):
                continue
            key = _get_foreign_key(self.model, model, fk_name=inline.fk_name).name
            rows = model.objects.visible_to(request.user).filter(**{key: row.pk})
            label = partial(self._label, request)
            steps += steps_of(rows, request.user, label=label, own=False)
        return steps

    def _label(self, request: HttpRequest, row: Model) -> str:
        """The label under which a visible row can be chosen; where there is none, which it is.

        The row is asked for as a choice is, so that all that its label tells comes with it.
        """
        if not self.admin_site.is_registered(type(row)):
            return str(row)
        other = self.admin_site.get_model_admin(type(row))
        if not hasattr(other, "choices"):
            return str(row)
        chosen = other.choices(request).filter(pk=row.pk).first()
        return str(row) if chosen is None else other.choice_label(chosen)
