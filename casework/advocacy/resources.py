"""Actions as a table. Parties, asks and replies are entered through the forms."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from import_export.fields import Field

from casework.advocacy.models import Action, ActionCase
from casework.audit.resources import RecordedResource
from casework.cases.models import Case
from casework.cases.resources import SEPARATOR, editable_cases
from casework.sources.resources import WhenColumn


class ActionResource(RecordedResource):
    """One row for each action, with the files that it concerns."""

    happened = WhenColumn("happened", "happened")
    version = Field("version", "version", readonly=True)
    cases = Field(column_name="cases")

    class Meta(RecordedResource.Meta):
        model = Action
        name = gettext_lazy("Actions")
        import_id_fields = ["id"]
        fields = [
            "id", "version", "kind", "title", "happened", "happened_missing",
            "clock_as_stated", "place", "our_role", "status", "is_quiet", "summary", "cases",
        ]  # fmt: skip

    def filter_export(self, queryset: QuerySet, **kwargs: Any) -> QuerySet:
        links = ActionCase.objects.visible_to(self.user).select_related("case")
        return queryset.prefetch_related(
            Prefetch("action_cases", queryset=links, to_attr="links_shown")
        )

    def dehydrate_cases(self, action: Action) -> str:
        return SEPARATOR.join(sorted(link.case.reference for link in action.links_shown))

    def skip_row(self, instance: Action, original: Action, row: dict, *args: Any) -> bool:
        if instance.pk is None or not super().skip_row(instance, original, row, *args):
            return False
        return not self._new_files(instance, row)

    def save_m2m(self, instance: Action, row: dict[str, Any], **kwargs: Any) -> None:
        for case in self._new_files(instance, row):
            link = ActionCase(action=instance, case=case)
            link.full_clean()
            link.save()
        if not ActionCase.objects.visible_to(self.user).filter(action=instance).exists():
            raise ValidationError({"cases": _("Name at least one file that the action concerns.")})

    def _new_files(self, action: Action, row: dict[str, Any]) -> list[Case]:
        links = ActionCase.objects.visible_to(self.user).filter(action=action)
        known = set(links.values_list("case", flat=True))
        named = editable_cases(self.user, row.get("cases"))
        return [case for case in named if case.pk not in known]
