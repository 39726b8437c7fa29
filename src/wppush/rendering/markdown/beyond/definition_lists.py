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
LINE = re.compile(r"\n[ >]*+:[ ]")
"""A line without which no text has any."""
_MOST_TERMS = 2
_LONGEST_TERM = 80
_ENDS = (".", "!", "?", ":", ";", ",", "<br>", "<br/>", "<br />", "\\")
"""Of a sentence, or of a line that its author broke on purpose."""


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
        lines = block.split("\n", _MOST_TERMS + 1)[: _MOST_TERMS + 1]
        return len(lines) > 1 and bool(_terms(lines))

    def run(self, parent: Element, blocks: list[str]) -> None:
        reader = _Reader(blocks)
        above = None if reader.terms() else _term_above(parent)
        if above is not None:
            parent.remove(above)
        terms = (above.text or "").strip().split("\n") if above is not None else reader.take_terms()
        last = parent[-1] if len(parent) else None
        dl = last if last is not None and last.tag == "dl" else SubElement(parent, "dl")
        while terms:
            for term in terms:
                SubElement(dl, "dt").text = term.strip()
            while lines := reader.take_definition():
                self.parser.state.set("definition")
                with self._nesting:
                    self.parser.parseChunk(SubElement(dl, "dd"), "\n".join(lines))
                self.parser.state.reset()
            terms = reader.take_terms()
        reader.put_back()


class _Reader:
    """Goes through the lines of the first block, and on to the next ones where a definition goes on."""

    def __init__(self, blocks: list[str]) -> None:
        self._blocks = blocks
        self._lines = blocks.pop(0).lstrip("\n").split("\n")
        self._at = 0

    def put_back(self) -> None:
        """Give back what was not taken."""
        rest = "\n".join(self._lines[self._at :])
        if rest.strip():
            self._blocks.insert(0, rest)

    def terms(self) -> list[str]:
        """Give the lines of terms that come next; none where no definition follows them."""
        return _terms(self._lines[self._at : self._at + _MOST_TERMS + 1])

    def take_terms(self) -> list[str]:
        """Take them."""
        terms = self.terms()
        self._at += len(terms)
        return terms

    def take_definition(self) -> list[str]:
        """Take the lines of the definition that comes next; none where there is none."""
        found = _COLON.match(self._line(0))
        if found is None:
            return []
        lines = [self._line(0)[found.end() :]]
        self._at += 1
        while True:
            while self._at < len(self._lines):
                line = self._line(0)
                inside = indent_of(line) >= CODE_INDENT
                if line.strip() and not inside and not self._goes_on(lines):
                    return lines
                lines.append(line[CODE_INDENT:] if inside else line.lstrip(" "))
                self._at += 1
            gap = self._next_block()
            if gap == 0:
                return lines
            if _COLON.match(self._line(0)):
                return lines
            lines += [""] * gap

    def _line(self, ahead: int) -> str:
        at = self._at + ahead
        return self._lines[at] if at < len(self._lines) else ""

    def _goes_on(self, lines: list[str]) -> bool:
        """Say whether the next line, which is not indented, belongs to the paragraph that these end with."""
        if _COLON.match(self._line(0)) or self.terms():
            return False
        return goes_on(lines, self._line(0))

    def _next_block(self) -> int:
        """Go on to the next block if it belongs to the list; give the number of blank lines before it, 0 for none."""
        blanks = 0
        while blanks < len(self._blocks) and not self._blocks[blanks].strip("\n "):
            blanks += 1
        following = self._blocks[blanks].lstrip("\n") if blanks < len(self._blocks) else ""
        if not _COLON.match(following) and indent_of(following) < CODE_INDENT:
            return 0
        gap = 1 + sum(block.count("\n") + 2 for block in self._blocks[:blanks])
        gap += len(self._blocks[blanks]) - len(following)
        del self._blocks[: blanks + 1]
        self._lines, self._at = following.split("\n"), 0
        return gap


def _terms(lines: list[str]) -> list[str]:
    """Give the lines of terms that come first; none where no definition follows them."""
    terms: list[str] = []
    for line in lines:
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
