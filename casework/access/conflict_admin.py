"""Where a stale form of the back office and the stored rows differ, the rows of inlines too."""

from typing import Any, NamedTuple

from django import forms
from django.http import HttpRequest

from casework.access.editing import Difference


class Conflict(NamedTuple):
    """Where a stale form and the stored row differ; `title` is empty for the page's own row."""

    title: str
    differences: list[Difference]


def conflict_of(request: HttpRequest, context: dict[str, Any]) -> list[Conflict]:
    """What differs between a stale form and what is stored now; empty for any other form."""
    form = context["adminform"].form
    seen = request.POST.get("seen_version")
    if seen is None or not form.is_bound or form.data.get("seen_version") == seen:
        return []
    found = [Conflict("", form.conflict)]
    for inline in context["inline_admin_formsets"]:
        for row in inline.formset.initial_forms:
            found.append(Conflict(str(inline.opts.verbose_name), _differences(request, row)))
    return [conflict for conflict in found if conflict.differences]


def _differences(request: HttpRequest, row: forms.ModelForm) -> list[Difference]:
    """Against the row as it is now: the page had read its rows before it waited for its turn."""
    stored = row._meta.model.objects.visible_to(request.user).filter(pk=row.instance.pk).first()
    if stored is None:
        return []
    theirs = type(row)(instance=stored)
    found = []
    for name, field in theirs.fields.items():
        before, mine = theirs.get_initial_for_field(field, name), row[name].data
        if field.has_changed(before, mine):
            shown = theirs.display(name, before), row.display(name, mine)
            found.append(Difference(str(field.label), *shown))
    return found
