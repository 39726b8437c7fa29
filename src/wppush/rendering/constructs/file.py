"""A link to a file of one's own alone in its paragraph: core/file, which has a button to download it.

A file of another site, a paper that is referred to, stays a link: a button beside it says what its author did not.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from wppush.blocks import Block, escape
from wppush.rendering.address import media_of, written
from wppush.rendering.markup import rich_text, unfit
from wppush.rendering.media import file_name, is_own, kind_of, only

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from wppush.blocks.model import JSON
    from wppush.rendering.context import Context


def matches(element: Element) -> bool:
    """Say whether this is a paragraph of one link to a file that people download."""
    return _link(element) is not None


def build(element: Element, context: Context) -> tuple[Block, ...]:
    """Make a file. The words of the link name it; without any, its file name does."""
    link = _link(element)
    if link is None:
        return ()
    href = escape.settled_url(link.get("href", ""))
    words = rich_text(link)
    if not words or words == escape.text(written(link.get("href", ""))):
        words = escape.text(file_name(link.get("href", ""))) or words
    name = context.name(f"wp-block-file--media-{_name(context.seed, href)}")
    address = escape.save_attribute(href)
    html = (
        f'<div class="wp-block-file"><a id="{name}" href="{address}">{words}</a><a href="{address}" '
        f'class="wp-block-file__button wp-element-button" download aria-describedby="{name}">Download</a></div>'
    )
    media = media_of(link.get("href", ""))
    attributes: dict[str, JSON] = {"id": media.id} if media else {}
    return (Block(name="file", attributes={**attributes, "href": href}, content=(html,)),)


def _name(seed: str, href: str) -> str:
    return hashlib.sha256(f"{seed}\0{href}".encode()).hexdigest()[:12]


def _link(element: Element) -> Element | None:
    """Give the link that a paragraph consists of; its title would have no place in the block."""
    link = only(element) if element.tag == "p" and not element.attrib else None
    if link is None or link.tag != "a" or set(link.attrib) != {"href"}:
        return None
    address = link.get("href", "")
    if kind_of(address) != "file" or not is_own(address):
        return None
    return link if unfit(link) is None and link.find(".//img") is None else None
