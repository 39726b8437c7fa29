"""GFM 5.2 and 5.3: lists. What is indented to an item's content belongs to the item, and is parsed as blocks in it.

Python-Markdown's own rule wants four blanks; four are enough here, too, where the content begins further right.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree.ElementTree import SubElement

from markdown.blockprocessors import BlockProcessor

from wppush.rendering.markdown.gfm.lines import BREAK, CODE_INDENT, ITEM, indent_of
from wppush.rendering.markdown.gfm.quotes import goes_on

if TYPE_CHECKING:
    import re
    from xml.etree.ElementTree import Element

    from markdown.blockparser import BlockParser

    from wppush.rendering.markdown.gfm.nesting import Nesting


class _Item:
    """An item while its lines are collected."""

    def __init__(self, found: re.Match[str], line: str) -> None:
        gap = len(found["gap"])
        rest = line[found.end() :]
        padding = gap if rest and gap <= CODE_INDENT else 1
        self._offset = found.end("marker") + padding
        self.needs = min(self._offset, CODE_INDENT)
        """Columns by which a line has to be indented to belong to it."""
        self.lines = [line[self._offset :]]

    def add(self, line: str) -> None:
        self.lines.append(line[min(indent_of(line), self._offset) :])

    @property
    def empty(self) -> bool:
        return not any(self.lines)


class ListProcessor(BlockProcessor):
    """Reads a whole list: from the block that begins with an item, on over the blocks that go on with it."""

    def __init__(self, parser: BlockParser, nesting: Nesting) -> None:
        super().__init__(parser)
        self._nesting = nesting

    def test(self, parent: Element, block: str) -> bool:  # noqa: ARG002 - Python-Markdown's signature
        if not ITEM.match(block) or BREAK.match(block):
            return False
        return not self._nesting.refuse_if_full(block)

    def run(self, parent: Element, blocks: list[str]) -> None:
        first = ITEM.match(blocks[0])
        if first is None:
            return
        marker = first["marker"]
        ordered = marker[-1] in ".)"
        element = SubElement(parent, "ol" if ordered else "ul")
        if ordered and int(marker[:-1]) != 1:
            element.set("start", str(int(marker[:-1])))
        # Items hold paragraphs, whichever list another rule may be in.
        self.parser.state.set("looselist")
        with self._nesting:
            for item in _collect(blocks, marker[-1]):
                self.parser.parseChunk(SubElement(element, "li"), "\n".join(item.lines))
        self.parser.state.reset()


def _collect(blocks: list[str], kind: str) -> list[_Item]:
    """Take the items of a list off the beginning of the blocks."""
    items: list[_Item] = []
    while True:
        rest = _take_lines(blocks.pop(0), kind, items)
        if rest:
            blocks.insert(0, rest)
            return items
        gap = 0
        while blocks and not blocks[0].strip("\n "):
            gap += len(blocks.pop(0)) + 2
        if not blocks:
            return items
        following = blocks[0].lstrip("\n")
        gap += len(blocks[0]) - len(following) + 1
        if indent_of(following) >= items[-1].needs and not items[-1].empty:
            items[-1].lines += [""] * gap
        elif not _item_of(following, kind):
            return items
        blocks[0] = following


def _take_lines(block: str, kind: str, items: list[_Item]) -> str:
    """Add a block's lines to the items; give what is left from the line on that belongs to none."""
    at = 0
    while at <= len(block):
        end = block.find("\n", at)
        line = block[at : end if end >= 0 else None]
        if items and (not line.strip() or indent_of(line) >= items[-1].needs):
            items[-1].add(line)
        elif found := _item_of(line, kind):
            items.append(_Item(found, line))
        elif not ITEM.match(line) and goes_on(items[-1].lines, line):
            items[-1].lines.append(line.lstrip(" "))
        else:
            return block[at:]
        if end < 0:
            break
        at = end + 1
    return ""


def _item_of(line: str, kind: str) -> re.Match[str] | None:
    """Match a line that begins an item of this kind of list; a thematic break is none."""
    found = ITEM.match(line)
    return found if found and found["marker"].endswith(kind) and not BREAK.match(line) else None
