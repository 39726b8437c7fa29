"""A formula on lines of its own: core/math, which WordPress has from 6.9 on."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from wppush.blocks import Block
from wppush.rendering import classic
from wppush.rendering.markdown import MATH
from wppush.rendering.markup import inner_html

if TYPE_CHECKING:
    from wppush.rendering.context import Context


def matches(element: Element) -> bool:
    """Say whether this is a formula with its MathML."""
    return element.tag == MATH and "data-latex" in element.attrib


def build(element: Element, context: Context) -> tuple[Block, ...]:  # noqa: ARG001 - every construct is called alike
    """Make a formula. Its LaTeX stands in the delimiter and, for newer versions, in the annotation."""
    html = f'<div class="wp-block-math"><math display="block">{inner_html(element)}</math></div>'
    return (Block(name="math", attributes={"latex": element.get("data-latex", "")}, content=(html,)),)


def html(element: Element, context: Context) -> str:  # noqa: ARG001 - every construct is called alike
    """Give the formula in a paragraph."""
    return classic.wrapped(Element("p"), classic.inline(element))
