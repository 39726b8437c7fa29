"""A quote that is set off from the text, `<blockquote class="pullquote">`: core/pullquote."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wppush.blocks import Block
from wppush.rendering.constructs import image, paragraph
from wppush.rendering.markup import rich_text, unfit

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from wppush.rendering.context import Context

_NAME = "pullquote"


def matches(element: Element) -> bool:
    """Say whether this is a pull quote of text. What holds lists or pictures stays a quote."""
    is_one = element.tag == "blockquote" and element.get("class") == _NAME
    return is_one and len(element) > 0 and all(map(_fits, element))


def build(element: Element, context: Context) -> tuple[Block, ...]:  # noqa: ARG001 - every construct is called alike
    """Make a pull quote: one text, with an empty line between its paragraphs."""
    texts = [rich_text(child) for child in element if child.tag == "p"]
    cites = "".join(f"<cite>{rich_text(child)}</cite>" for child in element if child.tag == "cite")
    html = f"<blockquote><p>{'<br><br>'.join(filter(None, texts))}</p>{cites}</blockquote>"
    return (Block(name="pullquote", content=(f'<figure class="wp-block-pullquote">{html}</figure>',)),)


def _fits(element: Element) -> bool:
    if element.tag == "cite":
        return unfit(element) is None
    return paragraph.matches(element) and not image.matches(element)
