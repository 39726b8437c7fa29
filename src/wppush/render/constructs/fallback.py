"""Whatever no other construct knows: core/html, and a diagnostic."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wppush.blocks import Block
from wppush.render.markup import outer_html, unfit

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from wppush.render.context import Context


def matches(element: Element) -> bool:  # noqa: ARG001 - the last row takes everything
    """Say yes."""
    return True


def build(element: Element, context: Context) -> tuple[Block, ...]:
    """Make a Custom HTML block of the element as it stands."""
    tag = unfit(element) or element.tag
    context.note("WP201", element, f"<{tag}")
    return (Block(name="html", content=(outer_html(element),)),)
