"""Import and export in the back office: formats, limits and pages; the rows are resources.py's."""

import re
from typing import Any

from django import forms
from django.contrib import messages
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext_lazy as _
from import_export.admin import ExportMixin, ImportExportMixin
from import_export.forms import ImportForm, SelectableFieldsExportForm
from import_export.tmp_storages import CacheStorage

from accounts.fresh import freshly_signed_in
from casework.access.tables import PlainCSV, PlainXLSX, check_table

_TOKEN = re.compile(r"[0-9A-Za-z-]{1,64}")


class KeptBriefly(CacheStorage):
    """An uploaded table between preview and confirmation: in the database, for an hour."""

    CACHE_LIFETIME = 60 * 60


class UploadForm(ImportForm):
    """The table to import."""

    import_file = forms.FileField(label=_("File to import"), allow_empty_file=True)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        file, chosen = data.get("import_file"), data.get("format")
        if file is not None and chosen:
            try:
                check_table(file.name, file.read(), dict(self.fields["format"].choices)[chosen])
            except ValidationError as problem:
                self.add_error("import_file", problem)
            file.seek(0)
        return data


class ColumnsForm(SelectableFieldsExportForm):
    """Which columns to export; one resource per page, so that no script has to hide any."""

    @property
    def media(self) -> forms.Media:
        return forms.Media()


class GuardedExport(ExportMixin):
    """Mixed into a GuardedAdmin whose `resource_classes` are GuardedResources."""

    formats = [PlainCSV, PlainXLSX]
    export_form_class = ColumnsForm

    def export_action(self, request: HttpRequest) -> HttpResponse:
        return freshly_signed_in(super().export_action)(request)

    def get_resource_kwargs(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict:
        return {**kwargs, "user": request.user}

    def get_export_resource_kwargs(self, request: HttpRequest, **kwargs: Any) -> dict[str, Any]:
        return self.get_resource_kwargs(request, **kwargs)

    def get_valid_export_item_pks(self, request: HttpRequest) -> QuerySet:
        """Rows picked by number are picked among those that the list shows."""
        return self.get_export_queryset(request).values_list("pk", flat=True)


class GuardedExchange(GuardedExport, ImportExportMixin):
    """The same, with a way in for tables."""

    import_form_class = UploadForm
    tmp_storage_class = KeptBriefly

    def get_import_resource_kwargs(self, request: HttpRequest, **kwargs: Any) -> dict[str, Any]:
        return self.get_resource_kwargs(request, **kwargs)

    def add_data_read_fail_error_to_form(self, form: forms.Form, e: Exception) -> None:
        """What tables.py refuses, in its words; of anything else nothing is quoted."""
        if not isinstance(e, ValidationError):
            e = ValidationError(_("This table cannot be read. Save it anew, then try again."))
        form.add_error("import_file", e)

    def process_import(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """The confirmed import; an upload that is no longer kept is asked for again."""
        token = request.POST.get("import_file_name", "")
        name = f"{KeptBriefly.CACHE_PREFIX}{token if _TOKEN.fullmatch(token) else ''}"
        if request.method == "POST" and cache.get(name) is None:
            messages.error(request, _("The file is no longer kept. Choose it again."))
            return HttpResponseRedirect("../import/")
        return super().process_import(request, **kwargs)
