"""Several pictures and no words in a paragraph: core/gallery."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wppush.blocks import Block
from wppush.rendering import picture
from wppush.rendering.address import media_of, written
from wppush.rendering.constructs import image

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from wppush.blocks.model import JSON
    from wppush.rendering.context import Context
    from wppush.rendering.picture import Picture

_DEFAULT_SIZE = "large"
_BADGE = re.compile(
    r"[/.](?:shields\.io|badgen\.net|fury\.io|readthedocs\.org/projects)/|badge[^/?]*(?:\?|$)", re.IGNORECASE
)


def matches(element: Element) -> bool:
    """Say whether this is a paragraph of pictures, linked or not, on one line or more."""
    return bool(_pictures(element))


def build(element: Element, context: Context) -> tuple[Block, ...]:
    """Make a gallery; the title of each picture is its caption."""
    target, pictures = context.target, _pictures(element)
    images = tuple(image.block(shown, target) for shown in pictures)
    of_library = any(media_of(shown.source) for shown in pictures)
    linked = target.image_link == "file" and any(media_of(shown.source) and not shown.link for shown in pictures)
    attributes: dict[str, JSON] = {"linkTo": "media" if linked else "none"}
    if of_library and target.image_size != _DEFAULT_SIZE:
        attributes["sizeSlug"] = target.image_size
    opening = '<figure class="wp-block-gallery has-nested-images columns-default is-cropped">'
    return (Block(name="gallery", attributes=attributes, content=(opening, *images, "</figure>")),)


def _pictures(element: Element) -> list[Picture]:
    """Give the pictures; none of a row of badges, which belong into a line."""
    if element.tag != "p" or len(element) < 2 or (element.text or "").strip() or element.attrib:
        return []
    found: list[Picture] = []
    for child in element:
        shown = None if child.tag == "br" else picture.of(child)
        if (shown is None and child.tag != "br") or (child.tail or "").strip():
            return []
        if shown:
            found.append(shown)
    several = len(found) > 1
    return found if several and not all(_BADGE.search(written(shown.source)) for shown in found) else []
