"""GFM 4.10: tables. Python-Markdown's own, with GFM's rows: `\\|` is a pipe, in code as well, and divides nothing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markdown.extensions.tables import TableProcessor

from wppush.rendering.codes import Code
from wppush.rendering.markdown.gfm.lines import first_line

if TYPE_CHECKING:
    from collections.abc import Sequence
    from xml.etree.ElementTree import Element

    from markdown.blockparser import BlockParser

    from wppush.rendering.markdown.notices import Notices

_DELIMITER_ROW = re.compile(r" {0,3}(?=[^\n]*\|)\|? *+:?-++:? *+(?:\| *+:?-++:? *+)*+\|? *+$", re.MULTILINE)
_NEXT_LINE = re.compile(rf"\n(?={_DELIMITER_ROW.pattern})", re.MULTILINE)


def split_row(row: str) -> list[tuple[int, str]]:
    """Split a row into its cells, each with the offset at which it stands."""
    end = len(row.rstrip(" "))
    at = len(row) - len(row.lstrip(" "))
    at += row.startswith("|", at)
    cells: list[tuple[int, str]] = []
    start = at
    while at < end:
        if row[at] == "|" and row[at - 1] != "\\":
            cells.append(_cell(row, start, at))
            start = at + 1
        at += 1
    last = _cell(row, start, end)
    return [*cells, last] if last[1] or not cells else cells


def _cell(row: str, start: int, end: int) -> tuple[int, str]:
    written = row[start:end]
    offset = start + len(written) - len(written.lstrip(" "))
    return offset, written.strip(" ").replace("\\|", "|")


def find_table(block: str, end: int) -> int:
    """Give the offset of the line end before a table's head; 0 at the beginning of the block, -1 for no table."""
    for found in _NEXT_LINE.finditer(block, 0, end):
        head = block.rfind("\n", 0, found.start())
        delimiters = first_line(block, found.end())
        if len(split_row(block[head + 1 : found.start()])) == len(split_row(delimiters)):
            return max(head, 0)
    return -1


class GfmTableProcessor(TableProcessor):
    """Reads tables; reports cells for which the head has no column."""

    def __init__(self, parser: BlockParser, notices: Notices) -> None:
        super().__init__(parser, {"use_align_attribute": True})
        self._notices = notices

    def test(self, parent: Element, block: str) -> bool:  # noqa: ARG002 - Python-Markdown's signature
        end = block.find("\n")
        found = _DELIMITER_ROW.match(block, end + 1) if end >= 0 else None
        if found is None:
            return False
        self.separator = [cell for _, cell in split_row(found[0])]  # type: ignore[assignment] # its stubs are wrong
        return len(split_row(block[:end])) == len(self.separator)

    def run(self, parent: Element, blocks: list[str]) -> None:
        alone = blocks[0].count("\n") == 1
        super().run(parent, blocks)
        if alone:
            parent[-1].remove(parent[-1][-1])  # WordPress has no row without cells that mean something

    def _build_row(self, row: str, parent: Element, align: Sequence[str | None]) -> None:
        super()._build_row(row, parent, align)  # type: ignore[misc] # its stubs do not know it
        for offset, cell in split_row(row)[len(align) :]:
            if cell:
                self._notices.note(Code.TOO_MANY_CELLS, cell, within=row, offset=offset)
                break

    def _split_row(self, row: str) -> list[str]:
        return [cell for _, cell in split_row(row)]
