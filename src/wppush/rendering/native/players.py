"""The player of a video or of sound: WordPress makes it again of the address alone in its paragraph."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from wppush.rendering.media import kind_of

_PLAYER = re.compile(
    r"(?:https?:)?//(?:(?:www\.)?youtube\.com/embed/(?P<youtube>[\w-]{6,20})|player\.vimeo\.com/video/(?P<vimeo>\d+))"
    r"(?:\?(?P<query>.*))?"
)
_OF_PLAYER = frozenset(
    [
        *("allow", "allowfullscreen", "frameborder", "height", "loading", "mozallowfullscreen", "referrerpolicy"),
        *("scrolling", "src", "title", "webkitallowfullscreen", "width"),
    ]
)
"""What WordPress writes itself into the player that it embeds."""
_START = re.compile(r"(?:(?:si|feature)=[^&]*&?|start=(?P<start>\d+)&?)*")
_OF_RECORDING = frozenset(["controls", "preload", "src"])


def _paragraph(address: str) -> Element:
    paragraph, link = Element("p"), Element("a", {"href": address})
    link.text = address
    paragraph.append(link)
    return paragraph


def player(frame: Element) -> Element | None:
    """Give the address of a video alone in its paragraph: WordPress makes the player again."""
    found = _PLAYER.fullmatch(frame.get("src", "").strip())
    if found is None or len(frame) or (frame.text or "").strip() or not frame.attrib.keys() <= _OF_PLAYER:
        return None
    said = _START.fullmatch(found["query"] or "")
    if said is None or (found["vimeo"] and found["query"]):
        return None
    if found["vimeo"]:
        return _paragraph(f"https://vimeo.com/{found['vimeo']}")
    start = f"&t={said['start']}" if said["start"] else ""
    return _paragraph(f"https://www.youtube.com/watch?v={found['youtube']}{start}")


def recording(element: Element) -> Element | None:
    """Give the address of sound or a film alone in its paragraph, where the player has no settings."""
    source = element[0] if len(element) == 1 and element[0].tag == "source" else None
    words = (element.text or "").strip() or any((child.tail or "").strip() for child in element)
    if words or len(element) > (source is not None) or "controls" not in element.attrib:
        return None
    address = element.get("src") or ("" if source is None else source.get("src")) or ""
    known = element.attrib.keys() <= _OF_RECORDING and (source is None or source.attrib.keys() <= {"src", "type"})
    preload = element.get("preload", "metadata") in {"metadata", ""}
    return _paragraph(address) if known and preload and kind_of(address) == element.tag else None
