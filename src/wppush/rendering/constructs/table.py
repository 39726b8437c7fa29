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
    caption, parts = captioned(element)
    sections = "".join(f"<{section.tag}>{''.join(map(_row, section))}</{section.tag}>" for section in parts)
    said = f'<figcaption class="wp-element-caption">{rich_text(caption)}</figcaption>' if caption is not None else ""
    html = f'<figure class="wp-block-table"><table>{sections}</table>{said}</figure>'
    return (Block(name="table", attributes={"hasFixedLayout": False}, content=(html,)),)


def captioned(element: Element) -> tuple[Element | None, list[Element]]:
    """Give a table's caption, and its sections."""
    parts = list(element)
    return (parts[0], parts[1:]) if parts and parts[0].tag == "caption" else (None, parts)


def _row(row: Element) -> str:
    return f"<tr>{''.join(map(_cell, row))}</tr>"


def _cell(cell: Element) -> str:
    align = cell.get("align")
    said = f' class="has-text-align-{align}" data-align="{align}"' if align else ""
    return f"<{cell.tag}{said}>{rich_text(cell)}</{cell.tag}>"


def html(element: Element, context: Context) -> str:  # noqa: ARG001 - every construct is called alike
    """Give the table; its columns are aligned by style, which WordPress keeps for every role."""
    caption, parts = captioned(element)
    sections = ("".join(map(_html_row, section)) for section in parts)
    said = classic.wrapped(caption, classic.words(caption)) if caption is not None else ""
    return classic.wrapped(element, said + "".join(map(classic.wrapped, parts, sections)))


def _html_row(row: Element) -> str:
    return f"<tr>{''.join(map(_html_cell, row))}</tr>"


def _html_cell(cell: Element) -> str:
    align = cell.get("align")
    style = f' style="text-align:{align}"' if align else ""
    return f"<{cell.tag}{style}>{classic.words(cell)}</{cell.tag}>"
