"""Terms with their definitions: a short line, and below it one that begins with a colon and a blank.

Python-Markdown's own extension takes any line that begins so for a definition, in the middle of a paragraph as well.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement

from markdown.blockprocessors import BlockProcessor
from markdown.extensions import Extension

from wppush.rendering.markdown.gfm.lines import CODE_INDENT, begins_block, indent_of
from wppush.rendering.markdown.gfm.nesting import Nesting
from wppush.rendering.markdown.gfm.quotes import goes_on

if TYPE_CHECKING:
    from markdown import Markdown
    from markdown.blockparser import BlockParser

_BEHIND_LISTS = 44
_COLON = re.compile(r" {0,3}: {1,3}(?=[^\s:])| {0,3}:(?: {4})(?=\S)")
_DEFINITION = re.compile(r"\n {0,3}: +[^\s:]")
LINE = re.compile(r"\n[ >]*+:[ ]")
"""A line without which no text has any."""
_MOST_TERMS = 2
_LONGEST_TERM = 80
_ENDS = (".", "!", "?", ":", ";", ",")


class DefinitionListExtension(Extension):
    """Lists of definitions."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        md.parser.blockprocessors.register(DefinitionListProcessor(md.parser), "wppush_definitions", _BEHIND_LISTS)


class DefinitionListProcessor(BlockProcessor):
    """Makes `dl` with `dt` and `dd`; one that follows another goes on with it."""

    def __init__(self, parser: BlockParser) -> None:
        super().__init__(parser)
        self._nesting = Nesting(lambda *_: None)

    def test(self, parent: Element, block: str) -> bool:
        if not self._nesting.has_room():
            return False
        if _COLON.match(block):
            return _term_above(parent) is not None
        return _DEFINITION.search(block) is not None and bool(_terms(block))

    def run(self, parent: Element, blocks: list[str]) -> None:
        terms = _terms(blocks[0])
        if not terms:
            above = _term_above(parent)
            if above is None:
                return
            parent.remove(above)
            terms = (above.text or "").strip().split("\n")
        else:
            blocks[0] = "\n".join(blocks[0].split("\n")[len(terms) :])
        last = parent[-1] if len(parent) else None
        dl = last if last is not None and last.tag == "dl" else SubElement(parent, "dl")
        for term in terms:
            SubElement(dl, "dt").text = term.strip()
        while blocks and _COLON.match(blocks[0].lstrip("\n")):
            lines = _take_definition(blocks)
            self.parser.state.set("definition")
            with self._nesting:
                self.parser.parseChunk(SubElement(dl, "dd"), "\n".join(lines))
            self.parser.state.reset()


def _terms(block: str) -> list[str]:
    """Give the lines of terms with which a block begins; none where no definition follows them."""
    terms: list[str] = []
    for line in block.split("\n", _MOST_TERMS + 1)[: _MOST_TERMS + 1]:
        if terms and _COLON.match(line):
            return terms
        if not _is_term(line) or begins_block(line) or _COLON.match(line):
            return []
        terms.append(line)
    return []


def _term_above(parent: Element) -> Element | None:
    """Give the paragraph above a definition that is its term, or more: short lines that are no sentences."""
    above = parent[-1] if len(parent) else None
    lines = (above.text or "").strip().split("\n") if above is not None and above.tag == "p" else []
    return above if lines and len(lines) <= _MOST_TERMS and all(map(_is_term, lines)) else None


def _is_term(text: str) -> bool:
    text = text.strip()
    return bool(text) and len(text) <= _LONGEST_TERM and not text.endswith(_ENDS)


def _take_definition(blocks: list[str]) -> list[str]:
    """Take the lines of the definition with which the first block begins; the rest is put back."""
    block = blocks.pop(0).lstrip("\n")
    found = _COLON.match(block)
    first, *others = block[found.end() if found else 0 :].split("\n")
    lines = [first]
    while True:
        for at, line in enumerate(others):
            term = at + 1 < len(others) and _COLON.match(others[at + 1]) is not None
            inside = indent_of(line) >= CODE_INDENT
            if line.strip() and not inside and (term or _COLON.match(line) or not goes_on(lines, line)):
                blocks.insert(0, "\n".join(others[at:]))
                return lines
            lines.append(line[CODE_INDENT:] if inside else line.lstrip(" "))
        following = next((block for block in blocks if block.strip("\n ")), "").lstrip("\n")
        if _COLON.match(following):
            while blocks and not blocks[0].strip("\n "):
                blocks.pop(0)
            return lines
        if indent_of(following) < CODE_INDENT:
            return lines
        while not blocks[0].strip("\n "):
            lines += [""] * (blocks.pop(0).count("\n") + 2)
        lines.append("")
        others = blocks.pop(0).split("\n")
