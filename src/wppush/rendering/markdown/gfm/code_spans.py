"""GFM 6.3: code spans end with as many backticks as they begin with, or are none."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from markdown.inlinepatterns import InlineProcessor
from markdown.util import AtomicString, code_escape

if TYPE_CHECKING:
    from markdown import Markdown

_RUN = re.compile("`++")
_TICKS = r"\\[\\`]|(`+)"


class Runs:
    """The backticks of the text that was asked for last: to look for each run's partner by itself may take long."""

    def __init__(self) -> None:
        self._text = ""
        self._starts: defaultdict[int, list[int]] = defaultdict(list)

    def next(self, text: str, run: re.Match[str]) -> int:
        """Give the offset of the next run in a text that is as long as this one; -1 for none."""
        if self._text is not text:
            self._text = text
            self._starts.clear()
            for found in _RUN.finditer(text):
                self._starts[found.end() - found.start()].append(found.start())
        starts = self._starts.get(run.end() - run.start(), [])
        at = bisect_left(starts, run.end())
        return starts[at] if at < len(starts) else -1


class CodeSpanProcessor(InlineProcessor):
    """Makes `code`. An escaped backtick begins none."""

    looks_back_from = ""

    def __init__(self, md: Markdown) -> None:
        super().__init__(_TICKS, md)
        self._runs = Runs()

    def handleMatch(  # type: ignore[override] # noqa: N802 - Python-Markdown's name; its stubs say less than it takes
        self, m: re.Match[str], data: str
    ) -> tuple[Element | None, int, int]:
        if not m[1]:
            return None, m.start(), m.end()
        closing = self._runs.next(data, m)
        if closing < 0:
            return None, m.start(), m.end()
        said = data[m.end() : closing].replace("\n", " ")
        if said.startswith(" ") and said.endswith(" ") and said.strip(" "):
            said = said[1:-1]
        code = Element("code")
        code.text = AtomicString(code_escape(said))
        return code, m.start(), closing + len(m[1])
