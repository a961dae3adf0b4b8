"""Opening, closing and resetting accounts, teams, the switch; for administrators of accounts.

Every form here asks for a fresh sign-in. Nobody types a password for somebody else.
"""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django import forms
from django.contrib import admin, messages
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db.models import ForeignKey, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import URLPattern, path, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from accounts.fresh import freshly_signed_in
from accounts.letters import later, send_link
from accounts.links import hand_over
from accounts.models import Membership, OneTimeLink, SiteMode, Team, User
from accounts.services import check_change, close
from accounts.site_mode import set_site_mode

# What the libraries register by themselves, and nobody here needs to see.
for model in (Group, EmailAddress, Authenticator):
    admin.site.unregister(model)


class FreshForms:
    """Mixed into a ModelAdmin: its forms are seen and sent by who has just shown who they are."""

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return freshly_signed_in(super().changeform_view)(request, *args, **kwargs)


class UserForm(forms.ModelForm):
    """What an administrator of accounts decides. The password is the colleague's own."""

    user: User  # who fills it in

    class Meta:
        model = User
        fields = ["username", "name", "email", "role", "is_active"]

    def clean(self) -> dict[str, Any]:
        if self.instance.pk and not self.errors:
            check_change(self.user, self.instance.pk, self.cleaned_data)
        return self.cleaned_data


class NamedDeletion(forms.BaseInlineFormSet):
    """The box that takes a row away has a name for those who hear the page."""

    def add_fields(self, form: forms.ModelForm, index: int | None) -> None:
        super().add_fields(form, index)
        if "DELETE" in form.fields:
            form.fields["DELETE"].widget.attrs["aria-label"] = _("Take off this team")


class MembershipInline(admin.TabularInline):
    """The teams of somebody else: nobody puts themselves on one."""

    model = Membership
    formset = NamedDeletion
    extra = 1

    def formfield_for_foreignkey(
        self, db_field: ForeignKey, request: HttpRequest, **kwargs: Any
    ) -> forms.Field | None:
        """A box in a table has no label but the heading of its column."""
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        field.widget.attrs["aria-label"] = capfirst(db_field.verbose_name)
        return field

    def has_add_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return obj != request.user and super().has_add_permission(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return obj != request.user and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """Whoever changes accounts takes people off a team."""
        return self.has_change_permission(request, obj)


@admin.register(User)
class UserAdmin(FreshForms, admin.ModelAdmin):
    form = UserForm
    list_display = ["name", "username", "role", "is_active", "last_login"]
    list_filter = ["role", "is_active", "teams"]
    search_fields = ["name", "username"]
    readonly_fields = ["last_login", "opened_at"]
    inlines = [MembershipInline]
    change_form_template = "accounts/change_account.html"

    def get_urls(self) -> list[URLPattern]:
        link = self.admin_site.admin_view(self.link_view)
        return [path("<int:pk>/link/", link, name="accounts_user_link"), *super().get_urls()]

    def save_model(
        self, request: HttpRequest, obj: User, form: forms.ModelForm, change: bool
    ) -> None:
        if not change:
            obj.set_unusable_password()
        super().save_model(request, obj, form, change)
        if change and "is_active" in form.changed_data and not obj.is_active:
            close(obj)

    def response_add(self, request: HttpRequest, obj: User, *args: Any) -> HttpResponse:
        """Nobody can use an account without its invitation: it comes next."""
        messages.success(request, _("The account is open. Now make its invitation."))
        return HttpResponseRedirect(reverse("admin:accounts_user_link", args=[obj.pk]))

    def link_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        return freshly_signed_in(self._link)(request, pk)

    def _link(self, request: HttpRequest, pk: int) -> HttpResponse:
        """A link for a colleague to set their password by, shown once; by POST."""
        account = get_object_or_404(User, pk=pk, is_active=True)
        if not self.has_change_permission(request, account) or account == request.user:
            raise PermissionDenied
        context = {
            **self.admin_site.each_context(request),
            "title": _("A link to sign in with"),
            "opts": self.opts,
            "account": account,
            "is_new": account.last_login is None,
            "purposes": OneTimeLink.Purpose,
        }
        purpose = request.POST.get("purpose")
        if purpose in OneTimeLink.Purpose.values:
            link, token = hand_over(account, purpose, request.user)
            address = request.build_absolute_uri(reverse("account_link", args=[token]))
            later(send_link, link, address)
            context |= {"link": link, "address": address}
        return render(request, "accounts/link_for_account.html", context)


@admin.register(Team)
class TeamAdmin(FreshForms, admin.ModelAdmin):
    list_display = ["name"]
    search_fields = ["name"]


@admin.register(SiteMode)
class SiteModeAdmin(FreshForms, admin.ModelAdmin):
    """The switch: one row, changed and never added."""

    fields = ["mode", "because", "since", "by"]
    readonly_fields = ["since", "by"]
    list_display = ["mode", "since", "by", "because"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: SiteMode | None = None) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[SiteMode]:
        return super().get_queryset(request).select_related("by")

    def save_model(
        self, request: HttpRequest, obj: SiteMode, form: forms.ModelForm, change: bool
    ) -> None:
        set_site_mode(obj.mode, request.user, obj.because)
