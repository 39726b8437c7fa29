"""A thematic break: core/separator."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wppush.blocks import Block

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from wppush.rendering.context import Context


def matches(element: Element) -> bool:
    """Say whether this is a thematic break."""
    return element.tag == "hr"


def build(element: Element, context: Context) -> tuple[Block, ...]:  # noqa: ARG001 - every construct is called alike
    """Make a separator."""
    return (Block(name="separator", content=('<hr class="wp-block-separator has-alpha-channel-opacity"/>',)),)
