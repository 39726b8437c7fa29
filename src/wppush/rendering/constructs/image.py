"""A picture alone in its paragraph: core/image. Among words it stays an inline image of the paragraph."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wppush.blocks import Block, escape
from wppush.rendering import classic

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from wppush.rendering.context import Context


def matches(element: Element) -> bool:
    """Say whether this is a paragraph of one picture, linked or not."""
    return _picture(element) is not None


def build(element: Element, context: Context) -> tuple[Block, ...]:  # noqa: ARG001 - every construct is called alike
    """Make an image; its Markdown title is the caption."""
    image = _picture(element)
    if image is None:
        return ()
    source = escape.save_attribute(escape.settled_url(image.get("src", "")))
    alt = escape.save_attribute(escape.settled(image.get("alt", "")))
    html = f'<img src="{source}" alt="{alt}"/>'
    attributes: dict[str, str] = {}
    if element[0].tag == "a":
        attributes["linkDestination"] = "custom"
        target = escape.save_attribute(escape.settled_url(element[0].get("href", "")))
        html = f'<a href="{target}">{html}</a>'
    caption = image.get("title", "").strip()
    if caption:
        html += f'<figcaption class="wp-element-caption">{escape.text(caption)}</figcaption>'
    content = (f'<figure class="wp-block-image">{html}</figure>',)
    return (Block(name="image", attributes=attributes, content=content),)


def html(element: Element, context: Context) -> str:  # noqa: ARG001 - every construct is called alike
    """Give the picture: with a caption in a figure, else in its paragraph."""
    image = _picture(element)
    caption = image.get("title", "").strip() if image is not None else ""
    if image is None or not caption:
        return classic.wrapped(element, classic.words(element))
    shown = classic.wrapped(image, "", without=["title"])
    if element[0] is not image:
        shown = classic.wrapped(element[0], shown)
    return f"<figure>{shown}<figcaption>{escape.text(caption)}</figcaption></figure>"


def _picture(element: Element) -> Element | None:
    """Give the picture that a paragraph consists of.

    A link's title and attributes that someone wrote in raw HTML have no place in the block: then it stays a paragraph.
    """
    if element.tag != "p" or not _holds_one(element):
        return None
    only = element[0]
    if only.tag == "a" and set(only.keys()) == {"href"} and only.get("href") and _holds_one(only):
        only = only[0]
    return only if only.tag == "img" and only.get("src") and set(only.keys()) <= {"src", "alt", "title"} else None


def _holds_one(element: Element) -> bool:
    return len(element) == 1 and not (element.text or "").strip() and not (element[0].tail or "").strip()
