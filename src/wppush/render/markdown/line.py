"""One line of Markdown under a cursor that knows columns, because a tab may be indentation, content or both."""

from __future__ import annotations

import re

_TAB = 4
_NOT_BLANK = re.compile(r"[^ \t]")


class Line:
    """A line being read from left to right. `indent`, `blank` and `at` describe what lies behind the next blanks."""

    __slots__ = ("_column", "_in_tab", "_offset", "at", "blank", "indent", "number", "text")

    def __init__(self, text: str, number: int) -> None:
        self.text = text
        self.number = number
        self._offset = 0
        self._column = 0
        self._in_tab = False
        self._look()

    def _look(self) -> None:
        found = _NOT_BLANK.search(self.text, self._offset)
        self.at = found.start() if found else len(self.text)
        self.blank = found is None
        column = self._column
        for char in self.text[self._offset : self.at]:
            column += _TAB - column % _TAB if char == "\t" else 1
        self.indent = column - self._column

    def char(self) -> str:
        """Give the first character that is not blank; empty at the end."""
        return self.text[self.at : self.at + 1]

    def skip_indent(self) -> None:
        """Go to the first character that is not blank."""
        self._column += self.indent
        self._offset = self.at
        self._in_tab = False
        self._look()

    def skip_characters(self, count: int) -> None:
        """Go past characters of a marker (never tabs)."""
        self._offset += count
        self._column += count
        self._in_tab = False
        self._look()

    def skip_columns(self, count: int) -> None:
        """Go past that many columns of blanks, and no further than they reach."""
        count = min(count, self.indent)
        while count > 0:
            width = _TAB - self._column % _TAB if self.text[self._offset] == "\t" else 1
            step = min(width, count)
            self._in_tab = step < width
            self._column += step
            self._offset += 0 if self._in_tab else 1
            count -= step
        self._look()

    def rest(self) -> str:
        """Give what is left; a tab that is partly used up gives the blanks that remain of it."""
        if self._in_tab:
            return " " * (_TAB - self._column % _TAB) + self.text[self._offset + 1 :]
        return self.text[self._offset :]
