"""Blocks as one line of words, for places that hold nothing else: a footnote of WordPress.

Paragraphs are divided by an empty line, and what has lines keeps them as line breaks. Nothing is left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement

from wppush.rendering.markdown import MATH, RAW_HTML
from wppush.rendering.markdown.flow import is_block, only_blocks

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    Part = str | Element

_BLANK = "\N{NO-BREAK SPACE}"
_RULE = "\N{EM DASH}" * 3
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_DEEPEST = 40


class Words:
    """What the blocks in an element say; they are taken out of it."""

    def __init__(self, element: Element) -> None:
        self.changed = False
        """Whether there was more than paragraphs."""
        self.parts = _joined(self._paragraphs(element), 2)

    def _paragraphs(self, element: Element, depth: int = 0) -> list[list[Part]]:
        """Give the paragraphs in an element."""
        if depth > _DEEPEST:
            return [["".join(element.itertext())]]
        only_blocks(element)
        paragraphs = (paragraph for child in element for paragraph in self._block(child, depth + 1))
        # An element without children counts as false.
        return [paragraph for paragraph in paragraphs if any(part != "" for part in paragraph)]

    def _block(self, block: Element, depth: int) -> list[list[Part]]:
        if block.tag == "p":
            return [_content(block)]
        if block.tag == MATH:
            block.attrib.pop("display", None)
            block.tail = None
            return [[block]]
        self.changed = True
        match block.tag:
            case "pre":
                return [[_code(block)]]
            case "hr":
                return [[_RULE]]
            case "ul" | "ol":
                return [_joined(self._items(block, depth), 1)]
            case "table":
                rows = [_joined_cells(row) for row in block.iter("tr")]
                return [_joined(rows, 1)]
            case _ if block.tag == RAW_HTML:
                block.text, block.tail = " ".join((block.text or "").split()), None
                return [[block]]
            case _ if block.tag in _HEADINGS:
                strong = Element("strong")
                strong.text, strong[:] = block.text, list(block)
                return [[strong]]
            case _ if any(is_block(child) for child in block):
                return self._paragraphs(block, depth)
            case _:
                return [_content(block)]

    def _items(self, block: Element, depth: int) -> list[list[Part]]:
        lines: list[list[Part]] = []
        for number, item in enumerate(block, int(block.get("start", "1"))):
            marker = "\u2022" if block.tag == "ul" else f"{number}."
            first, *others = self._paragraphs(item, depth) or [[""]]
            lines += [[_BLANK * 2 * (depth // 2), f"{marker} ", *first], *others]
        return lines


def _content(element: Element) -> list[Part]:
    """Take out an element's content."""
    parts: list[Part] = [element.text or ""]
    for child in list(element):
        parts += [child, child.tail or ""]
        child.tail = None
    element[:] = []
    return parts


def _joined(lines: Sequence[list[Part]], breaks: int) -> list[Part]:
    """Put line breaks between lines."""
    parts: list[Part] = []
    for at, line in enumerate(lines):
        parts += [*(Element("br") for _ in range(breaks if at else 0)), *line]
    return parts


def _joined_cells(row: Iterable[Element]) -> list[Part]:
    parts: list[Part] = []
    for cell in row:
        parts += [" | " if parts else "", *_content(cell)]
    return parts


def _code(block: Element) -> Element:
    """Give code with its line breaks; blanks that would collapse stay."""
    code = Element("code")
    for at, line in enumerate("".join(block.itertext()).split("\n")):
        kept = line.replace("\t", "    ").replace("  ", _BLANK * 2)
        kept = _BLANK + kept[1:] if kept.startswith(" ") else kept
        if at:
            SubElement(code, "br").tail = kept
        else:
            code.text = kept
    return code
