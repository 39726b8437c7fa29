"""A heading: core/heading, with the anchor that {#id} gives it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wppush.blocks import Block, escape
from wppush.rendering.constructs import group
from wppush.rendering.markup import rich_text, unfit

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from wppush.blocks.model import JSON
    from wppush.rendering.context import Context


_TAGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_DEFAULT_LEVEL = 2


def matches(element: Element) -> bool:
    """Say whether this is a heading of text that the editor can hold."""
    return element.tag in _TAGS and unfit(element) is None


def build(element: Element, context: Context) -> tuple[Block, ...]:  # noqa: ARG001 - every construct is called alike
    """Make a heading.

    The anchor stands in the delimiter and in the HTML: up to 6.9 WordPress reads the one, from 7.0 the other.
    """
    level = _TAGS.index(element.tag) + 1
    anchor = element.get("id")
    attributes: dict[str, JSON] = {} if level == _DEFAULT_LEVEL else {"level": level}
    identity = ""
    if anchor:
        anchor = escape.settled(anchor)
        attributes["anchor"] = anchor
        identity = f' id="{escape.save_attribute(anchor)}"'
    classes = group.classed(attributes, group.of_theme(element))
    html = f'<h{level}{identity} class="wp-block-heading{classes}">{rich_text(element)}</h{level}>'
    return (Block(name="heading", attributes=attributes, content=(html,)),)
