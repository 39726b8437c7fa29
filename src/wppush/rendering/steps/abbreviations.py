"""`*[HTML]: Hyper Text Markup Language` on a line of its own: the words get their meaning wherever they stand."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from wppush.rendering.codes import Code
from wppush.rendering.flat import Flat, elements

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping

    from wppush.rendering.flat import Part
    from wppush.rendering.reading import Reading

_DEFINITION = re.compile(r"[ ]*+\*\[(?P<short>(?! )[^\[\]\n]{1,100}+(?<! ))\]:[ ]*+(?P<long>[^\n]*[^\s])[ ]*+")

_ESCAPED = re.compile(r"(?:\\\*\\?|\*\\)\[([^\[\]\n]{1,100}+)")
"""A definition that is none, because the author put a backslash before it."""


def run(reading: Reading) -> None:
    """Take the definitions out, and make `abbr` elements."""
    if "*[" not in reading.text:
        return
    meanings: dict[str, str] = {}
    escaped = {found[1] for found in _ESCAPED.finditer(reading.text)}
    for element in list(elements(reading)):
        for child in list(element):
            if child.tag == "p" and _take(child, meanings, escaped):
                element.remove(child)
    if not meanings:
        return
    glossary = _Glossary(meanings)
    used: set[str] = set()
    for element in elements(reading):
        if element.tag != "abbr":
            used |= _mark(element, glossary)
    for short in meanings:
        if short not in used:
            reading.notices.note(Code.UNUSED_ABBREVIATION, f"*[{short}]")


def _take(paragraph: Element, meanings: dict[str, str], escaped: Container[str]) -> bool:
    """Take the definitions off the end of a paragraph; say whether nothing is left of it."""
    if paragraph.keys():
        return False
    last = paragraph[-1] if len(paragraph) else None
    lines = ((paragraph.text if last is None else last.tail) or "").split("\n")
    found: list[re.Match[str]] = []
    while len(lines) > (0 if last is None else 1) and (definition := _DEFINITION.fullmatch(lines[-1])):
        if definition["short"] in escaped:
            break
        found.append(definition)
        lines.pop()
    for definition in reversed(found):
        meanings.setdefault(definition["short"], definition["long"])
    if not found:
        return False
    if last is None:
        paragraph.text = "\n".join(lines)
        return not paragraph.text.strip()
    last.tail = "\n".join(lines)
    return False


class _Glossary:
    """Finds abbreviations, the longest one where several begin alike: in one reading, however many there are."""

    def __init__(self, meanings: Mapping[str, str]) -> None:
        self.meanings = meanings
        self._lengths = sorted({len(short) for short in meanings}, reverse=True)
        self._beginnings = re.compile(f"(?<!\\w)[{''.join(map(re.escape, sorted({short[0] for short in meanings})))}]")

    def find(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Give the abbreviations among words, with their offsets."""
        end = 0
        for found in self._beginnings.finditer(text):
            start = found.start()
            if start >= end and (short := self._at(text, start)):
                end = start + len(short)
                yield start, end, short

    def _at(self, text: str, start: int) -> str:
        for length in self._lengths:
            short = text[start : start + length]
            behind = text[start + length : start + length + 1]
            if short in self.meanings and not (behind.isalnum() or behind == "_"):
                return short
        return ""


def _mark(element: Element, glossary: _Glossary) -> set[str]:
    flat = Flat(element)
    spans: list[tuple[int, int, list[Part]]] = []
    for start, end, short in glossary.find(flat.text):
        if not flat.has_child(start, end):
            explained = Element("abbr", {"title": glossary.meanings[short]})
            explained.text = short
            spans.append((start, end, [explained]))
    if spans:
        flat.replace(spans)
    return {str(explained.text) for _, _, parts in spans for explained in parts if isinstance(explained, Element)}
