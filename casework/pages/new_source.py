"""Telling whoever stored a new source through a form that the text may be there already."""

from collections.abc import Iterable

from django.forms import Form
from django.http import HttpRequest

from casework.cases.source_forms import SourceFields
from casework.sources.copy_warning import warn_of_copies
from casework.sources.models import Citation


def warn_of_its_copies(request: HttpRequest, form: Form, cited: Iterable[Citation]) -> None:
    """A warning where the stored form names a new source, `cited`, that may be there already."""
    if form.cleaned_data["source_choice"] == SourceFields.NEW:
        warn_of_copies(request, [citation.source for citation in cited])
