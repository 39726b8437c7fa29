"""Typographic marks for Python-Markdown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from markdown.util import ETX, STX, AtomicString

from wppush.rendering.markdown.typography import Piece, set_typographic

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

    from markdown import Markdown

_BEHIND_INLINE = 6
_MARK = re.compile(f"({STX}[^{STX}{ETX}]*{ETX})")
_ESCAPE = re.compile(f"{STX}([0-9]+){ETX}")
_STASHED = re.compile(f"{STX}wzxhzdk:([0-9]+){ETX}")


class SmartExtension(Extension):
    """Quotes, dashes and ellipses."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        md.treeprocessors.register(_SmartProcessor(md), "wppush_smart", _BEHIND_INLINE)


class _SmartProcessor(Treeprocessor):
    """Reads each block's text, with its elements, once."""

    def __init__(self, md: Markdown) -> None:
        super().__init__(md)
        self._slots: list[tuple[Element, str, list[Piece]]] = []

    def run(self, root: Element) -> None:
        # Explicit stack: Python-Markdown's emphasis may be nested thousands of levels deep.
        pending: list[tuple[Element, int, bool]] = [(root, 0, False)]
        while pending:
            element, level, behind = pending.pop()
            if self.md.is_block_level(element.tag):
                self._end()
            elif not behind and element.tag in {"br", "code", "img"}:
                self._slots.append((element, "", [Piece(" " if element.tag == "br" else "x", level, fixed=True)]))
                continue
            if behind:
                self._take(element, "tail", element.tail, level)
            elif element.tag != "pre":
                self._take(element, "text", element.text, level)
                for child in reversed(element):
                    pending += [(child, level, True), (child, level + 1, False)]
        self._end()

    def _take(self, element: Element, where: str, text: str | None, level: int) -> None:
        if text:
            self._slots.append((element, where, [*self._pieces(text, level)]))

    def _pieces(self, text: str, level: int) -> Iterator[Piece]:
        if isinstance(text, AtomicString):
            yield Piece(text, level, fixed=True)
            return
        for part in _MARK.split(text):
            if part:
                yield Piece(part, level, fixed=part.startswith(STX))

    def _end(self) -> None:
        """End a block's text: set what was collected of it."""
        slots, self._slots = self._slots, []
        pieces = [piece for _, _, some in slots for piece in some]
        written = {id(piece): piece.text for piece in pieces if piece.fixed}
        for piece in pieces:
            piece.text = self._beside(piece.text) if piece.fixed else piece.text
        set_typographic(pieces)
        for element, where, some in slots:
            if where and any(not piece.fixed for piece in some):
                setattr(element, where, "".join(written.get(id(piece), piece.text) for piece in some))

    def _beside(self, text: str) -> str:
        """Give what stands for a fixed piece beside other text: nothing for a tag, the character of an escape."""
        if escape := _ESCAPE.fullmatch(text):
            return chr(int(escape[1]))
        if stashed := _STASHED.fullmatch(text):
            kept = self.md.htmlStash.rawHtmlBlocks[int(stashed[1])]
            return "" if isinstance(kept, str) and kept.startswith("<") else "x"
        return text.strip(STX + ETX)
