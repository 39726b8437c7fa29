"""GFM 4.1: a thematic break takes any number of blanks between its characters; GFM 6.12: a hard line break."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree.ElementTree import SubElement

from markdown.blockprocessors import BlockProcessor
from markdown.inlinepatterns import SubstituteTagInlineProcessor

from wppush.rendering.markdown.gfm.lines import BREAK

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_LINE_BREAK = r"(?:(?<! ) {2,}+|\\)\n *"
"""Two blanks or a backslash before a line's end."""


class LineBreakProcessor(SubstituteTagInlineProcessor):
    """Makes a line break of two blanks or of a backslash at a line's end."""

    looks_back_from = ""

    def __init__(self) -> None:
        super().__init__(_LINE_BREAK, "br")


class ThematicBreakProcessor(BlockProcessor):
    """Makes a rule of a block's first line."""

    def test(self, parent: Element, block: str) -> bool:  # noqa: ARG002 - Python-Markdown's signature
        return BREAK.match(block) is not None

    def run(self, parent: Element, blocks: list[str]) -> None:
        SubElement(parent, "hr")
        rest = blocks.pop(0).partition("\n")[2]
        if rest:
            blocks.insert(0, rest)
