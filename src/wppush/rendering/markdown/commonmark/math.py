"""Formulas for markdown-it-py, by the rules of `formulas`: the plugin `dollarmath` takes prices for them."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from wppush.rendering.markdown.formulas import Formula, read_formula, read_lines
from wppush.rendering.markdown.tree import MATH

if TYPE_CHECKING:
    from collections.abc import Mapping

    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

    from wppush.rendering.markdown.commonmark.plugins import Make

_AMONG_WORDS, _LINES = "formula", "formula_lines"


def install(reader: MarkdownIt) -> None:
    """Add the rules."""
    interrupts = ["paragraph", "reference", "blockquote", "list"]
    reader.block.ruler.before("fence", _LINES, _lines, {"alt": interrupts})
    reader.inline.ruler.before("escape", _AMONG_WORDS, _among_words)


def _element(token: Token) -> Element:
    element = Element(MATH, token.meta)
    element.text = token.content
    return element


ELEMENTS: Mapping[str, Make] = {_AMONG_WORDS: _element, _LINES: _element}


def _meta(formula: Formula) -> dict[str, str]:
    said = {"data-latex": formula.latex}
    return {**said, "display": "block"} if formula.display else said


def _among_words(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] != "$":
        return False
    formula = read_formula(state.src, state.pos)
    if formula is None or formula.end > state.posMax:
        return False
    if not silent:
        token = state.push(_AMONG_WORDS, "", 0)
        token.content, token.meta = formula.written, _meta(formula)
    state.pos = formula.end
    return True


def _lines(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    begins = state.bMarks[start] + state.tShift[start]
    if not state.src.startswith("$$", begins) or state.is_code_block(start):
        return False
    line = start
    # The next dollar ends it; it may be on the first line.
    while state.src.find("$", begins + 2 if line == start else state.bMarks[line], state.eMarks[line]) < 0:
        line += 1
        if line >= end or state.isEmpty(line) or state.sCount[line] < state.blkIndent:
            return False
    formula = read_lines(state.getLines(start, line + 1, state.sCount[start], False).rstrip("\n"))
    if formula is None:
        return False
    if not silent:
        token = state.push(_LINES, "", 0)
        token.content, token.meta, token.map = formula.written, _meta(formula), [start, line + 1]
        state.line = line + 1
    return True
