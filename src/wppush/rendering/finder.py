"""Where in a text the addresses stand that a tree has: the tree knows the blocks they are in, at most.

One look at the text finds all places at which any of them may stand. Which of these it is, the order tells and the
block; an address that is not in its block stands where a reference (`[label]: address`) is defined.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from wppush.rendering.markdown.entities import decoded

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_WORD = re.compile(r"\[\[[^\[\]\n|]+|[^\s()<>\"'\[\]|,=:]+")
"""What can stand in an address and has none of the characters that may end one in Markdown, or the link of a note."""
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_DEFINITION = re.compile(r"\]:[ \t]*\n?[ \t]*<?\Z")
_LONGEST = 100
_TRIES = 20
_FAILURES = 100


@dataclass(slots=True, kw_only=True)
class Sought:
    """An address to be found."""

    address: str
    place: str
    """How it begins in the text, if that is something else; empty for the address itself."""
    source: str
    """The text of the block around it; empty where that is not known."""
    line: int | None
    """The line, from 0, at which a block around it begins, if that is known."""


class Finder:
    """Finds the addresses of one text."""

    def __init__(self, text: str, sought: Iterable[Sought]) -> None:
        self._text = text
        self._starts = [0, *accumulate(len(line) + 1 for line in text.split("\n"))]
        self._offsets: dict[str, list[int]] = {word: [] for each in sought for word in _words(each)}
        self._at = 0
        self._block: Sought | None = None
        self._region: tuple[int, int] | None = None
        self._failures = 0
        for found in _WORD.finditer(text):
            word = found[0]
            if word not in self._offsets and "\\" in word:
                word = _ESCAPE.sub(r"\1", word)
            if word not in self._offsets and "&" in word:
                word = decoded(word)
            if word in self._offsets:
                self._offsets[word].append(found.start())

    def begin(self) -> None:
        """Look from the beginning of the text on."""
        self._at = 0
        self._block = None

    def find(self, sought: Sought) -> tuple[int, int | None]:
        """Give the line and the column of an address, from 1; no column where it is not found."""
        places = next((found for word in _words(sought) if (found := self._offsets[word])), [])
        block = self._block
        if block is None or block.source is not sought.source or block.line != sought.line:
            self._region = self._around(sought, places)
            self._block = sought
        start, end = self._region or (self._at, len(self._text) + 1)
        index = bisect_left(places, max(self._at, start))
        if index < len(places) and places[index] < end:
            self._at = places[index] + 1
            return self._position(places[index])
        if places:
            defined = (place for place in places[:_TRIES] if self._is_defined(place))
            return self._position(next(defined, places[min(index, len(places) - 1)]))
        return bisect_right(self._starts, start if self._region else self._at), None

    def _around(self, sought: Sought, places: list[int]) -> tuple[int, int] | None:
        """Give the offsets between which the block stands that an address is in."""
        lines = sought.source.count("\n") + 1
        if sought.line is not None:
            first = min(sought.line, len(self._starts) - 2)
            return self._starts[first], self._starts[min(first + lines, len(self._starts) - 1)]
        if not sought.source or self._failures > _FAILURES:
            return None
        word = next(_words(sought), "")
        inside = sought.source.find(word) if places else -1
        inside = inside if inside >= 0 else len(sought.source) - len(sought.source.lstrip())
        begin = sought.source.rfind("\n", 0, inside) + 1
        line = sought.source[max(begin, inside - _LONGEST) : inside + _LONGEST].split("\n", 1)[0].strip()
        found = self._text.find(line, self._starts[bisect_right(self._starts, self._at) - 1])
        if found < 0:
            self._failures += 1
            found = self._text.find(line)
        if found < 0:
            return None
        first = bisect_right(self._starts, found) - 1 - sought.source.count("\n", 0, begin)
        first = max(first, 0)
        return self._starts[first], self._starts[min(first + lines, len(self._starts) - 1)]

    def _is_defined(self, place: int) -> bool:
        return _DEFINITION.search(self._text[max(0, place - _LONGEST) : place]) is not None

    def _position(self, offset: int) -> tuple[int, int]:
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1


def _words(sought: Sought) -> Iterator[str]:
    """Give the first words of an address in the forms that it may have in the text."""
    forms = [sought.place] if sought.place else [sought.address, sought.address.replace("%20", " ")]
    for form in dict.fromkeys(forms):
        if found := _WORD.search(form):
            yield found[0]
