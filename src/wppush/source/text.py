"""Bytes to text: encoding, line ends, and where an offset is.

Everything after this module sees LF line ends and no BOM. Neither changes a line number or a column that an editor
shows, so the places that are reported are right for the file as it lies on the disk.
"""

from __future__ import annotations

from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE

from wppush.source.codes import Code
from wppush.source.faults import Fault

_SAVE_AS_UTF8 = "save the file as UTF-8 in your editor"


def decode(raw: bytes) -> tuple[str, tuple[Fault, ...]]:
    """The text of a file, and what is wrong with its encoding.

    With a fault the text is only good for finding the fault's line: bad bytes are replaced in it.
    """
    raw = raw.removeprefix(BOM_UTF8)
    if _looks_like_utf16(raw):
        message = "The file is not UTF-8: it looks like UTF-16."
        return "", (Fault(code=Code.NOT_UTF8, message=message, hint=_SAVE_AS_UTF8, offset=0),)
    try:
        text = _with_lf(raw.decode())
    except UnicodeDecodeError as error:
        message = f"The file is not UTF-8: the byte 0x{raw[error.start]:02X} can not stand here."
        offset = len(_with_lf(raw[: error.start].decode()))
        text = _with_lf(raw.decode(errors="replace"))
        return text, (Fault(code=Code.NOT_UTF8, message=message, hint=_SAVE_AS_UTF8, offset=offset),)
    nul = text.find("\0")
    if nul >= 0:
        message = "A NUL character stands here; this is not a text file, or it is damaged."
        return text, (Fault(code=Code.NUL, message=message, hint="delete the character", offset=nul),)
    return text, ()


def place(text: str, offset: int) -> tuple[int, int]:
    """Line and column of an offset, both 1-based."""
    offset = min(offset, len(text))
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


def _with_lf(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _looks_like_utf16(raw: bytes) -> bool:
    """Say whether the bytes begin with a BOM of UTF-16 (or 32), or are Latin text in UTF-16 without one."""
    start = raw[:256]
    return start.startswith((BOM_UTF16_LE, BOM_UTF16_BE)) or (len(start) >= 4 and start.count(0) * 5 >= len(start) * 2)
