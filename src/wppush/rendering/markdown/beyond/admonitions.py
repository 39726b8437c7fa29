"""Admonitions as Python-Markdown's extensions have them: `!!! note "Title"`, and folded `??? note`, `???+ note`.

Their own rules know an item's depth by multiples of four blanks only, and read nesting without an end. A line that
only looks like the beginning of one is text: there has to be an indented line below it, or a title.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement

from markdown.blockprocessors import BlockProcessor
from markdown.extensions import Extension

from wppush.rendering.markdown.beyond.indented import take_next
from wppush.rendering.markdown.gfm.lines import CODE_INDENT, indent_of
from wppush.rendering.markdown.gfm.nesting import Nesting

if TYPE_CHECKING:
    from markdown import Markdown
    from markdown.blockparser import BlockParser

_BEFORE_ALL = 106
_CALLOUT = "callout"
_HEAD = re.compile(
    r"(?:^|\n)(?P<mark>!!!|\?\?\?\+?) ?(?P<kinds>[A-Za-z][\w-]*(?: +[A-Za-z][\w-]*){0,3})"
    r"(?: +\"(?P<title>[^\"\n]*)\")? *(?:\n|$)"
)
_FOLDED = {"???": "closed", "???+": "open"}


class AdmonitionExtension(Extension):
    """Both kinds."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        md.block_level_elements.append(_CALLOUT)
        md.parser.blockprocessors.register(AdmonitionProcessor(md.parser), "wppush_admonition", _BEFORE_ALL)


class AdmonitionProcessor(BlockProcessor):
    """Makes a callout of such a line and of what is indented below it."""

    def __init__(self, parser: BlockParser) -> None:
        super().__init__(parser)
        self._nesting = Nesting(lambda *_: None)

    def test(self, parent: Element, block: str) -> bool:  # noqa: ARG002 - Python-Markdown's signature
        return ("!!!" in block or "???" in block) and _HEAD.search(block) is not None and self._nesting.has_room()

    def run(self, parent: Element, blocks: list[str]) -> bool | None:
        found = _HEAD.search(blocks[0])
        if found is None:
            return False
        below = blocks[0][found.end() :]
        following = below or next((block for block in blocks[1:] if block.strip("\n ")), "").lstrip("\n")
        if found["title"] is None and indent_of(following) < CODE_INDENT:
            return False
        block = blocks.pop(0)
        if found.start():
            self.parser.parseBlocks(parent, [block[: found.start()]])
        kind, *classes = found["kinds"].split()
        callout = SubElement(parent, _CALLOUT, {"kind": kind.lower()})
        if classes:
            callout.set("class", " ".join(classes))
        if found["mark"] in _FOLDED:
            callout.set("folded", _FOLDED[found["mark"]])
        SubElement(callout, "p").text = kind.capitalize() if found["title"] is None else found["title"]
        self.parser.state.set(_CALLOUT)
        with self._nesting:
            self.parser.parseChunk(callout, "\n".join(take_indented(blocks, below)))
        self.parser.state.reset()
        return None


def take_indented(blocks: list[str], block: str) -> list[str]:
    """Take the indented lines of a block, and of those that follow; the rest is put back."""
    lines: list[str] = []
    while True:
        others = block.split("\n") if block else []
        for at, line in enumerate(others):
            if line.strip() and indent_of(line) < CODE_INDENT:
                blocks.insert(0, "\n".join(others[at:]))
                return lines
            lines.append(line[CODE_INDENT:])
        following = take_next(blocks, lines)
        if following is None:
            return lines
        block = following
