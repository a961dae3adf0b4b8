"""Every setting, read from the environment, safe by default.

Outside the trial mode that `make run` sets, the application refuses to start without a secret
key, a sealing key, its host names and a database.
"""

import base64
import hashlib
import os
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy
from psycopg.conninfo import conninfo_to_dict

from casework.access.sealing_keys import read_keys

BASE_DIR = Path(__file__).resolve().parent.parent


def _environment(name: str, default: str | None = None) -> str:
    """The variable, or the content of the file that NAME_FILE names, or the default."""
    path = os.environ.get(f"{name}_FILE")
    if path:
        return Path(path).read_text(encoding="utf-8").strip()
    value = os.environ.get(name, default)
    if value is None:
        raise ImproperlyConfigured(
            f"{name} is not set. Set it in the environment (see .env.example), "
            "or use `make run` to try the system on demonstration data."
        )
    return value


def _switch(name: str, default: bool = False) -> bool:
    value = os.environ.get(name, "1" if default else "0").strip().lower()
    if value not in {"1", "0", "true", "false", "yes", "no"}:
        raise ImproperlyConfigured(f"{name} must be 1 or 0, not {value!r}.")
    return value in {"1", "true", "yes"}


def _database(url: str) -> dict[str, object]:
    parts = conninfo_to_dict(url)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.pop("dbname", "casework"),
        "USER": parts.pop("user", ""),
        "PASSWORD": parts.pop("password", ""),
        "HOST": parts.pop("host", ""),
        "PORT": parts.pop("port", ""),
        "OPTIONS": parts,
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "ATOMIC_REQUESTS": True,
    }


TRIAL = _switch("CASEWORK_TRIAL")
DEBUG = False
SECRET_KEY = _environment("CASEWORK_SECRET_KEY")
if len(SECRET_KEY) < 50:
    raise ImproperlyConfigured(
        "CASEWORK_SECRET_KEY is too short. Use 50 random characters or more."
    )
# Keys of texts that are sealed at rest. Without one a trial makes its own of its secret key.
_key_of_a_trial = base64.b64encode(hashlib.sha256(SECRET_KEY.encode()).digest()).decode()
SEALING_KEYS = read_keys(
    _environment("CASEWORK_SEALING_KEYS", f"trial:{_key_of_a_trial}" if TRIAL else "")
)
# Keys of earlier days: what they sealed can still be read, and nothing new is sealed with them.
SECRET_KEY_FALLBACKS = _environment("CASEWORK_OLD_SECRET_KEYS", "").split()
ALLOWED_HOSTS = [
    host.strip()
    for host in _environment(
        "CASEWORK_ALLOWED_HOSTS", "127.0.0.1,localhost" if TRIAL else None
    ).split(",")
    if host.strip()
]
if TRIAL and not set(ALLOWED_HOSTS) <= {"127.0.0.1", "localhost", "[::1]"}:
    raise ImproperlyConfigured(
        "CASEWORK_TRIAL switches the second factor and HTTPS off and is for this machine alone. "
        "Unset it, or CASEWORK_ALLOWED_HOSTS."
    )
CSRF_TRUSTED_ORIGINS = [] if TRIAL else [f"https://{host}" for host in ALLOWED_HOSTS]
DATABASES = {"default": _database(_environment("DATABASE_URL"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "pgtrigger",
    "pghistory",
    "casework.access.apps.BackOfficeConfig",
    "django.forms",
    "django_filters",
    "django_htmx",
    "django_countries",
    "import_export",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "accounts",
    "casework.access",
    "casework.audit",
    "casework.sources",
    "casework.cases",
    "casework.advocacy",
    "casework.notes",
    "casework.dossiers",
    "casework.exchange",
    "casework.pages",
]

MIDDLEWARE = [
    "casework.access.headers.EveryAnswer",
    "django.middleware.security.SecurityMiddleware",
    "casework.access.nul.NoNul",
    "casework.access.methods.KnownMethods",
    "casework.access.body_size.BodySize",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "casework.audit.middleware.InSession",
    "casework.audit.middleware.RefusalsRecorded",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "accounts.site_mode.SwitchObeyed",
    "accounts.sessions.SignsOfLife",
    "accounts.second_factor.SecondFactorDemanded",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "casework.urls"
WSGI_APPLICATION = "casework.wsgi.application"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "casework.pages.context.everywhere",
            ],
        },
    }
]

# Who comes in (accounts/).
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "pages:desk"
LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "accounts.adapter.InvitedOnly"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_PREVENT_ENUMERATION = True
# allauth's limits would let a stranger shut a colleague out; accounts/guesses.py counts instead.
ACCOUNT_RATE_LIMITS = {"login": None, "login_failed": None}
MFA_RATE_LIMITS = {"webauthn_login": None}
MFA_ADAPTER = "accounts.adapter.SealedFactors"
ACCOUNT_FORMS = {"change_password": "accounts.forms.CountedChangeForm"}
MFA_FORMS = {
    "activate_totp": "accounts.forms.FirstCodeForm",
    "authenticate": "accounts.forms.CodeForm",
    "reauthenticate": "accounts.forms.CodeAgainForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"  # a passkey alone signs in: it asks for PIN or finger
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = TRIAL
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_ISSUER = "Casework"
SECOND_FACTOR_REQUIRED = not TRIAL
FRESH_MINUTES = 15  # within which a deed that matters asks for no new proof
ACCOUNT_REAUTHENTICATION_TIMEOUT = FRESH_MINUTES * 60
LINK_HOURS = 72  # that an invitation or a reset can be used
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "accounts.passwords.NotEasilyGuessed"},
]
# The limits on wrong passwords count in the database, so that every process sees them.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}

