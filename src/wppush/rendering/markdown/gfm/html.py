"""GFM 4.6: raw HTML on lines of its own. What stands between two blank lines is Markdown again, even in a <div>.

This stands where Python-Markdown's own reader of raw HTML works before any block is known. The extension `md_in_html`
brings one of that kind back; then there is nothing left to do here.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree.ElementTree import SubElement

from markdown.blockprocessors import BlockProcessor
from markdown.util import AtomicString

from wppush.rendering.markdown.gfm.lines import HTML, LONE_TAG
from wppush.rendering.markdown.tags import name_of
from wppush.rendering.markdown.tree import RAW_HTML

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_MARKED = re.compile(r" {0,3}<(!--|\?|!\[CDATA\[|![a-zA-Z]|(?i:script|pre|style|textarea)(?=[ >\n]|$))")
_OF_WORDS = frozenset(["a", "b", "code", "em", "font", "i", "img", "kbd", "s", "small", "span", "strong", "sub", "sup"])
_ENDS = {"!--": "-->", "?": "?>", "![CDATA[": "]]>"}


class RawHtmlProcessor(BlockProcessor):
    """Takes raw HTML off the beginning of a block, or of several where only a closing mark ends it."""

    def test(self, parent: Element, block: str) -> bool:  # noqa: ARG002 - Python-Markdown's signature
        return HTML.match(block) is not None or _is_lone_tag(block)

    def run(self, parent: Element, blocks: list[str]) -> None:
        marked = _MARKED.match(blocks[0])
        html = _take_until(blocks, _end_of(marked[1])) if marked else blocks.pop(0)
        SubElement(parent, RAW_HTML).text = AtomicString(html)


def _is_lone_tag(block: str) -> bool:
    """Say whether a block begins with a tag alone on its line.

    One over several lines begins a paragraph, by GitHub's rules; where no paragraph can hold it, a player's say, it is
    left whole.
    """
    found = LONE_TAG.match(block)
    return found is not None and ("\n" not in found[0] or name_of(found[0].lstrip(" ")) not in _OF_WORDS)


def _end_of(opening: str) -> re.Pattern[str]:
    end = _ENDS.get(opening) or (">" if opening.startswith("!") else f"</{opening}>")
    return re.compile(re.escape(end), re.IGNORECASE)


def _take_until(blocks: list[str], end: re.Pattern[str]) -> str:
    """Take lines until the one that holds `end`, or all there are."""
    taken: list[str] = []
    while blocks:
        block = blocks.pop(0)
        found = end.search(block)
        if found is None:
            taken.append(block)
            continue
        line_end = block.find("\n", found.end())
        if line_end >= 0:
            blocks.insert(0, block[line_end + 1 :])
            block = block[:line_end]
        taken.append(block)
        break
    return "\n\n".join(taken)
