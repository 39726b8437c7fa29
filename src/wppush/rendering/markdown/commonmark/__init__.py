"""GitHub Flavored Markdown to the letter: markdown-it-py reads it, and its tokens become our tree.

`plugins` has the table of all that is understood beyond GitHub's own rules.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wppush.rendering.markdown.commonmark.blocks import Builder
from wppush.rendering.markdown.commonmark.parser import parser
from wppush.rendering.markdown.commonmark.plugins import wanted
from wppush.rendering.markdown.commonmark.rules import Environment
from wppush.rendering.markdown.notes import take_footnotes
from wppush.rendering.markdown.notices import Notices
from wppush.rendering.markdown.tree import Tree

if TYPE_CHECKING:
    from wppush.config import MarkdownConfig

__all__ = ["parse"]


def parse(text: str, markdown: MarkdownConfig) -> Tree:
    """Parse Markdown into a tree."""
    of_blocks, of_words = Notices(), Notices()
    plugins = wanted(markdown)
    environment = Environment(of_blocks)
    tokens = parser(markdown, plugins).parse(text, environment.for_rules())
    builder = Builder({name: make for plugin in plugins for name, make in plugin.elements.items()}, of_words)
    builder.build(tokens)
    return Tree(
        root=builder.root,
        sources=builder.sources,
        notices=(tuple(of_blocks.all), tuple(of_words.all)),
        footnotes=take_footnotes(builder.root),
        lines=builder.lines,
    )
