"""Searching a list of the back office: the words are sent by POST and never stand in an address.

They wait in the session under a random key, and the list is at `?q=<key>`. A key of another
session, or one that is no longer kept, finds nothing and says so.
"""

import secrets
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.contrib.admin.views.main import PAGE_VAR, SEARCH_VAR, ChangeList
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

WORDS = "words"
_KEPT_IN_SESSION = "back_office_searches"
_MOST_KEPT = 20
_field = forms.CharField(max_length=200, required=False)


def keep(request: HttpRequest, words: str) -> str:
    """The key under which the words are found again in this session; the oldest ones go."""
    key = secrets.token_urlsafe(12)
    kept = {**request.session.get(_KEPT_IN_SESSION, {}), key: words}
    request.session[_KEPT_IN_SESSION] = dict(list(kept.items())[-_MOST_KEPT:])
    return key


def words_of(request: HttpRequest, key: str) -> str | None:
    """The words behind a key of this session; None where there are none."""
    return request.session.get(_KEPT_IN_SESSION, {}).get(key)


class KeyedChangeList(ChangeList):
    """A list whose address holds a key; `query` is what was searched, for its owner's eyes."""

    search_is_forgotten = False

    def get_queryset(self, request: HttpRequest, *args: Any, **kwargs: Any) -> QuerySet:
        key = self.params.get(SEARCH_VAR, "")
        words = words_of(request, key) if key else ""
        self.search_is_forgotten = words is None
        self.query = words or ""
        rows = super().get_queryset(request, *args, **kwargs)
        return rows.none() if self.search_is_forgotten else rows

    @property
    def search_address(self) -> str:
        """Where the form of the search is sent: this list with its filters, from page one."""
        return self.get_query_string({SEARCH_VAR: None})


class SearchByPost(ModelAdmin):
    """Mixed into every admin: its search form is sent by POST."""

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return KeyedChangeList

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        if request.method != "POST" or WORDS not in request.POST:
            return self._list(request, extra_context)
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        address = request.GET.copy()
        for name in (SEARCH_VAR, PAGE_VAR):
            address.pop(name, None)
        try:
            words = _field.clean(request.POST[WORDS])
        except ValidationError:
            messages.error(request, _("This cannot be searched. Use at most 200 letters."))
            words = ""
        if words:
            address[SEARCH_VAR] = keep(request, words)
        return HttpResponseRedirect(f"{request.path}?{address.urlencode()}")

    def _list(self, request: HttpRequest, extra_context: dict[str, Any] | None) -> HttpResponse:
        """The list; at an address with a day that no calendar has, the whole of it."""
        try:
            response = super().changelist_view(request, extra_context)
            if hasattr(response, "render"):
                response.render()  # the days above the list are counted while it is drawn
        except (OverflowError, ValueError):
            messages.error(request, _("There is no such day. The whole list is shown."))
            return HttpResponseRedirect(request.path)
        return response
