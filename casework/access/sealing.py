"""Texts sealed at rest: AES-256-GCM under the first of settings.SEALING_KEYS.

A sealed text is `v1|kid|nonce|ciphertext` (base64url), bound to its model, field, row and key.
Columns are registered, so that a rotation of keys (resealing.py) finds all of them.
"""

import base64
import os
import uuid
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.utils.translation import gettext as _

from casework.access.sealing_keys import Key

_VERSION = "v1"
_NONCE = 12  # bytes; random, so good for 2^32 texts under one key (NIST SP 800-38D 8.3)


class SealProblem(Exception):
    """Why a sealed text cannot be read, as a sentence that says what to do; nothing is lost."""


class UnknownKey(SealProblem):
    """Sealed with a key that the settings do not hold."""

    def __init__(self, kid: str) -> None:
        self.kid = kid
        super().__init__(
            _(
                "This text cannot be read here: it was sealed with the key “%s”, which this "
                "installation does not hold. The text is not lost. Ask whoever runs the server "
                "to put that key back into CASEWORK_SEALING_KEYS."
            )
            % kid
        )


class NotAuthentic(SealProblem):
    """Changed since it was sealed, cut, or moved from another row: a cipher cannot tell which."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "This text cannot be read: what is stored was changed from outside, or belongs "
                "to another record. Ask whoever runs the server to bring this record back from "
                "a backup, and to find out who wrote into the database."
            )
        )


@dataclass(frozen=True)
class SealedColumn:
    """A text column of a model; `key` names the column with the row's own, unchanging UUID."""

    model: str
    field: str
    key: str

    def seal(self, key: uuid.UUID, text: str) -> str:
        """The text, sealed for the row with this UUID under the first key."""
        first: Key = settings.SEALING_KEYS[0]
        nonce = os.urandom(_NONCE)
        sealed = AESGCM(first.secret).encrypt(nonce, text.encode(), self._bound(key, first.kid))
        return "|".join([_VERSION, first.kid, _encoded(nonce), _encoded(sealed)])

    def unseal(self, key: uuid.UUID, sealed: str) -> str:
        """The text of the row with this UUID; raises UnknownKey or NotAuthentic."""
        kid = kid_of(sealed)
        secrets = {known.kid: known.secret for known in settings.SEALING_KEYS}
        if kid not in secrets:
            raise UnknownKey(kid)
        try:
            nonce, text = map(_decoded, sealed.split("|")[2:])
            return AESGCM(secrets[kid]).decrypt(nonce, text, self._bound(key, kid)).decode()
        except (InvalidTag, ValueError):
            raise NotAuthentic from None

    def _bound(self, key: uuid.UUID, kid: str) -> bytes:
        return f"{self.model}|{self.field}|{key}|{kid}".encode()


COLUMNS: dict[tuple[str, str], SealedColumn] = {}


def register(model: str, field: str, *, key: str) -> SealedColumn:
    """Say that `field` of `model` ("notes.Note") holds sealed texts; its rows carry UUID `key`."""
    return COLUMNS.setdefault((model, field), SealedColumn(model, field, key))


def kid_of(sealed: str) -> str:
    """The id of the key that a text was sealed with; raises NotAuthentic where it is no such."""
    pieces = sealed.split("|")
    if len(pieces) != 4 or pieces[0] != _VERSION:
        raise NotAuthentic
    return pieces[1]


def prefix_of(kid: str) -> str:
    """How every text sealed under this key begins."""
    return f"{_VERSION}|{kid}|"


def _encoded(octets: bytes) -> str:
    return base64.urlsafe_b64encode(octets).decode()


def _decoded(text: str) -> bytes:
    return base64.b64decode(text, altchars=b"-_", validate=True)
