"""Real files in which something is hidden beside what they show. All names are invented."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable

import pikepdf
from PIL import Image, PngImagePlugin, TiffImagePlugin

STAMP = "Pak-Invented"
_XMP = f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><name>{STAMP}-xmp</name></x:xmpmeta>'.encode()


def picture(size: tuple[int, int] = (60, 40)) -> Image.Image:
    return Image.linear_gradient("L").resize(size).convert("RGB")


def _exif() -> Image.Exif:
    """Who, with what, where; and that the camera was held upright."""
    exif = Image.Exif()
    exif[0x013B] = f"{STAMP}-artist"
    exif[0x0110] = f"{STAMP}-camera"
    exif[0x0112] = 6  # to be turned by a quarter
    place = exif.get_ifd(0x8825)
    place[1], place[2] = "N", (39.0, 54.0, 26.0)
    place[29] = f"{STAMP}-day"
    return exif


def jpeg() -> bytes:
    file = io.BytesIO()
    picture().save(file, "JPEG", exif=_exif(), comment=f"{STAMP}-comment", xmp=_XMP)
    iptc = b"Photoshop 3.0\x008BIM" + f"{STAMP}-iptc".encode()
    segment = b"\xff\xed" + struct.pack(">H", len(iptc) + 2) + iptc
    content = file.getvalue()
    return content[:2] + segment + content[2:] + f"{STAMP}-trailer".encode()


def png() -> bytes:
    told = PngImagePlugin.PngInfo()
    told.add_text("Author", f"{STAMP}-text")
    told.add_itxt("XML:com.adobe.xmp", _XMP.decode(), zip=False)
    told.add(b"prVt", f"{STAMP}-chunk".encode())
    file = io.BytesIO()
    picture().save(file, "PNG", pnginfo=told, exif=_exif())
    return file.getvalue() + f"{STAMP}-trailer".encode()


def tiff() -> bytes:
    told = TiffImagePlugin.ImageFileDirectory_v2()
    told[315], told[700] = f"{STAMP}-artist", _XMP
    file = io.BytesIO()
    picture().save(file, "TIFF", tiffinfo=told, save_all=True, append_images=[picture((30, 30))])
    return file.getvalue()


def webp() -> bytes:
    file = io.BytesIO()
    picture().save(file, "WEBP", exif=_exif(), xmp=_XMP)
    return file.getvalue()


def text() -> bytes:
    return "\ufeffFirst line\r\nsecond\x1b[2J line\rthird".encode()


def pdf() -> bytes:
    """Everything that a PDF can carry along, and a photograph."""
    made = pikepdf.new()
    page = made.add_blank_page(page_size=(200, 200))
    made.docinfo["/Author"] = f"{STAMP}-author"
    with made.open_metadata() as told:
        told["dc:creator"] = [f"{STAMP}-xmp"]
    photograph = made.make_stream(
        jpeg(), Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=60, Height=40,
        ColorSpace=pikepdf.Name.DeviceRGB, BitsPerComponent=8, Filter=pikepdf.Name.DCTDecode,
        Metadata=made.make_stream(_XMP), PieceInfo=pikepdf.Dictionary(Who=f"{STAMP}-piece"),
    )  # fmt: skip
    twice = made.make_stream(zlib.compress(jpeg()), photograph.stream_dict)
    twice.Filter = pikepdf.Array([pikepdf.Name.FlateDecode, pikepdf.Name.DCTDecode])
    page.Resources = pikepdf.Dictionary(
        XObject=pikepdf.Dictionary(AA=photograph, AF=twice, Unused=made.make_stream(_XMP))
    )
    page.Contents = made.make_stream(b"q 60 0 0 40 0 0 cm /AA Do /AF Do Q")
    page.Metadata = made.make_stream(_XMP)
    _acting(made, page)
    made.attachments["notes.txt"] = f"{STAMP}-attached".encode()
    file = io.BytesIO()
    made.save(file, compress_streams=False)
    return file.getvalue()


def _acting(made: pikepdf.Pdf, page: pikepdf.Page) -> None:
    """Scripts, actions, a link and a note."""
    script = pikepdf.Dictionary(
        S=pikepdf.Name.JavaScript, JS=pikepdf.String(f"app.alert('{STAMP}-js')")
    )
    made.Root.OpenAction = script
    made.Root.AA = pikepdf.Dictionary(WC=script)
    page.AA = pikepdf.Dictionary(O=script)
    link = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9],
        A=pikepdf.Dictionary(S=pikepdf.Name.URI, URI=f"https://{STAMP}.example/"),
    )  # fmt: skip
    launch = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Rect=[0, 0, 9, 9],
        T=f"{STAMP}-reviewer", Contents=f"{STAMP}-note",
        A=pikepdf.Dictionary(S=pikepdf.Name.Launch, F=f"{STAMP}.exe"),
    )  # fmt: skip
    page.Annots = pikepdf.Array([made.make_indirect(link), made.make_indirect(launch)])


def encrypted_pdf(user: str = "") -> bytes:
    made, file = pikepdf.new(), io.BytesIO()
    made.add_blank_page()
    made.save(file, encryption=pikepdf.Encryption(owner="an owner", user=user))
    return file.getvalue()


def layered_pdf(base: str = "/ON", off: bool = True) -> bytes:
    """A page with a layer that nobody sees."""
    made, file = pikepdf.new(), io.BytesIO()
    page = made.add_blank_page()
    layer = made.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.OCG, Name="hidden"))
    page.Resources = pikepdf.Dictionary(Properties=pikepdf.Dictionary(L=layer))
    page.Contents = made.make_stream(b"/OC /L BDC EMC")
    shown = pikepdf.Dictionary(BaseState=pikepdf.Name(base))
    if off:
        shown.OFF = pikepdf.Array([layer])
    made.Root.OCProperties = pikepdf.Dictionary(OCGs=pikepdf.Array([layer]), D=shown)
    made.save(file)
    return file.getvalue()


def bomb_png(side: int = 60_000) -> bytes:
    """3.6 thousand million pixels in a few kilobytes, of which only the head is needed."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        check = zlib.crc32(kind + data)
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", check)

    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    rows = zlib.compress(bytes(10_000_000), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def moving(kind: str) -> bytes:
    file = io.BytesIO()
    picture().save(file, kind, save_all=True, append_images=[picture().rotate(90)])
    return file.getvalue()


def archive() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archived:
        archived.writestr("a.txt", STAMP)
    return file.getvalue()


def image(kind: str) -> bytes:
    file = io.BytesIO()
    picture().save(file, kind)
    return file.getvalue()


MARKED: dict[str, tuple[str, str, Callable[[], bytes]]] = {
    "jpeg": ("photo.jpg", "image/jpeg", jpeg),
    "png": ("screen.PNG", "image/png", png),
    "tiff": ("scan.tiff", "image/tiff", tiff),
    "webp": ("photo.webp", "image/webp", webp),
    "pdf": ("letter.pdf", "application/pdf", pdf),
    "text": ("words.txt", "text/plain; charset=utf-8", text),
}
