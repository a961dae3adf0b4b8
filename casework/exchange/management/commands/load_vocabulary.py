"""`manage.py load_vocabulary`: the issues that a case can be about, for a real installation."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.cases.models import Issue
from casework.exchange.demonstration import write_issues
from casework.exchange.demonstration_world import World


class Command(BaseCommand):
    help = gettext_lazy("Loads the issues that a case can be about; those that are there stay.")

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        before = Issue.objects.count()
        write_issues(World())
        total = Issue.objects.count()
        self.stdout.write(
            _("The issues are loaded: %(new)d new, %(total)d in all.")
            % {"new": total - before, "total": total}
        )
