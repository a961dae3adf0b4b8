"""How many wrong passwords and codes there may be, in a way that nobody can lock a colleague out.

Strangers share one count per account and one per network address. A browser that has signed in to
the account before has a count of its own, which nobody else can fill; passkeys are not counted.
"""

import math
import time
from dataclasses import dataclass
from typing import Self

from allauth.core.internal.ratelimit import get_ip
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.crypto import salted_hmac
from django.utils.translation import ngettext

from accounts.browsers import account_mark, known_as
from accounts.deeds import tell

WINDOW = 15 * 60  # seconds (ASVS 5.0 6.3.1)
PER_ACCOUNT = 10
PER_ADDRESS = 50


class Full(Exception):
    """All places of a count are taken until `at`, in seconds since 1970."""

    def __init__(self, at: float) -> None:
        super().__init__(at)
        self.at = at


def take_place(count: str, places: int, seconds: int = WINDOW) -> str:
    """A free place of the count, taken for `seconds`; raises Full.

    A place is a row that only one request can add, so that a hundred at once take no more.
    """
    keys = [f"guess:{count}:{number}" for number in range(places)]
    taken = cache.get_many(keys)
    until = time.time() + seconds
    for key in keys:
        if key not in taken and cache.add(key, until, seconds):
            return key
    raise Full(min(taken.values(), default=until))


@dataclass(frozen=True)
class Attempt:
    """A guess that counts from its beginning and is given back if it was right."""

    places: tuple[str, ...]

    @classmethod
    def begin(cls, request: HttpRequest, name: str, what: str = "password") -> Self:
        """Raises ValidationError, in the same words whether there is such an account or not."""
        mark = account_mark(name)
        own = known_as(request, mark)
        try:
            if own:
                return cls((take_place(f"{what}:{mark}:{own}", PER_ACCOUNT),))
            address = salted_hmac("accounts.guesses", get_ip(request)).hexdigest()
            first = take_place(f"{what}:{address}", PER_ADDRESS)
            return cls((first, take_place(f"{what}:{mark}", PER_ACCOUNT)))
        except Full as full:
            tell(None, "login_held_back", of=what)
            raise ValidationError(_held_back(full.at), code="held_back") from None

    def was_right(self) -> None:
        cache.delete_many(self.places)


def _held_back(until: float) -> str:
    minutes = max(1, math.ceil((until - time.time()) / 60))
    return ngettext(
        "Too many wrong attempts. Try again in %(minutes)s minute. A passkey still works, and so "
        "does a browser in which you have signed in before.",
        "Too many wrong attempts. Try again in %(minutes)s minutes. A passkey still works, and so "
        "does a browser in which you have signed in before.",
        minutes,
    ) % {"minutes": minutes}
