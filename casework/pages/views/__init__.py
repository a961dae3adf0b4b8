"""Views: guard, form, service, template; one screen each."""
