"""The base of every page of the back office: rows through the guard, nothing deleted.

Labels of choices come from `choice_label` of the chosen model's admin; `__str__` says nothing.
"""

import json
import uuid
from collections.abc import Iterator
from functools import partial
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.options import IS_POPUP_VAR, BaseModelAdmin
from django.contrib.admin.views.main import ChangeList
from django.db import IntegrityError, models
from django.db.models import Prefetch, Q, QuerySet
from django.forms.models import _get_foreign_key
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from casework.access.conflict_admin import conflict_of
from casework.access.editing import Versioned
from casework.access.forms import (
    DayAndHour,
    GuardedAutocomplete,
    GuardedAutocompleteMultiple,
    GuardedChoiceField,
    GuardedForm,
    GuardedInlineFormSet,
    GuardedMultipleChoiceField,
    PostedAutocomplete,
    guarded_links,
    is_guarded,
)
from casework.access.guard import GuardedModel
from casework.access.search_admin import SearchByPost
from casework.access.submissions import AlreadySubmitted, once, refusal_of

_MOST_NEW_ROWS = 50  # in one form: the number that a form claims is not believed


def may_change(request: HttpRequest, row: models.Model | None) -> bool:
    """Whether this row may be changed; without a row, whether the question need not be asked.

    Every inline asks: while a page is only shown, the answer is fetched once.
    """
    if not isinstance(row, GuardedModel) or row.pk is None:
        return True
    told = request.__dict__.setdefault("may_change", {}) if request.method == "GET" else {}
    key = (row._meta.label, row.pk)
    if key not in told:
        told[key] = type(row).objects.editable_by(request.user).filter(pk=row.pk).exists()
    return told[key]


class VisibleRows(admin.RelatedFieldListFilter):
    """A filter of a list by a guarded row: only visible ones are offered."""

    def field_choices(
        self, field: models.Field, request: HttpRequest, model_admin: admin.ModelAdmin
    ) -> list[tuple[int, str]]:
        other = model_admin.admin_site.get_model_admin(field.related_model)
        return [(row.pk, other.choice_label(row)) for row in other.choices(request)]


class NamedValues(admin.AllValuesFieldListFilter):
    """A filter by the values that occur, under their labels; where there is none, it says so."""

    def choices(self, changelist: ChangeList) -> Iterator[dict[str, Any]]:
        labels = dict(self.field.flatchoices)
        for choice in super().choices(changelist):
            value = choice["display"]
            yield {**choice, "display": labels.get(value, value) or _("not recorded")}


