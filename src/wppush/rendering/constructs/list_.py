"""A list: core/list around core/list-item."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wppush.blocks import Block
from wppush.rendering.constructs import image, paragraph
from wppush.rendering.markup import rich_text

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from wppush.rendering.context import Context


def matches(element: Element) -> bool:
    """Say whether this is a list, numbered or not."""
    return element.tag in {"ul", "ol"}


def build(element: Element, context: Context) -> tuple[Block, ...]:
    """Make a list with its items."""
    attributes: dict[str, bool | int] = {}
    start = element.get("start")
    if element.tag == "ol":
        attributes["ordered"] = True
        if start is not None:
            attributes["start"] = int(start)
    opening = f'<{element.tag} start="{int(start)}"' if start is not None else f"<{element.tag}"
    items = tuple(_item(item, context) for item in element)
    content: tuple[str | Block, ...] = (f'{opening} class="wp-block-list">', *items, f"</{element.tag}>")
    return (Block(name="list", attributes=attributes, content=content),)


def _item(element: Element, context: Context) -> Block:
    """Make an item: its first paragraphs are its text, with an empty line between them; the rest are inner blocks.

    A paragraph block inside an item is not the editor's way, but text behind an inner block would be moved before it
    when the post is saved again. And between two inner blocks WordPress takes the blank line for text of the item,
    so several of them go into one group.
    """
    children = list(element)
    texts: list[str] = []
    while children and paragraph.matches(children[0]) and not image.matches(children[0]):
        texts.append(rich_text(children.pop(0)))
    inner = context.blocks(children)
    if len(inner) > 1:
        inner = (Block(name="group", content=('<div class="wp-block-group">', *inner, "</div>")),)
    return Block(name="list-item", content=("<li>" + "<br><br>".join(filter(None, texts)), *inner, "</li>"))
