"""The back office as a person uses it: open a page, fill in its form, send it."""

import re
from typing import Any

from django.db.models import Model
from django.forms import BoundField, ModelMultipleChoiceField, MultipleChoiceField
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from casework.access.forms import GuardedChoiceField, GuardedMultipleChoiceField
from casework.sources.when import When

# What the strict policy would block; scripts with an address are the site's own.
INLINE = re.compile(
    r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=\"|javascript:", re.IGNORECASE
)


def address(model: type[Model], page: str, *args: object) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


def filled(response: HttpResponse, **changes: Any) -> dict[str, Any]:
    """What the page's form would send, with `changes` by the names of its fields."""
    context = response.context_data
    forms = [context["adminform"].form]
    for inline in context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.forms]
    data = {}
    for form in forms:
        for field in form:
            data |= {field.html_name: shown(field)}
            if field.field.show_hidden_initial:
                data |= {field.html_initial_name: sent(field.value())}
    if "submission" in context:
        data["submission"] = str(context["submission"])
    return {name: value for name, value in (data | changes).items() if value is not False}


def shown(field: BoundField) -> Any:
    """The field's value as the page offers it: a choice that it does not hold cannot be sent."""
    value = field.value()
    many = isinstance(field.field, MultipleChoiceField | ModelMultipleChoiceField)
    if isinstance(field.field, GuardedChoiceField | GuardedMultipleChoiceField):
        keys = [key for key, _label in field.field.labels_of((value or []) if many else [value])]
        return keys if many else "".join(keys)
    return sent(value or [] if many else value)


def sent(value: Any) -> Any:
    if isinstance(value, When):
        return value.words or value.edtf
    if isinstance(value, list | tuple):
        return [sent(one) for one in value]
    return "" if value is None else "on" if value is True else value


def rows(prefix: str, *new: dict[str, Any], stored: int = 0) -> dict[str, Any]:
    """The fields of an inline's new rows, after those that are stored."""
    data: dict[str, Any] = {f"{prefix}-TOTAL_FORMS": stored + len(new)}
    for place, row in enumerate(new, start=stored):
        data |= {f"{prefix}-{place}-{name}": value for name, value in row.items()}
    return data


def errors_of(response: HttpResponse) -> str:
    """Every error of the page's forms, in one string; empty where it was saved."""
    context = getattr(response, "context_data", None) or {}
    return " ".join(str(error) for error in context.get("errors", ()))


def searched(client: Client, model: type[Model], words: str, query: str = "") -> HttpResponse:
    """The list after its search form was sent with these words."""
    return client.post(address(model, "changelist") + query, {"words": words}, follow=True)


def add(client: Client, model: type[Model], **changes: Any) -> HttpResponse:
    url = address(model, "add")
    return client.post(url, filled(client.get(url), **changes))


def change(client: Client, row: Model, **changes: Any) -> HttpResponse:
    url = address(type(row), "change", row.pk)
    return client.post(url, filled(client.get(url), **changes))
