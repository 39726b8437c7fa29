"""The place where a picture was taken, taken out of its file: every other byte of it stays where it is.

A camera writes the place into EXIF (a directory of GPS tags), and programs copy it into XMP (text in XML). Both are
blanked in place, so nothing that points into the file has to be moved, no pixel is compressed again, and the camera,
the date, the orientation and the author's name stay. What can not be read for certain is left out as a whole: better to
lose a camera's name than to give an address away.
"""

from __future__ import annotations

import re
import struct
import zlib

_EXIF = b"Exif\0\0"
_XMP = (b"http://ns.adobe.com/xap/1.0/\0", b"http://ns.adobe.com/xmp/extension/\0")
_GPS = 0x8825
_POINTERS = (0x8769,)
"""EXIF's own directory, in which some programs repeat the pointer to GPS."""
_MOST_DIRECTORIES = 64
_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4}
_WORDS = rb"(?:gps|latitude|longitude|longtitude|altitude)"
"""In the names of XMP's fields; the third is how the makers of a drone spell it."""
_NAME = rb"[\w.-]+:\w*" + _WORDS + rb"\w*"
# An attribute or an element of XMP: exif:GPSLatitude="37,33.2N", <exif:GPSLatitude>37,33.2N</exif:GPSLatitude>.
_IN_XMP = re.compile(
    _NAME + rb"""\s*=\s*(?:"[^"]*"|'[^']*')|<(""" + _NAME + rb""")\b[^<>]*(?:/>|>[^<]*</\1\s*>)""", re.IGNORECASE
)
_A_PLACE = re.compile(rb"g\0?p\0?s|l\0?a\0?t\0?i\0?t\0?u\0?d\0?e", re.IGNORECASE)
"""Also in UTF-16."""
_NO_BODY = {0x01, *range(0xD0, 0xD8)}
_START_OF_SCAN = 0xDA
_END_OF_IMAGE = 0xD9
_APP1 = 0xE1


class Unreadable(ValueError):
    """The file is not built as its type is."""


def without_location(content: bytes, mime: str) -> bytes:
    """Give a JPEG, PNG or WebP without the place where it was taken. Raises Unreadable for a broken file."""
    try:
        return {"image/jpeg": _jpeg, "image/png": _png, "image/webp": _webp}[mime](content)
    except (IndexError, struct.error) as error:
        raise Unreadable(str(error)) from error


def _jpeg(content: bytes) -> bytes:
    """Blank the segments before the picture itself."""
    out = bytearray(content)
    place = 2
    while place + 4 <= len(out):
        if out[place] != 0xFF:
            raise Unreadable("no segment where one should begin")
        marker = out[place + 1]
        if marker == 0xFF:
            place += 1
            continue
        if marker in _NO_BODY:
            place += 2
            continue
        if marker in (_START_OF_SCAN, _END_OF_IMAGE):
            _later_pictures(out, place)
            break
        (length,) = struct.unpack_from(">H", out, place + 2)
        start, end = place + 4, place + 2 + length
        if length < 2 or end > len(out):
            raise Unreadable("a segment is cut off")
        if marker == _APP1:
            out[start:end] = _segment(bytes(out[start:end]))
        place = end
    return bytes(out)


def _later_pictures(out: bytearray, place: int) -> None:
    """Blank the segments of pictures behind the first one: a preview, the other eye's, the depths.

    Within the data of a picture 0xFF is never followed by a segment's letter.
    """
    while (place := out.find(bytes((0xFF, _APP1)), place)) != -1 and place + 4 <= len(out):
        (length,) = struct.unpack_from(">H", out, place + 2)
        start, end = place + 4, min(place + 2 + length, len(out))
        if start < end:
            out[start:end] = _segment(bytes(out[start:end]))
        place += 2


def _segment(body: bytes) -> bytes:
    if body.startswith(_EXIF):
        return _EXIF + _tiff(body[len(_EXIF) :])
    for name in _XMP:
        if body.startswith(name):
            return name + _xmp(body[len(name) :])
    return body


