"""A copy of an evidence file that tells nothing but what it shows. Made at upload, in a child.

Images are drawn anew from their pixels, PDFs from their pages; text is written anew. Where no
such copy can be made the file is refused.
"""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.sources.file_kinds import FileKind

CHILD = Path(__file__).resolve().parent / "safe_copying" / "child.py"
MOST_PIXELS = 60_000_000
MEMORY_BYTES = 3 * 1024**3 // 2
SECONDS = 30

_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff]")
_REFUSALS = {
    "broken": gettext_lazy(
        "The file is broken or incomplete. Open it in its own program and save it as PDF."
    ),
    "encrypted": gettext_lazy(
        "The PDF is protected by a password. Open it and print it into a new PDF without one."
    ),
    "too_many_pixels": gettext_lazy(
        "The image is too large to be opened here. Make it smaller: at most 60 million pixels."
    ),
    "too_many_pages": gettext_lazy("The PDF has more than 3,000 pages. Split it into several."),
    "moving": gettext_lazy("The image moves. Save the pictures that matter one by one."),
    "jpeg2000": gettext_lazy(
        "The PDF holds images in JPEG 2000, which cannot be freed of what they tell beside the "
        "picture. Print it into a new PDF."
    ),
    "layers": gettext_lazy(
        "The PDF has layers that are switched off. Show or delete them, and print it into a new "
        "PDF."
    ),
    "memory": gettext_lazy(
        "Making a copy of this file takes too much memory. Split it, or make its images smaller."
    ),
    "late": gettext_lazy(
        "Making a copy of this file took too long. Split it, or print it into a new PDF."
    ),
}


def safe_copy(kind: FileKind, content: bytes) -> bytes:
    """The copy that may leave; raises ValidationError with what to do where there can be none."""
    if kind == FileKind.TEXT:
        return _plain(content)
    job = {
        "kind": str(kind),
        "most_pixels": MOST_PIXELS,
        "memory_bytes": MEMORY_BYTES,
        "seconds": SECONDS,
    }
    try:
        done = subprocess.run(
            [sys.executable, "-I", str(CHILD)],
            input=json.dumps(job).encode("ascii") + b"\n" + content,
            capture_output=True,
            timeout=SECONDS,
            env=_environment(),
            cwd=CHILD.parent,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise ValidationError(_REFUSALS["late"]) from None
    head, _newline, copy = done.stdout.partition(b"\n")
    if done.returncode or not head.startswith(b"{"):
        raise ValidationError(_REFUSALS["late" if done.returncode == -24 else "broken"])
    told = json.loads(head)
    if told["refused"]:
        raise ValidationError(_REFUSALS[told["refused"]])
    if told["size"] != len(copy) or not copy:
        raise ValidationError(_REFUSALS["broken"])
    return copy


def _plain(content: bytes) -> bytes:
    """The same words in UTF-8 with Unix line ends, without control characters and marks."""
    words = content.decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")
    plain = _UNPRINTABLE.sub("", words)
    if not plain.strip():
        raise ValidationError(_("The file holds no words. Look whether it was saved."))
    return plain.encode("utf-8")


def _environment() -> dict[str, str]:
    """What the child may know of ours: no secrets."""
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
    return kept | {"LC_ALL": "C.UTF-8", "MALLOC_ARENA_MAX": "2"}
