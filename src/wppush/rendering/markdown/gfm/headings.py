"""GFM 4.2 and 4.3: headings, with `{#id}` at their end."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markdown.blockprocessors import HashHeaderProcessor, SetextHeaderProcessor

from wppush.rendering.markdown.gfm.lines import UNDERLINE, begins_block, first_line

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_ANCHOR = re.compile(r"(?:^|(?<= ))\{#([^\s{}#\"'<>&]+)\}$")


class AtxProcessor(HashHeaderProcessor):
    """`# Heading`: with a blank behind the hashes, and one before closing ones, so that `C#` keeps its own."""

    RE = re.compile(r"\A {0,3}(?P<level>#{1,6})(?P<header>(?: [^\n]*)?)(?:\n|$)")

    def run(self, parent: Element, blocks: list[str]) -> None:
        super().run(parent, blocks)
        heading = parent[-1]
        text = heading.text or ""
        bare = text.rstrip("#")
        _finish(heading, bare if not bare or bare[-1] == " " else text)


class SetextProcessor(SetextHeaderProcessor):
    """A paragraph of one line or more, underlined."""

    def test(self, parent: Element, block: str) -> bool:  # noqa: ARG002 - Python-Markdown's signature
        self._found = None if begins_block(first_line(block)) else UNDERLINE.search(block)
        return self._found is not None

    def run(self, parent: Element, blocks: list[str]) -> None:
        found = self._found
        if found is None:
            return
        block = blocks.pop(0)
        heading = parent.makeelement("h1" if found[1].startswith("=") else "h2", {})
        parent.append(heading)
        _finish(heading, block[: found.start()])
        if block[found.end() :]:
            blocks.insert(0, block[found.end() :])


def _finish(heading: Element, text: str) -> None:
    text = text.strip(" ")
    anchor = _ANCHOR.search(text) if text.endswith("}") else None
    if anchor:
        heading.set("id", anchor[1])
        text = text[: anchor.start()].rstrip(" ")
    heading.text = text
