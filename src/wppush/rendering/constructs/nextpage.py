"""The <!--nextpage--> line of WordPress: core/nextpage."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wppush.blocks import Block
from wppush.rendering.markdown import RAW_HTML

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from wppush.rendering.context import Context

_LINE = re.compile(r"\s*<!--\s*nextpage\s*-->\s*")


def matches(element: Element) -> bool:
    """Say whether this is the line at which a post is divided into pages."""
    return element.tag == RAW_HTML and _LINE.fullmatch(element.text or "") is not None


def build(element: Element, context: Context) -> tuple[Block, ...]:  # noqa: ARG001 - every construct is called alike
    """Make a page break."""
    return (Block(name="nextpage", content=("<!--nextpage-->",)),)


def html(element: Element, context: Context) -> str:  # noqa: ARG001 - every construct is called alike
    """Give the line itself."""
    return "<!--nextpage-->"
