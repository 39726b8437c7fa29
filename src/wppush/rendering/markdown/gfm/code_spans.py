"""GFM 6.3: code spans end with as many backticks as they begin with, or are none."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from markdown.inlinepatterns import InlineProcessor
from markdown.util import AtomicString, code_escape

if TYPE_CHECKING:
    from markdown import Markdown

_TICKS = r"\\[\\`]|(`+)"


class CodeSpanProcessor(InlineProcessor):
    """Makes `code`. An escaped backtick begins none."""

    looks_back_from = ""

    def __init__(self, md: Markdown) -> None:
        super().__init__(_TICKS, md)

    def handleMatch(  # type: ignore[override] # noqa: N802 - Python-Markdown's name; its stubs say less than it takes
        self, m: re.Match[str], data: str
    ) -> tuple[Element | None, int, int]:
        if not m[1]:
            return None, m.start(), m.end()
        closing = re.compile(rf"(?<!`){m[1]}(?!`)").search(data, m.end())
        if closing is None:
            return None, m.start(), m.end()
        said = data[m.end() : closing.start()].replace("\n", " ")
        if said.startswith(" ") and said.endswith(" ") and said.strip(" "):
            said = said[1:-1]
        code = Element("code")
        code.text = AtomicString(code_escape(said))
        return code, m.start(), closing.end()
