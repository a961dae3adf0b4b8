"""Saying of stored sources that one may be there already. What is alike is copies.py's."""

from collections.abc import Iterable

from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from casework.sources.copies import likely_copies, told_of
from casework.sources.models import Source


def warn_of_copies(request: HttpRequest, stored: Iterable[Source]) -> None:
    """A message for each stored source that may be the same text as another that the user sees.

    It leads to the page where they say whether it is, and names neither: messages pass through
    the browser.
    """
    for source in stored:
        if likely_copies(told_of(source, request.user), request.user):
            messages.warning(
                request,
                format_html(
                    '{} <a href="{}">{}</a>',
                    _("A source that was stored now may be a text that is there already."),
                    reverse("pages:source", args=[source.pk]),
                    _("See why, and say whether it is."),
                ),
            )
