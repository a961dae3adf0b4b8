"""Import and export behind the guard: rows that the user may change or see, and nothing else.

A key that is not found among those is an error, hidden or absent alike. Everything written goes
through `full_clean`. Cells that a spreadsheet would run are defused on the way out.
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.utils.html import format_html
from django.utils.translation import gettext as _
from import_export.fields import Field
from import_export.resources import Diff, ModelResource
from import_export.widgets import NumberWidget, Widget

from accounts.models import User
from casework.access.editing import Versioned

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def defused(cell: Any) -> Any:
    """The cell, with an apostrophe before what a spreadsheet would take for a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


def rearmed(cell: Any) -> Any:
    """A defused cell as it was."""
    if isinstance(cell, str) and cell.startswith("'") and cell[1:].startswith(_FORMULA):
        return cell[1:]
    return cell


class PlainDiff(Diff):
    """What a row of the preview changes, marked by elements and not by inline styles."""

    def as_html(self) -> list[str]:
        pairs = zip(self.left, self.right, strict=False)
        return [_changed("" if self.new else str(old or ""), str(new or "")) for old, new in pairs]


def _changed(old: str, new: str) -> str:
    if old == new:
        return new
    if not old:
        return format_html("<ins>{}</ins>", new)
    return format_html("<del>{}</del> <ins>{}</ins>", old, new)


class ByName(Widget):
    """A row of an open vocabulary, found by its name."""

    def __init__(self, model: type[Model]) -> None:
        super().__init__()
        self.model = model

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Model | None:
        if not value:
            return None
        found = self.model.objects.filter(name=str(value).strip()).first()
        if found is None:
            raise ValueError(
                _("There is no %(kind)s “%(name)s”. Add it first, or correct the name.")
                % {"kind": self.model._meta.verbose_name, "name": value}
            )
        return found

    def render(self, value: Model | None, **kwargs: Any) -> str:
        return value.name if value is not None else ""


class GuardedResource(ModelResource):
    """Rows of a guarded model. `user` is whoever imports or exports."""

    class Meta:
        clean_model_instances = True
        skip_unchanged = True
        report_skipped = True
        use_transactions = True

    def __init__(self, user: User | None = None, **kwargs: Any) -> None:
        super().__init__()
        self.user = user
        for field in self.fields.values():
            if isinstance(field.widget, NumberWidget):
                field.widget.coerce_to_string = False  # 1001, not “1,001”: it is read in again

    @classmethod
    def get_diff_class(cls) -> type[Diff]:
        return PlainDiff

    def get_queryset(self) -> QuerySet:
        return self._meta.model.objects.editable_by(self.user)

    def init_instance(self, row: Any = None) -> Model:
        """A new row; who recorded it is never read from a file."""
        instance = super().init_instance(row)
        if hasattr(instance, "recorded_by_id"):
            instance.recorded_by = self.user
        return instance

    def before_import_row(self, row: dict[str, Any], **kwargs: Any) -> None:
        for column, cell in row.items():
            row[column] = rearmed(cell)

    def get_instance(self, instance_loader: Any, row: dict[str, Any]) -> Model | None:
        key = self.fields[self.get_import_id_fields()[0]].column_name
        given = row.get(key)
        if given in (None, ""):
            return None
        try:
            return self.get_queryset().get(**{key: given})
        except (self._meta.model.DoesNotExist, ValueError):
            raise ValidationError(
                {
                    key: _(
                        "“%(key)s” is no record that you may change. Leave the cell empty to add "
                        "a new one, or correct it."
                    )
                    % {"key": given}
                }
            ) from None

    def after_init_instance(
        self, instance: Model, new: bool, row: dict[str, Any], **kwargs: Any
    ) -> None:
        """A file made from an older version does not overwrite a newer one."""
        seen = row.get("version")
        if new or not isinstance(instance, Versioned) or seen in (None, ""):
            return
        if str(seen) != str(instance.version):
            raise ValidationError(
                _("Somebody has changed this record since the file was made. Export it again.")
            )

    def before_save_instance(self, instance: Model, row: dict[str, Any], **kwargs: Any) -> None:
        if isinstance(instance, Versioned) and instance.pk:
            instance.version += 1

    def after_import(self, dataset: Any, result: Any, **kwargs: Any) -> None:
        """Keys are never imported: the sequences of the database are right as they are."""

    def export_field(self, field: Field, instance: Model, **kwargs: Any) -> Any:
        return defused(super().export_field(field, instance, **kwargs))
