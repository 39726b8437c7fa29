"""Whatever no other construct knows: core/html, and a diagnostic."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wppush.blocks import Block
from wppush.rendering.codes import Code
from wppush.rendering.markup import outer_html, unfit

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from wppush.rendering.context import Context


_OF_TEXT = ("p", "h1", "h2", "h3", "h4", "h5", "h6", "table")
"""Elements that have a block, and are here for something that stands in their text."""


def matches(element: Element) -> bool:  # noqa: ARG001 - the last row takes everything
    """Say yes."""
    return True


def build(element: Element, context: Context) -> tuple[Block, ...]:
    """Make a Custom HTML block of the element as it stands."""
    of_text = element.tag in _OF_TEXT
    tag = (unfit(element) if of_text else None) or element.tag
    context.note(Code.NO_BLOCK_FOR_IT, element, f"<{tag}")
    return (Block(name="html", content=(outer_html(element),)),)
