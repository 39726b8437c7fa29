"""Addresses on lines of their own, one a line: each becomes a paragraph of its own where one of them is a player.

That is how WordPress and other editors read them. A list of plain links stays what it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from wppush.rendering.media import kind_of, lines, lone_address
from wppush.rendering.providers import embeddable

if TYPE_CHECKING:
    from wppush.rendering.reading import Reading

_HOLDERS = frozenset(["div", "blockquote", "section", "details", "callout", "column"])
"""Elements around blocks; not the items of a list, whose links stay links."""


def run(reading: Reading) -> None:
    """Divide such paragraphs."""
    for holder in [reading.tree.root, *reading.tree.root.iter()]:
        if holder.tag in _HOLDERS and any(_is_divisible(child) for child in holder):
            holder[:] = [part for child in holder for part in (_divided(child) if _is_divisible(child) else [child])]


def _is_divisible(element: Element) -> bool:
    if element.tag != "p" or len(element) < 2 or element.attrib:
        return False
    items = lines(element) or []
    return len(items) > 1 and all(map(_stands_alone, items)) and any(map(_is_player, items))


def _divided(element: Element) -> list[Element]:
    out: list[Element] = []
    for item in lines(element) or []:
        paragraph = Element("p")
        item.tail = None
        paragraph.append(item)
        out.append(paragraph)
    out[-1].tail = element.tail
    return out


def _stands_alone(item: Element) -> bool:
    return bool(lone_address(item)) or item.tag == "img" or _is_player(item)


def _is_player(item: Element) -> bool:
    address = item.get("src" if item.tag == "img" else "href", "")
    return kind_of(address) in {"audio", "video"} or embeddable(lone_address(item)) is not None
