"""The back office: Django's admin behind the one login, with its second factor."""

from typing import Any

from allauth.account.decorators import secure_admin_login
from django.contrib.admin import AdminSite
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _

from accounts.roles import Role
from casework.access import policy_words


class LabelledAutocomplete(AutocompleteJsonView):
    """Suggestions with labels that a person can read; the rows come through the guard.

    By POST alone: the letters that somebody types are never part of an address.
    """

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        request.GET = request.POST  # Django's view reads what it is asked from there
        return self.get(request)

    def get_queryset(self) -> QuerySet:
        related = getattr(self.model_admin, "choice_select_related", ())
        return super().get_queryset().select_related(*related)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What was typed is a search; pages that tell the trail of theirs are told of it."""
        context = super().get_context_data(**kwargs)
        searched = getattr(self.model_admin, "searched", None)
        if self.term and searched is not None:
            searched(self.request, context["page_obj"].paginator.count)
        return context

    def serialize_result(self, obj: Model, to_field_name: str) -> dict[str, str]:
        label = getattr(self.model_admin, "choice_label", str)
        return {"id": str(getattr(obj, to_field_name)), "text": label(obj)}


_NOT_HERE = {"view_on_site", "password_change", "password_change_done"}


class BackOffice(AdminSite):
    site_header = _("Back office")
    site_title = _("Back office")
    index_title = _("Data entry")

    @method_decorator(secure_admin_login)
    def login(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        return super().login(request, extra_context)

    def get_urls(self) -> list[URLPattern]:
        """Without “view on site”, which looks a row up by its number and asks nobody who reads,
        and without a second way to change a password: there is one door."""
        kept = [url for url in super().get_urls() if getattr(url, "name", "") not in _NOT_HERE]
        return [path("policy/", self.admin_view(self.policy), name="policy"), *kept]

    def policy(self, request: HttpRequest) -> HttpResponse:
        """The whole access policy in words, for auditors."""
        if request.user.role != Role.AUDITOR:
            raise PermissionDenied
        context = {
            **self.each_context(request),
            "title": _("Who may see and do what"),
            "roles": [(role.label, policy_words.rights_of(role)) for role in Role],
            "kinds": policy_words.kinds(),
            "accounts": policy_words.accounts(),
        }
        return TemplateResponse(request, "admin/policy.html", context)

    def autocomplete_view(self, request: HttpRequest) -> HttpResponse:
        return LabelledAutocomplete.as_view(admin_site=self)(request)

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        return {**super().each_context(request), "site_url": reverse("pages:desk")}
