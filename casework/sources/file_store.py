"""Where evidence files lie: a folder outside everything that is served, under random names.

A file is written beside its place, forced to the disk and renamed, before any row names it: a
crash leaves a file without a row, never a row without its file. What the files are is not known
here.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

PART = ".part"


def folder() -> Path:
    """The folder, made for this account's eyes alone where it is not there yet."""
    place = Path(settings.CASEWORK_FILES)
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    return place


@contextmanager
def kept(files: dict[str, bytes]) -> Iterator[None]:
    """Writes all files or none; takes them away again where the block fails.

    Raises ValidationError where the disk does not take them.
    """
    try:
        for name, content in files.items():
            _write(name, content)
        yield
    except BaseException as failure:
        for name in files:
            (folder() / name).unlink(missing_ok=True)
        if isinstance(failure, OSError):
            raise ValidationError(
                _(
                    "The server could not keep the file; its disk may be full. Nothing was "
                    "stored. Tell whoever runs this installation, then try again."
                )
            ) from failure
        raise


def read(name: str) -> bytes:
    """The whole file; raises OSError where it cannot be read."""
    return (folder() / name).read_bytes()


def names() -> Iterator[tuple[str, float]]:
    """Every file of the folder, unfinished ones too, and when it was written (epoch seconds)."""
    for path in sorted(folder().iterdir()):
        yield path.name, path.stat().st_mtime


def remove(name: str) -> None:
    (folder() / name).unlink(missing_ok=True)


def _write(name: str, content: bytes) -> None:
    place = folder() / name
    part = place.with_name(name + PART)
    try:
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.rename(place)
        _force(place.parent)
    except OSError:
        part.unlink(missing_ok=True)
        raise


def _force(directory: Path) -> None:
    """The new name itself survives a power cut only once its folder has been written."""
    handle = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
