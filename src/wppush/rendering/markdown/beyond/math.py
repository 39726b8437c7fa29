"""Formulas for Python-Markdown: before anything else in a text is read, since LaTeX is full of `_`, `*` and `\\`."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from markdown.blockprocessors import BlockProcessor
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor
from markdown.util import AtomicString, code_escape

from wppush.rendering.markdown.formulas import FIRST_LINE, Formula, read_formula, read_lines
from wppush.rendering.markdown.gfm.code_spans import Runs
from wppush.rendering.markdown.gfm.lines import begins_block, first_line
from wppush.rendering.markdown.tags import CLOSE_TAG, OPEN_TAG
from wppush.rendering.markdown.tree import MATH

if TYPE_CHECKING:
    import re

    from markdown import Markdown

_BEFORE_CODE = 191
_BEFORE_OTHERS = 81
"""Before the rule that ends paragraphs at what begins a list, and before `arithmatex`."""
_PATTERN = rf"\\[\\`$]|(`+)|(\$)|{OPEN_TAG}|{CLOSE_TAG}|<[a-zA-Z][a-zA-Z0-9+.-]*+:[^\s<>]*+>|\]\([^\s()<]++"
"""What begins a formula, and what a dollar does not count in."""


class MathExtension(Extension):
    """`$…$` and `$$…$$`."""

    reusable = True

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        md.inlinePatterns.register(FormulaProcessor(md), "wppush_math", _BEFORE_CODE)
        md.parser.blockprocessors.register(LinesProcessor(md.parser), "wppush_math", _BEFORE_OTHERS)


class FormulaProcessor(InlineProcessor):
    """Formulas among words; goes past code spans and tags, whose dollars are theirs."""

    looks_back_from = ""  # none ends before a dollar

    def __init__(self, md: Markdown) -> None:
        super().__init__(_PATTERN, md)
        self._runs = Runs()

    def handleMatch(  # type: ignore[override] # noqa: N802 - Python-Markdown's name; its stubs say less than it takes
        self, m: re.Match[str], data: str
    ) -> tuple[Element | None, int, int]:
        if m[1]:
            closing = self._runs.next(data, m)
            return None, m.start(), closing + len(m[1]) if closing >= 0 else m.end()
        formula = read_formula(data, m.start()) if m[2] else None
        if formula is None:
            return None, m.start(), m.end()
        return _element(formula), m.start(), formula.end


class LinesProcessor(BlockProcessor):
    """Formulas on lines of their own, also right behind a paragraph's."""

    def test(self, parent: Element, block: str) -> bool:  # noqa: ARG002 - Python-Markdown's signature
        if "$$" not in block:
            return False
        self._start, self._formula = _first(block)
        return self._formula is not None

    def run(self, parent: Element, blocks: list[str]) -> None:
        formula = self._formula
        if formula is None:
            return
        block = blocks.pop(0)
        if self._start:
            blocks[:0] = [block[: self._start - 1], block[self._start :]]
            return
        parent.append(_element(formula))
        if block[formula.end + 1 :]:
            blocks.insert(0, block[formula.end + 1 :])


def _first(block: str) -> tuple[int, Formula | None]:
    """Give the first formula that has its lines for itself, with the offset of these."""
    if FIRST_LINE.match(block):
        formula = read_lines(block)
        if formula:
            return 0, formula
    if begins_block(first_line(block)):
        return 0, None
    for found in FIRST_LINE.finditer(block, 1):
        formula = read_lines(block, found.start())
        if formula:
            return found.start(), formula
    return 0, None


def _element(formula: Formula) -> Element:
    # Attributes and texts are taken for HTML's when the tree is resolved.
    attributes = {"data-latex": code_escape(formula.latex)}
    element = Element(MATH, {**attributes, "display": "block"} if formula.display else attributes)
    element.text = AtomicString(code_escape(formula.written))
    return element
