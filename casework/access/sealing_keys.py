"""The keys that texts are sealed with: read from the settings' text, never stored or printed."""

import base64
import binascii
import re
import secrets
from dataclasses import dataclass, field

from django.core.exceptions import ImproperlyConfigured

BYTES = 32  # AES-256
_KID = re.compile(r"[A-Za-z0-9_-]{1,32}")
_HOW_TO_MAKE_ONE = (
    " Make one with: python3 -c 'import base64, secrets; print(\"2026-01:\" + "
    "base64.urlsafe_b64encode(secrets.token_bytes(32)).decode())' and keep a copy where "
    "neither the server nor its backups are: without it the sealed texts are lost."
)


@dataclass(frozen=True)
class Key:
    """One key and the name under which sealed texts remember it; its secret is in no repr."""

    kid: str
    secret: bytes = field(repr=False)


def new_key(kid: str) -> str:
    """A fresh random key as CASEWORK_SEALING_KEYS wants it: `kid:base64`."""
    return f"{kid}:{base64.urlsafe_b64encode(secrets.token_bytes(BYTES)).decode()}"


def read_keys(text: str) -> tuple[Key, ...]:
    """The keys of `kid:base64` separated by commas or lines; the first seals what is new.

    Raises ImproperlyConfigured with a sentence that says what to do and repeats no secret.
    """
    keys = tuple(
        _read_key(number, piece)
        for number, piece in enumerate(filter(None, re.split(r"[,\s]+", text)), start=1)
    )
    if not keys:
        raise ImproperlyConfigured("CASEWORK_SEALING_KEYS holds no key." + _HOW_TO_MAKE_ONE)
    for what in ("kid", "secret"):
        if len({getattr(key, what) for key in keys}) < len(keys):
            raise ImproperlyConfigured(
                "CASEWORK_SEALING_KEYS holds the same key or the same key id twice. "
                "Give every key an id and bytes of its own." + _HOW_TO_MAKE_ONE
            )
    return keys


def _read_key(number: int, piece: str) -> Key:
    kid, _colon, encoded = piece.partition(":")
    try:
        secret = base64.b64decode(encoded.translate({ord("-"): "+", ord("_"): "/"}), validate=True)
    except (binascii.Error, ValueError):
        secret = b""
    if not _KID.fullmatch(kid) or len(secret) != BYTES or len(set(secret)) == 1:
        # Which of them, and not what stands there: a traceback ends up in a log.
        raise ImproperlyConfigured(
            f"Key {number} in CASEWORK_SEALING_KEYS is not of the form id:base64 with an id of "
            f"letters, digits, - or _ and exactly {BYTES} random bytes." + _HOW_TO_MAKE_ONE
        )
    return Key(kid, secret)
