"""A table: core/table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wppush.blocks import Block
from wppush.rendering import classic
from wppush.rendering.markup import rich_text, unfit

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from wppush.rendering.context import Context


def matches(element: Element) -> bool:
    """Say whether this is a table whose cells the editor can hold."""
    return element.tag == "table" and unfit(element) is None


def build(element: Element, context: Context) -> tuple[Block, ...]:  # noqa: ARG001 - every construct is called alike
    """Make a table. `hasFixedLayout` is always said, for its default changed in 6.6."""
    sections = "".join(f"<{section.tag}>{''.join(map(_row, section))}</{section.tag}>" for section in element)
    html = f'<figure class="wp-block-table"><table>{sections}</table></figure>'
    return (Block(name="table", attributes={"hasFixedLayout": False}, content=(html,)),)


def _row(row: Element) -> str:
    return f"<tr>{''.join(map(_cell, row))}</tr>"


def _cell(cell: Element) -> str:
    align = cell.get("align")
    said = f' class="has-text-align-{align}" data-align="{align}"' if align else ""
    return f"<{cell.tag}{said}>{rich_text(cell)}</{cell.tag}>"


def html(element: Element, context: Context) -> str:  # noqa: ARG001 - every construct is called alike
    """Give the table; its columns are aligned by style, which WordPress keeps for every role."""
    sections = ("".join(map(_html_row, section)) for section in element)
    return classic.wrapped(element, "".join(map(classic.wrapped, element, sections)))


def _html_row(row: Element) -> str:
    return f"<tr>{''.join(map(_html_cell, row))}</tr>"


def _html_cell(cell: Element) -> str:
    align = cell.get("align")
    style = f' style="text-align:{align}"' if align else ""
    return f"<{cell.tag}{style}>{classic.words(cell)}</{cell.tag}>"
