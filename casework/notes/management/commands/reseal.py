"""`manage.py reseal`: after a new first key, seal every sealed text under it."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.access.resealing import DAMAGED, counts, reseal
from casework.access.sealing import COLUMNS, SealedColumn
from casework.audit.deeds import Deed
from casework.audit.trail import record


class Command(BaseCommand):
    help = gettext_lazy(
        "Seals every sealed text under the first key of CASEWORK_SEALING_KEYS. It may be stopped "
        "at any moment and run again. Only counts are printed."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--check", action="store_true", help=_("Only count the texts under each key.")
        )
        parser.add_argument("--batch", type=int, default=100, help=_("Rows to a transaction."))

    def handle(self, *args: Any, **options: Any) -> None:
        if options["batch"] < 1:
            raise CommandError(_("--batch must be 1 or more."))
        for column in COLUMNS.values():
            name = f"{column.model}.{column.field}"
            if options["check"]:
                self._count(name, counts(column))
            else:
                self._reseal(column, reseal(column, options["batch"]))

    def _count(self, name: str, found: dict[str, int]) -> None:
        ours = [key.kid for key in settings.SEALING_KEYS]
        for kid in ours:
            words = _("the first key") if kid == ours[0] else _("to be sealed anew")
            self.stdout.write(f"{name}: {kid}: {found.get(kid, 0)} ({words})")
        for kid in sorted(found.keys() - set(ours)):
            words = _("damaged") if kid == DAMAGED else _("this key is not here: unreadable")
            self.stdout.write(f"{name}: {kid}: {found[kid]} ({words})")

    def _reseal(self, column: SealedColumn, batches: Any) -> None:
        name = f"{column.model}.{column.field}"
        resealed = unreadable = 0
        for batch in batches:
            resealed += batch.resealed
            unreadable += batch.unreadable
            self.stdout.write(_("%(name)s: %(n)d sealed anew") % {"name": name, "n": resealed})
            self.stdout.flush()
        if resealed:
            record(None, Deed.RESEALED, kind=column.model, column=column.field, texts=resealed)
        if unreadable:
            raise CommandError(
                _(
                    "%(name)s: %(n)d could not be read and stay as they are. `manage.py reseal "
                    "--check` says under which keys: put the missing ones back, or bring those "
                    "rows back from a backup, and run this again."
                )
                % {"name": name, "n": unreadable}
            )
        self.stdout.write(_("%s: all texts are under the first key.") % name)
