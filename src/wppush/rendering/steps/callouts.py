"""Quotes that GitHub and Obsidian show as callouts: `> [!NOTE]`, `> [!tip] Title`, and folded `> [!faq]- Title`.

GitHub knows five kinds, with nothing behind the marker, and none inside of lists; Obsidian knows more kinds, titles
and nesting. Both are read everywhere: on GitHub the others would show their marker, which nobody means.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from wppush.rendering.markdown.flow import elements

if TYPE_CHECKING:
    from wppush.rendering.reading import Reading

_MARKER = re.compile(r"\s*\[!(?P<kind>[A-Za-z][A-Za-z0-9_-]{2,29})(?:\|[^\]\n]*)?\](?P<fold>[+-]?)(?=[ \t\n]|$)[ \t]*")
_FOLDED = {"+": "open", "-": "closed"}
_NAMES = {"faq": "FAQ", "tldr": "TL;DR"}


def run(reading: Reading) -> None:
    """Make callouts of such quotes."""
    if "[!" not in reading.text:
        return
    for quote in list(elements(reading.tree)):
        first = quote[0] if quote.tag == "blockquote" and len(quote) and not (quote.text or "").strip() else None
        marker = _MARKER.match(first.text or "") if first is not None and first.tag == "p" else None
        if first is None or marker is None or reading.tree.sources.get(first, "").lstrip().startswith("\\"):
            continue
        first.text = (first.text or "")[marker.end() :]
        line = take_first_line(first)
        title = line if len(line) or (line.text or "").strip() else None
        if not len(first) and not (first.text or "").strip():
            quote.remove(first)
        make(quote, marker["kind"], title, folded=_FOLDED.get(marker["fold"]))


def make(element: Element, kind: str, title: Element | None, *, folded: str | None = None) -> None:
    """Make an element a callout. Without a title it has the name of its kind; an empty one is not shown."""
    if title is None:
        title = Element("p")
        title.text = name_of(kind)
    element.tag = "callout"
    element.attrib.clear()
    element.set("kind", kind.lower())
    if folded:
        element.set("folded", folded)
    element.insert(0, title)


def name_of(kind: str) -> str:
    """Give the name of a kind, for want of a title."""
    kind = kind.lower()
    return _NAMES.get(kind) or kind.replace("-", " ").replace("_", " ").capitalize()


def take_first_line(paragraph: Element) -> Element:
    """Take a paragraph's first line out of it, with the inline elements in the line."""
    line = Element("p")
    line.text, newline, rest = (paragraph.text or "").partition("\n")
    taken = 0
    for child in () if newline else paragraph:
        taken += 1
        if child.tag == "br":
            rest = child.tail or ""
            break
        child.tail, newline, rest = (child.tail or "").partition("\n")
        line.append(child)
        if newline:
            break
    del paragraph[:taken]
    paragraph.text = rest.removeprefix("\n")
    return line
