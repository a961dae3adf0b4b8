from django.apps import AppConfig


class NotesConfig(AppConfig):
    name = "casework.notes"
    verbose_name = "Notes"
