"""HTML tags on lines of their own with Markdown between them: `<details>`, `<div>`, `<center>`, `<blockquote>`.

Each half is raw HTML by itself. Where both halves stand among the same blocks, they become one element around what is
between them, if a block has a place for all their attributes; else they stay two pieces of HTML, as written.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from markdown.util import AtomicString

from wppush.rendering.constructs import details, group
from wppush.rendering.markdown import RAW_HTML
from wppush.rendering.markdown.html_words import write_html
from wppush.rendering.markdown.tags import CLOSE_TAG, OPEN_TAG, Tag
from wppush.rendering.markup import RICH_TEXT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wppush.rendering.reading import Reading

_NAMES = group.TAGS | {"details", "blockquote"}
_HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
_MAX_DEPTH = 16
_TOKEN = re.compile(
    rf"<!--(?:[^-]|-(?!->))*+(?:-->)?"
    rf"|<(?P<verbatim>script|style|pre|textarea)\b(?:[^<]|<(?!/(?P=verbatim)))*+"
    rf"|<summary>(?P<summary>[^<]*+(?:<(?!/?summary)[^<]*+)*+)</summary[ \t\n]*+>"
    rf"|(?P<tag>{OPEN_TAG}|{CLOSE_TAG})",
    re.IGNORECASE,
)


@dataclass(slots=True)
class _Part:
    """A piece of what stands in one element."""

    source: Element
    """The element that it stands in, or is."""
    written: str = ""
    """Empty for an element that is left alone."""
    tag: Tag | None = None
    """Of a half."""
    summary: str | None = None
    partner: int = -1


def run(reading: Reading) -> None:
    """Put the halves together."""
    if "</" not in reading.text:
        return
    pending = [(root, 0) for root in (reading.tree.root, *reading.tree.footnotes.values())]
    while pending:
        parent, depth = pending.pop()
        if any(child.tag == RAW_HTML for child in parent):
            parts = [part for child in parent for part in _split(child)]
            if _pair(parts, _MAX_DEPTH - depth):
                parent[:] = _built(parts)
        pending += [(child, depth + (child.tag in _NAMES)) for child in parent if len(child)]


def _split(element: Element) -> Iterator[_Part]:
    """Give the halves in a piece of raw HTML, and what stands around them."""
    text = element.text or ""
    if element.tag != RAW_HTML:
        yield _Part(element)
        return
    at = 0
    for found in _TOKEN.finditer(text):
        tag = Tag(found[0]) if found["tag"] else None
        half = tag if tag and tag.name in _NAMES and not tag.stands_alone else None
        if half is None and found["summary"] is None:
            continue
        if text[at : found.start()]:
            yield _Part(element, text[at : found.start()])
        yield _Part(element, found[0], tag=half, summary=found["summary"])
        at = found.end()
    if text[at:] or not at:
        yield _Part(element, text[at:] or text)


def _pair(parts: list[_Part], room: int) -> bool:
    """Tell halves their partners, at most so many within each other; say whether there are any."""
    begun: list[int] = []
    names: Counter[str] = Counter()
    for index, part in enumerate(parts):
        if part.tag is None:
            continue
        name = part.tag.name
        if not part.tag.closes:
            begun.append(index)
            names[name] += 1
        elif names[name]:
            while True:
                start = begun.pop()
                found = parts[start].tag
                names[found.name if found else ""] -= 1
                if found and found.name == name:
                    break
            if len(begun) < room and _fits(parts, start, index):
                parts[start].partner, part.partner = index, start
    return any(part.partner >= 0 for part in parts)


def _fits(parts: list[_Part], start: int, end: int) -> bool:
    """Say whether a block can be made of what stands between two halves."""
    tag = parts[start].tag
    if tag is None:
        return False
    if tag.name == "blockquote":
        return parts[start].source is not parts[end].source and not tag.attributes
    if tag.name != "details":
        return parts[start].source is not parts[end].source and group.fits(tag.name, tag.attributes)
    between = start + 1
    while between < end and not parts[between].written.strip() and parts[between].source is parts[start].source:
        between += 1
    return details.fits(tag.attributes) and parts[between].summary is not None


def _built(parts: list[_Part]) -> list[Element]:
    out = Element("div")
    within = [out]
    pending: list[_Part] = []

    def flush() -> None:
        written = "".join(part.written for part in pending).strip("\n")
        if written.strip():
            within[-1].append(_rest(written, whole=written == (pending[0].source.text or "").strip("\n")))
        pending.clear()

    for part in parts:
        if pending and pending[0].source is not part.source:
            flush()
        opened = within[-1]
        if part.partner < 0 and not (part.summary is not None and opened.tag == "details" and not len(opened)):
            if part.written:
                pending.append(part)
            else:
                opened.append(part.source)
            continue
        flush()
        if part.summary is not None:
            opened.append(_summary(part.summary))
        elif part.tag is not None and part.tag.closes:
            within.pop()
        elif part.tag is not None:
            element = Element(part.tag.name, part.tag.attributes)
            opened.append(element)
            within.append(element)
    flush()
    return list(out)


def _summary(written: str) -> Element:
    element = Element("summary")
    write_html(element, " ".join(written.split()))
    for part in element.iter():
        # The block's summary is one line of text: a heading in it is bold, a paragraph only its words.
        part.tag = "strong" if part.tag in _HEADINGS else "span" if part.tag in {"p", "div"} else part.tag
    return element


def _rest(written: str, *, whole: bool) -> Element:
    """Give what is left of a piece of HTML: words as a paragraph, anything else as HTML."""
    tags = _TOKEN.finditer(written)
    if not whole and all(tag["tag"] and Tag(tag[0]).name in RICH_TEXT for tag in tags):
        element = Element("p")
        write_html(element, written.strip())
        return element
    element = Element(RAW_HTML)
    element.text = AtomicString(written)
    return element
