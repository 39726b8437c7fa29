"""`==marked words==`, as Obsidian, HedgeDoc and others have it. Not inside words, and not around blanks: `a == b`."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from wppush.rendering.flat import Escapes, Flat, elements, write

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wppush.rendering.flat import Part
    from wppush.rendering.reading import Reading

_MARKS = re.compile("=+")
_LENGTH = 2
_QUOTED = frozenset(['""', "''", "“”", "‘’", "「」", "『』", "«»"])
_STOPS = ",.;:!?。，、；：！？…"
_SENTENCE = re.compile(r"[\s,;!?。，；！？：]")


def run(reading: Reading) -> None:
    """Make `mark` elements."""
    if "==" not in reading.text:
        return
    escapes = Escapes(reading.text, "==")
    for element in elements(reading, "=="):
        flat = Flat(element)
        if spans := _marked(flat, escapes):
            flat.replace(spans)


def _marked(flat: Flat, escapes: Escapes) -> list[tuple[int, int, Sequence[Part]]]:
    text = flat.text
    spans: list[tuple[int, int, Sequence[Part]]] = []
    begun = -1
    for mark in _MARKS.finditer(text):
        start, end = mark.span()
        if end - start != _LENGTH:
            # One sign is a character like others, more are a line drawn.
            begun = begun if end - start == 1 else -1
        elif escapes.at(flat, start):
            continue
        elif begun >= 0 and _closes(text, start, end) and _is_whole(text, begun, end):
            element = Element("mark")
            write(element, flat.parts(begun + _LENGTH, start))
            spans.append((begun, end, [element]))
            begun = -1
        elif _opens(text, start, end):
            begun = start
    return spans


def _opens(text: str, start: int, end: int) -> bool:
    before, behind = text[start - 1 : start] if start else "", text[end : end + 1]
    if not behind.strip() or _in_word(before) or behind in _STOPS:
        return False
    # An arrow, a bracket that closes, or the operator itself in quotes.
    return unicodedata.category(behind) not in {"Pe", "Pf", "Sm"} and not (before and before + behind in _QUOTED)


def _closes(text: str, start: int, end: int) -> bool:
    before, behind = text[start - 1], text[end : end + 1]
    if before.isspace() or _in_word(behind):
        return False
    return unicodedata.category(before) not in {"Ps", "Pi"} and not (behind and before + behind in _QUOTED)


def _is_whole(text: str, start: int, end: int) -> bool:
    """Say whether the marks stand around words, and are not twice the operator in a script that has no blanks."""
    outside = (text[start - 1] if start else "") + text[end : end + 1]
    inside = text[start + _LENGTH : end - _LENGTH]
    return not any(map(str.isalpha, outside)) or not _SENTENCE.search(inside)


def _in_word(character: str) -> bool:
    """Say whether this letter or digit would make the mark a part of a word; scripts without blanks have no such."""
    return character == "_" or character.isdigit() or character.lower() != character.upper()
