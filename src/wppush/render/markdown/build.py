"""From blocks to Python-Markdown's elements. Inline markup is still plain text in them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement

from markdown.util import AtomicString

from wppush.render.markdown.nodes import Kind
from wppush.render.markdown.references import unescaped
from wppush.render.markdown.tables import split_row

if TYPE_CHECKING:
    from wppush.render.markdown.containers import Note
    from wppush.render.markdown.nodes import Node

RAW_HTML = "raw-html"
"""The tag of an element whose text is HTML as the author wrote it."""

_ANCHOR = re.compile(r"(?:^|(?<=[ \t]))\{#([^\s{}#\"'<>&]+)\}$")


def build(document: Node, root: Element, lines: dict[Element, int], note: Note) -> None:
    """Append the document's blocks to `root`, and record the line of each element."""
    _Builder(lines, note).children(document, root)


class _Builder:
    def __init__(self, lines: dict[Element, int], note: Note) -> None:
        self._lines = lines
        self._note = note

    def children(self, node: Node, parent: Element) -> None:
        for child in node.children:
            self._one(child, parent)

    def _element(self, parent: Element, tag: str, line: int, text: str | None = None) -> Element:
        element = SubElement(parent, tag)
        element.text = text
        self._lines[element] = line
        return element

    def _one(self, node: Node, parent: Element) -> None:
        match node.kind:
            case Kind.PARAGRAPH:
                self._element(parent, "p", node.line, "\n".join(node.lines).rstrip(" \t"))
            case Kind.HEADING:
                self._heading(node, parent)
            case Kind.BREAK:
                self._element(parent, "hr", node.line)
            case Kind.FENCE | Kind.INDENTED:
                self._code(node, parent)
            case Kind.HTML:
                self._element(parent, RAW_HTML, node.line, AtomicString("\n".join(node.lines)))
            case Kind.TABLE:
                self._table(node, parent)
            case Kind.QUOTE:
                self.children(node, self._element(parent, "blockquote", node.line))
            case Kind.ITEM:
                self.children(node, self._element(parent, "li", node.line))
            case Kind.LIST:
                ordered = node.number is not None
                element = self._element(parent, "ol" if ordered else "ul", node.line)
                if ordered and node.number != 1:
                    element.set("start", str(node.number))
                self.children(node, element)
            case Kind.DOCUMENT:
                self.children(node, parent)

    def _heading(self, node: Node, parent: Element) -> None:
        text = "\n".join(node.lines).rstrip(" \t")
        anchor = _ANCHOR.search(text) if text.endswith("}") else None
        if anchor:
            text = text[: anchor.start()].rstrip(" \t")
        element = self._element(parent, f"h{node.level}", node.line, text)
        if anchor:
            element.set("id", anchor[1])

    def _code(self, node: Node, parent: Element) -> None:
        lines = node.lines
        if node.kind is Kind.INDENTED:
            while lines and not lines[-1].strip(" \t"):
                lines.pop()
        pre = self._element(parent, "pre", node.line)
        code = SubElement(pre, "code")
        code.text = AtomicString("\n".join(lines))
        if node.info:
            code.set("class", "language-" + unescaped(node.info.split()[0]))

    def _table(self, node: Node, parent: Element) -> None:
        table = self._element(parent, "table", node.line)
        self._row(SubElement(table, "thead"), "th", node, node.lines[0], node.line)
        if len(node.lines) > 1:
            body = SubElement(table, "tbody")
            for number, row in enumerate(node.lines[1:], node.line + 2):
                self._row(body, "td", node, row, number)

    def _row(self, section: Element, tag: str, node: Node, row: str, line: int) -> None:
        cells = split_row(row)
        columns = len(node.align)
        if any(cells[columns:]):
            self._note(line, "WP204", next(cell for cell in cells[columns:] if cell))
        tr = SubElement(section, "tr")
        for align, text in zip(node.align, [*cells, *[""] * columns], strict=False):
            cell = self._element(tr, tag, line, text)
            if align:
                cell.set("align", align)
