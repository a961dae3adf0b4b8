"""Prints who may see and do what, in words, rule by rule and person by person."""

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from accounts.roles import Role
from casework.access.policy_words import accounts, kinds, rights_of


class Command(BaseCommand):
    help = "Print the access policy in words: what roles may do, each rule, each person."

    def handle(self, *args: object, **options: object) -> None:
        self._heading(_("What each role may do"))
        for role in Role:
            self.stdout.write(f"{role.label}: {'; '.join(rights_of(role))}")
        self._heading(_("Who sees and changes what"))
        for kind in kinds():
            self.stdout.write(kind.kind)
            for label, words in (
                (_("seen by"), kind.see), (_("changed by"), kind.change),
                (_("readers decided by"), kind.grant),
            ):  # fmt: skip
                if words:
                    self.stdout.write(f"  {label}: {words}")
        self._heading(_("Person by person"))
        for account in accounts():
            self.stdout.write(f"{account.name}, {account.role}")
            for sentence in account.sentences:
                self.stdout.write(f"  {sentence}")

    def _heading(self, words: str) -> None:
        self.stdout.write(f"\n{words}\n{'-' * len(words)}")
