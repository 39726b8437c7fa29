"""From Python-Markdown's tree to one of plain elements, which is what the constructs read.

One walk: marks become what they stand for, pairs of raw tags become elements, a picture's words become its `alt`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from markdown.util import AtomicString

from wppush.rendering.markdown.content import write
from wppush.rendering.markdown.gfm.fences import Verbatim
from wppush.rendering.markdown.sources import line_of
from wppush.rendering.markdown.tree import RAW_HTML

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from wppush.rendering.markdown.content import Part
    from wppush.rendering.markdown.leftovers import Leftovers
    from wppush.rendering.markdown.notices import Notices


class Resolver:
    """Resolves the elements of one document, each in its place."""

    def __init__(
        self, leftovers: Leftovers, notices: Notices, is_block: Callable[[str], bool], sources: Mapping[Element, str]
    ) -> None:
        self._leftovers = leftovers
        self._notices = notices
        self._is_block = is_block
        self._sources = sources
        self._source = ""

    def resolve(self, element: Element, *, depth: int = 0, in_link: bool = False) -> None:
        """Resolve an element and all in it."""
        self._source = self._sources.get(element, self._source)
        for key, value in element.items():
            element.set(key, self._leftovers.plain(value or ""))
        if element.tag == RAW_HTML:
            element.text = AtomicString(self._leftovers.raw(element.text or ""))
        elif element.tag == "code":
            self._code(element)
        else:
            write(element, self._parts(element), self, depth=depth, in_link=in_link)
            if element.tag == "pre" and len(element) == 1 and not isinstance(element[0].text, Verbatim):
                element[0].text = AtomicString((element[0].text or "").rstrip("\n"))

    def child(self, element: Element, *, depth: int, in_link: bool) -> Element:
        """Give a resolved child, or the block that stands where it was."""
        block = self._leftovers.alone(element) if element.tag == "p" else None
        self.resolve(block if block is not None else element, depth=depth, in_link=in_link)
        return block if block is not None else element

    def parts_of_child(self, element: Element) -> list[Part]:
        """Give the parts of a child's content, to be written in its parent's."""
        return self._parts(element)

    def words(self, element: Element) -> list[Part]:
        """Give an element's words without its elements. Explicit stack: it may be nested thousands of levels deep."""
        out: list[Part] = []
        pending: list[Element | str] = [element]
        while pending:
            part = pending.pop()
            if isinstance(part, str):
                out += [piece for piece in self._leftovers.parts(part) if not isinstance(piece, Element)]
                continue
            for child in reversed(part):
                pending += [child.tail or "", child]
            pending.append(part.text or "")
        return out

    def note(self, code: str, about: str) -> None:
        """Say something about the characters that come next in the text."""
        self._notices.note(code, about, within=line_of(about, self._source) if self._source else "")

    def is_inline(self, element: Element) -> bool:
        """Say whether an element stands among words."""
        return not self._is_block(element.tag) and element.tag != RAW_HTML

    def _parts(self, element: Element) -> list[Part]:
        parts: list[Part] = [*self._leftovers.parts(element.text)]
        for child in element:
            tail, child.tail = child.tail, None
            parts += [child, *self._leftovers.parts(tail)]
        del element[:]
        element.text = None
        return parts

    def _code(self, element: Element) -> None:
        if isinstance(element.text, Verbatim):
            return
        parts = self._parts(element)
        element.text = AtomicString("".join(part for part in parts if isinstance(part, str)))
        # Coloured code: an extension has made HTML of it.
        element.extend(part for part in parts if isinstance(part, Element))
