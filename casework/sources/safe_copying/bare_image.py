"""An image drawn anew from its pixels: no EXIF, place, XMP, IPTC, text, comment or thumbnail.

Part of the child process; see child.py.
"""

import contextlib
import io
from typing import Any

from PIL import Image, ImageCms, ImageOps
from refused import Refused

FORMATS = {"jpeg": ["JPEG", "MPO"], "png": ["PNG"], "tiff": ["TIFF"], "webp": ["WEBP"]}
SAVED_AS: dict[str, dict[str, Any]] = {
    "jpeg": {"format": "JPEG", "quality": 92, "subsampling": 0},
    "png": {"format": "PNG", "compress_level": 3},
    "tiff": {"format": "TIFF", "compression": "tiff_deflate", "save_all": True},
    "webp": {"format": "WEBP", "quality": 95},
}
MOST_FRAMES = 500
SRGB = ImageCms.createProfile("sRGB")

# Later nothing more can be opened, so every format is loaded now.
Image.init()
Image.MAX_IMAGE_PIXELS = None  # counted below, before anything is decoded


def copied(kind: str, content: bytes, most_pixels: int) -> bytes:
    """The copy, in the format that the file has; raises Refused, or whatever Pillow raises."""
    with Image.open(io.BytesIO(content), formats=FORMATS[kind]) as image:
        pictures = []
        for number in range(_frames(image, kind, most_pixels)):
            image.seek(number)
            pictures.append(_bare(image))
    copy, options = io.BytesIO(), SAVED_AS[kind]
    if kind == "tiff":
        options = {**options, "append_images": pictures[1:]}
    pictures[0].save(copy, **options)
    return copy.getvalue()


def _frames(image: Image.Image, kind: str, most_pixels: int) -> int:
    """How many are copied: all pages of a TIFF; a second picture behind a photograph is not."""
    frames = 1 if kind == "jpeg" else getattr(image, "n_frames", 1)
    if frames > 1 and kind != "tiff":
        raise Refused("moving")
    if frames > MOST_FRAMES:
        raise Refused("too_many_pixels")
    pixels = 0
    for number in range(frames):
        image.seek(number)
        pixels += image.width * image.height
        if pixels > most_pixels:
            raise Refused("too_many_pixels")
    return frames


def _bare(image: Image.Image) -> Image.Image:
    """The pixels, upright, in an image that has never known anything else."""
    upright = _in_plain_colours(ImageOps.exif_transpose(image))
    return Image.frombytes(upright.mode, upright.size, upright.tobytes())


def _in_plain_colours(image: Image.Image) -> Image.Image:
    """The colour profile is applied and dropped: it can name a device and its owner."""
    profile = image.info.get("icc_profile")
    if "transparency" in image.info or image.mode in {"PA", "La", "RGBa"}:
        image = image.convert("RGBA")
    elif image.mode == "P":
        image = image.convert("RGB")
    if profile and image.mode in {"RGB", "RGBA"}:
        with contextlib.suppress(ImageCms.PyCMSError, OSError):
            told = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            return ImageCms.profileToProfile(image, told, SRGB, outputMode=image.mode)
    return image
