"""Forms of the door: codes of the second factor, a first or new password, a forgotten one."""

from typing import Any

from allauth.account.forms import ChangePasswordForm
from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.totp.internal.auth import TOTP
from django import forms
from django.contrib.auth.password_validation import (
    password_validators_help_texts,
    validate_password,
)
from django.utils.translation import gettext_lazy as _

from accounts.deeds import tell
from accounts.guesses import Attempt
from accounts.models import User


class _CountedCode(forms.Form):
    """A wrong code counts as a wrong password does."""

    def clean_code(self) -> str:
        attempt = Attempt.begin(context.request, self.user.username, "code")
        code = super().clean_code()
        attempt.was_right()
        return code


class FirstCodeForm(ActivateTOTPForm):
    """The code by which an app is set up is used then: it does not open the login as well."""

    def clean_code(self) -> str:
        code = super().clean_code()
        TOTP(Authenticator(user=self.user))._mark_code_used(code)
        return code


class CodeForm(_CountedCode, AuthenticateForm):
    """The second factor when signing in."""


class CodeAgainForm(_CountedCode, ReauthenticateForm):
    """The second factor when somebody proves once more who they are."""


class CountedChangeForm(ChangePasswordForm):
    """A wrong present password counts, and is told, as a wrong one at the login is."""

    def clean_oldpassword(self) -> str:
        attempt = Attempt.begin(context.request, self.user.username)
        try:
            password = super().clean_oldpassword()
        except forms.ValidationError:
            tell(None, "sign_in_failed", self.user)
            raise
        attempt.was_right()
        return password


class PasswordForm(forms.Form):
    """A password that somebody chooses, typed twice."""

    new = forms.CharField(
        label=_("New password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("The same once more"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["new"].help_text = " ".join(password_validators_help_texts())

    def clean_new(self) -> str:
        validate_password(self.cleaned_data["new"], self.user)
        return self.cleaned_data["new"]

    def clean_again(self) -> str:
        if self.cleaned_data["again"] != self.cleaned_data.get("new", self.cleaned_data["again"]):
            raise forms.ValidationError(_("The two are not the same. Type it once more."))
        return self.cleaned_data["again"]


class ForgottenForm(forms.Form):
    """Where a link to a new password shall go."""

    email = forms.EmailField(
        label=_("E-mail address of your account"),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
