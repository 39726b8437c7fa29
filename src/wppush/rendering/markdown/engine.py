"""Python-Markdown with GitHub's rules, and with whatever extensions someone adds: text in, a tree of elements out.

Nothing is ever serialised to HTML: preprocessors, blocks and treeprocessors run as they do in `Markdown.convert`, then
the tree is resolved.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.util import AtomicString

from wppush.rendering.markdown.gfm import GfmExtension
from wppush.rendering.markdown.leftovers import Leftovers
from wppush.rendering.markdown.notices import Notice, Notices
from wppush.rendering.markdown.resolve import Resolver
from wppush.rendering.markdown.sources import Sources

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from markdown.extensions import Extension

_BEFORE_INLINE = 20.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Tree:
    """A document as plain elements."""

    root: Element
    sources: Mapping[Element, str]
    """Element → its text in Markdown, where it has one."""
    notices: tuple[tuple[Notice, ...], ...]
    """One sequence for each reading of the text, each in the order of the text."""


def parse(
    text: str,
    extensions: Sequence[str | Extension] = (),
    extension_configs: Mapping[str, dict[str, Any]] | None = None,
) -> Tree:
    """Parse Markdown into a tree.

    `extensions` are Python-Markdown's, by name or as objects, and work on top of GitHub's rules. Control characters
    must have been taken out: Python-Markdown marks places with two of them.
    """
    try:
        return _parse(text, extensions, extension_configs or {})
    except RecursionError:  # only other people's blocks nest without end; ours are counted
        return _as_text(text)


def _parse(text: str, extensions: Sequence[str | Extension], extension_configs: Mapping[str, dict[str, Any]]) -> Tree:
    of_blocks, of_words = Notices(), Notices()
    gfm = GfmExtension(of_blocks)
    md = Markdown(extensions=[gfm, *extensions], extension_configs=dict(extension_configs))
    gfm.keep_fences(md)
    sources = Sources(md)
    md.treeprocessors.register(sources, "sources", _BEFORE_INLINE)
    lines = text.removesuffix("\n").split("\n")
    for preprocessor in md.preprocessors:
        lines = preprocessor.run(lines)
    root = cast("Element", md.parser.parseDocument(lines).getroot())
    for treeprocessor in md.treeprocessors:
        if treeprocessor is md.treeprocessors["unescape"]:
            continue  # an escaped `&` would become one that may begin an entity
        replaced = treeprocessor.run(root)
        root = root if replaced is None else replaced
    resolver = Resolver(Leftovers(md, gfm.source_of), of_words, md.is_block_level, sources.texts)
    resolver.resolve(root)
    return Tree(root=root, sources=sources.texts, notices=(tuple(of_blocks.all), tuple(of_words.all)))


def _as_text(text: str) -> Tree:
    root = Element(Markdown.doc_tag)
    for paragraph in text.split("\n\n"):
        if paragraph.strip():
            SubElement(root, "p").text = AtomicString(paragraph)
    return Tree(root=root, sources={}, notices=((Notice(code="WP202", about=""),),))
