"""`*[HTML]: Hyper Text Markup Language` on a line of its own: the words get their meaning wherever they stand."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from wppush.rendering.flat import Flat, elements, write

if TYPE_CHECKING:
    from wppush.rendering.flat import Part
    from wppush.rendering.reading import Reading

_DEFINITION = re.compile(r"[ ]*+\*\[(?P<short>[^\[\]\n]{1,100}+)\]:[ ]*+(?P<long>[^\n]*[^\s])[ ]*+")


def run(reading: Reading) -> None:
    """Take the definitions out, and make `abbr` elements."""
    if "*[" not in reading.text:
        return
    meanings: dict[str, str] = {}
    for element in list(elements(reading)):
        for child in list(element):
            if child.tag == "p" and _take(child, meanings):
                element.remove(child)
    if not meanings:
        return
    longest_first = sorted(meanings, key=len, reverse=True)
    words = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")
    used: set[str] = set()
    for element in elements(reading):
        if element.tag != "abbr":
            used |= _mark(element, words, meanings)
    for short in meanings:
        if short not in used:
            reading.notices.note("WP235", f"*[{short}]")


def _take(paragraph: Element, meanings: dict[str, str]) -> bool:
    """Take the definitions off the end of a paragraph; say whether nothing is left of it."""
    if paragraph.keys():
        return False
    last = paragraph[-1] if len(paragraph) else None
    lines = ((paragraph.text if last is None else last.tail) or "").split("\n")
    found: list[re.Match[str]] = []
    while len(lines) > (0 if last is None else 1) and (definition := _DEFINITION.fullmatch(lines[-1])):
        found.append(definition)
        lines.pop()
    for definition in reversed(found):
        meanings.setdefault(definition["short"].strip(), definition["long"])
    if not found:
        return False
    if last is None:
        paragraph.text = "\n".join(lines)
        return not paragraph.text.strip()
    last.tail = "\n".join(lines)
    return False


def _mark(element: Element, words: re.Pattern[str], meanings: dict[str, str]) -> set[str]:
    flat = Flat(element)
    spans: list[tuple[int, int, list[Part]]] = []
    used: set[str] = set()
    for found in words.finditer(flat.text):
        if found[0] in meanings and not flat.has_child(*found.span()):
            short = Element("abbr", {"title": meanings[found[0]]})
            write(short, [found[0]])
            spans.append((*found.span(), [short]))
            used.add(found[0])
    if spans:
        flat.replace(spans)
    return used
