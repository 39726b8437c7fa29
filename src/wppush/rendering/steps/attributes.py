"""Attributes in braces right behind a link or a picture, and the size that Obsidian writes into a picture's words.

`{: target="_blank"}` is kramdown's and Python-Markdown's form, `{width=300 .align-right}` Pandoc's, `![words|300](…)`
Obsidian's. A picture alone in its paragraph may have its braces on the next line. How a browser should load a picture
(`loading`, `decoding`, `fetchpriority`) is WordPress's to say on every page, and left out without a word.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wppush.rendering import picture
from wppush.rendering.codes import Code
from wppush.rendering.flat import elements
from wppush.rendering.media import only

if TYPE_CHECKING:
    from collections.abc import Container
    from xml.etree.ElementTree import Element

    from wppush.rendering.reading import Reading

_VALUE = r"(?:\"([^\"\n]*+)\"|'([^'\n]*+)'|“([^“”\n]*+)”|([^\s{}\"'“”=<>]++))"
_ITEM = re.compile(
    rf"\s*+(?:\.(?P<class>-?[\w-]++)|\#(?P<id>[\w:.-]++)|(?P<key>[A-Za-z][\w:-]*+)\s?=\s?{_VALUE})(?=[\s}}.#])"
)
_OPENING = re.compile(r"\{:?[ ]?(?=[.#A-Za-z \n])")
_LONGEST = 1_000
_ESCAPED = re.compile(r"[)\]>]\n?\\(\{[^{}\n]{0,1000}+\})")
"""Braces before which the author put a backslash: they are meant to be read."""
_SIZE = re.compile(r"(?P<width>[0-9]{1,5})(?:x(?P<height>[0-9]{1,5}))?")
_OF_LINK = re.compile(r"target|rel|title|class|id|hreflang|lang|dir|type|download|data-[\w-]+|aria-[\w-]+")
_OF_PICTURE = re.compile(r"width|height|align|class|id|title|alt|style")


def run(reading: Reading) -> None:
    """Give links and pictures their attributes."""
    braces, bars = "{" in reading.text, "|" in reading.text
    if not braces and not bars:
        return
    escaped = {found[1] for found in _ESCAPED.finditer(reading.text)}
    for element in elements(reading):
        if bars and element.tag == "img" and "|" in element.get("alt", ""):
            _size(element)
        if not braces:
            continue
        for child in list(element):
            if child.tag in {"a", "img"} and child.tail:
                _take(child, element, reading, escaped)


def _size(image: Element) -> None:
    words, _, size = image.get("alt", "").rpartition("|")
    found = _SIZE.fullmatch(size.strip())
    if found and "width" not in image.attrib:
        image.set("alt", words.rstrip())
        image.set("width", found["width"])
        if found["height"]:
            image.set("height", found["height"])


def _take(child: Element, parent: Element, reading: Reading, escaped: Container[str]) -> None:
    tail = child.tail or ""
    start = 0
    if tail[:1] in {"\n", " "} and tail.lstrip().startswith("{:"):
        alone = parent.tag == "p" and len(parent) == 1 and not (parent.text or "").strip() and _is_picture(child)
        start = len(tail) - len(tail.lstrip()) if alone and "\n" in tail else 0
    read = _read(tail, start)
    if read is None or tail[start : read[1]] in escaped:
        return
    said, end = read
    known = _OF_LINK if child.tag == "a" else _OF_PICTURE
    target = child
    if start and child.tag == "a":
        target, known = child[0], _OF_PICTURE
    for key, value in said:
        if key == "class":
            classes = f"{target.get('class', '')} {value}"
            target.set("class", picture.aligned(classes) if target.tag == "img" else classes.strip())
        elif known.fullmatch(key):
            target.set(key, value)
        elif not (target.tag == "img" and key in picture.MEANINGLESS):
            reading.notices.note(Code.ATTRIBUTE, f"{key}=", within=tail[:end].strip(), near=key)
    child.tail = tail[end:]


def _is_picture(element: Element) -> bool:
    inner = only(element) if element.tag == "a" else element
    return inner is not None and inner.tag == "img"


def _read(text: str, start: int) -> tuple[list[tuple[str, str]], int] | None:
    """Give the attributes in braces, and where they end; None where this is anything else."""
    opening = _OPENING.match(text, start)
    if opening is None:
        return None
    out: list[tuple[str, str]] = []
    at = opening.end()
    limit = min(len(text), at + _LONGEST)
    while item := _ITEM.match(text, at, limit):
        if item["class"]:
            out.append(("class", item["class"]))
        elif item["id"]:
            out.append(("id", item["id"]))
        else:
            value = next(group for group in item.groups()[3:] if group is not None)
            out.append((item["key"].lower(), value))
        at = item.end()
    end = len(text) - len(text[at:].lstrip(" \n"))
    return (out, end + 1) if out and text.startswith("}", end) else None
