"""What production sets, whatever else stands in the environment: read in a process of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from casework.access.sealing_keys import new_key

ROOT = Path(__file__).parents[2]
NAMES = [
    "SECOND_FACTOR_REQUIRED", "SESSION_COOKIE_NAME", "SESSION_COOKIE_SECURE",
    "SESSION_COOKIE_HTTPONLY", "SESSION_COOKIE_SAMESITE", "SESSION_IDLE_MINUTES",
    "SESSION_LONGEST_MINUTES", "CSRF_COOKIE_NAME", "KNOWN_BROWSER_COOKIE", "FRESH_MINUTES",
    "LINK_HOURS", "ALLAUTH_TRUSTED_PROXY_COUNT", "MAIL_IS_SET_UP", "EMAIL_BACKEND",
]  # fmt: skip
READ = f"""
import json
from casework import settings
print(json.dumps({{name: getattr(settings, name) for name in {NAMES}}}))
"""


def read(**variables: str) -> "subprocess.CompletedProcess[str]":
    environment = {
        "PATH": os.environ["PATH"],
        "CASEWORK_SECRET_KEY": "x" * 60,
        "CASEWORK_ALLOWED_HOSTS": "cases.example.org",
        "CASEWORK_SEALING_KEYS": new_key("test"),
        "DATABASE_URL": "postgresql:///none",
    }
    return subprocess.run(
        [sys.executable, "-c", READ],
        cwd=ROOT, env=environment | variables, capture_output=True, text=True,
    )  # fmt: skip


def test_production_keeps_sessions_short_and_cookies_at_home() -> None:
    found = json.loads(read().stdout)
    assert found == {
        "SECOND_FACTOR_REQUIRED": True,
        "SESSION_COOKIE_NAME": "__Host-session",
        "SESSION_COOKIE_SECURE": True,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_IDLE_MINUTES": 30,
        "SESSION_LONGEST_MINUTES": 12 * 60,
        "CSRF_COOKIE_NAME": "__Host-csrf",
        "KNOWN_BROWSER_COOKIE": "__Host-known",
        "FRESH_MINUTES": 15,
        "LINK_HOURS": 72,
        "ALLAUTH_TRUSTED_PROXY_COUNT": 0,
        "MAIL_IS_SET_UP": False,
        "EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend",
    }


@pytest.mark.parametrize("value", ["0", "false", "no", ""])
def test_no_variable_switches_the_second_factor_off(value: str) -> None:
    names = ("SECOND_FACTOR_REQUIRED", "CASEWORK_SECOND_FACTOR_REQUIRED", "DEBUG")
    found = read(**dict.fromkeys(names, value))
    assert json.loads(found.stdout)["SECOND_FACTOR_REQUIRED"] is True


def test_the_trial_is_refused_under_a_public_name() -> None:
    found = read(CASEWORK_TRIAL="1")
    assert found.returncode != 0 and "for this machine alone" in found.stderr


def test_a_proxy_is_believed_only_where_one_is_named() -> None:
    assert json.loads(read(CASEWORK_BEHIND_PROXY="1").stdout)["ALLAUTH_TRUSTED_PROXY_COUNT"] == 1
