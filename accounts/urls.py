"""The addresses of the door. Of allauth's only those that are used here: nobody signs up, nobody
manages e-mail addresses, and a link by mail is ours."""

from allauth.account import views as allauth_views
from django.db.transaction import non_atomic_requests
from django.urls import include, path

from accounts import views

urlpatterns = [
    # A wrong password is counted at once, not when the request is over: others wait for no lock.
    path("login/", non_atomic_requests(allauth_views.login), name="account_login"),
    path("logout/", views.sign_out, name="account_logout"),
    path("reauthenticate/", allauth_views.reauthenticate, name="account_reauthenticate"),
    path("password/change/", views.change_password, name="account_change_password"),
    path("password/reset/", views.forgotten, name="account_reset_password"),
    path("password/reset/done/", views.forgotten_done, name="account_reset_password_done"),
    path("password/choose/", views.choose_password, name="account_choose_password"),
    path("link/<slug:token>/", views.follow_link, name="account_link"),
    path("sessions/", views.sessions, name="account_sessions"),
    path("second-factor/", views.second_factor, name="account_second_factor"),
    path("2fa/webauthn/keys/<int:pk>/remove/", views.RemovePasskey.as_view()),
    path("2fa/", include("allauth.mfa.urls")),
]