# The walls.
_https = not TRIAL
SECURE_SSL_REDIRECT = _https and _switch("CASEWORK_HTTPS_REDIRECT", True)
_behind_proxy = _switch("CASEWORK_BEHIND_PROXY")
if _behind_proxy:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
ALLAUTH_TRUSTED_PROXY_COUNT = int(_behind_proxy)  # 0: X-Forwarded-For is not believed
SECURE_HSTS_SECONDS = 31_536_000 if _https else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = _https
SECURE_HSTS_PRELOAD = _https
SECURE_REFERRER_POLICY = "same-origin"  # and not no-referrer: see access/headers.py
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _https
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_NAME = "__Host-session" if _https else "casework-session"
CSRF_COOKIE_NAME = "__Host-csrf" if _https else "casework-csrf"
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
KNOWN_BROWSER_COOKIE = "__Host-known" if _https else "casework-known"
SESSION_ENGINE = "accounts.sessions"
SESSION_IDLE_MINUTES = 30
SESSION_LONGEST_MINUTES = 12 * 60
SESSION_COOKIE_AGE = SESSION_LONGEST_MINUTES * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CASEWORK_LARGEST_FORM = 5 * 1024 * 1024  # bytes of a request without files
CASEWORK_LARGEST_FILE = 25 * 1024 * 1024  # bytes of one evidence file
CASEWORK_LARGEST_UPLOAD = 30 * 1024 * 1024  # bytes of a request with an evidence file
DATA_UPLOAD_MAX_MEMORY_SIZE = CASEWORK_LARGEST_FORM
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000
DATA_UPLOAD_MAX_NUMBER_FILES = 5
# Uploads stay in memory: a temporary file would be an unguarded copy on the disk.
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
FILE_UPLOAD_MAX_MEMORY_SIZE = CASEWORK_LARGEST_UPLOAD

# Words, days and hours. Facts carry plain dates; only moments of our own work have a zone.
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English")]
LOCALE_PATHS = [BASE_DIR / "casework" / "locale"]
USE_I18N = True
FILTERS_EMPTY_CHOICE_LABEL = gettext_lazy("any")
USE_TZ = True
TIME_ZONE = os.environ.get("CASEWORK_TIME_ZONE", "UTC")
USE_THOUSAND_SEPARATOR = True
FORMAT_MODULE_PATH = ["casework.formats"]

# Evidence files: outside everything that is served; to be backed up together with the database.
CASEWORK_FILES = Path(
    os.environ.get("CASEWORK_FILES")
    or Path(os.environ.get("CASEWORK_DATA") or BASE_DIR / ".data") / "files"
)
STATIC_URL = "static/"
STATIC_ROOT = Path(os.environ.get("CASEWORK_STATIC_ROOT", BASE_DIR / ".data" / "static"))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if TRIAL
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = TRIAL  # no collectstatic while trying

# Letters with links. Without a host nothing is sent, and nothing printed in their stead.
EMAIL_HOST = _environment("CASEWORK_EMAIL_HOST", "")
EMAIL_PORT = int(_environment("CASEWORK_EMAIL_PORT", "587"))
EMAIL_HOST_USER = _environment("CASEWORK_EMAIL_USER", "")
EMAIL_HOST_PASSWORD = _environment("CASEWORK_EMAIL_PASSWORD", "")
EMAIL_USE_TLS = _switch("CASEWORK_EMAIL_TLS", True)
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = _environment("CASEWORK_EMAIL_FROM", "casework@localhost")
MAIL_IS_SET_UP = bool(EMAIL_HOST)
EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend"
    if MAIL_IS_SET_UP
    else "django.core.mail.backends.dummy.EmailBackend"
)
IMPORT_EXPORT_SKIP_ADMIN_LOG = True  # the trail tells of imports and exports
IMPORT_EXPORT_ESCAPE_FORMULAE_ON_EXPORT = True
IMPORT_EXPORT_EXPORT_PERMISSION_CODE = "view"
IMPORT_EXPORT_IMPORT_PERMISSION_CODE = "add"
ORGANISATION = os.environ.get(
    "CASEWORK_ORGANISATION", "Demonstration organisation (fictional)" if TRIAL else ""
)

# Logs hold classes, lines of code, routes and numbers; nobody is mailed what went wrong.
ADMINS: list[tuple[str, str]] = []
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"()": "casework.access.plain_logs.PlainFormatter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    # Named, so that Django's own handlers, which mail and quote, are taken off.
    "loggers": {
        "django": {"handlers": [], "level": "WARNING"},
        "django.server": {"handlers": [], "level": "WARNING", "propagate": True},
    },
}
