"""Casework: case files, status history, advocacy and dossiers for human-rights organisations."""
