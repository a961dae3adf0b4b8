from django.apps import AppConfig


class PagesConfig(AppConfig):
    name = "casework.pages"
    verbose_name = "Pages"
