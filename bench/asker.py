"""Who asks: a manager of the largest team, signed in, and the same person's plain SQL."""

import re
from functools import cached_property

from django.db import connection
from django.test import Client

from accounts.models import User
from accounts.roles import Role
from casework.access.rules import keys_of

LINK_TO_A_FILE = re.compile(r'href="/cases/(C-[0-9]{7})/["?]')


class Asker:
    """Sees about half of the files; `keys` is what SQL compares with a file's `reader_keys`."""

    def __init__(self) -> None:
        managers = User.objects.filter(role=Role.MANAGER)
        self.user = managers.order_by("pk")[0]
        self.keys = "{" + ",".join(map(str, keys_of(self.user))) + "}"
        self.client = Client(SERVER_NAME="127.0.0.1")
        self.client.force_login(self.user)

    @cached_property
    def page(self) -> list[int]:
        """The keys of the fifty files that the list shows first."""
        return [key for (key,) in self.rows(
            "SELECT id FROM cases_case WHERE reader_keys && %(keys)s"
            " ORDER BY changed_at DESC, id DESC LIMIT 50"
        )]  # fmt: skip

    def rows(self, statement: str, **values: object) -> list[tuple]:
        """What the database answers, with `keys` filled in."""
        with connection.cursor() as cursor:
            cursor.execute(statement, {"keys": self.keys, **values})
            return cursor.fetchall()

    def got(self, address: str) -> str:
        """The page at that address, as the person gets it."""
        answer = self.client.get(address)
        if answer.status_code != 200:
            raise LookupError(f"{address} answers {answer.status_code}.")
        return answer.content.decode()

    def files_on(self, address: str) -> list[str]:
        """The references of the files that a page lists, in its order."""
        return list(dict.fromkeys(LINK_TO_A_FILE.findall(self.got(address))))
