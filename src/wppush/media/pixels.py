"""Images made smaller, and WebPs made of them, with Pillow.

An image keeps its colours' profile, its transparency and what its EXIF says, but stands upright afterwards: the turn
that EXIF asks for is carried out.
"""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any

from PIL import Image, ImageOps, UnidentifiedImageError

from wppush.media.codes import Code
from wppush.media.files import fault
from wppush.media.types import CONVERTIBLE

if TYPE_CHECKING:
    from pathlib import Path

    from wppush.media.files import MediaFile

JPEG_QUALITY = 88
"""WordPress compresses its own sizes at 82; what they are made of should be better."""
WEBP_QUALITY = 86
"""WordPress's own."""
MOST_PIXELS = 150_000_000
"""Twelve times a usual photo. Opened, each pixel takes up to four bytes."""
_ORIENTATION = 0x0112
_LYING = range(5, 9)
"""Orientations that make the height of what is stored the width of what is seen."""
_MODES = ("1", "L", "LA", "P", "PA", "RGB", "RGBA", "RGBX", "CMYK", "YCbCr")
"""Others (16 bits a channel, floating point) are left alone: a web page shows none of what would be lost."""
_WRITTEN = {"image/jpeg": ("JPEG", "jpg"), "image/png": ("PNG", "png"), "image/webp": ("WEBP", "webp")}


def reworked(media: MediaFile, folder: Path) -> tuple[Path, str, str] | None:
    """Give the file that was made, its type and its ending; None where nothing is to be made of the image.

    Raises SourceError for an image that can not be opened, or is so large that opening it could fill the memory.
    """
    try:
        with warnings.catch_warnings():
            # Pillow only warns of images with fewer pixels than twice its limit; here there is one limit, and it holds.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(media.path) as image:
                if image.width * image.height > MOST_PIXELS:
                    raise _too_many(media, f"{image.width} × {image.height} pixels")
                return _reworked(image, media, folder)
    except Image.DecompressionBombError as error:
        raise _too_many(media, "too many pixels") from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError) as error:
        hint = "open it and save it again, or leave max_width and webp out of wppush.toml"
        raise fault(Code.BROKEN_IMAGE, media.name, f"can not be opened as an image: {error}", hint) from error


def _reworked(image: Image.Image, media: MediaFile, folder: Path) -> tuple[Path, str, str] | None:
    options = media.options
    moves = getattr(image, "is_animated", False) and image.format != "MPO"  # a JPEG with a second picture behind it
    if moves or image.mode not in _MODES:
        return None
    lying = image.getexif().get(_ORIENTATION) in _LYING
    width = image.height if lying else image.width
    shrink = options.max_width is not None and width > options.max_width
    convert = options.webp and media.mime in CONVERTIBLE
    if not shrink and not convert:
        return None
    mime = "image/webp" if convert else media.mime
    made = _resized(image, options.max_width, lying=lying) if shrink and options.max_width else image
    made = ImageOps.exif_transpose(made)
    format_, ending = _WRITTEN[mime]
    path = folder / f"made.{ending}"
    made = _in_mode(made, format_)
    made.save(path, format_, **_how(made, media, format_))
    if not shrink and path.stat().st_size >= media.size:
        return None
    return path, mime, ending


def _resized(image: Image.Image, width: int, *, lying: bool) -> Image.Image:
    """Give a copy that is `width` pixels wide once it stands upright."""
    if image.mode in ("P", "PA", "1"):
        # Between two entries of a palette there is nothing to take the mean of.
        image = image.convert("RGBA" if "transparency" in image.info or image.mode == "PA" else "RGB")
    seen = image.height if lying else image.width
    scale = width / seen
    size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
    size = (size[0], width) if lying else (width, size[1])
    # A JPEG can be opened at a half or a quarter of its size, which saves time and memory; twice what is wanted is left
    # for the filter to work on.
    image.draft(None, (size[0] * 2, size[1] * 2))
    info = image.info
    made = image.resize(size, Image.Resampling.LANCZOS)
    made.info = dict(info)
    return made


def _in_mode(image: Image.Image, format_: str) -> Image.Image:
    if format_ == "JPEG":
        return image if image.mode in ("L", "RGB", "CMYK") else image.convert("RGB")
    if format_ == "WEBP" and image.mode not in ("RGB", "RGBA"):
        clear = "transparency" in image.info or image.mode in ("LA", "PA")
        return image.convert("RGBA" if clear else "RGB")
    return image.convert("RGB") if image.mode in ("CMYK", "YCbCr") else image


def _how(image: Image.Image, media: MediaFile, format_: str) -> dict[str, Any]:
    kept: dict[str, Any] = {}
    exif = image.getexif()
    if exif:
        kept["exif"] = exif.tobytes()
    profile = image.info.pop("icc_profile", None)
    # A profile for ink describes no colours of a screen.
    if profile and (profile[16:20] != b"CMYK" or image.mode == "CMYK"):
        kept["icc_profile"] = profile
    match format_:
        case "JPEG":
            return {**kept, "quality": JPEG_QUALITY, "progressive": True, "optimize": True}
        case "WEBP":
            # What was stored without loss – drawings, screenshots – stays without.
            lossless = media.mime == "image/png"
            return {**kept, "quality": WEBP_QUALITY, "method": 4, "lossless": lossless, "exact": lossless}
        case _:
            return {**kept, "optimize": True}


def _too_many(media: MediaFile, what: str) -> Exception:
    hint = "make it smaller with the program that you edit pictures with"
    return fault(Code.TOO_MANY_PIXELS, media.name, f"has {what}: opening it could fill the memory", hint)
