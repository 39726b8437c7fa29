"""GFM 4.7: definitions of links. None interrupts a paragraph, and of several for one label the first one counts.

But where a paragraph begins like a definition and is none (its address holds blanks: a template's, say), those in the
lines below it are still meant: GitHub would show all of them as text.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from markdown.blockprocessors import BlockProcessor

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_DEFINITION = re.compile(
    r"[ ]{0,3}\[((?:[^\\\[\]\n]|\\.)++)\]:[ ]*(?:\n[ ]*)?(<[^<>\n]*>|[^\s<]\S*)[ ]*"
    r"(?:\n[ ]*)?(([\"'])(.*)\4[ ]*|\((.*)\)[ ]*)?(?:\n|\Z)"
)
_ALIKE = re.compile(r"[ ]{0,3}\[(?:[^\\\[\]\n]|\\.)++\]:[ ]")
_NEXT_LINE = re.compile(rf"\n(?={_DEFINITION.pattern})")


class DefinitionProcessor(BlockProcessor):
    """`[label]: address "title"`, where the address may stand in `<…>` and then hold blanks."""

    def test(self, parent: Element, block: str) -> bool:  # noqa: ARG002 - Python-Markdown's signature
        self._at_once = _DEFINITION.match(block) is not None
        return self._at_once or (_ALIKE.match(block) is not None and _NEXT_LINE.search(block) is not None)

    def run(self, parent: Element, blocks: list[str]) -> None:  # noqa: ARG002 - Python-Markdown's signature
        block = blocks.pop(0)
        if not self._at_once:
            cuts = [0, *(found.end() for found in _NEXT_LINE.finditer(block)), len(block) + 1]
            blocks[:0] = [block[start : end - 1] for start, end in pairwise(cuts)]
            return
        at = 0
        while at < len(block) and (found := _DEFINITION.match(block, at)):
            written = found[2]
            address = written[1:-1] if written.startswith("<") else written
            self.parser.md.references.setdefault(normalised(found[1]), (address, found[5] or found[6]))
            at = found.end()
        if block[at:].strip():
            blocks.insert(0, block[at:])


def normalised(label: str) -> str:
    """Give the form by which labels are compared."""
    return " ".join(label.split()).casefold()
