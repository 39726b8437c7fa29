"""Python-Markdown with GitHub's rules, and with whatever extensions someone adds: text in, a tree of elements out.

Nothing is ever serialised to HTML: preprocessors, blocks and treeprocessors run as they do in `Markdown.convert`, then
the tree is resolved.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.util import AtomicString

from wppush.errors import ConfigError
from wppush.rendering.markdown.gfm import GfmExtension
from wppush.rendering.markdown.leftovers import Leftovers
from wppush.rendering.markdown.notes import take_footnotes
from wppush.rendering.markdown.notices import Notice, Notices
from wppush.rendering.markdown.resolve import Resolver
from wppush.rendering.markdown.sources import Sources
from wppush.rendering.markdown.tree import Tree

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from markdown.extensions import Extension

_BEFORE_INLINE = 20.5


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
    md = _loaded([gfm, *extensions], extension_configs)
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
    notices = (tuple(of_blocks.all), tuple(of_words.all))
    return Tree(root=root, sources=sources.texts, notices=notices, footnotes=take_footnotes(root))


def _loaded(extensions: Sequence[str | Extension], extension_configs: Mapping[str, dict[str, Any]]) -> Markdown:
    try:
        return Markdown(extensions=extensions, extension_configs=dict(extension_configs))
    except (ImportError, AttributeError, KeyError, TypeError, ValueError) as error:  # what Python-Markdown lets through
        names = ", ".join(f'"{name}"' for name in extensions if isinstance(name, str))
        raise ConfigError(
            f"a Markdown extension can't be loaded, of {names}: {error}",
            hint="look at extensions and extension_configs below [markdown] in wppush.toml, or install the package",
        ) from error


def _as_text(text: str) -> Tree:
    root = Element(Markdown.doc_tag)
    for paragraph in text.split("\n\n"):
        if paragraph.strip():
            SubElement(root, "p").text = AtomicString(paragraph)
    return Tree(root=root, sources={}, notices=((Notice(code="WP202", about=""),),))
