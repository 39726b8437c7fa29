"""GFM 4.8 and the "can interrupt a paragraph" of the other sections: where a paragraph ends without a blank line.

Python-Markdown cuts a text at blank lines, and leaves it to each rule to look for its marker further down in a block.
Cutting the block once, before them, lets every rule look at a block's beginning only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from markdown.blockprocessors import BlockProcessor

from wppush.rendering.markdown.gfm.lines import PARAGRAPH_END, STASHED, UNDERLINE, begins_block
from wppush.rendering.markdown.gfm.tables import find_table

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element


class InterruptionProcessor(BlockProcessor):
    """Cuts a block in two before the line that ends its paragraph."""

    def test(self, parent: Element, block: str) -> bool:  # noqa: ARG002 - Python-Markdown's signature
        self._cut = _end_of_paragraph(block)
        return self._cut > 0

    def run(self, parent: Element, blocks: list[str]) -> None:  # noqa: ARG002 - Python-Markdown's signature
        block = blocks.pop(0)
        blocks[:0] = [block[: self._cut], block[self._cut + 1 :]]


def _end_of_paragraph(block: str) -> int:
    """Give the offset of the line end behind the paragraph with which a block begins; 0 where there is none."""
    first = block.find("\n")
    if first < 0:
        return 0
    line = block[:first]
    if begins_block(line):
        return first if STASHED.match(line) else 0
    found = PARAGRAPH_END.search(block, first)
    end = found.start() if found else len(block)
    table = find_table(block, end)
    if table > 0:
        return table
    # An underline makes the paragraph a heading; what comes behind it is looked at when its turn comes.
    return 0 if end == len(block) or UNDERLINE.match(block, end) else end
