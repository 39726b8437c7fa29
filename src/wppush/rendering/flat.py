"""An element's content as one text, for steps whose marks may stand on both sides of other markup: `==a *b*==`.

Each child is one character of that text, so that what is found in it can be cut out together with its children.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from wppush.rendering.markdown.tree import FOOTNOTE_REF, MATH, RAW_HTML, SHORTCODE, WP_BLOCK

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from xml.etree.ElementTree import Element

    from wppush.rendering.reading import Reading

    Part = str | Element

CHILD = "\ufffc"
"""What stands for a child; for a line break it is a newline."""
_VERBATIM = frozenset(["code", "pre", "kbd", "samp", "tt", RAW_HTML, MATH, FOOTNOTE_REF, SHORTCODE, WP_BLOCK])
_TICKS = re.compile("`+")
_WORD = r"(\w{0,20})"


def elements(reading: Reading, mark: str = "") -> Iterator[Element]:
    """Give the elements in whose text marks mean something, in the order of the text; they may be changed meanwhile.

    With `mark` only those in whose own text it stands.
    """
    pending = [*reversed([reading.tree.root, *reading.tree.footnotes.values()])]
    while pending:
        element = pending.pop()
        if element.tag not in _VERBATIM:
            if not mark or mark in (element.text or "") or any(mark in (child.tail or "") for child in element):
                yield element
            pending += reversed(element)


class Flat:
    """The content of one element."""

    def __init__(self, element: Element) -> None:
        self._element = element
        self.children: dict[int, Element] = {}
        """Offset → the child that stands there."""
        pieces = [element.text or ""]
        at = len(pieces[0])
        for child in element:
            self.children[at] = child
            pieces += ["\n" if child.tag == "br" else CHILD, child.tail or ""]
            at += 1 + len(pieces[-1])
        self._offsets = [*self.children]
        self.text = "".join(pieces)

    def has_child(self, start: int, end: int) -> bool:
        """Say whether a child stands between two offsets."""
        return bool(self._places(start, end))

    def parts(self, start: int = 0, end: int | None = None) -> list[Part]:
        """Give what stands between two offsets."""
        end = len(self.text) if end is None else end
        out: list[Part] = []
        at = start
        for place in self._places(start, end):
            out += [self.text[at:place], self.children[place]]
            at = place + 1
        out.append(self.text[at:end])
        return out

    def replace(self, spans: Sequence[tuple[int, int, Sequence[Part]]]) -> None:
        """Write the element anew, with other parts in some places, which are given in their order."""
        out: list[Part] = []
        at = 0
        for start, end, parts in spans:
            out += [*self.parts(at, start), *parts]
            at = end
        write(self._element, [*out, *self.parts(at)])

    def _places(self, start: int, end: int) -> list[int]:
        return self._offsets[bisect_left(self._offsets, start) : bisect_left(self._offsets, end)]


def write(element: Element, parts: Iterable[Part]) -> None:
    """Give an element this content instead of its own."""
    texts: list[list[str]] = [[]]
    children: list[Element] = []
    for part in parts:
        if isinstance(part, str):
            texts[-1].append(part)
        else:
            children.append(part)
            texts.append([])
    element[:] = children
    element.text = "".join(texts[0])
    for child, tail in zip(children, texts[1:], strict=True):
        child.tail = "".join(tail)


class Escapes:
    r"""Which marks the author wrote with a backslash: the tree has no trace of it, and `\==a==` is not meant.

    Marks are told apart by the word behind them, and those with the same word by their order.
    """

    def __init__(self, text: str, mark: str) -> None:
        self._flags: dict[str, list[bool]] = {}
        self._asked: dict[str, int] = {}
        self._mark = mark
        if f"\\{mark[0]}" not in text and f"{mark[0]}\\" not in text:
            return
        written = r"\\?".join(map(re.escape, mark))
        for found in re.finditer(rf"(?<!\\)(?:\\\\)*(\\?{written}){_WORD}", _without_code(text)):
            self._flags.setdefault(found[2], []).append("\\" in found[1])

    def at(self, flat: Flat, offset: int) -> bool:
        """Say whether the mark at this offset was escaped. To be asked once for each, in the order of the text."""
        if not self._flags:
            return False
        found = re.compile(_WORD).match(flat.text, offset + len(self._mark))
        word = found[1] if found else ""
        flags = self._flags.get(word, [])
        index = self._asked[word] = self._asked.get(word, -1) + 1
        return flags[index] if index < len(flags) else any(flags)


def _without_code(text: str) -> str:
    """Give a text without what stands between backticks."""
    runs = list(_TICKS.finditer(text))
    later: dict[str, list[int]] = {}
    for number in range(len(runs) - 1, -1, -1):
        later.setdefault(runs[number][0], []).append(number)
    pieces: list[str] = []
    at, number = 0, 0
    while number < len(runs):
        same = later[runs[number][0]]
        while same and same[-1] <= number:
            same.pop()
        if same:
            pieces.append(text[at : runs[number].start()])
            number = same[-1]
            at = runs[number].end()
        number += 1
    return "".join([*pieces, text[at:]])
