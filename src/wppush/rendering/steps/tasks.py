"""Items of a list that are tasks: `- [ ] open`, `- [x] done`, and the check boxes that an extension made of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wppush.rendering.markdown.flow import elements, only_blocks

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

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
    if not len(first) or (first.text or "").strip() or first[0].tag not in {"input", "label"}:
        return
    box = first[0]
    made = next((part for part in box.iter("input") if part.get("type") == "checkbox"), None)
    if made is not None and not "".join(box.itertext()).strip():
        item.set("task", "done" if "checked" in made.attrib else "open")
        first.text = (box.tail or "").lstrip()
        first.remove(box)
