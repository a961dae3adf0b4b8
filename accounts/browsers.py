"""What is kept of a browser: that somebody signed in with it before, and its kind in two words."""

import secrets
import unicodedata

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

_SALT = "accounts.browsers"
_HALF_A_YEAR = 180 * 24 * 60 * 60
_ACCOUNTS_AT_MOST = 5  # of a browser that several colleagues share

# The first that occurs: each of these also calls itself by names that stand further down.
_FAMILIES = (
    ("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"), ("Chrom", "Chrome"), ("Safari", "Safari"),
)  # fmt: skip
_SYSTEMS = (
    ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"),
    ("Mac OS", "macOS"), ("CrOS", "ChromeOS"), ("Linux", "Linux"),
)  # fmt: skip


def described(user_agent: str) -> str:
    """“Firefox, Linux”: enough to know one's own again, too little to follow somebody by."""
    family = next((name for sign, name in _FAMILIES if sign in user_agent), _("another browser"))
    system = next((name for sign, name in _SYSTEMS if sign in user_agent), _("another system"))
    return f"{family}, {system}"


def account_mark(name: str) -> str:
    """A user name as counts and cookies know it: the same for every way to write it."""
    folded = unicodedata.normalize("NFKC", name.strip()).casefold()
    return salted_hmac(_SALT, folded, algorithm="sha256").hexdigest()[:32]


def known_as(request: HttpRequest, mark: str) -> str:
    """The browser's own number where that account has signed in with it before; else empty.

    OWASP, “Slow down online guessing attacks with device cookies”.
    """
    return _known(request).get(mark, "")


def remember(request: HttpRequest, response: HttpResponse, mark: str) -> None:
    """Somebody has come in with both factors: next time this browser is no stranger."""
    known = _known(request)
    number = known.pop(mark, None) or secrets.token_urlsafe(12)
    kept = dict([*known.items(), (mark, number)][-_ACCOUNTS_AT_MOST:])
    response.set_cookie(
        settings.KNOWN_BROWSER_COOKIE,
        signing.dumps(kept, salt=_SALT),
        max_age=_HALF_A_YEAR,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _known(request: HttpRequest) -> dict[str, str]:
    cookie = request.COOKIES.get(settings.KNOWN_BROWSER_COOKIE, "")
    try:
        return signing.loads(cookie, salt=_SALT, max_age=_HALF_A_YEAR)
    except signing.BadSignature:
        return {}
