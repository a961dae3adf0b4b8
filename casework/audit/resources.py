"""Every row that an import writes is a deed."""

from typing import Any

from django.db.models import Model

from casework.access.resources import GuardedResource
from casework.audit.deeds import Deed
from casework.audit.trail import record


class RecordedResource(GuardedResource):
    """A GuardedResource that tells the audit trail which columns of which row it wrote."""

    def after_save_instance(self, instance: Model, row: dict[str, Any], **kwargs: Any) -> None:
        deed = Deed.CHANGED if getattr(instance, "version", 1) > 1 else Deed.ENTERED
        known = {field.column_name for field in self.fields.values()}
        record(self.user, deed, instance, by="import", columns=sorted(known & row.keys()))
