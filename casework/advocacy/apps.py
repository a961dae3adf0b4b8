from django.apps import AppConfig


class AdvocacyConfig(AppConfig):
    name = "casework.advocacy"
    verbose_name = "Advocacy"
