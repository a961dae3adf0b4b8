"""Is every evidence file still what it was? Reads them all, and sweeps what no row names."""

import hashlib
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from casework.sources import file_store
from casework.sources.attachments import Attachment

_GRACE = 24 * 60 * 60  # seconds: what is younger may belong to an upload under way


class Command(BaseCommand):
    """Fails where a file is missing or changed; tells numbers and keys, never names."""

    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        """Raises CommandError with the keys of all files that are not what they were."""
        every = Attachment.objects.unrestricted(
            because="every file is compared with its digest; only keys are told"
        )
        known, wrong, count = set(), [], 0
        for row in every.iterator():
            count += 1
            for name, digest in (
                (row.stored_original, row.sha256), (row.stored_copy, row.copy_sha256)
            ):  # fmt: skip
                known.add(name)
                problem = _problem(name, digest)
                if problem:
                    wrong.append(f"file {row.pk}, {name.rpartition('.')[2]}: {problem}")
        swept = self._sweep(known)
        self.stdout.write(f"{count} evidence files, {swept} left-overs removed.")
        if wrong:
            raise CommandError("Not what they were:\n" + "\n".join(wrong))

    def _sweep(self, known: set[str]) -> int:
        """Removes what an upload that was broken off has left, once it is a day old."""
        old = [
            name
            for name, written in file_store.names()
            if name not in known and written < time.time() - _GRACE
        ]
        for name in old:
            file_store.remove(name)
        return len(old)


def _problem(name: str, digest: str) -> str:
    try:
        content = file_store.read(name)
    except OSError:
        return "cannot be read"
    return "" if hashlib.sha256(content).hexdigest() == digest else "has changed"