def _png(content: bytes) -> bytes:
    out = [content[:8]]
    place = 8
    while place < len(content):
        (length,) = struct.unpack_from(">I", content, place)
        kind = content[place + 4 : place + 8]
        end = place + 12 + length
        if end > len(content):
            raise Unreadable("a chunk is cut off")
        whole, body = content[place:end], content[place + 8 : end - 4]
        place = end
        if kind == b"eXIf":
            blank = _tiff(body.removeprefix(_EXIF))
            whole = _chunk(kind, blank)
        elif kind in (b"iTXt", b"zTXt", b"tEXt") and _tells_a_place(body):
            continue
        out.append(whole)
        if kind == b"IEND":
            out.append(content[place:])
            break
    return b"".join(out)


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def _tells_a_place(text: bytes) -> bool:
    """Say whether a text in a PNG has, or may have, a place in it: XMP, and ImageMagick's way to keep EXIF."""
    keyword, _, rest = text.partition(b"\0")
    if keyword.lower().startswith((b"raw profile type exif", b"raw profile type app1", b"raw profile type xmp")):
        return True
    # XMP may be compressed, so that a look for "GPS" in it would find nothing.
    compressed = keyword == b"XML:com.adobe.xmp" and rest[:1] == b"\x01"
    return compressed or _A_PLACE.search(text) is not None


def _webp(content: bytes) -> bytes:
    out = bytearray(content)
    place = 12
    while place + 8 <= len(out):
        kind = bytes(out[place : place + 4])
        (length,) = struct.unpack_from("<I", out, place + 4)
        start, end = place + 8, place + 8 + length
        if end > len(out):
            raise Unreadable("a chunk is cut off")
        body = bytes(out[start:end])
        if kind == b"EXIF":
            head = _EXIF if body.startswith(_EXIF) else b""
            out[start:end] = head + _tiff(body.removeprefix(_EXIF))
        elif kind == b"XMP ":
            out[start:end] = _xmp(body)
        place = end + length % 2
    return bytes(out)


def _xmp(text: bytes) -> bytes:
    """Blank what tells a place; all of it, where that is written in a way that is not known here."""
    blank = _IN_XMP.sub(lambda found: b" " * len(found[0]), text)
    return b" " * len(text) if _A_PLACE.search(blank) else blank


def _tiff(content: bytes) -> bytes:
    """Blank the GPS directory of EXIF, what it points to, and the entry that points to it.

    EXIF that is not built as it should be is blanked altogether.
    """
    out = bytearray(content)
    try:
        order = {b"II": "<", b"MM": ">"}[content[:2]]
        _walk(out, order)
    except (KeyError, IndexError, struct.error):
        return bytes(len(content))
    return bytes(out)


def _walk(out: bytearray, order: str) -> None:
    (place,) = struct.unpack_from(f"{order}I", out, 4)
    waiting, seen = [place], set[int]()
    while waiting:
        place = waiting.pop()
        if not place or place in seen or len(seen) > _MOST_DIRECTORIES:
            continue
        seen.add(place)
        (count,) = struct.unpack_from(f"{order}H", out, place)
        entries = [bytes(out[at : at + 12]) for at in range(place + 2, place + 2 + 12 * count, 12)]
        next_directory = bytes(out[place + 2 + 12 * count : place + 6 + 12 * count])
        kept = []
        for entry in entries:
            tag, _, _, value = struct.unpack(f"{order}HHII", entry)
            if tag == _GPS:
                _blank(out, order, value)
                continue
            if tag in _POINTERS:
                waiting.append(value)
            kept.append(entry)
        if len(kept) < count:
            body = struct.pack(f"{order}H", len(kept)) + b"".join(kept) + next_directory
            size = 6 + 12 * count
            out[place : place + size] = body.ljust(size, b"\0")[: len(out) - place]
        if len(next_directory) == 4:
            waiting.append(struct.unpack(f"{order}I", next_directory)[0])


def _blank(out: bytearray, order: str, place: int) -> None:
    """Write zeros over a directory and over the values that it points to."""
    (count,) = struct.unpack_from(f"{order}H", out, place)
    for at in range(place + 2, place + 2 + 12 * count, 12):
        _, kind, number, value = struct.unpack_from(f"{order}HHII", out, at)
        size = _SIZES.get(kind, 1) * number
        if size > 4:
            _zero(out, value, size)
    _zero(out, place, 6 + 12 * count)


def _zero(out: bytearray, place: int, size: int) -> None:
    end = min(place + size, len(out))
    if place < end:
        out[place:end] = bytes(end - place)
