"""Footnotes as GitHub has them, `[^label]` in the text and `[^label]: words` on a line of its own; and `^[words]`.

Python-Markdown's own extension stores each note as text, parses it at the end and numbers by the order of the
definitions; it knows no definition in a quote or an item, and any line with one cuts a paragraph in two wherever it
stands. So nothing of it is used; where somebody loads it as well, it finds nothing left to do.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement

from markdown.blockprocessors import BlockProcessor
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor

from wppush.rendering.markdown.beyond.indented import take_next
from wppush.rendering.markdown.gfm.lines import CODE_INDENT, indent_of
from wppush.rendering.markdown.gfm.lines import FOOTNOTE as DEFINITION
from wppush.rendering.markdown.gfm.nesting import Nesting
from wppush.rendering.markdown.gfm.quotes import goes_on
from wppush.rendering.markdown.notes import normalised
from wppush.rendering.markdown.tree import FOOTNOTE, FOOTNOTE_REF

if TYPE_CHECKING:
    from collections.abc import Container

    from markdown import Markdown
    from markdown.blockparser import BlockParser

_BEFORE_SETEXT = 61
_BEHIND_HTML = 88
"""By then code, links and raw HTML have been put away: what looks like a reference in them is none."""
_MARK = re.compile(r"\[\^([^\[\]\s\x02\x03]++)\]|\^\[")
_BRACKET = re.compile(r"[\[\]]")
_MAX_BRACKETS = 32
_WORD = re.compile(r"[^\W\d_]{3}")


class FootnoteExtension(Extension):
    """References and notes."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        definitions = DefinitionProcessor(md.parser)
        md.block_level_elements.append(FOOTNOTE)
        md.parser.blockprocessors.register(definitions, "wppush_footnote", _BEFORE_SETEXT)
        md.inlinePatterns.register(ReferenceProcessor(md, definitions.labels), "wppush_footnote", _BEHIND_HTML)


class DefinitionProcessor(BlockProcessor):
    """Takes a note off the beginning of a block, and the indented blocks that go on with it."""

    def __init__(self, parser: BlockParser) -> None:
        super().__init__(parser)
        self.labels: set[str] = set()
        self._nesting = Nesting(lambda *_: None)

    def test(self, parent: Element, block: str) -> bool:  # noqa: ARG002 - Python-Markdown's signature
        return DEFINITION.match(block) is not None and self._nesting.has_room()

    def run(self, parent: Element, blocks: list[str]) -> None:
        found = DEFINITION.match(blocks[0])
        if found is None:
            return
        label = normalised(found[1])
        self.labels.add(label)
        note = SubElement(parent, FOOTNOTE, {"label": label})
        self.parser.state.set("footnote")
        with self._nesting:
            self.parser.parseChunk(note, "\n".join(_take_lines(blocks, found.end())))
        self.parser.state.reset()


def _take_lines(blocks: list[str], start: int) -> list[str]:
    """Take the lines of the note with which the first block begins; its words begin at an offset of that."""
    first, *others = blocks.pop(0)[start:].split("\n")
    lines = [first]
    while True:
        for at, line in enumerate(others):
            if line and indent_of(line) < CODE_INDENT and not goes_on(lines, line):
                blocks.insert(0, "\n".join(others[at:]))
                return lines
            lines.append(line[CODE_INDENT:] if indent_of(line) >= CODE_INDENT else line.lstrip(" "))
        following = take_next(blocks, lines)
        if following is None:
            return lines
        others = following.split("\n")


class ReferenceProcessor(InlineProcessor):
    """`[^label]`, where there is such a note, and `^[words]`."""

    looks_back_from = ""

    def __init__(self, md: Markdown, labels: Container[str]) -> None:
        super().__init__(_MARK.pattern, md)
        self._labels = labels

    def handleMatch(  # type: ignore[override] # noqa: N802 - Python-Markdown's name; its stubs say less than it takes
        self, m: re.Match[str], data: str
    ) -> tuple[Element | None, int, int]:
        if m[1]:
            label = normalised(m[1])
            if label not in self._labels:
                return None, m.start(), m.end()
            return Element(FOOTNOTE_REF, {"label": label}), m.start(), m.end()
        end = end_of_words(data, m.start())
        if end is None:
            return None, m.start(), m.end()
        note = Element(FOOTNOTE_REF)
        note.text = data[m.end() : end].strip()
        return note, m.start(), end + 1


def end_of_words(text: str, start: int) -> int | None:
    """Give the offset of the bracket that closes the note in a text at whose `start` stands `^[`; None for no note.

    Regular expressions have `^[` too. So one word alone is a note only right behind another one, and if it is a word.
    """
    depth = 0
    for found in _BRACKET.finditer(text, start):
        depth += 1 if found[0] == "[" else -1
        if depth > _MAX_BRACKETS:
            return None
        if not depth:
            words = text[start + 2 : found.start()].strip()
            behind = start > 0 and not text[start - 1].isspace()
            return found.start() if " " in words or "\n" in words or (behind and _WORD.search(words)) else None
    return None
