"""LaTeX to MathML, in the form in which WordPress's editor keeps a formula: with its LaTeX as an annotation.

`math-core` converts: it writes the part of MathML that browsers agree on, and refuses what it does not know instead of
showing it in red. What it writes is read into elements, so that it is escaped like everything else in a post.
"""

from __future__ import annotations

from functools import cache
from html.parser import HTMLParser
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement

if TYPE_CHECKING:
    from math_core import LatexToMathML

_LONGEST = 10_000
_MOST_EXPANSIONS = 100
"""Commands that a formula defines may call each other: a line of them could fill the memory."""
_DEEPEST = 64
_DROPPED = frozenset(["href", "id"])
"""Labels of equations: two posts on one page may have the same, and other formulas of a text don't know them."""


class FormulaError(ValueError):
    """LaTeX that cannot be converted."""


def convert(latex: str, *, display: bool) -> tuple[Element, ...]:
    """Give what stands in the `math` element of a formula. Raises FormulaError."""
    from math_core import LatexError

    if len(latex) > _LONGEST:
        raise FormulaError("it is too long")
    try:
        written = _converter().convert_with_local_state(latex, displaystyle=display)
    except LatexError as error:
        raise FormulaError(str(error)) from error
    reader = _Reader()
    reader.feed(written)
    reader.close()
    return tuple(reader.root[0])


@cache
def _converter() -> LatexToMathML:
    from math_core import LatexToMathML

    return LatexToMathML(annotation=True, fancy_error=False, max_expansions=_MOST_EXPANSIONS)


class _Reader(HTMLParser):
    """Reads MathML as written by the converter: every element is closed."""

    def __init__(self) -> None:
        super().__init__()
        self.root = Element("div")
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if len(self._open) > _DEEPEST:
            raise FormulaError("it is nested too deeply")
        kept = {name: value or "" for name, value in attrs if name not in _DROPPED}
        self._open.append(SubElement(self._open[-1], tag, kept))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self._open.pop()

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002 - HTMLParser's signature
        self._open.pop()

    def handle_data(self, data: str) -> None:
        self._open[-1].text = (self._open[-1].text or "") + data
