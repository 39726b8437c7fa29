"""A quote: core/quote around the blocks in it, and at its end the author."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wppush.blocks import Block
from wppush.rendering import classic
from wppush.rendering.constructs import group
from wppush.rendering.markup import rich_text, unfit

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from wppush.blocks.model import JSON
    from wppush.rendering.context import Context


def matches(element: Element) -> bool:
    """Say whether this is a quote."""
    return element.tag == "blockquote"


def build(element: Element, context: Context) -> tuple[Block, ...]:
    """Make a quote; none of one that holds nothing."""
    last = element[-1] if len(element) else None
    cited = last is not None and last.tag == "cite" and unfit(last) is None
    inner = context.blocks(element[:-1] if cited else element)
    if not inner:
        return ()
    attributes: dict[str, JSON] = {}
    named = group.classed(attributes, group.classes_of(element))
    author = [f"<cite>{rich_text(last)}</cite>"] if cited and last is not None else []
    content: tuple[str | Block, ...] = (f'<blockquote class="wp-block-quote{named}">', *inner, *author, "</blockquote>")
    return (Block(name="quote", attributes=attributes, content=content),)


def html(element: Element, context: Context) -> str:
    """Give the quote; nothing of one that holds nothing."""
    written = classic.element(element, context)
    return "" if written == classic.wrapped(element, "") else written
