"""A quote: core/quote around the blocks in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wppush.blocks import Block
from wppush.rendering import classic

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from wppush.rendering.context import Context


def matches(element: Element) -> bool:
    """Say whether this is a quote."""
    return element.tag == "blockquote"


def build(element: Element, context: Context) -> tuple[Block, ...]:
    """Make a quote; none of one that holds nothing."""
    inner = context.blocks(element)
    if not inner:
        return ()
    return (Block(name="quote", content=('<blockquote class="wp-block-quote">', *inner, "</blockquote>")),)


def html(element: Element, context: Context) -> str:
    """Give the quote; nothing of one that holds nothing."""
    inner = context.html(element)
    return classic.wrapped(element, inner) if inner else ""
