"""Formulas: LaTeX becomes MathML where the site can show it, else code. A fence of the language `math` is one, too.

A formula on lines of its own is a block, so the paragraph around it ends before it; where no block can stand, in a
heading or a cell, it is one among words.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from wppush.rendering.codes import Code
from wppush.rendering.markdown import MATH
from wppush.rendering.mathml import FormulaError, convert

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wppush.rendering.reading import Reading

_FENCE = "language-math"
_CODE = "language-latex"
_AROUND_BLOCKS = frozenset(
    [
        *("article", "aside", "blockquote", "callout", "column", "dd", "details", "div", "figure", "footer"),
        *("footnote", "header", "li", "main", "section"),
    ]
)
_COMMENT = re.compile(r"(?<!\\)%[^\n]*")


def run(reading: Reading) -> None:
    """Give each formula its MathML, or make code of it."""
    if "$" not in reading.text and "math" not in reading.text:
        return
    holders = [reading.tree.root, *reading.tree.footnotes.values()]
    for parent in [element for holder in holders for element in holder.iter()]:
        if any(_ends_paragraph(child) for child in parent):
            parent[:] = [part for child in parent for part in _parts(child)]
    for parent in [element for holder in holders for element in holder.iter() if element.tag != MATH]:
        for at, child in enumerate(parent):
            formula = _formula(child)
            if formula is not None:
                parent[at] = _written(formula, reading, apart=parent.tag in _AROUND_BLOCKS)


def _formula(element: Element) -> Element | None:
    """Give the formula that an element is; one that has its MathML was written by hand."""
    if element.tag == MATH and "data-latex" in element.attrib and not len(element):
        return element
    fence = element[0] if element.tag == "pre" and len(element) == 1 else None
    if fence is not None and fence.get("class") == _FENCE and (fence.text or "").strip():
        formula = Element(MATH, {"data-latex": fence.text or "", "display": "block"})
        formula.tail = element.tail
        return formula
    return None


def _ends_paragraph(element: Element) -> bool:
    return element.tag == "p" and any(_is_apart(child) for child in element)


def _is_apart(element: Element) -> bool:
    return element.tag == MATH and element.get("display") == "block"


def _parts(element: Element) -> Iterator[Element]:
    """Give a paragraph's formulas that stand on lines of their own, and paragraphs of the words between them."""
    if not _ends_paragraph(element):
        yield element
        return
    children, part = list(element), Element("p", element.attrib)
    part.text = element.text
    for child in children:
        if not _is_apart(child):
            part.append(child)
            continue
        if _has_words(part):
            yield part
        part = Element("p", element.attrib)
        part.text, child.tail = child.tail, None
        yield child
    if _has_words(part):
        yield part


def _has_words(paragraph: Element) -> bool:
    return len(paragraph) > 0 or bool((paragraph.text or "").strip())


def _written(formula: Element, reading: Reading, *, apart: bool) -> Element:
    written = formula.get("data-latex", "")
    # Among words and in plain HTML it is on one line, where a comment would hide all that follows it.
    lines = apart and not (reading.target.math and reading.target.format == "html")
    latex = written.strip() if lines else " ".join(_COMMENT.sub("", written).split())
    display = formula.get("display") == "block"
    if reading.target.math:
        try:
            content = convert(latex, display=display)
        except FormulaError:
            reading.notices.note(Code.FORMULA, written)
        else:
            made = Element(MATH, {"data-latex": latex})
            if apart and display:
                made.set("display", "block")
            made.extend(content)
            made.tail = formula.tail
            return made
    elif not reading.notices.all:
        reading.notices.note(Code.NO_FORMULAS, written)
    code = Element("code", {"class": _CODE} if apart else {})
    code.text = latex
    if apart:
        pre = Element("pre")
        pre.append(code)
        code = pre
    code.tail = formula.tail
    return code
