"""`==marked words==`, as Obsidian, HedgeDoc and others have it. Not inside words, and not around blanks: `a == b`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from wppush.rendering.flat import Escapes, Flat, elements, write

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wppush.rendering.flat import Part
    from wppush.rendering.reading import Reading

_MARKS = re.compile("=+")
_LENGTH = 2
_NO_BEGINNING = ",.;:!?)]}"


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
        elif begun >= 0 and not text[start - 1].isspace() and not _in_word(text[end : end + 1]):
            element = Element("mark")
            write(element, flat.parts(begun + _LENGTH, start))
            spans.append((begun, end, [element]))
            begun = -1
        elif (
            text[end : end + 1].strip()
            and text[end] not in _NO_BEGINNING
            and not _in_word(text[start - 1 : start] if start else "")
        ):
            begun = start
    return spans


def _in_word(character: str) -> bool:
    """Say whether this letter or digit would make the mark a part of a word; scripts without blanks have no such."""
    return character == "_" or character.isdigit() or character.lower() != character.upper()
