"""Every address of the site, one line per application."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("account/", include("accounts.urls")),
    path("back-office/", admin.site.urls),
    path("", include("casework.pages.urls")),
]
