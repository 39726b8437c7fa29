"""The <!--more--> line of WordPress: core/more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wppush.blocks import Block
from wppush.rendering.markdown import RAW_HTML

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from wppush.rendering.context import Context


def matches(element: Element) -> bool:
    """Say whether this is the line up to which a post is shown in lists of posts."""
    return element.tag == RAW_HTML and (element.text or "").strip() == "<!--more-->"


def build(element: Element, context: Context) -> tuple[Block, ...]:  # noqa: ARG001 - every construct is called alike
    """Make a more block."""
    return (Block(name="more", content=("<!--more-->",)),)


def html(element: Element, context: Context) -> str:  # noqa: ARG001 - every construct is called alike
    """Give the line itself."""
    return "<!--more-->"
