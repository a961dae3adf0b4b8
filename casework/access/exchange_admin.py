"""Import and export in the back office: formats, limits and pages; the rows are resources.py's."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext_lazy as _
from import_export.admin import ImportExportMixin
from import_export.formats.base_formats import CSV, XLSX
from import_export.forms import ImportForm, SelectableFieldsExportForm
from import_export.tmp_storages import CacheStorage

from accounts.fresh import freshly_signed_in

_LARGEST_FILE = 5 * 1024 * 1024


class KeptBriefly(CacheStorage):
    """An uploaded table between preview and confirmation: in the database, for an hour."""

    CACHE_LIFETIME = 60 * 60


class UploadForm(ImportForm):
    """The table to import."""

    def clean_import_file(self) -> UploadedFile:
        file = self.cleaned_data["import_file"]
        if file.size > _LARGEST_FILE:
            raise ValidationError(_("The file is larger than 5 MB. Split it into several."))
        return file


class ColumnsForm(SelectableFieldsExportForm):
    """Which columns to export; one resource per page, so that no script has to hide any."""

    @property
    def media(self) -> forms.Media:
        return forms.Media()


class GuardedExchange(ImportExportMixin):
    """Mixed into a GuardedAdmin whose `resource_classes` are GuardedResources."""

    formats = [CSV, XLSX]
    import_form_class = UploadForm
    export_form_class = ColumnsForm
    tmp_storage_class = KeptBriefly

    def export_action(self, request: HttpRequest) -> HttpResponse:
        return freshly_signed_in(super().export_action)(request)

    def get_resource_kwargs(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict:
        return {**kwargs, "user": request.user}

    def get_import_resource_kwargs(self, request: HttpRequest, **kwargs: Any) -> dict[str, Any]:
        return self.get_resource_kwargs(request, **kwargs)

    def get_export_resource_kwargs(self, request: HttpRequest, **kwargs: Any) -> dict[str, Any]:
        return self.get_resource_kwargs(request, **kwargs)

    def get_valid_export_item_pks(self, request: HttpRequest) -> QuerySet:
        """Rows picked by number are picked among those that the list shows."""
        return self.get_export_queryset(request).values_list("pk", flat=True)

    def process_import(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """The confirmed import; an upload that is no longer kept is asked for again."""
        name = f"{KeptBriefly.CACHE_PREFIX}{request.POST.get('import_file_name', '')}"
        if request.method == "POST" and cache.get(name) is None:
            messages.error(request, _("The file is no longer kept. Choose it again."))
            return HttpResponseRedirect("../import/")
        return super().process_import(request, **kwargs)
