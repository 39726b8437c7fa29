"""A shortcode on lines of its own: core/shortcode."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wppush.blocks import Block, escape
from wppush.rendering.markdown import SHORTCODE

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from wppush.rendering.context import Context


def matches(element: Element) -> bool:
    """Say whether this is a shortcode."""
    return element.tag == SHORTCODE


def build(element: Element, context: Context) -> tuple[Block, ...]:
    """Make a shortcode block: what stands in it is not Markdown."""
    return (Block(name="shortcode", content=(html(element, context),)),)


def html(element: Element, context: Context) -> str:  # noqa: ARG001 - every construct is called alike
    """Give the shortcode as written."""
    return escape.raw_html(element.text or "")
