"""Forms over guarded rows: only what the user sees can be chosen, and what is hidden stays.

GuardedAdmin sets `user` on the form class that it makes for each request.
"""

import copy
from collections.abc import Callable, Iterable
from typing import Any, ClassVar

from django import forms
from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple
from django.db import models
from django.db.models.fields.related import RelatedField
from django.forms.models import BaseInlineFormSet
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from casework.access.guard import GuardedModel


def is_guarded(field: models.Field) -> bool:
    """Whether the field leads to a model that not everybody may see."""
    model = field.related_model if isinstance(field, RelatedField) else None
    return isinstance(model, type) and issubclass(model, GuardedModel)


def guarded_links(model: type[models.Model]) -> list[str]:
    """The names of the many-to-many fields that lead to guarded rows."""
    return [field.name for field in model._meta.many_to_many if is_guarded(field)]


def _is_key(text: str) -> bool:
    return text.isdecimal() and len(text) < 19  # as many digits as a bigint holds


class _Labelled:
    """Labels that a person can read, each fetched once for all copies of the field."""

    def __init__(self, *args: Any, label_of: Callable[[models.Model], str], **kwargs: Any) -> None:
        self.label_of = label_of
        self.known: dict[str, str] = {}
        super().__init__(*args, **kwargs)

    def label_from_instance(self, row: models.Model) -> str:
        return self.label_of(row)

    def labels_of(self, keys: Iterable[Any]) -> list[tuple[str, str]]:
        """(key, label) of those rows that may be chosen; one query for all that are new."""
        wanted = [str(key) for key in keys if _is_key(str(key))]
        missing = set(wanted) - self.known.keys()
        if missing:
            for row in self.queryset.filter(pk__in=missing):
                self.known[str(row.pk)] = self.label_of(row)
        return [(key, self.known[key]) for key in wanted if key in self.known]


class GuardedChoiceField(_Labelled, forms.ModelChoiceField):
    """One visible row."""


    def limit_to(self, rows: models.QuerySet) -> None:
        """Offer these rows only, fetched once for all copies of the field."""
        self.queryset = rows
        self.choices = [("", self.empty_label), *((row.pk, self.label_of(row)) for row in rows)]


class GuardedMultipleChoiceField(_Labelled, forms.ModelMultipleChoiceField):
    """Several visible rows."""


class _Posted:
    """What is typed is sent by POST: it stands in no address. back_office.js adds the token."""

    def build_attrs(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        posted = {"data-ajax--type": "POST", "data-ajax--cache": "false"}
        return {**super().build_attrs(*args, **kwargs), **posted}


class PostedAutocomplete(_Posted, AutocompleteSelect):
    """Finds one row by typing, of a model that everybody may see."""


class _ChosenOnly(_Posted):
    """Renders the rows that are chosen; the others are found by typing."""

    def optgroups(self, name: str, value: list[Any], attrs: dict | None = None) -> list[tuple]:
        blank = not (self.is_required or self.allow_multiple_selected)
        options = [self.create_option(name, "", "", False, 0)] if blank else []
        for key, label in self.choices.field.labels_of(value):
            options.append(self.create_option(name, key, label, True, len(options)))
        return [(None, options, 0)]


class GuardedAutocomplete(_ChosenOnly, AutocompleteSelect):
    """Finds one row by typing."""


class GuardedAutocompleteMultiple(_ChosenOnly, AutocompleteSelectMultiple):
    """Finds several rows by typing. Each has its own cross; one for all is not offered."""

    def build_attrs(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return {**super().build_attrs(*args, **kwargs), "data-allow-clear": "false"}


class DayAndHour(forms.DateTimeInput):
    """One box for a day and its hour, which its one label names."""

    input_type = "datetime-local"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%dT%H:%M")


def shown(field: forms.Field, value: Any) -> str:
    """A field's value as a person reads it: labels for keys and codes, words for dates."""
    if isinstance(value, bool):
        return str(_("yes") if value else _("no"))
    values = value if isinstance(value, list | models.QuerySet) else [value]
    keys = [str(getattr(v, "pk", v)) for v in values if v not in (None, "")]
    if isinstance(field, _Labelled):
        return ", ".join(label for _key, label in field.labels_of(keys))
    if hasattr(field, "choices"):
        labels = {str(key): str(label) for key, label in field.choices}
        return ", ".join(labels.get(key, key) for key in keys)
    return str(field.widget.get_context("", value, {})["widget"]["value"] or "")


class GuardedForm(forms.ModelForm):
    """A model form whose links to guarded rows are read and written within what the user sees.

    A hidden link is never removed. `fixed` names fields that stay once they are stored; `refusal`
    is what the database said to the same data a moment ago.
    """

    user: ClassVar[User]
    fixed: ClassVar[tuple[str, ...]] = ()
    refusal: ClassVar[str] = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        # Django would read and set such links through managers that are sealed.
        self._meta = copy.copy(self._meta)
        self._meta.exclude = [*(self._meta.exclude or []), *guarded_links(self._meta.model)]
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            for name in self._links():
                self.initial.setdefault(name, [row.pk for row in self._visible(name)])
            for name in self.fixed:
                self.fields[name].disabled = True

    def _links(self) -> list[str]:
        return [name for name in guarded_links(self._meta.model) if name in self.fields]

    def _visible(self, name: str) -> Iterable[models.Model]:
        fetched = getattr(self.instance, "_prefetched_objects_cache", {})
        if name in fetched:
            return fetched[name]
        return getattr(self.instance, name).visible_to(self.user)

    def display(self, name: str, value: Any) -> str:
        return shown(self.fields[name], value)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.refusal:
            self.add_error(None, self.refusal)
        if self.instance.pk:
            self._keep_what_is_hidden(cleaned)
        return cleaned

    def _keep_what_is_hidden(self, cleaned: dict[str, Any]) -> None:
        for name, field in self.fields.items():
            if not isinstance(field, GuardedChoiceField) or cleaned.get(name) is not None:
                continue
            before = self.initial.get(name)
            if before is not None and not field.queryset.filter(pk=before).exists():
                cleaned[name] = getattr(self.instance, name)

    def _save_m2m(self) -> None:
        super()._save_m2m()
        for name in self._links():
            manager = getattr(self.instance, name)
            chosen = set(self.cleaned_data[name])
            before = set(manager.visible_to(self.user))
            manager.add(*(chosen - before))
            manager.remove(*(before - chosen))


class GuardedInlineFormSet(BaseInlineFormSet):
    """Rows of a parent. A key that is not among the visible ones is as good as none."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.form.base_fields.items():
            if isinstance(field, _Labelled):
                field.labels_of({key for row in self.get_queryset() for key in _keys(row, name)})

    def add_fields(self, form: forms.ModelForm, index: int | None) -> None:
        super().add_fields(form, index)
        form.fields[self._pk_field.name].queryset = self.queryset


def _keys(row: models.Model, name: str) -> list[int]:
    """The keys that a field of a row holds; links count only where they were fetched with it."""
    field = row._meta.get_field(name)
    if field.many_to_many:
        return [other.pk for other in getattr(row, "_prefetched_objects_cache", {}).get(name, ())]
    return [key for key in [getattr(row, field.attname)] if key is not None]
