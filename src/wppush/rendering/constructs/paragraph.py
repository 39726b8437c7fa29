"""A paragraph: core/paragraph."""

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
    """Say whether this is a paragraph of text that the editor can hold."""
    return element.tag == "p" and unfit(element) is None


def build(element: Element, context: Context) -> tuple[Block, ...]:  # noqa: ARG001 - every construct is called alike
    """Make a paragraph; none of what held only comments."""
    text = rich_text(element)
    attributes: dict[str, JSON] = {}
    classes = group.classed(attributes, group.of_theme(element))
    opening = f'<p class="{classes.strip()}">' if classes else "<p>"
    return (Block(name="paragraph", attributes=attributes, content=(f"{opening}{text}</p>",)),) if text else ()


def html(element: Element, context: Context) -> str:  # noqa: ARG001 - every construct is called alike
    """Give the paragraph; nothing of what held only comments."""
    text = classic.words(element)
    return classic.wrapped(element, text) if text else ""
