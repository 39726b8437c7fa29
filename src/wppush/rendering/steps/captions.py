"""The line `Table: caption` or `: caption` below a table, a paragraph of its own as Pandoc reads it."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from wppush.rendering.markdown.flow import elements
from wppush.rendering.markup import unfit

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from wppush.rendering.reading import Reading

_MARK = re.compile(r"\s*(?:Table)?:[ \t]+(?=\S)")


def run(reading: Reading) -> None:
    """Give tables their captions."""
    if ": " not in reading.text or "|" not in reading.text:
        return
    for parent in list(elements(reading.tree)):
        if parent.tag == "table":
            continue
        found = [
            (table, below)
            for table, below in pairwise(parent)
            if table.tag == "table" and below.tag == "p" and _MARK.match(below.text or "") and _fits(below)
        ]
        for table, below in found:
            below.tag = "caption"
            below.text = _MARK.sub("", below.text or "", count=1)
            table.insert(0, below)
        if found:
            parent[:] = [child for child in parent if child.tag != "caption"]


def _fits(paragraph: Element) -> bool:
    """Say whether a paragraph is one line that the editor can hold."""
    lines = [paragraph.text or "", *(child.tail or "" for child in paragraph)]
    return unfit(paragraph) is None and not any("\n" in line.strip() for line in lines)
