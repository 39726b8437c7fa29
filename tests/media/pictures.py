"""Pictures for tests: each is small, and none is equal to another one of a different seed."""

from __future__ import annotations

import io
import struct
from typing import TYPE_CHECKING

from PIL import Image, ImageDraw

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any


def picture(width: int = 400, height: int = 300, *, seed: int = 1, mode: str = "RGB") -> Image.Image:
    """Give a picture with a gradient, a black corner at its top left, and something that tells seeds apart."""
    gradient = Image.linear_gradient("L").resize((width, height))
    image = Image.merge("RGB", (gradient, gradient.rotate(180), Image.new("L", (width, height), seed % 256)))
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, width // 4, height // 4), fill="black")
    if mode == "RGBA":
        image.putalpha(gradient)
    return image.convert(mode)


def written(image: Image.Image, path: Path, **options: Any) -> Path:
    """Write a picture, in the format that the file's name says."""
    path.parent.mkdir(parents=True, exist_ok=True)
    image.save(path, **options)
    return path


def encoded(image: Image.Image, format: str, **options: Any) -> bytes:  # noqa: A002 (Pillow's own name)
    """Give a picture as the bytes of a file."""
    buffer = io.BytesIO()
    image.save(buffer, format, **options)
    return buffer.getvalue()


def exif_with_place(*, orientation: int = 1) -> bytes:
    """Give EXIF with a maker, an orientation and the place 37°33' N, 126°58' E."""
    exif = Image.Exif()
    exif[0x010F] = "A camera"
    exif[0x0112] = orientation
    exif[0x8298] = "(c) the author"
    exif[0x8825] = {1: "N", 2: (37.0, 33.0, 12.25), 3: "E", 4: (126.0, 58.0, 41.5), 29: "2024:05:01"}
    return exif.tobytes()


def png_chunk(kind: bytes, content: bytes) -> bytes:
    """Give a chunk of a PNG."""
    import zlib

    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
