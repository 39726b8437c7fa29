"""Columns side by side: core/columns around core/column."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wppush.blocks import Block
from wppush.rendering.constructs import group

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from wppush.blocks.model import JSON
    from wppush.rendering.context import Context

WIDTH = re.compile(r"[0-9]{1,4}(?:\.[0-9]{1,4})?(?:%|px|em|rem|vw)")


def matches(element: Element) -> bool:
    """Say whether these are columns."""
    return element.tag == "columns"


def build(element: Element, context: Context) -> tuple[Block, ...]:
    """Make columns; empty ones keep their place."""
    attributes: dict[str, JSON] = {}
    named = group.classed(attributes, group.classes_of(element))
    content: tuple[str | Block, ...] = (
        f'<div class="wp-block-columns{named}">',
        *(_column(column, context) for column in element),
        "</div>",
    )
    return (Block(name="columns", attributes=attributes, content=content),)


def html(element: Element, context: Context) -> str:
    """Give columns that need no block: side by side where there is room."""
    columns = "".join(_html_column(column, context) for column in element)
    return f'<div style="display:flex;flex-wrap:wrap;gap:2em">{columns}</div>'


def _column(column: Element, context: Context) -> Block:
    width = column.get("width")
    attributes: dict[str, JSON] = {"width": width} if width else {}
    named = group.classed(attributes, group.classes_of(column))
    style = f' style="flex-basis:{width}"' if width else ""
    opening = f'<div class="wp-block-column{named}"{style}>'
    return Block(name="column", attributes=attributes, content=(opening, *context.blocks(column), "</div>"))


def _html_column(column: Element, context: Context) -> str:
    return f'<div style="flex:1 1 {column.get("width") or 0}">{context.html(column)}</div>'
