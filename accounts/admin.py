"""Opening and closing accounts and teams; for administrators of accounts."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django import forms
from django.contrib import admin
from django.contrib.auth.models import Group
from django.contrib.auth.password_validation import validate_password
from django.db.models import ForeignKey
from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership, Team, User

# What the libraries register by themselves, and nobody here needs to see.
for model in (Group, EmailAddress, Authenticator):
    admin.site.unregister(model)


class UserForm(forms.ModelForm):
    """A new password is set by typing it; empty leaves the old one."""

    new_password = forms.CharField(
        label=_("new password"),
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("Twelve characters or more. Leave empty to keep the present one."),
    )

    class Meta:
        model = User
        fields = ["username", "name", "email", "role", "is_active"]

    def clean_new_password(self) -> str:
        password = self.cleaned_data["new_password"]
        if password:
            validate_password(password, self.instance)
        elif not self.instance.pk:
            raise forms.ValidationError(_("A new account needs a password."))
        return password

    def save(self, commit: bool = True) -> User:
        password = self.cleaned_data["new_password"]
        if password:
            self.instance.set_password(password)
        return super().save(commit)


class MembershipInline(admin.TabularInline):
    model = Membership
    extra = 1

    def formfield_for_foreignkey(
        self, db_field: ForeignKey, request: HttpRequest, **kwargs: Any
    ) -> forms.Field | None:
        """A box in a table has no label but the heading of its column."""
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        field.widget.attrs["aria-label"] = capfirst(db_field.verbose_name)
        return field

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """Whoever changes accounts takes people off a team."""
        return self.has_change_permission(request, obj)


@admin.register(User)
class UserAdmin(admin.ModelAdmin):
    form = UserForm
    list_display = ["name", "username", "role", "is_active", "last_login"]
    list_filter = ["role", "is_active", "teams"]
    search_fields = ["name", "username"]
    readonly_fields = ["last_login", "opened_at"]
    inlines = [MembershipInline]


@admin.register(Team)
class TeamAdmin(admin.ModelAdmin):
    list_display = ["name"]
    search_fields = ["name"]
