"""A Python-Markdown that is set up by our rules: it reads one text after another.

To set one up takes about as long as to read a short post, so those with nothing but our own extensions are kept for the
next text. Two threads never share one.
"""

from __future__ import annotations

from collections import defaultdict
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, cast

from markdown import Markdown

from wppush.codes import SettingsCode
from wppush.errors import ConfigError
from wppush.rendering.markdown.gfm import GfmExtension
from wppush.rendering.markdown.inline import InlineProcessor
from wppush.rendering.markdown.leftovers import Leftovers
from wppush.rendering.markdown.notices import Notices
from wppush.rendering.markdown.sources import Sources

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from xml.etree.ElementTree import Element

    from markdown import treeprocessors
    from markdown.extensions import Extension
    from markdown.util import Registry

    from wppush.rendering.markdown.notices import Notice

_BEFORE_INLINE = 20.5
_MARKS = {
    "backtick": ("`",),
    "autolink": ("<",),
    "escape": ("\\",),
    "reference": ("[",),
    "link": ("[",),
    "image_link": ("![",),
    "image_reference": ("![",),
    "short_reference": ("[",),
    "short_image_ref": ("![",),
    "linebreak": ("  \n", "\\\n"),
    "html": ("<",),
    "gfm_bare_address": ("://", "www."),
    "entity": ("&",),
    "delimiter": ("*", "_", "~"),
    "gfm_bare_mail": ("@",),
    "wppush_math": ("$",),
}
"""Inline rule → characters without which it has nothing to do in a text."""


class Reader:
    """Reads texts into Python-Markdown's trees. Raises ConfigError for an extension that cannot be loaded."""

    def __init__(self, extensions: Sequence[str | Extension], configs: Mapping[str, dict[str, Any]]) -> None:
        self._notices = Notices()
        self._gfm = GfmExtension(self._notices)
        self._sparing = _are_reusable(extensions)
        self.md = _loaded([self._gfm, *extensions], configs)
        self._gfm.keep_fences(self.md)
        self._sources = Sources(self.md)
        self.md.treeprocessors.register(self._sources, "sources", _BEFORE_INLINE)
        rules = self.md.inlinePatterns
        marks = {id(rules[name]): marks for name, marks in _MARKS.items() if name in rules}
        self._rules = [(marks.get(id(rule), ("",)), rule) for rule in rules]
        inline = self.md.treeprocessors["inline"]
        if self._sparing and isinstance(inline, InlineProcessor):
            inline.marks = marks

    def read(self, text: str) -> Element:
        """Read a text: its tree still has the marks that Python-Markdown leaves for its serialiser."""
        lines = text.removesuffix("\n").split("\n")
        for preprocessor in self.md.preprocessors:
            lines = preprocessor.run(lines)
        if self._sparing:
            self._choose_rules("\n".join(lines))
        root = cast("Element", self.md.parser.parseDocument(lines).getroot())
        for treeprocessor in self.md.treeprocessors:
            if treeprocessor is self.md.treeprocessors["unescape"]:
                continue  # an escaped `&` would become one that may begin an entity
            replaced = treeprocessor.run(root)
            root = root if replaced is None else replaced
        return root

    def leftovers(self) -> Leftovers:
        """Give what the marks stand for in the text that was read last."""
        return Leftovers(self.md, self._gfm.source_of)

    @property
    def sources(self) -> Mapping[Element, str]:
        """Element → its text in Markdown, in the text that was read last."""
        return self._sources.texts

    @property
    def notices(self) -> tuple[Notice, ...]:
        """What there is to say about the blocks of the text that was read last."""
        return tuple(self._notices.all)

    def _choose_rules(self, text: str) -> None:
        """Leave out the inline rules that a text has nothing for: each costs a call for each of its paragraphs."""
        inline = cast("treeprocessors.InlineProcessor", self.md.treeprocessors["inline"])
        chosen = [rule for marks, rule in self._rules if any(mark in text for mark in marks)]
        inline.inlinePatterns = cast("Registry[Any]", chosen)


_kept: defaultdict[tuple[type, ...], list[Reader]] = defaultdict(list)
"""Types of extensions → readers with them that nobody uses right now."""


@contextmanager
def reader(extensions: Sequence[str | Extension], configs: Mapping[str, dict[str, Any]]) -> Iterator[Reader]:
    """Lend a reader for one text; one that fails is not used again.

    Extensions of other people may remember things: with them, each text has a reader of its own.
    """
    if not _are_reusable(extensions):
        yield Reader(extensions, configs)
        return
    kept = _kept[tuple(type(extension) for extension in extensions)]
    try:
        lent = kept.pop()
    except IndexError:
        lent = Reader(extensions, configs)
    yield lent
    lent.md.reset()
    kept.append(lent)


def _are_reusable(extensions: Sequence[str | Extension]) -> bool:
    return all(getattr(extension, "reusable", False) for extension in extensions)


def _loaded(extensions: Sequence[str | Extension], configs: Mapping[str, dict[str, Any]]) -> Markdown:
    try:
        return Markdown(extensions=extensions, extension_configs=dict(configs))
    except (ImportError, AttributeError, KeyError, TypeError, ValueError) as error:  # what Python-Markdown lets through
        names = ", ".join(f'"{name}"' for name in extensions if isinstance(name, str))
        raise ConfigError(
            f"a Markdown extension can't be loaded, of {names}: {error}",
            hint="look at extensions and extension_configs below [markdown] in wppush.toml, or install the package",
            ref=SettingsCode.EXTENSION,
        ) from error
