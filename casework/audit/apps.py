from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "casework.audit"
    verbose_name = "Audit"

    def ready(self) -> None:
        from casework.audit import trail  # noqa: F401  (listens to logins)
