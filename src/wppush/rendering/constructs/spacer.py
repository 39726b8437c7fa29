"""Lines of nothing but `<br>`: core/spacer, as high as these lines are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wppush.blocks import Block

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from wppush.rendering.context import Context

_LINE = 1.5
"""The height of a line in themes, more or less, in the size of their letters."""
_MOST = 20


def matches(element: Element) -> bool:
    """Say whether this is blank space."""
    return element.tag == "spacer"


def build(element: Element, context: Context) -> tuple[Block, ...]:  # noqa: ARG001 - every construct is called alike
    """Make a spacer."""
    height = f"{min(int(element.get('lines', '1')), _MOST) * _LINE:g}em"
    html = f'<div style="height:{height}" aria-hidden="true" class="wp-block-spacer"></div>'
    return (Block(name="spacer", attributes={"height": height}, content=(html,)),)


def html(element: Element, context: Context) -> str:  # noqa: ARG001 - every construct is called alike
    """Give empty paragraphs, as the classic editor writes them."""
    return "\n\n".join(["<p>\u00a0</p>"] * min(int(element.get("lines", "1")), _MOST))
