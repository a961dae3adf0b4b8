from django.apps import AppConfig


class DossiersConfig(AppConfig):
    name = "casework.dossiers"
    verbose_name = "Dossiers"
