"""The <!--more--> line of WordPress: core/more, with words of its own where there are some behind it.

`<!-- more -->`, as other tools have it, is the same. But `<!-- more words -->` is a comment like any other.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wppush.blocks import Block
from wppush.rendering.markdown import RAW_HTML

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from wppush.blocks.model import JSON
    from wppush.rendering.context import Context

_LINE = re.compile(
    r"\s*<!--(?:\s*more\s*|more[ ]+(?P<words>(?:[^<>-]|-(?!-))+?)\s*)-->(?P<only>\s*<!--\s*noteaser\s*-->)?\s*"
)


def matches(element: Element) -> bool:
    """Say whether this is the line up to which a post is shown in lists of posts."""
    return element.tag == RAW_HTML and _LINE.fullmatch(element.text or "") is not None


def build(element: Element, context: Context) -> tuple[Block, ...]:
    """Make a more block."""
    found = _LINE.fullmatch(element.text or "")
    attributes: dict[str, JSON] = {}
    if found and found["words"]:
        attributes["customText"] = " ".join(found["words"].split())
    if found and found["only"]:
        attributes["noTeaser"] = True
    return (Block(name="more", attributes=attributes, content=(html(element, context),)),)


def html(element: Element, context: Context) -> str:  # noqa: ARG001 - every construct is called alike
    """Give the line as WordPress wants it."""
    found = _LINE.fullmatch(element.text or "")
    words = f" {' '.join(found['words'].split())}" if found and found["words"] else ""
    return f"<!--more{words}-->" + ("\n<!--noteaser-->" if found and found["only"] else "")
