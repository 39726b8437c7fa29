"""`%%comments%%` of Obsidian among words; those on lines of their own are gone before the text is parsed.

Two percent signs mean other things elsewhere. So they have to stand alike: both without blanks inside, or, where the
comment begins or ends a line, both with one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wppush.rendering.codes import Code
from wppush.rendering.flat import Escapes, Flat, elements

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wppush.rendering.flat import Part
    from wppush.rendering.reading import Reading

_MARKS = re.compile("%+")
_LINE_END = re.compile(r"[ \t]*+(?:\n|\Z)")
_LENGTH = 2
_BLANKS = " \t\n"


def run(reading: Reading) -> None:
    """Take them out."""
    if "%%" not in reading.text:
        return
    escapes = Escapes(reading.text, "%%")
    for element in elements(reading, "%%"):
        flat = Flat(element)
        spans = _comments(flat, escapes)
        for start, end, _ in spans:
            reading.notices.note(Code.COMMENT, flat.text[start:end].split("\n", 1)[0], near=flat.text[start:end])
        if spans:
            flat.replace(spans)


def _comments(flat: Flat, escapes: Escapes) -> list[tuple[int, int, Sequence[Part]]]:
    text = flat.text
    spans: list[tuple[int, int, Sequence[Part]]] = []
    begun = -1
    for mark in _MARKS.finditer(text):
        if len(mark[0]) != _LENGTH or escapes.at(flat, mark.start()):
            begun = -1
        elif begun >= 0 and _is_comment(text, begun, mark.end()):
            spans.append((*_with_line(text, begun, mark.end()), ()))
            begun = -1
        else:
            begun = mark.start()
    return spans


def _is_comment(text: str, start: int, end: int) -> bool:
    first, last = text[start + _LENGTH], text[end - _LENGTH - 1]
    before, behind = text[start - 1 : start], text[end : end + 1]
    if first in _BLANKS or last in _BLANKS:
        return first in _BLANKS and last in _BLANKS and (_begins_line(text, start) or _ends_line(text, end))
    return not before.isalnum() and not behind.isalnum()


def _begins_line(text: str, at: int) -> bool:
    while at and text[at - 1] in " \t":
        at -= 1
    return not at or text[at - 1] == "\n"


def _ends_line(text: str, at: int) -> bool:
    return _LINE_END.match(text, at) is not None


def _with_line(text: str, start: int, end: int) -> tuple[int, int]:
    """Give the span with one of the blanks around it."""
    if text[end : end + 1] in {" ", "\n"} and (not start or text[start - 1] in _BLANKS):
        return start, end + 1
    return start, end
