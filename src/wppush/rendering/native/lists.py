"""A list in HTML whose items are words, and lists below them."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from wppush.rendering.markup import unfit

_NUMBER = re.compile(r"[0-9]{1,6}")
_DEEPEST = 8


def is_list(element: Element, depth: int = 0) -> bool:
    """Say whether a list has only items of words, and of lists below the words."""
    start = element.get("start", "1") if element.tag == "ol" else "1"
    if depth > _DEEPEST or not element.attrib.keys() <= {"start"} or not _NUMBER.fullmatch(start):
        return False
    return (
        len(element) > 0
        and not (element.text or "").strip()
        and all(
            item.tag == "li" and not item.attrib and not (item.tail or "").strip() and _is_item(item, depth)
            for item in element
        )
    )


def _is_item(item: Element, depth: int) -> bool:
    if any(child.tag in {"ul", "ol"} for child in item[:-1]):
        return False
    words = Element("p")
    words.text = item.text
    words.extend(item)
    below = words[-1] if len(words) and words[-1].tag in {"ul", "ol"} else None
    if below is not None:
        words.remove(below)
    return unfit(words) is None and (below is None or (not (below.tail or "").strip() and is_list(below, depth + 1)))
