"""Items of a list that are tasks: `- [ ] open`, `- [x] done`, and the check boxes that an extension made of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from wppush.rendering.markdown import RAW_HTML
from wppush.rendering.markdown.flow import elements, only_blocks
from wppush.rendering.markdown.html_words import write_html

if TYPE_CHECKING:
    from wppush.rendering.reading import Reading

_BOX = re.compile(r"\s*\[(?P<mark>[ xX])\]\s+(?=\S)|\s*\[(?P<before>[ xX])\]\s+$")


def run(reading: Reading) -> None:
    """Mark items that are tasks."""
    if not any(mark in reading.text for mark in ("[ ]", "[x]", "[X]")):
        return
    for item in elements(reading.tree):
        if item.tag == "li":
            only_blocks(item)
            first = item[0] if len(item) else None
            if first is not None and first.tag == "p":
                _read(item, first, reading.tree.sources.get(first, "").lstrip())


def _read(item: Element, first: Element, source: str) -> None:
    found = _BOX.match(first.text or "")
    if found and not source.startswith("\\") and (found["mark"] or len(first)):
        item.set("task", "open" if (found["mark"] or found["before"]) == " " else "done")
        first.text = (first.text or "")[found.end() :]
        return
    box = first[0] if len(first) and not (first.text or "").strip() else None
    if box is not None and box.tag == RAW_HTML:
        made = Element("label")
        write_html(made, box.text or "")
    elif box is not None and box.tag in {"input", "label"}:
        made = box
    else:
        return
    boxes = [part for part in made.iter("input") if part.get("type") == "checkbox"]
    if len(boxes) == 1 and not "".join(made.itertext()).strip():
        item.set("task", "done" if "checked" in boxes[0].attrib else "open")
        first.text = (first[0].tail or "").lstrip()
        first.remove(first[0])
