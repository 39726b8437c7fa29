"""The door to Python-Markdown: registers our block and inline readers, runs the parser, hands out its tree."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, cast

from markdown import Markdown
from markdown.blockprocessors import BlockProcessor
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from wppush.render.markdown.build import build
from wppush.render.markdown.containers import read_blocks
from wppush.render.markdown.inline import Inline

if TYPE_CHECKING:
    from collections.abc import Mapping
    from xml.etree.ElementTree import Element

    from wppush.render.markdown.references import Reference


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """Something the reader of a report should know: a code, where, and the characters it is about."""

    code: str
    line: int
    """0-based, in the text that was parsed."""
    about: str
    """The characters as written, to find the column by; may be empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tree:
    """A document as Python-Markdown's elements."""

    root: Element
    lines: Mapping[Element, int]
    """Block element → the line it begins on, 0-based."""
    notices: tuple[Notice, ...]


class _Gfm(Extension):
    """GFM's blocks and inlines in the places where Python-Markdown has its own."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: dict[Element, int] = {}
        self.notices: list[Notice] = []
        self.references: dict[str, Reference] = {}

    def note(self, line: int, code: str, about: str) -> None:
        self.notices.append(Notice(code=code, line=line, about=about))

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        # Tabs, raw HTML and entities are read where they stand, so nothing may rewrite the text beforehand.
        md.preprocessors.deregister("normalize_whitespace")
        md.preprocessors.deregister("html_block")
        md.parser.blockprocessors.register(_Blocks(md, self), "gfm_blocks", 200)
        md.treeprocessors.register(_Inlines(md, self), "inline", 20)
        md.treeprocessors.deregister("prettify")
        md.treeprocessors.deregister("unescape")


class _Blocks(BlockProcessor):
    """Takes the whole document, whichever way the parser has cut it."""

    def __init__(self, md: Markdown, gfm: _Gfm) -> None:
        super().__init__(md.parser)
        self._gfm = gfm

    def test(self, parent: Element, block: str) -> bool:  # noqa: ARG002 - Python-Markdown's signature
        return True

    def run(self, parent: Element, blocks: list[str]) -> None:
        text = "\n\n".join(blocks)
        blocks.clear()
        build(read_blocks(text, self._gfm.references, self._gfm.note), parent, self._gfm.lines, self._gfm.note)


class _Inlines(Treeprocessor):
    """Reads the text of every block that has inline markup; text that is an AtomicString is left as it is."""

    def __init__(self, md: Markdown, gfm: _Gfm) -> None:
        super().__init__(md)
        self._gfm = gfm

    def run(self, root: Element) -> None:  # noqa: ARG002 - the blocks are known with their lines
        inline = Inline(self._gfm.references)
        for element, line in list(self._gfm.lines.items()):
            inline.read(element, partial(self._gfm.note, line))


def parse(text: str) -> Tree:
    """Parse Markdown into a tree. Never raises for any text without control characters."""
    gfm = _Gfm()
    md = Markdown(extensions=[gfm])
    root = cast("Element", md.parser.parseDocument(text.split("\n")).getroot())
    for treeprocessor in md.treeprocessors:
        replaced = treeprocessor.run(root)
        root = root if replaced is None else replaced
    return Tree(root=root, lines=gfm.lines, notices=tuple(gfm.notices))
