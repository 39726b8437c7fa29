"""What a paragraph consists of where it has no words of its own: pictures, sound, films, files, lone addresses."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal
from urllib.parse import unquote

from wppush.rendering.address import written

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

Kind = Literal["audio", "video", "file"]

_KINDS: dict[str, Kind] = {
    **dict.fromkeys(["aac", "flac", "m4a", "mp3", "oga", "ogg", "opus", "wav"], "audio"),
    **dict.fromkeys(["m4v", "mov", "mp4", "ogv", "webm"], "video"),
    **dict.fromkeys(["csv", "doc", "docx", "epub", "key", "numbers", "odp", "ods", "odt", "pages", "pdf"], "file"),
    **dict.fromkeys(["7z", "bz2", "gz", "ppt", "pptx", "rar", "rtf", "tar", "tgz", "xls", "xlsx", "xz", "zip"], "file"),
}
_ADDRESS = re.compile(r"(?:(?P<site>https?://[^/?#]+)|(?![a-z][a-z0-9+.-]*:))(?P<path>[^?#]*)", re.IGNORECASE)
_UPLOADS = "/wp-content/uploads/"
_PAGES = re.compile(r"/(?:wiki/[^/]+:[^/]+|[^/]+/[^/]+/(?:-/)?blob/.+)$")
"""Paths that end like a file's, but lead to a page about it: of wikis and of forges."""


def kind_of(address: str) -> Kind | None:
    """Give what an address leads to, by the ending of its path."""
    found = _ADDRESS.match(written(address))
    if not found or (found["site"] and _PAGES.match(found["path"])):
        return None
    name, _, ending = found["path"].rpartition("/")[2].rpartition(".")
    return _KINDS.get(ending.lower()) if name else None


def is_own(address: str) -> bool:
    """Say whether a file is the author's: beside the text, on the same site, or among what WordPress keeps."""
    address = written(address)
    found = _ADDRESS.match(address)
    if found is None:
        return False
    return _UPLOADS in found["path"] or not (found["site"] or address.startswith("//"))


def file_name(address: str) -> str:
    """Give the name of the file that an address leads to."""
    found = _ADDRESS.match(written(address))
    return unquote(found["path"].rpartition("/")[2]) if found else ""


def only(element: Element) -> Element | None:
    """Give the one child of an element without words."""
    alone = len(element) == 1 and not (element.text or "").strip() and not (element[0].tail or "").strip()
    return element[0] if alone else None


def is_player(paragraph: Element) -> bool:
    """Say whether a paragraph is the syntax of a picture with the address of sound or of a film."""
    item = only(paragraph)
    return item is not None and item.tag == "img" and kind_of(item.get("src", "")) in {"audio", "video"}


def lone_address(element: Element) -> str:
    """Give the address of a link that shows nothing else; empty for any other element."""
    address = written(element.get("href", "")) if element.tag == "a" and set(element.attrib.keys()) == {"href"} else ""
    return address if address and not len(element) and (element.text or "") == address else ""


def lines(element: Element) -> list[Element] | None:
    """Give what stands on the lines of a paragraph, where that is one element on each and no word."""
    if (element.text or "").strip():
        return None
    items: list[Element] = []
    ended = True
    for child in element:
        tail = child.tail or ""
        if tail.strip():
            return None
        if child.tag == "br":
            ended = True
            continue
        if not ended:
            return None
        items.append(child)
        ended = "\n" in tail
    return items
