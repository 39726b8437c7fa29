"""What Python-Markdown leaves in the texts of its tree for its serialiser and postprocessors, read into plain parts.

Raw HTML, entities and the work of other extensions are kept aside in a stash, and marks in the text stand for them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from markdown.util import AMP_SUBSTITUTE, ETX, STX, AtomicString

from wppush.rendering.markdown.content import read_html
from wppush.rendering.markdown.entities import ENTITY, character, decoded
from wppush.rendering.markdown.tags import Tag
from wppush.rendering.markdown.tree import RAW_HTML

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from markdown import Markdown

    from wppush.rendering.markdown.content import Part

_MARK = re.compile(f"({STX}[^{STX}{ETX}]*{ETX})")
_STASHED = re.compile(f"{STX}wzxhzdk:([0-9]+){ETX}")
_ESCAPED = re.compile(f"{STX}([0-9]+){ETX}")
_SEEN_TO = ("raw_html", "amp_substitute", "unescape")
"""Postprocessors whose work is done here."""


class Leftovers:
    """The stash and the marks of one document."""

    def __init__(self, md: Markdown, source_of: Callable[[str], str | None]) -> None:
        self._stash = md.htmlStash.rawHtmlBlocks
        done = [md.postprocessors[name] for name in _SEEN_TO if name in md.postprocessors]
        self._after = [rule for rule in md.postprocessors if rule not in done]
        self._source_of = source_of

    def parts(self, text: str | None) -> Iterator[Part]:
        """Give the parts of a text: words, tags, and elements that were kept aside."""
        if not text:
            return
        if STX not in text:
            yield decoded(text)
            return
        for piece in _MARK.split(text.replace(AMP_SUBSTITUTE, "&")):
            if not piece.startswith(STX):
                if piece:
                    yield decoded(piece)
            elif stashed := _STASHED.fullmatch(piece):
                yield from self._kept_aside(int(stashed[1]))
            elif escaped := _ESCAPED.fullmatch(piece):
                yield chr(int(escaped[1]))
            else:
                yield self._mark_of_another(piece)

    def plain(self, text: str) -> str:
        """Give a text that can hold no elements, such as an attribute's value."""
        if STX not in text:
            return decoded(text)
        return "".join(
            part if isinstance(part, str) else part.written if isinstance(part, Tag) else "".join(part.itertext())
            for part in self.parts(text)
        )

    def raw(self, text: str) -> str:
        """Give raw HTML with what was taken out of it put back as the author wrote it."""

        def source(found: re.Match[str]) -> str:
            written = self._source_of(found[0][1:-1])
            kept = self._stash[int(found[1])] if int(found[1]) < len(self._stash) else ""
            if written is not None:
                return written
            return self.raw(kept) if isinstance(kept, str) else "".join(kept.itertext())

        return _STASHED.sub(source, text)

    def alone(self, paragraph: Element) -> Element | None:
        """Give the block that a paragraph of nothing but its mark stands for."""
        if len(paragraph) or not paragraph.text or not _STASHED.fullmatch(paragraph.text.strip()):
            return None
        part = next(self.parts(paragraph.text.strip()), None)
        return part if isinstance(part, Element) else None

    def _kept_aside(self, key: int) -> Iterator[Part]:
        if key >= len(self._stash):
            return
        kept = self._stash[key]
        if isinstance(kept, Element):
            yield kept
        elif ENTITY.fullmatch(kept):
            yield character(kept)
        else:
            part = read_html(kept)
            yield self.raw(part) if isinstance(part, str) and part else part

    def _mark_of_another(self, mark: str) -> Part:
        """Give what the postprocessors of other extensions make of a mark of theirs."""
        text = mark
        for rule in self._after:
            text = rule.run(text)
        if "<" in text:
            return _raw(text)
        return "" if text == mark else decoded(text)


def _raw(html_text: str) -> Element:
    element = Element(RAW_HTML)
    element.text = AtomicString(html_text)
    return element
