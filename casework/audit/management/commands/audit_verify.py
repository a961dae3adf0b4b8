"""Recomputes the chain of the audit trail; ends with 1 where something is wrong with it."""

import sys
import time
from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError

from casework.audit.chain import Anchor, verify


class Command(BaseCommand):
    help = "Recompute the hashes of the whole audit trail and say the first place that is wrong."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--anchor",
            metavar="SEQ:HASH",
            help="a head noted earlier, elsewhere (audit_anchor, or the end of a dossier); "
            "without one, a trail whose end was cut off cannot be told from a whole one",
        )

    def handle(self, *args: object, anchor: str | None, **options: object) -> None:
        try:
            noted = Anchor.read(anchor) if anchor else None
        except ValueError as error:
            raise CommandError(str(error), returncode=2) from error
        begun = time.monotonic()
        verdict = verify(noted)
        rate = verdict.whole / max(time.monotonic() - begun, 0.001)
        self.stdout.write(f"{verdict.whole} seals whole, {rate:,.0f} a second.")
        if verdict.flaw is not None:
            self.stderr.write(f"Wrong at {verdict.place}: {verdict.flaw.label}.")
            sys.exit(1)
        self.stdout.write(f"Head {verdict.head}")
        if noted is None:
            self.stdout.write(
                "No anchor was given: an end that was cut off or written anew is not found so."
            )
