"""Which elements stand on lines of their own, and paragraphs for the words between them.

Parsers give paragraphs everywhere; extensions of Python-Markdown and what people write in HTML do not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from wppush.rendering.markdown.tree import CONTAINER, MATH, RAW_HTML, SHORTCODE, WP_BLOCK

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wppush.rendering.markdown.tree import Tree

_BLOCKS = frozenset(
    [
        *("address", "article", "aside", "blockquote", "center", "details", "div", "dl", "fieldset", "figure"),
        *("footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "iframe", "main", "menu", "nav", "ol"),
        *("p", "pre", "section", "style", "summary", "table", "ul", "caption", "thead", "tbody", "tfoot", "tr"),
        *(
            "td",
            "th",
            "li",
            "dt",
            "dd",
            "buttons",
            "callout",
            "column",
            "columns",
            CONTAINER,
            RAW_HTML,
            SHORTCODE,
            WP_BLOCK,
        ),
    ]
)


def is_block(element: Element) -> bool:
    """Say whether an element stands on lines of its own."""
    return element.get("display") == "block" if element.tag == MATH else element.tag in _BLOCKS


def elements(tree: Tree) -> Iterator[Element]:
    """Give every element of a document, notes included; each before those in it."""
    yield from tree.root.iter()
    for note in tree.footnotes.values():
        yield from note.iter()


def only_blocks(element: Element) -> None:
    """Put the words that stand in an element directly into paragraphs, with the inline elements among them."""
    if not (element.text or "").strip() and all(is_block(child) and not _has_words(child) for child in element):
        return
    children = list(element)
    paragraph = Element("p")
    paragraph.text, element.text = element.text, None
    element[:] = []
    for child in children:
        if not is_block(child):
            paragraph.append(child)
            continue
        _keep(element, paragraph)
        paragraph = Element("p")
        paragraph.text, child.tail = child.tail, None
        element.append(child)
    _keep(element, paragraph)


def _has_words(element: Element) -> bool:
    return bool((element.tail or "").strip())


def _keep(parent: Element, paragraph: Element) -> None:
    if len(paragraph) or (paragraph.text or "").strip():
        parent.append(paragraph)
