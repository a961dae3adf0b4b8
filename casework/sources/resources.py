"""Sources as a table, and the column type of every fuzzy date."""

from datetime import date
from typing import Any

from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from import_export.fields import Field

from casework.access.resources import ByName
from casework.audit.resources import RecordedResource
from casework.sources.chain_rows import web_of
from casework.sources.chain_words import written_out
from casework.sources.models import Organisation, Relay, Source
from casework.sources.services import chain_of
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


class WhenPhrase(Field):
    """A date as a reader is told it: “in March 2008”, never a padded day. It only goes out."""

    def export(self, instance: Model, **kwargs: Any) -> str:
        when = getattr(instance, self.attribute)
        return when.phrase() if when.is_dated else when.words


class SourceResource(RecordedResource):
    """One row for each source. Chains and citations are entered through the forms."""

    publisher = Field("publisher", "publisher", widget=ByName(Organisation))
    published = WhenColumn("published", "published")
    version = Field("version", "version", readonly=True)
    chain = Field(column_name="chain", readonly=True)
    same_text_as = Field("duplicate_of_id", "same_text_as", readonly=True)

    class Meta(RecordedResource.Meta):
        model = Source
        name = gettext_lazy("Sources")
        import_id_fields = ["id"]
        fields = [
            "id", "version", "kind", "title", "author", "publisher", "described_as", "published",
            "published_missing", "language", "url", "accessed_on", "access_terms", "held",
            "reliability", "remark", "chain", "same_text_as",
        ]  # fmt: skip

    def before_export(self, queryset: QuerySet[Source] | None, **kwargs: Any) -> None:
        """All chains at once: each row tells its own out of this web."""
        rows = self.get_queryset() if queryset is None else queryset
        keys = chain_of(set(rows.values_list("pk", flat=True)))
        texts = Source.objects.visible_to(self.user).filter(pk__in=keys)
        steps = Relay.objects.visible_to(self.user).filter(text__in=keys)
        self._web = web_of(texts.select_related("publisher"), steps)

    def dehydrate_chain(self, source: Source) -> str:
        """As on the page of the source; empty in the preview of an import."""
        web = getattr(self, "_web", None)
        return written_out(source.pk, web) if web is not None and source.pk in web.texts else ""
