"""Sealing of what the door itself must read again: sessions and secrets of the second factor.

AES-256-GCM with a key derived from the secret key of the environment. Notes have their own seal.
"""

import os
from base64 import urlsafe_b64decode, urlsafe_b64encode

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

_NONCE = 12  # bytes, as NIST SP 800-38D advises


class Unreadable(Exception):
    """The sealed text was made with another key, for another place, or was changed since."""


def seal(text: str, place: str) -> str:
    """The text, readable only with our key and only for the same `place`."""
    nonce = os.urandom(_NONCE)
    sealed = _cipher(settings.SECRET_KEY).encrypt(nonce, text.encode(), place.encode())
    return urlsafe_b64encode(nonce + sealed).decode()


def unseal(sealed: str, place: str) -> str:
    """The text. Raises Unreadable; keys of earlier days are in SECRET_KEY_FALLBACKS."""
    try:
        raw = urlsafe_b64decode(sealed.encode())
    except ValueError as error:
        raise Unreadable from error
    for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        try:
            return _cipher(key).decrypt(raw[:_NONCE], raw[_NONCE:], place.encode()).decode()
        except (InvalidTag, ValueError):
            continue
    raise Unreadable


def _cipher(key: str) -> AESGCM:
    return AESGCM(HKDF(SHA256(), 32, salt=None, info=b"casework accounts").derive(key.encode()))
