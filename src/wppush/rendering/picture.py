"""What an image block can say of a picture: its size, its place on the page, its link, its caption."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wppush.blocks import escape
from wppush.rendering.markup import rich_text, unfit
from wppush.rendering.media import only

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from xml.etree.ElementTree import Element

MEANINGLESS = frozenset(["loading", "decoding", "fetchpriority"])
"""How a browser loads a picture. WordPress sets them itself on every page, whatever the post says."""
_OF_PICTURE = frozenset(["src", "alt", "title", "width", "height", "align", "class", "id", "style", *MEANINGLESS])
_OF_LINK = frozenset(["href", "target", "rel", "class"])
_LENGTH = re.compile(r"([0-9]{1,5}(?:\.[0-9]{1,4})?)(px|%|r?em|v[wh])?")
_SIZES = frozenset(["width", "height"])
_CLASS = re.compile(r"-?[A-Za-z_][\w-]*")
_OWN_CLASS = re.compile(r"wp-.*|size-.*|is-resized|has-.*")
"""Classes that mean something to WordPress beside an attribute of the block."""
ALIGN = {
    **dict.fromkeys(["left", "alignleft", "align-left", "float-left", "float-start", "pull-left"], "left"),
    **dict.fromkeys(["right", "alignright", "align-right", "float-right", "float-end", "pull-right"], "right"),
    **dict.fromkeys(["center", "aligncenter", "align-center", "centered", "mx-auto", "text-center"], "center"),
    **dict.fromkeys(["wide", "alignwide", "align-wide"], "wide"),
    **dict.fromkeys(["full", "alignfull", "align-full", "full-width"], "full"),
    **dict.fromkeys(["alignnone", "align-none"], ""),
}
"""Names of classes, as themes and site generators have them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture for which an image block has all that is needed."""

    source: str
    alt: str
    tooltip: str
    caption: str
    """HTML."""
    link: Mapping[str, str]
    """The attributes of the link around it; empty for none."""
    sizes: Mapping[str, str]
    """`width` and `height`, with their units."""
    align: str
    classes: tuple[str, ...]
    anchor: str

    def attributes(self, image: Mapping[str, str]) -> dict[str, str]:
        """Give the attributes of an `<img>` without those of a block; `image` goes before the tooltip."""
        tooltip = {"title": self.tooltip} if self.tooltip else {}
        return {"src": self.source, "alt": self.alt, **image, **tooltip}


def read(element: Element) -> Picture | None:
    """Give the picture that a paragraph or a figure consists of; None where the block has no place for all of it."""
    if element.tag == "p":
        item = only(element)
        return of(item) if item is not None and not element.attrib else None
    if element.tag != "figure" or (element.text or "").strip() or any((child.tail or "").strip() for child in element):
        return None
    if not element.attrib.keys() <= {"class", "id", "align"}:
        return None
    parts = list(element)
    caption = parts.pop() if len(parts) > 1 and parts[-1].tag == "figcaption" else None
    item = parts[0] if len(parts) == 1 else None
    if item is not None and item.tag == "p" and not item.attrib:
        item = only(item)
    if item is None or (caption is not None and not _is_caption(caption)):
        return None
    return of(item, figure=element, caption=_words(caption))


def of(item: Element, *, figure: Element | None = None, caption: str = "") -> Picture | None:
    """Give the picture of an `<img>`, linked or not; outside a figure, its title is the caption."""
    link: dict[str, str] = {}
    image: Element | None = item
    if item.tag == "a":
        link = dict(item.items())
        image = only(item)
        if not link.get("href") or not link.keys() <= _OF_LINK:
            return None
    if image is None or image.tag != "img" or not image.get("src") or not image.attrib.keys() <= _OF_PICTURE:
        return None
    outer: Mapping[str, str] = figure.attrib if figure is not None else {}
    sizes = _sizes(image)
    placed = _placed([image.get("align", ""), outer.get("align", "")], [image.get("class", ""), outer.get("class", "")])
    if sizes is None or placed is None:
        return None
    title = image.get("title", "").strip()
    return Picture(
        source=image.get("src", ""),
        alt=image.get("alt", ""),
        tooltip=title if figure is not None else "",
        caption=caption if figure is not None else escape.text(title),
        link=link,
        sizes=sizes,
        align=placed[0],
        classes=placed[1],
        anchor=image.get("id") or outer.get("id") or "",
    )


def _is_caption(element: Element) -> bool:
    words = only(element) if len(element) == 1 and element[0].tag == "p" else element
    return words is not None and not element.attrib and not (words is not element and words.attrib) and not unfit(words)


def _words(caption: Element | None) -> str:
    if caption is None:
        return ""
    return rich_text(caption[0] if len(caption) == 1 and caption[0].tag == "p" else caption)


def _sizes(image: Element) -> dict[str, str] | None:
    """Give width and height; None where there is something else, or what is no length."""
    said = {key: image.get(key, "").strip() for key in ("width", "height") if image.get(key)}
    for declaration in filter(None, (part.strip() for part in image.get("style", "").split(";"))):
        key, _, value = (part.strip().lower() for part in declaration.partition(":"))
        if key not in _SIZES:
            return None
        said[key] = value
    sizes: dict[str, str] = {}
    for key in ("width", "height"):
        length = _LENGTH.fullmatch(said.get(key, ""))
        if length:
            sizes[key] = length[1] + (length[2] or "px")
        elif said.get(key) not in {None, "", "auto"}:
            return None
    # The editor of 7.1 writes `auto` for the one that is not said, and older ones take it.
    return {"width": "auto", "height": "auto", **sizes} if sizes else {}


def aligned(classes: str) -> str:
    """Give names of classes, those of a place on the page as WordPress and its themes have them."""
    names = (f"align{ALIGN[name] or 'none'}" if name in ALIGN else name for name in classes.split())
    return " ".join(dict.fromkeys(names))


def _placed(aligns: Iterable[str], classes: Iterable[str]) -> tuple[str, tuple[str, ...]] | None:
    align = ""
    kept: list[str] = []
    for name in " ".join(classes).split():
        if name in ALIGN:
            align = ALIGN[name] or align
        elif not _CLASS.fullmatch(name) or _OWN_CLASS.fullmatch(name):
            return None
        else:
            kept.append(name)
    for name in filter(None, aligns):
        if name.lower() not in {"left", "right", "center"}:
            return None
        align = align or name.lower()
    return align, tuple(dict.fromkeys(kept))
