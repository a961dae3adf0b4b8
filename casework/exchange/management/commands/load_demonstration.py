"""`manage.py load_demonstration`: the demonstration cases and accounts, once."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.exchange.demonstration import is_loaded, load, table_of_accounts


class Command(BaseCommand):
    help = gettext_lazy("Loads the demonstration cases, or prints the demonstration accounts.")

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--accounts",
            action="store_true",
            help=str(gettext_lazy("print the accounts and their password; load nothing")),
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.TRIAL:
            # The password of these accounts is public.
            raise CommandError(
                _("The demonstration has accounts whose password everybody knows. It is loaded "
                  "only in the trial mode (make run), never beside real cases.")
            )  # fmt: skip
        if options["accounts"]:
            self._print_accounts()
        else:
            self.stdout.write(self._load_once())

    def _load_once(self) -> str:
        with transaction.atomic():
            if is_loaded():
                return _("The demonstration is loaded already; nothing was changed.")
            world = load()
        return _("The demonstration is loaded: %(cases)d case files, %(accounts)d accounts.") % {
            "cases": len(world.cases),
            "accounts": len(world.users),
        }

    def _print_accounts(self) -> None:
        head = (_("user name"), _("name"), _("role"), _("team"), _("password"))
        rows = [tuple(str(cell) for cell in row) for row in (head, *table_of_accounts())]
        widths = [max(len(row[column]) for row in rows) for column in range(len(head))]
        self.stdout.write(_("The accounts of the demonstration; all of them are invented:"))
        for row in rows:
            cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
            self.stdout.write("  " + "  ".join(cells).rstrip())
