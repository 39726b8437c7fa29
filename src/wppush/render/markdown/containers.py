"""Block structure, line by line: GFM section 4 and 5, appendix "Phase 1: block structure".

Each line is first matched against the blocks that are open, then it may open new ones, and what is left belongs to
the innermost. The open blocks are a path, not a recursion.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Protocol

from wppush.render.markdown.html_blocks import opens_html
from wppush.render.markdown.line import Line
from wppush.render.markdown.nodes import CONTAINERS, VERBATIM, Kind, Node
from wppush.render.markdown.references import read_definition
from wppush.render.markdown.tables import read_delimiter_row, split_row

if TYPE_CHECKING:
    from wppush.render.markdown.references import Reference

MAX_DEPTH = 32
"""Quotes and list items within each other. Deeper markers stay text: no reader and no browser wants them."""

_CODE_INDENT = 4
_ATX = re.compile(r"(#{1,6})(?:[ \t]+|$)")
_FENCE = re.compile(r"(`{3,})([^`]*)$|(~{3,})(.*)$")
_FENCE_END = re.compile(r"(`{3,}|~{3,})[ \t]*$")
_SETEXT = re.compile(r"(=+|-+)[ \t]*$")
_BREAK = re.compile(r"(?:(?:\*[ \t]*+){3,}+|(?:_[ \t]*+){3,}+|(?:-[ \t]*+){3,}+)$")
_BULLET = re.compile(r"([*+-])(?=[ \t]|$)")
_NUMBER = re.compile(r"([0-9]{1,9})([.)])(?=[ \t]|$)")


class Note(Protocol):
    """Takes a line, a code and the characters it is about."""

    def __call__(self, line: int, code: str, about: str) -> None: ...


def read_blocks(text: str, references: dict[str, Reference], note: Note) -> Node:
    """Read a document's blocks; link reference definitions are put into `references`."""
    reader = _Reader(references, note)
    for number, line in enumerate(text.removesuffix("\n").split("\n")):
        reader.read(Line(line, number))
    reader.close(1)
    return reader.path[0]


def _without_closing(heading: str) -> str:
    """Take the closing `##` off a heading, where a blank precedes it."""
    bare = heading.rstrip("#")
    return bare.rstrip(" \t") if not bare or bare[-1] in " \t" else heading


