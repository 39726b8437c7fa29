"""Python-Markdown with GitHub's rules, and with whatever extensions someone adds: text in, a tree of elements out.

Nothing is ever serialised to HTML: preprocessors, blocks and treeprocessors run as they do in `Markdown.convert`, then
the tree is resolved.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.util import AtomicString

from wppush.errors import SourceError, WppushError
from wppush.rendering.codes import Code
from wppush.rendering.markdown.failing import fault, of_others
from wppush.rendering.markdown.notes import take_footnotes
from wppush.rendering.markdown.notices import Notice, Notices
from wppush.rendering.markdown.reader import reader
from wppush.rendering.markdown.resolve import Resolver
from wppush.rendering.markdown.tree import Tree

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from markdown.extensions import Extension


def parse(
    text: str,
    extensions: Sequence[str | Extension] = (),
    extension_configs: Mapping[str, dict[str, Any]] | None = None,
) -> Tree:
    """Parse Markdown into a tree.

    `extensions` are Python-Markdown's, by name or as objects, and work on top of GitHub's rules. Control characters
    must have been taken out: Python-Markdown marks places with two of them. Raises ConfigError for an extension that
    cannot be loaded, SourceError for one that fails.
    """
    try:
        return _parse(text, extensions, extension_configs or {})
    except RecursionError:  # only other people's blocks nest without end; ours are counted
        return _as_text(text)
    except WppushError:
        raise
    except (Exception, SystemExit) as error:  # whatever an extension does
        modules = of_others(extensions)
        if not modules:
            raise
        raise SourceError([fault(modules, error)]) from error


def _parse(text: str, extensions: Sequence[str | Extension], configs: Mapping[str, dict[str, Any]]) -> Tree:
    of_words = Notices()
    with reader(extensions, configs) as lent:
        root = lent.read(text)
        Resolver(lent.leftovers(), of_words, lent.md.is_block_level, lent.sources).resolve(root)
        notices = (lent.notices, tuple(of_words.all))
        return Tree(root=root, sources=lent.sources, notices=notices, footnotes=take_footnotes(root))


def _as_text(text: str) -> Tree:
    root = Element(Markdown.doc_tag)
    for paragraph in text.split("\n\n"):
        if paragraph.strip():
            SubElement(root, "p").text = AtomicString(paragraph)
    return Tree(root=root, sources={}, notices=((Notice(code=Code.NESTED_TOO_DEEPLY, about=""),),))
