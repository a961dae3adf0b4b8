"""Prints the head of the audit trail's chain, to be kept where the server cannot rewrite it."""

from django.core.management.base import BaseCommand

from casework.audit.chain import head


class Command(BaseCommand):
    help = "Print SEQ:HASH, the head of the audit trail. Keep it elsewhere, for audit_verify."

    def handle(self, *args: object, **options: object) -> None:
        self.stdout.write(str(head()))
