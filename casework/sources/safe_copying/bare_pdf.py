"""A PDF made anew from its pages: no properties, scripts, actions, attachments or form data.

Notes and filled fields are drawn onto the page as they look. Bookmarks, links and tags are lost.
Part of the child process; see child.py.
"""

import io
import re
from collections.abc import Iterator
from typing import Any

import pikepdf
from refused import Refused

OF_A_PAGE = {
    "/Type", "/Parent", "/MediaBox", "/CropBox", "/Rotate", "/UserUnit", "/Resources", "/Contents",
    "/Group",
}  # fmt: skip
NOWHERE = {"/Metadata", "/PieceInfo", "/LastModified"}
# A resource could bear these names as well, so they are taken from streams alone.
NOT_ON_STREAMS = {
    "/AF", "/EF", "/F", "/FFilter", "/FDecodeParms", "/Alternates", "/OPI", "/Measure", "/PtData",
    "/Ref", "/StructParent", "/StructParents", "/Name",
}  # fmt: skip
NEXT_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
END, SCAN, ADOBE, COMMENT = 0xD9, 0xDA, 0xEE, 0xFE  # markers of a JPEG
MOST_PAGES = 3000


def copied(kind: str, content: bytes, most_pixels: int) -> bytes:
    """The copy; raises Refused, or whatever pikepdf raises."""
    copy = io.BytesIO()
    with _opened(content) as original:
        made = _with_pages_of(original)
        for thing in list(made.objects):
            for value in _inside(thing):
                _clean(made, value)
        made.save(copy, deterministic_id=True)
    return copy.getvalue()


def _opened(content: bytes) -> pikepdf.Pdf:
    try:
        original = pikepdf.open(io.BytesIO(content), suppress_warnings=True)
    except Exception as problem:
        # To decrypt, qpdf wants random numbers, and their device can no longer be opened.
        if b"/Encrypt" in content:
            raise Refused("encrypted") from problem
        raise
    if original.is_encrypted:
        raise Refused("encrypted")
    return original


def _with_pages_of(original: pikepdf.Pdf) -> pikepdf.Pdf:
    if not original.pages:
        raise Refused("broken")
    if len(original.pages) > MOST_PAGES:
        raise Refused("too_many_pages")
    if _hides_layers(original):
        raise Refused("layers")
    original.generate_appearance_streams()
    original.flatten_annotations("screen")
    made = pikepdf.new()
    for page in original.pages:
        for key in set(page.obj.keys()) - OF_A_PAGE:
            del page.obj[key]
        made.pages.append(page)
    made.remove_unreferenced_resources()
    return made


def _hides_layers(original: pikepdf.Pdf) -> bool:
    """Whether something is switched off that the copy, which knows no layers, would show."""
    layers = original.Root.get("/OCProperties")
    shown = layers.get("/D") if layers is not None else None
    if shown is None:
        return False
    return len(shown.get("/OFF", [])) > 0 or shown.get("/BaseState") == pikepdf.Name.OFF


def _inside(value: Any) -> Iterator[Any]:
    """The value and what it holds directly; what has a number of its own is met on its own."""
    yield value
    held: list[Any] = []
    if isinstance(value, pikepdf.Dictionary | pikepdf.Stream):
        held = [value[key] for key in list(value.keys())]
    elif isinstance(value, pikepdf.Array):
        held = list(value)
    for inner in held:
        if isinstance(inner, pikepdf.Object) and not inner.is_indirect:
            yield from _inside(inner)


def _clean(made: pikepdf.Pdf, value: Any) -> None:
    if not isinstance(value, pikepdf.Dictionary | pikepdf.Stream):
        return
    unwanted = NOWHERE | (NOT_ON_STREAMS if isinstance(value, pikepdf.Stream) else set())
    for key in unwanted & set(value.keys()):
        del value[key]
    if isinstance(value, pikepdf.Stream):
        _clean_photograph(made, value)


def _clean_photograph(made: pikepdf.Pdf, stream: pikepdf.Stream) -> None:
    """An embedded photograph loses what its camera wrote beside the picture."""
    told = stream.get("/Filter")
    names = list(told) if isinstance(told, pikepdf.Array) else [told] if told is not None else []
    filters = [str(name) for name in names]
    if "/JPXDecode" in filters:
        raise Refused("jpeg2000")
    if not filters or filters[-1] != "/DCTDecode":
        return
    content = stream.read_raw_bytes()
    if filters[:-1]:
        wrapped = made.make_stream(content)
        wrapped.Filter = pikepdf.Array([pikepdf.Name(name) for name in filters[:-1]])
        content = wrapped.read_bytes()
    colours = stream.get("/DecodeParms")
    if isinstance(colours, pikepdf.Array):
        colours = colours[-1]
    if not isinstance(colours, pikepdf.Dictionary):
        colours = None
    stream.write(bare_jpeg(content), filter=pikepdf.Name.DCTDecode, decode_parms=colours)


def bare_jpeg(content: bytes) -> bytes:
    """The same picture, to the bit, without comments and APP segments but Adobe's colours."""
    if content[:2] != b"\xff\xd8":
        raise Refused("broken")
    kept, place = [content[:2]], 2
    while True:
        while content[place : place + 2] == b"\xff\xff":
            place += 1
        if content[place] != 0xFF:
            raise Refused("broken")
        marker = content[place + 1]
        if marker == END:
            return b"".join([*kept, b"\xff\xd9"])
        end = place + 2 + int.from_bytes(content[place + 2 : place + 4], "big")
        if marker == SCAN:
            following = NEXT_MARKER.search(content, end)
            if following is None:
                raise Refused("broken")
            end = following.start()
        told_by_camera = marker == COMMENT or (0xE0 <= marker <= 0xEF and marker != ADOBE)
        if not told_by_camera:
            kept.append(content[place:end])
        place = end
