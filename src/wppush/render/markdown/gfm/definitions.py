"""GFM 4.7: definitions of links. None interrupts a paragraph, and of several for one label the first one counts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markdown.blockprocessors import BlockProcessor

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_DEFINITION = re.compile(
    r"[ ]{0,3}\[((?:[^\\\[\]\n]|\\.)++)\]:[ ]*(?:\n[ ]*)?(<[^<>\n]*>|[^\s<]\S*)[ ]*"
    r"(?:\n[ ]*)?(([\"'])(.*)\4[ ]*|\((.*)\)[ ]*)?(?:\n|\Z)"
)


class DefinitionProcessor(BlockProcessor):
    """`[label]: address "title"`, where the address may stand in `<…>` and then hold blanks."""

    def test(self, parent: Element, block: str) -> bool:  # noqa: ARG002 - Python-Markdown's signature
        return _DEFINITION.match(block) is not None

    def run(self, parent: Element, blocks: list[str]) -> None:  # noqa: ARG002 - Python-Markdown's signature
        block = blocks.pop(0)
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
