"""Sources as a table, and the column type of every fuzzy date."""

from datetime import date
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from import_export.fields import Field

from casework.access.resources import ByName
from casework.audit.resources import RecordedResource
from casework.sources.models import Organisation, Source
from casework.sources.when import When
from casework.sources.when_reading import read


class WhenColumn(Field):
    """A date in the words of whoever wrote it. Words that did not change keep what is stored."""

    def save(
        self, instance: Model, row: dict[str, Any], is_m2m: bool = False, **kwargs: Any
    ) -> None:
        cell = row[self.column_name]
        if self.export(instance) != str(cell or "").strip():
            setattr(instance, self.attribute, self.clean(row))

    def clean(self, row: dict[str, Any], **kwargs: Any) -> When:
        cell = row[self.column_name]
        if isinstance(cell, date):
            raise ValueError(
                _(
                    "The spreadsheet has turned this into a calendar day, so that a month cannot "
                    "be told from its first day. Format the column as text and write it again."
                )
            )
        reading = read(str(cell or "").strip())
        if reading.when is None:
            raise ValueError(reading.problem or reading.understood)
        return reading.when

    def export(self, instance: Model, **kwargs: Any) -> str:
        when = getattr(instance, self.attribute)
        return (when.words or when.edtf).strip()


class SourceResource(RecordedResource):
    """One row for each source. Chains and citations are entered through the forms."""

    publisher = Field("publisher", "publisher", widget=ByName(Organisation))
    published = WhenColumn("published", "published")
    version = Field("version", "version", readonly=True)

    class Meta(RecordedResource.Meta):
        model = Source
        name = gettext_lazy("Sources")
        import_id_fields = ["id"]
        fields = [
            "id", "version", "kind", "title", "author", "publisher", "described_as", "published",
            "published_missing", "language", "url", "accessed_on", "access_terms", "held",
            "reliability", "remark",
        ]  # fmt: skip
