"""GFM 5.1: block quotes. A blank line ends one; a paragraph in it may go on without the marker."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree.ElementTree import SubElement

from markdown.blockprocessors import BlockProcessor

from wppush.rendering.markdown.gfm.lines import CODE_INDENT, QUOTE, begins_block, interrupts, may_go_on

if TYPE_CHECKING:
    from collections.abc import Sequence
    from xml.etree.ElementTree import Element

    from markdown.blockparser import BlockParser

    from wppush.rendering.markdown.gfm.nesting import Nesting

_MARKER = re.compile(r" {0,3}> ?")


class QuoteProcessor(BlockProcessor):
    """Takes a quote's lines off the beginning of a block, and has what is in them parsed."""

    def __init__(self, parser: BlockParser, nesting: Nesting) -> None:
        super().__init__(parser)
        self._nesting = nesting

    def test(self, parent: Element, block: str) -> bool:  # noqa: ARG002 - Python-Markdown's signature
        if not QUOTE.match(block):
            return False
        return not self._nesting.refuse_if_full(block)

    def run(self, parent: Element, blocks: list[str]) -> None:
        block = blocks.pop(0)
        inside: list[str] = []
        at = 0
        while at <= len(block):
            end = block.find("\n", at)
            end = len(block) if end < 0 else end
            line = block[at:end]
            if marker := _MARKER.match(line):
                content = line[marker.end() :]
                inside.append(content if content.strip() else "")
            elif goes_on(inside, line):
                inside.append(line.lstrip(" "))
            else:
                blocks.insert(0, block[at:])
                break
            at = end + 1
        quote = SubElement(parent, "blockquote")
        self.parser.state.set("blockquote")
        with self._nesting:
            self.parser.parseChunk(quote, "\n".join(inside))
        self.parser.state.reset()


def goes_on(lines: Sequence[str], line: str) -> bool:
    """Say whether a line without its marker goes on with the paragraph that ends with the last of those before."""
    if not may_go_on(lines[-1]) or interrupts(line) or _ends_with_code(lines):
        return False
    underline = line.strip(" ")
    # What looks like an underline is none there, and hyphens are a thematic break.
    return not (begins_block(line) and underline.strip("-") == "")


def _ends_with_code(lines: Sequence[str]) -> bool:
    """Say whether the last line is indented code, and not the indented line of a paragraph."""
    indented = " " * CODE_INDENT
    above = next((line for line in reversed(lines) if not line.startswith(indented)), "")
    return lines[-1].startswith(indented) and not above.strip()
