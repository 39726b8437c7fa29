"""HTML on lines of its own that says no more than a block does becomes that block's element.

`<p align="center">`, headings, lists, tables and quotes without attributes, `<hr>`, the player of a video, lines of
`<br>`. What a block would lose, a style or a width of a cell, keeps the whole piece as the author wrote it. The words
stay HTML: nothing in them is read as Markdown.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from wppush.rendering.constructs import group
from wppush.rendering.markdown import RAW_HTML
from wppush.rendering.markdown.flow import only_blocks
from wppush.rendering.markdown.html_words import write_html
from wppush.rendering.markdown.tags import OPEN_TAG
from wppush.rendering.markup import unfit
from wppush.rendering.media import only
from wppush.rendering.native.lists import is_list
from wppush.rendering.native.players import player, recording
from wppush.rendering.native.tables import ALIGNMENT, table_of

if TYPE_CHECKING:
    from wppush.rendering.reading import Reading

_LONGEST = 50_000
_HOLDERS = frozenset(["div", "blockquote", "section", "details", "callout", "column"])
_TEXTS = frozenset(["p", "h1", "h2", "h3", "h4", "h5", "h6"])
_ALIGNED = re.compile(r"text-align:\s*(left|center|right);?")
_CLASSES = re.compile(r"-?[A-Za-z_][\w-]*(?:\s+-?[A-Za-z_][\w-]*)*")
_BEGIN = re.compile(
    r"\s*<(?:p|h[1-6]|hr|br|ul|ol|blockquote|table|iframe|center|div|video|audio)(?=[\s/>])", re.IGNORECASE
)
_DEEPEST = 8
_OF_WORDPRESS = ("wp-", "has-", "is-", "align")
"""Beginnings of classes that mean something beside an attribute of a block."""
_OPEN_TAGS = re.compile(OPEN_TAG)
_MAYBE = re.compile(r"<(?:br|video|audio|iframe)", re.IGNORECASE)
_PLAYERS = frozenset(["audio", "iframe", "video"])


def run(reading: Reading) -> None:
    """Make elements of such HTML, and blank space of lines of `<br>`."""
    if "<" not in reading.text:
        return
    html = _MAYBE.search(reading.text)
    for root in (reading.tree.root, *reading.tree.footnotes.values()):
        for holder in [root, *root.iter()]:
            if holder.tag not in _HOLDERS and holder is not root:
                continue
            if html:
                _drop_last_breaks(holder)
            found = {
                child: parts
                for child in holder
                if (parts := _native(child)) or (html and (parts := _of_paragraph(child)))
            }
            if found:
                holder[:] = [part for child in holder for part in found.get(child, [child])]


def _of_paragraph(element: Element) -> list[Element]:
    """Give what a paragraph of nothing but a player or line breaks stands for."""
    if element.tag != "p" or element.attrib or not len(element) or "".join(element.itertext()).strip(" \t\n"):
        return []
    alone = only(element)
    if alone is not None and alone.tag in _PLAYERS:
        made = player(alone) if alone.tag == "iframe" else recording(alone)
        return [made] if made is not None else []
    return [_spacer(len(element))] if all(child.tag == "br" for child in element) else []


def _drop_last_breaks(holder: Element) -> None:
    """Take the line breaks off the end of paragraphs: browsers show nothing there, but the editor an empty line."""
    for child in holder:
        if child.tag == "p" and len(child) and child[-1].tag == "br" and not (child[-1].tail or "").strip():
            kept = len(child)
            while kept and child[kept - 1].tag == "br" and not (child[kept - 1].tail or "").strip():
                kept -= 1
            if kept or (child.text or "").strip():
                del child[kept:]


def _spacer(lines: int) -> Element:
    return Element("spacer", {"lines": str(lines)})


def _native(raw: Element) -> list[Element]:
    """Give the elements that a piece of raw HTML is; none where it has to stay what it is."""
    written = (raw.text or "").strip() if raw.tag == RAW_HTML else ""
    if not written or len(written) > _LONGEST or "<!--" in written or not _BEGIN.match(written):
        return []
    root = Element("div")
    write_html(root, written)
    if len(_OPEN_TAGS.findall(written)) != sum(1 for _ in root.iter()) - 1 or (root.text or "").strip():
        return []
    return _elements(root)


def _elements(parent: Element, depth: int = 0) -> list[Element]:
    """Give the elements of the tree for all that stands in one of HTML; none where one has to stay what it is."""
    made: list[Element] = []
    for child in list(parent):
        if (child.tail or "").strip():
            return []
        child.tail = None
        element = _element(child, depth)
        if element is None:
            return []
        if element.tag == "spacer" and made and made[-1].tag == "spacer":
            made[-1].set("lines", str(int(made[-1].get("lines", "")) + 1))
        else:
            made.append(element)
    return made


def _element(element: Element, depth: int) -> Element | None:
    """Give an element of the tree for one of HTML."""
    if element.tag == "br":
        return _spacer(1)
    if element.tag == "hr":
        return element if not element.attrib else None
    if element.tag in {"center", "div", "p"} and (inner := only(element)) is not None and inner.tag == "iframe":
        return player(inner) if element.tag == "center" or _is_aligned(element) else None
    if element.tag in {"center", "div"}:
        return _group(element, depth)
    if element.tag in _TEXTS:
        return _text(element)
    if element.tag == "iframe":
        return player(element)
    if element.tag in {"video", "audio"}:
        return recording(element)
    if element.tag in {"ul", "ol"}:
        return element if is_list(element) else None
    if element.tag == "blockquote":
        return _quote(element)
    return table_of(element) if element.tag == "table" else None


def _is_aligned(element: Element) -> bool:
    return not element.attrib or (element.attrib.keys() == {"align"} and element.get("align") == "center")


def _group(element: Element, depth: int) -> Element | None:
    """Give what stands around other blocks and says only how they are aligned."""
    known = element.attrib.keys() == (set() if element.tag == "center" else {"align"})
    if not known or not group.fits(element.tag, element.attrib) or depth > _DEEPEST:
        return None
    only_blocks(element)
    inner = _elements(element, depth + 1)
    element[:] = inner
    return element if inner else None


def _text(element: Element) -> Element | None:
    """Give a paragraph or a heading; one that is aligned stands in a group.

    WordPress 7 would move an alignment of the paragraph itself to another attribute, which older ones do not know.
    """
    said = dict(element.attrib)
    classes = said.pop("class", "").strip()
    align = said.pop("align", "").lower()
    if style := said.pop("style", "").strip().lower():
        found = _ALIGNED.fullmatch(style)
        if found is None or align:
            return None
        align = found[1]
    name = said.pop("id", "") if element.tag != "p" else ""
    hollow = not "".join(element.itertext()).strip(" \t\n") and element.find(".//img") is None
    if said or hollow or unfit(element) is not None:
        return None
    if (classes and not _CLASSES.fullmatch(classes)) or (align and not ALIGNMENT.fullmatch(align)):
        return None
    if any(name.startswith(_OF_WORDPRESS) for name in classes.split()):
        return None
    element.attrib.clear()
    if classes:
        element.set("class", classes)
    if name:
        element.set("id", name)
    if not align or align == "left":
        return element
    around = Element("div", {"align": align})
    around.append(element)
    return around


def _quote(element: Element) -> Element | None:
    """Give a quote of paragraphs, or of words."""
    if element.attrib:
        return None
    if len(element) and all(child.tag == "p" for child in element):
        stray = (element.text or "").strip() or any((child.tail or "").strip() for child in element)
        return None if stray or not all(not child.attrib and _text(child) is not None for child in element) else element
    quote, words = Element("blockquote"), Element("p")
    words.text = element.text
    words.extend(element)
    quote.append(words)
    return quote if _text(words) is not None else None
