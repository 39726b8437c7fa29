"""Elements to HTML, as a browser's `innerHTML` writes it: the form in which WordPress compares rich text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wppush.blocks import escape
from wppush.rendering.address import classes_among_words
from wppush.rendering.markdown import MATH, RAW_HTML, VOID, name_of

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_BLANKS = re.compile(r"[ \t\n]+")

RICH_TEXT = frozenset(
    [
        "a",
        "abbr",
        "b",
        "bdi",
        "bdo",
        "big",
        "br",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "img",
        "ins",
        "kbd",
        "label",
        "mark",
        "q",
        "ruby",
        "rb",
        "rp",
        "rt",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
    ]
)
"""What the editor keeps inside a text. Other elements end the paragraph around them, or are lost when it is edited."""


def unfit(element: Element) -> str | None:
    """Give the first tag that rich text cannot hold in a block of text, or in a table's cells; None for none."""
    texts = [cell for row in element.iter("tr") for cell in row] if element.tag == "table" else [element]
    return next((tag for text in texts if (tag := _unfit_in(text)) is not None), None)


def _unfit_in(text: Element) -> str | None:
    hollow = _is_hollow(text)
    formulas: set[Element] = set()
    for child in text.iter():
        if child is text or child in formulas:
            continue
        if child.tag == MATH and "data-latex" in child.attrib:
            formulas.update(child.iter())
            continue
        if child.tag == RAW_HTML:
            return name_of(child.text or "")
        custom = "-" in child.tag
        if (child.tag not in RICH_TEXT and not custom) or (hollow and (custom or child.attrib)):
            return child.tag
    return None


def _is_hollow(element: Element) -> bool:
    """Say whether there are only elements without content: WordPress takes such a text for an empty one."""
    if element.text and element.text.strip(" \t\n"):
        return False
    seen = any(child.tag in {"img", "br"} or (child.tag == "a" and child.attrib) for child in element.iter())
    return not seen and not "".join(element.itertext()).strip(" \t\n")


def rich_text(element: Element) -> str:
    """Give an element's content as rich text. Blanks collapse, as they do when the editor writes the text anew."""
    return "" if _is_hollow(element) else inner_html(element).strip(" ")


def inner_html(element: Element) -> str:
    """Give an element's content as HTML."""
    out: list[str] = []
    _write_content(element, out)
    return "".join(out)


def outer_html(element: Element) -> str:
    """Give an element with its content as HTML."""
    out: list[str] = []
    _write(element, out)
    return "".join(out)


def _write_content(element: Element, out: list[str]) -> None:
    verbatim = element.tag in {"code", "annotation"}
    out.append(escape.text(_text(element.text, verbatim=verbatim)))
    for child in element:
        _write(child, out)
        out.append(escape.text(_text(child.tail, verbatim=verbatim)))


def _text(text: str | None, *, verbatim: bool) -> str:
    return (text or "") if verbatim else _BLANKS.sub(" ", text or "")


def _write(element: Element, out: list[str]) -> None:
    if element.tag == RAW_HTML:
        out.append(escape.raw_html(element.text or ""))
        return
    attributes = "".join(
        f' {key}="{escape.rich_attribute(value)}"' for key, value in classes_among_words(element).items()
    )
    out.append(f"<{element.tag}{attributes}>")
    if element.tag not in VOID:
        _write_content(element, out)
        out.append(f"</{element.tag}>")
