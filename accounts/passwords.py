"""Passwords that a stranger who knows the house would try first. Nobody outside is asked."""

import re

from django.conf import settings
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from accounts.models import User

_OF_THE_PRODUCT = ("casework", "dossier", "password", "passwort", "administrator", "letmein")
_ROWS = ("abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "asdfghjkl", "zxcvbnm", "01234567890")
_RUN = 4  # letters in a row that count as typed along the keyboard
_ENOUGH = 8  # characters that must remain when what is easily guessed is taken away


class NotEasilyGuessed:
    """Refuses names of the house and of the person, repetitions, rows of keys, known passwords."""

    def validate(self, password: str, user: User | None = None) -> None:
        folded = password.casefold()
        if _is_repeated(folded):
            raise ValidationError(_("The same few characters again and again. Use several words."))
        if self._core(folded) in self._common:
            raise ValidationError(_("A well-known password with something added. Use words."))
        if len(_without(folded, [*_words_of_the_house(), *_words_of(user)])) < _ENOUGH:
            raise ValidationError(
                _("Mostly names or rows of keys that others would try. Use words of your own.")
            )

    def get_help_text(self) -> str:
        return _("Several words that do not belong together are good. Every character counts.")

    @cached_property
    def _common(self) -> set[str]:
        return CommonPasswordValidator().passwords

    @staticmethod
    def _core(folded: str) -> str:
        """Without the digits and signs that are put before or after a word."""
        return re.sub(r"^[\W\d_]+|[\W\d_]+$", "", folded)


def _is_repeated(folded: str) -> bool:
    return len(set(folded)) < 5 or re.fullmatch(r"(.{1,8}?)\1+.{0,4}", folded) is not None


def _words_of_the_house() -> list[str]:
    return [*_OF_THE_PRODUCT, *re.findall(r"\w{4,}", settings.ORGANISATION.casefold())]


def _words_of(user: User | None) -> list[str]:
    if user is None:
        return []
    names = f"{user.username} {user.name} {user.email}".casefold()
    return re.findall(r"\w{3,}", names)


def _without(folded: str, words: list[str]) -> str:
    """What remains when these words and rows of keys are taken out."""
    for word in sorted(set(words), key=len, reverse=True):
        folded = folded.replace(word, "")
    for row in (*_ROWS, *(row[::-1] for row in _ROWS)):
        for length in range(len(row), _RUN - 1, -1):
            for start in range(len(row) - length + 1):
                folded = folded.replace(row[start : start + length], "")
    return folded
