"""Opening and closing accounts and teams; for administrators of accounts."""

from django import forms
from django.contrib import admin
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership, Team, User


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
    autocomplete_fields = ["team"]


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
