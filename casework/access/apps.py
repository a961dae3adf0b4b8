from django.apps import AppConfig
from django.contrib.admin import apps as admin


class AccessConfig(AppConfig):
    name = "casework.access"
    verbose_name = "Access"

    def ready(self) -> None:
        from casework.access import checks  # noqa: F401  (registers the system check)


class BackOfficeConfig(admin.AdminConfig):
    """Django's admin, entered through the same login as every page."""

    default = False
    default_site = "casework.access.site.BackOffice"
