from django.apps import AppConfig


class SourcesConfig(AppConfig):
    name = "casework.sources"
    verbose_name = "Sources"
