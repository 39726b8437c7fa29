"""A list of terms and their definitions, <dl>: paragraphs in bold, and groups that are set in.

WordPress has no block for it. A Custom HTML block would keep the tags, but then nobody could edit the words, and no
list, code or picture in a definition would be a block.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wppush.blocks import Block
from wppush.rendering.constructs import group
from wppush.rendering.markdown.flow import only_blocks
from wppush.rendering.markup import rich_text, unfit

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

    from wppush.blocks.model import JSON
    from wppush.rendering.context import Context

_INDENT = "2em"


def matches(element: Element) -> bool:
    """Say whether this is such a list, of terms that the editor can hold."""
    return (
        element.tag == "dl"
        and len(element) > 0
        and not any(part.attrib for part in (element, *element))
        and all(child.tag == "dd" or (child.tag == "dt" and unfit(child) is None) for child in element)
    )


def build(element: Element, context: Context) -> tuple[Block, ...]:
    """Make a group for the list, and one for each definition."""
    return (group.around(_parts(element, context), ["definition-list"]),)


def _parts(element: Element, context: Context) -> Iterator[Block]:
    for child in element:
        if child.tag == "dt":
            yield Block(name="paragraph", content=(f"<p><strong>{rich_text(child)}</strong></p>",))
            continue
        only_blocks(child)
        inner = context.blocks(child)
        if inner:
            attributes: dict[str, JSON] = {
                "className": "definition",
                "style": {"spacing": {"padding": {"left": _INDENT}}},
            }
            opening = f'<div class="wp-block-group definition" style="padding-left:{_INDENT}">'
            yield Block(name="group", attributes=attributes, content=(opening, *inner, "</div>"))
