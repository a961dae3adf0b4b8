"""Letters by e-mail: a link and a sentence, sent after the answer has gone out."""

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.conf import settings
from django.core.mail import send_mail
from django.db import connections
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from accounts.models import OneTimeLink

_postman = ThreadPoolExecutor(max_workers=1, thread_name_prefix="letters")
_log = logging.getLogger(__name__)


def later(work: Callable[..., None], *args: Any) -> None:
    """Do it in this process beside the requests, whose time so tells nothing of it."""
    _postman.submit(_quietly, work, *args)


def _quietly(work: Callable[..., None], *args: Any) -> None:
    try:
        work(*args)
    except Exception as error:
        # Only its kind: the words of a mail server's refusal hold the address.
        _log.error("A letter could not be sent: %s", type(error).__name__)
    finally:
        connections.close_all()


def send_link(link: OneTimeLink, address: str) -> None:
    """Nothing where no mail is set up or the account has no e-mail address."""
    if settings.MAIL_IS_SET_UP and link.user.email:
        words = render_to_string(
            "account/email/one_time_link.txt",
            {"link": link, "address": address, "hours": settings.LINK_HOURS},
        )
        send_mail(_("Your account"), words, None, [link.user.email])
