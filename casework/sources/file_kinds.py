"""Which files are taken as evidence: six kinds, known by their content, name and declared type."""

import re

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class FileKind(models.TextChoices):
    PDF = "pdf", gettext_lazy("PDF")
    JPEG = "jpeg", gettext_lazy("JPEG image")
    PNG = "png", gettext_lazy("PNG image")
    TIFF = "tiff", gettext_lazy("TIFF image")
    WEBP = "webp", gettext_lazy("WebP image")
    TEXT = "text", gettext_lazy("plain text")


# The first is the one under which a copy leaves.
EXTENSIONS = {
    FileKind.PDF: ("pdf",),
    FileKind.JPEG: ("jpg", "jpeg"),
    FileKind.PNG: ("png",),
    FileKind.TIFF: ("tif", "tiff"),
    FileKind.WEBP: ("webp",),
    FileKind.TEXT: ("txt",),
}
MEDIA_TYPES = {
    FileKind.PDF: ("application/pdf", "application/x-pdf"),
    FileKind.JPEG: ("image/jpeg", "image/jpg", "image/pjpeg"),
    FileKind.PNG: ("image/png", "image/x-png"),
    FileKind.TIFF: ("image/tiff",),
    FileKind.WEBP: ("image/webp",),
    FileKind.TEXT: ("text/plain",),
}
_SAYS_NOTHING = {"", "application/octet-stream"}
_MAGIC = {
    FileKind.PDF: re.compile(rb"%PDF-[12]\.\d"),
    FileKind.JPEG: re.compile(rb"\xff\xd8\xff[\xc0-\xfe]"),
    FileKind.PNG: re.compile(rb"\x89PNG\r\n\x1a\n"),
    FileKind.TIFF: re.compile(rb"II\*\x00|MM\x00\*"),
    FileKind.WEBP: re.compile(rb"RIFF.{4}WEBP", re.DOTALL),
}
# Text that a browser or another program would take for something to run or to draw.
_ACTIVE = re.compile(
    rb"\s*(<(!doctype|!--|\?|html|head|body|script|svg|iframe|math)|\{\\rtf|#!|%!ps)",
    re.IGNORECASE,
)
_MARK = b"\xef\xbb\xbf"


def sniffed(content: bytes) -> FileKind | None:
    """What the content itself says it is; None for everything that is not taken."""
    for kind, magic in _MAGIC.items():
        if magic.match(content):
            return kind
    if b"\0" in content or _ACTIVE.match(content.removeprefix(_MARK)):
        return None
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return FileKind.TEXT


def accepted(name: str, declared: str, content: bytes, largest: int) -> FileKind:
    """The kind on which content, extension and declared type agree; else ValidationError.

    ASVS 5.0 5.2.1 and 5.2.2. `largest` is in bytes.
    """
    if not content:
        raise ValidationError(_("The file is empty. Look whether it was saved, then choose it."))
    if len(content) > largest:
        raise ValidationError(
            _("The file is larger than %(limit)s MB. Make it smaller, or split it.")
            % {"limit": largest // (1024 * 1024)}
        )
    kind = sniffed(content)
    if kind is None:
        raise ValidationError(
            _(
                "This kind of file is not taken: PDF, JPEG, PNG, TIFF, WebP, or plain text in "
                "UTF-8. Open it in its own program and save it as PDF."
            )
        )
    extension = name.rpartition(".")[2].lower()
    media_type = declared.partition(";")[0].strip().lower()
    fits = extension in EXTENSIONS[kind] and media_type in {*MEDIA_TYPES[kind], *_SAYS_NOTHING}
    if not fits:
        raise ValidationError(
            _(
                "The file’s name does not fit what is in it: %(kind)s. Open it in its own program "
                "and save it anew, or as PDF."
            )
            % {"kind": kind.label}
        )
    return kind