class _Reader:
    def __init__(self, references: dict[str, Reference], note: Note) -> None:
        self.path = [Node(Kind.DOCUMENT, 0)]
        self._references = references
        self._note = note
        self._depth_noted = False

    # Which open blocks does the line continue?

    def read(self, line: Line) -> None:
        matched = 1
        while matched < len(self.path):
            goes_on = self._continues(self.path[matched], line)
            if goes_on is None:  # a closing fence: the line is used up
                self.close(matched)
                return
            if not goes_on:
                break
            matched += 1
        self._open(line, matched)

    def _continues(self, node: Node, line: Line) -> bool | None:
        match node.kind:
            case Kind.QUOTE:
                if line.indent >= _CODE_INDENT or line.char() != ">":
                    return False
                self._past_quote_marker(line)
            case Kind.LIST:
                pass
            case Kind.ITEM:
                if line.blank:
                    return bool(node.children)  # an item may begin with one blank line, not with two
                if line.indent < node.offset:
                    return False
                line.skip_columns(node.offset)
            case Kind.FENCE:
                closing = _FENCE_END.match(line.text, line.at) if line.indent < _CODE_INDENT else None
                if closing and closing[1][0] == node.char and len(closing[1]) >= node.width:
                    return None
                line.skip_columns(node.offset)
            case Kind.INDENTED:
                if not line.blank and line.indent < _CODE_INDENT:
                    return False
                line.skip_columns(_CODE_INDENT)
            case Kind.HTML:
                return bool(node.until) or not line.blank
            case Kind.PARAGRAPH | Kind.TABLE:
                return not line.blank
            case _:
                return False
        return True

    @staticmethod
    def _past_quote_marker(line: Line) -> None:
        line.skip_indent()
        line.skip_characters(1)
        line.skip_columns(1)

    # Which new blocks does it open?

    def _open(self, line: Line, matched: int) -> None:
        lazy = matched < len(self.path) and self.path[-1].kind is Kind.PARAGRAPH
        while True:
            current = self.path[matched - 1]
            if current.kind in VERBATIM:
                break
            opened = self._open_one(line, matched, current)
            if opened is None:
                break
            matched, lazy = len(self.path), False
            if opened:  # a leaf, or a line that is used up
                if self.path[-1].kind in VERBATIM and self.path[-1].kind is not Kind.FENCE:
                    break
                return
        if lazy and not line.blank:
            self.path[-1].lines.append(line.rest().lstrip(" \t"))
            return
        self.close(matched)
        self._add(line)

    def _open_one(self, line: Line, matched: int, current: Node) -> bool | None:
        """Open one block. None: nothing opens here; False: a container, look further; True: the line is a leaf's."""
        in_paragraph = current.kind is Kind.PARAGRAPH
        if line.blank:
            return None
        if line.indent >= _CODE_INDENT:
            if in_paragraph or current.kind is Kind.TABLE or self.path[-1].kind is Kind.PARAGRAPH:
                return None
            line.skip_columns(_CODE_INDENT)
            self._begin(Kind.INDENTED, line, matched)
            return True
        text, at = line.text, line.at
        if line.char() == ">":
            if self._too_deep(line, matched):
                return None
            self._begin(Kind.QUOTE, line, matched)
            self._past_quote_marker(line)
            return False
        if found := _ATX.match(text, at):
            node = self._begin(Kind.HEADING, line, matched)
            node.level = len(found[1])
            node.lines.append(_without_closing(text[found.end() :].strip(" \t")))
            return True
        if found := _FENCE.match(text, at):
            node = self._begin(Kind.FENCE, line, matched)
            fence = found[1] or found[3]
            node.char, node.width, node.offset = fence[0], len(fence), line.indent
            node.info = (found[2] or found[4] or "").strip(" \t")
            return True
        if (html := opens_html(text, at, interrupts=in_paragraph or self._is_lazy(matched))) is not None:
            self._begin(Kind.HTML, line, matched).until = html
            return True
        if in_paragraph and (found := _SETEXT.match(text, at)) and self._take_definitions(current):
            current.kind = Kind.HEADING
            current.level = 1 if found[1][0] == "=" else 2
            self.close(matched - 1)
            return True
        if _BREAK.match(text, at):
            self._begin(Kind.BREAK, line, matched)
            return True
        if (opened := self._open_item(line, matched, current)) is not None:
            return opened
        if in_paragraph:
            return self._open_table(line, matched, current)
        return None

    def _is_lazy(self, matched: int) -> bool:
        return matched < len(self.path) and self.path[-1].kind is Kind.PARAGRAPH

    def _open_item(self, line: Line, matched: int, current: Node) -> bool | None:
        number = None
        if found := _BULLET.match(line.text, line.at):
            char = found[1]
        elif found := _NUMBER.match(line.text, line.at):
            char, number = found[2], int(found[1])
        else:
            return None
        rest_blank = not line.text[found.end() :].strip(" \t")
        if current.kind is Kind.PARAGRAPH and (rest_blank or number not in (None, 1)):
            return None  # only a bullet, or a list that begins with 1, may follow a paragraph without a blank line
        if self._too_deep(line, matched):
            return None
        if current.kind is not Kind.LIST or current.char != char:
            if current.kind is Kind.LIST:
                matched -= 1
            new = self._begin(Kind.LIST, line, matched)
            new.char, new.number = char, number
            matched = len(self.path)
        indent = line.indent
        line.skip_indent()
        line.skip_characters(found.end() - found.start())
        padding = 1 if rest_blank or line.indent > _CODE_INDENT else line.indent
        item = self._begin(Kind.ITEM, line, matched)
        item.offset = indent + (found.end() - found.start()) + padding
        line.skip_columns(padding)
        return False

    def _open_table(self, line: Line, matched: int, paragraph: Node) -> bool | None:
        """GFM section 4.10: the line under a paragraph's last line makes that line a table's head."""
        align = read_delimiter_row(line.text[line.at :]) if paragraph.lines else None
        if align is None or len(split_row(paragraph.lines[-1])) != len(align):
            return None
        head = paragraph.lines.pop()
        if not paragraph.lines:
            self.path[matched - 2].children.pop()
            self.path.pop()
        table = self._begin(Kind.TABLE, line, matched if paragraph.lines else matched - 1)
        table.line -= 1
        table.align = align
        table.lines.append(head)
        return True

    def _too_deep(self, line: Line, matched: int) -> bool:
        depth = sum(node.kind in {Kind.QUOTE, Kind.ITEM} for node in self.path[:matched])
        if depth < MAX_DEPTH:
            return False
        if not self._depth_noted:
            self._depth_noted = True
            self._note(line.number, "WP202", "")
        return True

    # The path

    def _begin(self, kind: Kind, line: Line, matched: int) -> Node:
        self.close(matched)
        while self.path[-1].kind not in CONTAINERS or (self.path[-1].kind is Kind.LIST and kind is not Kind.ITEM):
            self.close(len(self.path) - 1)
        node = Node(kind, line.number)
        self.path[-1].children.append(node)
        self.path.append(node)
        return node

    def _add(self, line: Line) -> None:
        tip = self.path[-1]
        if tip.kind in VERBATIM:
            tip.lines.append(line.rest())
            if tip.kind is Kind.HTML and tip.until and tip.until in line.rest().lower():
                self.close(len(self.path) - 1)
        elif tip.kind in {Kind.PARAGRAPH, Kind.TABLE}:
            tip.lines.append(line.rest().lstrip(" \t"))
        elif not line.blank:
            self._begin(Kind.PARAGRAPH, line, len(self.path)).lines.append(line.rest().lstrip(" \t"))

    def close(self, keep: int) -> None:
        """Close the open blocks behind the first `keep`."""
        while len(self.path) > keep:
            node = self.path.pop()
            if node.kind is Kind.PARAGRAPH and not self._take_definitions(node):
                self.path[-1].children.pop()

    def _take_definitions(self, node: Node) -> bool:
        """Take link reference definitions off a paragraph's beginning; say whether anything is left."""
        if not node.lines or not node.lines[0].startswith("["):
            return True
        text = "\n".join(node.lines)
        at = 0
        while text.startswith("[", at) and (found := read_definition(text, at)):
            label, reference, at = found
            self._references.setdefault(label, reference)
        if at:
            node.line += text.count("\n", 0, at)
            node.lines = text[at:].split("\n") if text[at:] else []
        return bool(node.lines)
