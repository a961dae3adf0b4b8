"""How people are told apart by sex or age, typed as “women: 13”, a line each."""

import re
from collections.abc import Mapping

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

_LINE = re.compile(r"(?P<label>.*\S)\s*:\s*(?P<number>[0-9]{1,3}(,[0-9]{3})+|[0-9]+)")
MOST_DIGITS = 12


class BreakdownField(forms.CharField):
    """Labels with whole numbers of people: {"women": 13, "men": 2}."""

    widget = forms.Textarea(attrs={"rows": 3})
    default_error_messages = {
        "line": _("“%(line)s” is not understood. Write one line each, like “women: 13”."),
        "twice": _("“%(label)s” is there twice. Add the two numbers, or tell the labels apart."),
    }

    def __init__(self, **kwargs: object) -> None:
        kwargs.setdefault("help_text", _("A line each: “women: 13”, “men: 2”."))
        super().__init__(**kwargs)

    def prepare_value(self, value: object) -> object:
        if isinstance(value, Mapping):
            return "\n".join(f"{label}: {number}" for label, number in value.items())
        return value

    def clean(self, value: object) -> dict[str, int]:
        told: dict[str, int] = {}
        for line in filter(None, map(str.strip, super().clean(value).splitlines())):
            found = _LINE.fullmatch(line)
            if found is None or len(found["number"]) > MOST_DIGITS:
                raise ValidationError(self.error_messages["line"], "line", {"line": line})
            if found["label"] in told:
                words = {"label": found["label"]}
                raise ValidationError(self.error_messages["twice"], "twice", words)
            told[found["label"]] = int(found["number"].replace(",", ""))
        return told

    def has_changed(self, initial: object, data: object) -> bool:
        return super().has_changed(self.prepare_value(initial), data)
