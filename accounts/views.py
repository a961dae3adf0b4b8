"""The door's own pages: signing out, own sessions, links, the way to a second factor.

The others (signing in, codes, passkeys, changing a password) are allauth's.
"""

from allauth.account import views as allauth_views
from allauth.core.internal.ratelimit import get_ip
from allauth.mfa.adapter import get_adapter
from allauth.mfa.webauthn.views import RemoveWebAuthnView
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_safe

from accounts import links
from accounts.browsers import account_mark
from accounts.deeds import tell
from accounts.forms import ForgottenForm, PasswordForm
from accounts.guesses import Full, take_place
from accounts.letters import later, send_link
from accounts.second_factor import has_one
from accounts.sessions import digest, end_one, end_sessions, open_sessions

_TOKEN = "one_time_link"  # in the session, so that the address does not hold it


@login_not_required
def sign_out(request: HttpRequest) -> HttpResponse:
    """Ends this session by POST; access/headers.py tells the browser to forget its pages."""
    return allauth_views.logout(request)


def change_password(request: HttpRequest) -> HttpResponse:
    """Whoever came in with a passkey and has no password gets one by a link only."""
    if request.user.has_usable_password():
        return allauth_views.password_change(request)
    messages.info(request, _("You have no password. Ask an administrator of accounts for a link."))
    return redirect("mfa_index")


def sessions(request: HttpRequest) -> HttpResponse:
    """Where somebody is signed in, and the end of one of these sessions or of all others."""
    rows = open_sessions(request.user)
    this = digest(request.session.session_key)
    if request.method == "POST":
        which = request.POST.get("end", "")
        if which == "others":
            ended = end_sessions(request.user, but=request.session)
        else:
            ended = end_one(request.user, which)
        tell(request.user, "sessions_ended", request.user, number=ended)
        messages.success(request, _("Ended. Whoever was signed in there is out at once."))
        return redirect("account_sessions")
    return render(request, "account/sessions.html", {"rows": rows, "this": this})


def second_factor(request: HttpRequest) -> HttpResponse:
    """Why a second factor is demanded, and the ways to one."""
    if has_one(request.user):
        return redirect("mfa_index")
    return render(request, "account/second_factor.html")


class RemovePasskey(RemoveWebAuthnView):
    """allauth asks only for authenticator apps whether the last factor may go."""

    def form_valid(self, form: object) -> HttpResponse:
        adapter = get_adapter()
        if not adapter.can_delete_authenticator(self.get_object()):
            messages.error(self.request, adapter.error_messages["cannot_delete_authenticator"])
            return HttpResponseRedirect(self.get_success_url())
        return super().form_valid(form)


def _unseen(response: HttpResponse) -> HttpResponse:
    """An answer at an address with a token in it, or one step from it."""
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


@login_not_required
@require_safe
def follow_link(request: HttpRequest, token: str) -> HttpResponse:
    """Takes the token out of the address at once; looking at a link does not use it up.

    Whether it works is said at the next address: a refusal would log this one.
    """
    if links.find(token) is not None:
        request.session[_TOKEN] = token
    return _unseen(redirect("account_choose_password"))


@login_not_required
@sensitive_post_parameters()
def choose_password(request: HttpRequest) -> HttpResponse:
    """A first or a new password for whoever followed a link; the second factor is asked next."""
    link = links.find(request.session.get(_TOKEN, ""))
    if link is None:
        return _unseen(render(request, "account/link_void.html", status=404))
    if request.user.is_authenticated:
        return _unseen(render(request, "account/link_signed_in.html"))
    form = PasswordForm(request.POST or None, user=link.user)
    if form.is_valid() and links.use(link, form.cleaned_data["new"]):
        del request.session[_TOKEN]
        messages.success(request, _("Your password is set. Sign in with it."))
        return _unseen(redirect("account_login"))
    return _unseen(render(request, "account/choose_password.html", {"form": form, "link": link}))


@login_not_required
def forgotten(request: HttpRequest) -> HttpResponse:
    """Asks for a link by e-mail. The answer says nothing of who is known here, and comes before
    anybody is looked up (ASVS 5.0 6.3.8)."""
    form = ForgottenForm(request.POST or None)
    if not settings.MAIL_IS_SET_UP or not form.is_valid():
        context = {"form": form, "mail": settings.MAIL_IS_SET_UP}
        return render(request, "account/password_reset.html", context)
    email = form.cleaned_data["email"]
    try:
        take_place(f"letter:{account_mark(get_ip(request))}", places=20)
        take_place(f"letter:{account_mark(email)}", places=3)
    except Full:
        pass  # whoever asks too often is told the same, and nothing is sent
    else:
        later(_send_links, email, request.build_absolute_uri("/").rstrip("/"))
    return redirect("account_reset_password_done")


def _send_links(email: str, site: str) -> None:
    for link, token in links.asked_for(email):
        send_link(link, f"{site}{reverse('account_link', args=[token])}")


@login_not_required
def forgotten_done(request: HttpRequest) -> HttpResponse:
    return render(request, "account/password_reset_done.html", {"hours": settings.LINK_HOURS})
