"""A fuzzy date in a form: what people type, shown at once as it was understood.

Ambiguous day and month are asked about; nothing is guessed, padded or filled from today. What a
source tells from its own date ("Tuesday") is worked out and asked about as well, in a form that
says which source it is.
"""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import ProhibitNullCharactersValidator
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.sources.codes import MissingReason
from casework.sources.when import When
from casework.sources.when_reading import Reading, read, reading_of


class WhenWidget(forms.TextInput):
    """A text box, its live reading, and the choice between readings where there are several."""

    template_name = "sources/when_widget.html"
    published: When | None = None
    told_by: Sequence[str] = ()

    def value_from_datadict(self, data: Any, files: Any, name: str) -> tuple[str, str]:
        return data.get(name, ""), data.get(f"{name}_reading", "")

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return name not in data

    def get_context(self, name: str, value: Any, attrs: dict | None) -> dict[str, Any]:
        text, chosen = _as_typed(value)
        context = super().get_context(name, text, attrs)
        context["reading"] = self._reading(value, text) if text else None
        context["chosen"] = chosen
        context["told_by"] = self.told_by
        return context

    def _reading(self, value: Any, text: str) -> Reading:
        if isinstance(value, When):
            return reading_of(value)
        return read(text, published=self.published, today=timezone.localdate())


class WhenFormField(forms.Field):
    """Cleans to a `When`; empty is `When.unknown()`.

    `told_by` names the fields of the same form that say which source tells it; a form that has
    them sets `published` to the date of that source, from which "Tuesday" is counted.
    """

    widget = WhenWidget

    def __init__(self, *, told_by: Sequence[str] = (), **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        super().__init__(**kwargs)
        self.widget.told_by = told_by

    @property
    def published(self) -> When | None:
        return self.widget.published

    @published.setter
    def published(self, published: When | None) -> None:
        self.widget.published = published

    def clean(self, value: Any) -> When:
        text, chosen = _as_typed(value)
        ProhibitNullCharactersValidator()(text)
        if len(text) > 200:
            raise ValidationError(
                _("Keep the date under 200 characters; the rest is for the text.")
            )
        reading = read(text, published=self.published)
        if reading.problem:
            raise ValidationError(reading.problem)
        if reading.choices:
            return _choose(reading, chosen)
        when = reading.when or When.unknown(text)
        if self.required and not (when.is_dated or when.words):
            raise ValidationError(self.error_messages["required"], code="required")
        return when

    def has_changed(self, initial: Any, data: Any) -> bool:
        (stored, reading), (text, chosen) = _as_typed(initial), _as_typed(data)
        return stored.strip() != text.strip() or chosen not in ("", reading)


def _choose(reading: Reading, chosen: str) -> When:
    for key, _label, when in reading.keyed():
        if key == chosen:
            return when
    raise ValidationError(reading.understood, code="ambiguous")


def _as_typed(value: Any) -> tuple[str, str]:
    """(text, chosen reading) of what a form, a widget or a stored date hands over."""
    if isinstance(value, When):
        return value.words or value.edtf, value.edtf
    if isinstance(value, tuple | list):
        return str(value[0] or ""), str(value[1] or "")
    return str(value or ""), ""


class ReasonFormField(forms.ChoiceField):
    """Why there is no value: one of the eight reasons, or that nobody has recorded any."""

    def __init__(self, **kwargs: Any) -> None:
        nothing = ("", gettext_lazy("no reason recorded"))
        super().__init__(choices=[nothing, *MissingReason.choices], required=False, **kwargs)


def value_or_reason(form: forms.Form, value: str, reason: str) -> None:
    """Refuses a value beside a reason why there is none, on the field of the reason."""
    given = form.cleaned_data.get(value)
    if isinstance(given, When):
        given = given.words or given.edtf
    if given and form.cleaned_data.get(reason):
        form.add_error(
            reason, _("There is a value. Choose “no reason recorded” here, or empty the value.")
        )


class DatedModelForm(forms.ModelForm):
    """A model form whose `WhenFormField`s fill the `WhenField`s of the same name.

    A date whose text was not touched keeps its stored bounds, which may be narrower than the
    text alone would say.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self._dates():
            self.initial.setdefault(name, getattr(self.instance, name))

    def _dates(self) -> list[str]:
        return [n for n, field in self.fields.items() if isinstance(field, WhenFormField)]

    def _post_clean(self) -> None:
        for name in self._dates():
            if name in self.cleaned_data and (name in self.changed_data or not self.instance.pk):
                setattr(self.instance, name, self.cleaned_data[name])
        super()._post_clean()