class _Guarded(BaseModelAdmin):
    """What pages and inlines have in common."""

    form = GuardedForm
    formfield_overrides = {
        models.URLField: {"assume_scheme": "https"},
        models.DateTimeField: {"form_class": forms.DateTimeField, "widget": DayAndHour},
    }

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        if not issubclass(self.model, GuardedModel):
            return super().get_queryset(request)
        rows = self.model.objects.visible_to(request.user)
        return rows.order_by(*self.get_ordering(request) or self.model._meta.ordering)

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    def formfield_for_foreignkey(
        self, db_field: models.ForeignKey, request: HttpRequest, **kwargs: Any
    ) -> forms.Field | None:
        if is_guarded(db_field):
            kwargs |= self._guarded_choice(db_field, request, GuardedChoiceField, kwargs)
        if db_field.name in self.get_autocomplete_fields(request):
            kind = GuardedAutocomplete if is_guarded(db_field) else PostedAutocomplete
            kwargs["widget"] = kind(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(
        self, db_field: models.ManyToManyField, request: HttpRequest, **kwargs: Any
    ) -> forms.Field | None:
        if is_guarded(db_field):
            kwargs |= self._guarded_choice(db_field, request, GuardedMultipleChoiceField, kwargs)
            if db_field.name in self.get_autocomplete_fields(request):
                kwargs["widget"] = GuardedAutocompleteMultiple(db_field, self.admin_site)
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def _guarded_choice(
        self, field: models.Field, request: HttpRequest, form_class: type, given: dict[str, Any]
    ) -> dict[str, Any]:
        other = self.admin_site.get_model_admin(field.related_model)
        return {
            "queryset": given.get("queryset", other.choices(request)),
            "form_class": partial(form_class, label_of=other.choice_label),
        }


class GuardedAdmin(_Guarded, SearchByPost):
    """A model in the back office. Hidden and absent rows answer the same."""

    choice_select_related: tuple[str, ...] = ()
    show_full_result_count = False

    def choice_label(self, row: models.Model) -> str:
        """What a person reads where this row can be chosen; only ever for visible rows."""
        return str(row)

    def choices(self, request: HttpRequest) -> QuerySet:
        return self.get_queryset(request).select_related(*self.choice_select_related)

    def view_on_site(self, obj: models.Model) -> str | None:
        return obj.get_absolute_url() if hasattr(obj, "get_absolute_url") else None

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return super().has_change_permission(request, obj) and may_change(request, obj)

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """Only what the filters offer: a free lookup could ask about what is not shown."""
        offered = {"pk", self.date_hierarchy}
        offered |= {f[0] if isinstance(f, tuple) else f for f in self.get_list_filter(request)}
        known = any(lookup == name or lookup.startswith(f"{name}__") for name in offered if name)
        return known and super().lookup_allowed(lookup, value, request)

    def get_form(self, request: HttpRequest, obj: models.Model | None = None, **kwargs: Any):
        form = super().get_form(request, obj, **kwargs)
        form.user = request.user
        form.refusal = getattr(request, "refusal", "")
        return form

    def get_fieldsets(self, request: HttpRequest, obj: models.Model | None = None) -> list:
        """Versioned rows carry the version that their editor has seen."""
        fieldsets = list(super().get_fieldsets(request, obj))
        if issubclass(self.model, Versioned) and self.has_change_permission(request, obj):
            fieldsets.append((None, {"fields": ["seen_version"]}))
        return fieldsets

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:  # fmt: skip
        """What the database refuses comes back as an error of the form; nothing typed is lost."""
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except AlreadySubmitted:
            messages.info(request, _("This form had been saved already. It was stored once."))
            return HttpResponseRedirect("../")
        except IntegrityError as error:
            request.refusal = refusal_of(error)
            return super().changeform_view(request, object_id, form_url, extra_context)

    def save_related(
        self, request: HttpRequest, form: forms.ModelForm, formsets: list, change: bool
    ) -> None:
        super().save_related(request, form, formsets, change)
        if not change:
            once(request)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        row = context["original"]
        context["record_label"] = self.choice_label(row) if row is not None else ""
        context["conflict"] = conflict_of(request, context)
        context["submission"] = uuid.uuid4()
        return super().render_change_form(request, context, *args, **kwargs)

    def response_add(self, request: HttpRequest, obj: models.Model, *args: Any) -> HttpResponse:
        return self._named_in_popup(request, obj, super().response_add(request, obj, *args))

    def response_change(self, request: HttpRequest, obj: models.Model) -> HttpResponse:
        return self._named_in_popup(request, obj, super().response_change(request, obj))

    def _named_in_popup(
        self, request: HttpRequest, obj: models.Model, response: HttpResponse
    ) -> HttpResponse:
        """The field that opened a popup shows the new row's label."""
        if IS_POPUP_VAR in request.POST and hasattr(response, "context_data"):
            told = json.loads(response.context_data["popup_response_data"])
            told["obj"] = self.choice_label(obj)
            response.context_data["popup_response_data"] = json.dumps(told)
        return response


class GuardedInline(_Guarded, admin.options.InlineModelAdmin):
    """Rows on the page of their parent. A row that needs something hidden is not shown."""

    formset = GuardedInlineFormSet
    can_delete = False
    extra = 0

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        rows = super().get_queryset(request)
        shown = Q()
        for field in self.model._meta.concrete_fields:
            if is_guarded(field) and not field.null:
                visible = field.related_model.objects.visible_to(request.user)
                shown &= Q(**{f"{field.name}__in": visible.values("pk")})
        return rows.filter(shown).prefetch_related(
            *(
                Prefetch(
                    name,
                    queryset=self.model._meta.get_field(name).related_model.objects.visible_to(
                        request.user
                    ),
                )
                for name in guarded_links(self.model)
            )
        )

    def get_formset(self, request: HttpRequest, obj: models.Model | None = None, **kwargs: Any):
        formset = super().get_formset(request, obj, **kwargs)
        formset.form.user = request.user
        if request.method == "POST":
            formset.absolute_max = self._stored(request, obj) + _MOST_NEW_ROWS
        return formset

    def _stored(self, request: HttpRequest, obj: models.Model | None) -> int:
        """How many rows of this kind the page can show."""
        if obj is None:
            return 0
        key = _get_foreign_key(self.parent_model, self.model, fk_name=self.fk_name).name
        return self.get_queryset(request).filter(**{key: obj.pk}).count()

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return super().has_change_permission(request, obj) and may_change(request, obj)

    def has_add_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return super().has_add_permission(request, obj) and may_change(request, obj)


class GuardedStacked(GuardedInline, admin.StackedInline):
    """One form below the other."""


class GuardedTabular(GuardedInline, admin.TabularInline):
    """One row below the other; each field carries the heading of its column as its name."""

    def get_formset(self, request: HttpRequest, obj: models.Model | None = None, **kwargs: Any):
        formset = super().get_formset(request, obj, **kwargs)
        for field in formset.form.base_fields.values():
            field.widget.attrs.setdefault("aria-label", capfirst(field.label))
        return formset
