"""`manage.py standings`: whether the kept standings are those of the history, and to mend them."""

from collections.abc import Sequence
from itertools import islice
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db.models import Sum
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.cases.models import Case
from casework.cases.standing_expressions import StandAnew, StandingDifferences

AT_ONCE = 500  # files whose editors wait while they are reckoned


class Command(BaseCommand):
    help = gettext_lazy(
        "Compares where everybody stands, as the database keeps it, with the status history, and "
        "mends what differs. It may be stopped at any moment and run again."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--check", action="store_true",
            help=_("Only compare; the exit code is 1 where anything differs."),
        )  # fmt: skip

    def handle(self, *args: Any, check: bool, **options: Any) -> None:
        files = Case.objects.unrestricted(because="compared whole; a number is told")
        differing = files.order_by("pk").annotate(differences=StandingDifferences())
        differing = differing.filter(differences__gt=0)
        found = differing.aggregate(total=Sum("differences"))["total"] or 0
        if check and found:
            raise CommandError(_("%d differences. `manage.py standings` mends them.") % found)
        keys = iter(list(differing.values_list("pk", flat=True)) if found else [])
        while batch := list(islice(keys, AT_ONCE)):
            self._mend(batch)
        self.stdout.write(_("%d differences") % found + (_(", mended.") if found else "."))

    def _mend(self, keys: Sequence[int]) -> None:
        Case.objects.unrestricted(because="reckoned by the database; nothing is shown").filter(
            pk__in=keys
        ).aggregate(done=StandAnew())
