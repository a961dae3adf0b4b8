"""Keeping an evidence file and handing out its safe copy: who may, what is stored, what is told.

Checks of the file are in file_kinds.py, the copy is made by safe_copies.py.
"""

import hashlib
import re
import unicodedata

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.models import User
from casework.audit.deeds import Deed
from casework.audit.trail import record
from casework.sources import file_store
from casework.sources.attachments import Attachment
from casework.sources.file_kinds import accepted
from casework.sources.models import Source
from casework.sources.safe_copies import safe_copy

_LONGEST_NAME = 200


class Damaged(Exception):
    """The copy on the disk is not the one that was made."""


def attach(
    *, by: User, source: Source, name: str, declared: str, content: bytes, shows: str = ""
) -> tuple[Attachment, bool]:
    """(the file of the source, whether it is new); the same bytes twice are one file.

    `declared` is the media type that the browser told. Raises PermissionDenied for who may not
    change the source, ValidationError with what to do where the file is not taken.
    """
    if not Source.objects.editable_by(by).filter(pk=source.pk).exists():
        raise PermissionDenied
    kind = accepted(name, declared, content, settings.CASEWORK_LARGEST_FILE)
    digest = hashlib.sha256(content).hexdigest()
    same = Attachment.objects.visible_to(by).filter(source=source, sha256=digest)
    earlier = same.first()
    if earlier is not None:
        return earlier, False
    copy = safe_copy(kind, content)
    new = Attachment(
        source=source, recorded_by=by, shows=shows, kind=kind, original_name=shown_name(name),
        size=len(content), sha256=digest, copy_size=len(copy),
        copy_sha256=hashlib.sha256(copy).hexdigest(),
    )  # fmt: skip
    try:
        with (
            file_store.kept({new.stored_original: content, new.stored_copy: copy}),
            transaction.atomic(),
        ):
            new.full_clean()
            new.save()
            record(
                by, Deed.ATTACHMENT_ADDED, new, source=source.pk, kind=str(kind), bytes=new.size,
                sha256=digest, copy_sha256=new.copy_sha256,
            )  # fmt: skip
    except IntegrityError:
        return same.get(), False  # sent twice at once: the other one was first
    return new, True


def hand_out(*, by: User, attachment: Attachment) -> bytes:
    """The safe copy, whole, after the trail tells who took it; raises Damaged where it is not."""
    try:
        content = file_store.read(attachment.stored_copy)
    except OSError as missing:
        raise Damaged from missing
    if hashlib.sha256(content).hexdigest() != attachment.copy_sha256:
        raise Damaged
    record(
        by, Deed.ATTACHMENT_DOWNLOADED, attachment, source=attachment.source_id,
        copy_sha256=attachment.copy_sha256, bytes=len(content),
    )  # fmt: skip
    return content


def shown_name(name: str) -> str:
    """The name for people to read: no path, no control characters, nothing that turns it round."""
    last = re.split(r"[/\\]", name)[-1]
    plain = "".join(letter for letter in last if unicodedata.category(letter)[0] != "C")
    return " ".join(plain.split())[-_LONGEST_NAME:] or _("without a name")
