"""`manage.py site closed|read_only|open`: the switch, for whoever has the server."""

from argparse import ArgumentParser

from django.core.management.base import BaseCommand

from accounts.models import SiteMode
from accounts.site_mode import set_site_mode


class Command(BaseCommand):
    help = (
        "Close the site for everybody and end every session, let it only be read, or open it. "
        "Every process obeys within a second."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("mode", choices=SiteMode.Mode.values)
        parser.add_argument("--because", default="", help="a few words for colleagues to read")

    def handle(self, mode: str, because: str, **options: object) -> None:
        set_site_mode(mode, None, because[:120])
        self.stdout.write(f"The site is {SiteMode.Mode(mode).label}.")
