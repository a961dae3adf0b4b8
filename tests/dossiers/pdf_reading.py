"""Reads a finished PDF back with tools that did not make it: pikepdf and poppler."""

import io
import shutil
import subprocess
from collections.abc import Iterator
from typing import Any

import pikepdf
import pytest


def opened(content: bytes) -> pikepdf.Pdf:
    """The file as pikepdf sees it."""
    return pikepdf.open(io.BytesIO(content))


def text_of(content: bytes, *options: str) -> str:
    """All text, as a reader would copy it. Skips the test where poppler is not installed."""
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is missing: install poppler-utils")
    run = subprocess.run(
        ["pdftotext", *options, "-", "-"], input=content, capture_output=True, check=True
    )
    marks = dict.fromkeys(map(ord, "\u202a\u202b\u202c\u2066\u2067\u2068\u2069"))
    return run.stdout.decode("utf-8").translate(marks)


def tags(pdf: pikepdf.Pdf) -> Iterator[tuple[str, Any]]:
    """Every element of the structure tree in reading order, as (tag, element)."""
    waiting = [pdf.Root.StructTreeRoot]
    while waiting:
        element = waiting.pop()
        if not isinstance(element, pikepdf.Dictionary):
            continue
        if "/S" in element:
            yield str(element.S), element
        kids = element.get("/K", [])
        children = list(kids) if isinstance(kids, pikepdf.Array) else [kids]
        waiting.extend(reversed(children))


def dictionaries(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """Every dictionary of the file, those inside other objects too."""
    for thing in pdf.objects:
        yield from _inside(thing)


def _inside(thing: Any) -> Iterator[Any]:
    if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        yield thing
        inner = [value for _key, value in thing.items()]
    elif isinstance(thing, pikepdf.Array):
        inner = list(thing)
    else:
        inner = []
    for value in inner:
        if isinstance(value, pikepdf.Object) and not value.is_indirect:
            yield from _inside(value)
