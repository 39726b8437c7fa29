"""What folds: <details> around a <summary> and blocks, core/details."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wppush.blocks import Block
from wppush.rendering.constructs import group
from wppush.rendering.markdown.flow import only_blocks
from wppush.rendering.markup import rich_text, unfit

if TYPE_CHECKING:
    from collections.abc import Mapping
    from xml.etree.ElementTree import Element

    from wppush.blocks.model import JSON
    from wppush.rendering.context import Context


def fits(attributes: Mapping[str, str]) -> bool:
    """Say whether a <details> with these attributes can be the block, which takes no others."""
    return attributes.keys() <= {"open", "class"} and group.fits("div", {"class": attributes.get("class", "")})


def matches(element: Element) -> bool:
    """Say whether this is such an element, with a summary that the editor can hold."""
    return (
        element.tag == "details"
        and fits(element.attrib)
        and len(element) > 0
        and element[0].tag == "summary"
        and not (element.text or "").strip()
        and unfit(element[0]) is None
    )


def build(element: Element, context: Context) -> tuple[Block, ...]:
    """Make details."""
    summary, element.text = element[0], summary_tail(element)
    element.remove(summary)
    only_blocks(element)
    attributes: dict[str, JSON] = {"showContent": True} if "open" in element.attrib else {}
    named = group.classed(attributes, group.classes_of(element))
    opened = " open" if "open" in element.attrib else ""
    opening = f'<details class="wp-block-details{named}"{opened}><summary>{rich_text(summary)}</summary>'
    return (Block(name="details", attributes=attributes, content=(opening, *context.blocks(element), "</details>")),)


def summary_tail(element: Element) -> str | None:
    """Take the words that stand directly behind a summary."""
    tail, element[0].tail = element[0].tail, None
    return tail
