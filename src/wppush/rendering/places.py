"""Where in a text the words stand that a notice is about.

Python-Markdown's tree has no lines. But notices come in the order of the text, so the words are looked for from the
last place on.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wppush.rendering.markdown import Notice


class Places:
    """A reader that goes through a text once, from notice to notice."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *accumulate(len(line) + 1 for line in self._text.split("\n"))][:-1]

    def find(self, notice: Notice) -> tuple[int, int | None]:
        """Give the line, 0-based, and the column, 1-based, of a notice; no column where its words are not found."""
        about, within = _first_line(notice.about), _first_line(notice.within)
        if notice.line is not None:
            self._at = max(self._at, self._starts[min(notice.line, len(self._starts) - 1)])
        # Several notices may be about one line.
        start = self._next(within, self._starts[self._line(self._at)])
        if start is None:
            found = self._next(about, self._at)
        else:
            behind = self._at if start <= self._at <= start + len(within) else start
            found = self._next(about, max(behind, start + notice.offset))
        exact = found is not None
        if found is None:
            found = start if start is not None else self._next(notice.near, self._at)
        if found is None:
            return self._line(self._at), None
        self._at = found + (len(about) if exact else 0)
        line = self._line(found)
        return line, found - self._starts[line] + 1 if exact else None

    def _next(self, words: str, start: int) -> int | None:
        """Give the next offset of some words; the first one where there is none further on."""
        if not words:
            return None
        found = self._text.find(words, start)
        if found < 0:
            found = self._text.find(words)
        if found < 0 and words.startswith("<"):
            return self._next_tag(words, start)
        return found if found >= 0 else None

    def _next_tag(self, words: str, start: int) -> int | None:
        """Give the next offset of a tag whose name is written in other letters than HTML's small ones."""
        tag = re.compile(re.escape(words), re.IGNORECASE)
        found = tag.search(self._text, start) or tag.search(self._text)
        return found.start() if found else None

    def _line(self, offset: int) -> int:
        return bisect_right(self._starts, offset) - 1


def _first_line(words: str) -> str:
    return words.strip().split("\n", 1)[0].strip()
