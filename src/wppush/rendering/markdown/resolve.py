"""From Python-Markdown's tree to one of plain elements, which is what the constructs read.

One walk: marks become what they stand for, pairs of raw tags become elements, a picture's words become its `alt`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from markdown.util import AtomicString

from wppush.rendering.markdown.gfm.fences import Verbatim
from wppush.rendering.markdown.sources import line_of
from wppush.rendering.markdown.tags import Tag, paired
from wppush.rendering.markdown.tree import RAW_HTML

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from wppush.rendering.markdown.leftovers import Leftovers, Part
    from wppush.rendering.markdown.notices import Notices

MAX_DEPTH = 32
"""Inline elements within each other; deeper markup is left out, its words stay."""


def plain_text(element: Element) -> str:
    """Give an element's words: an image's are its alternative text, a line break is a blank."""
    out: list[str] = []
    pending: list[Element | str] = [element]
    while pending:
        part = pending.pop()
        if isinstance(part, str):
            out.append(part)
            continue
        out.append({"img": part.get("alt", ""), "br": " "}.get(part.tag, ""))
        for child in reversed(part):
            pending += [child.tail or "", child]
        pending.append(part.text or "")
    return "".join(out)


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
            parts = self._parts(element)
            content = _Content(element, self, depth=depth, in_link=in_link or element.tag == "a")
            content.write(parts)
            content.flush()
            if element.tag == "img":
                _close_image(element)
            elif element.tag == "pre" and len(element) == 1 and not isinstance(element[0].text, Verbatim):
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
        for child in list(element):
            tail, child.tail = child.tail, None
            parts += [child, *self._leftovers.parts(tail)]
            element.remove(child)
        element.text = None
        return parts

    def _code(self, element: Element) -> None:
        if isinstance(element.text, Verbatim):
            return
        parts = self._parts(element)
        element.text = AtomicString("".join(part for part in parts if isinstance(part, str)))
        # Coloured code: an extension has made HTML of it.
        element.extend(part for part in parts if isinstance(part, Element))


class _Content:
    """An element's content while it is written."""

    def __init__(self, element: Element, resolver: Resolver, *, depth: int, in_link: bool) -> None:
        self._resolver = resolver
        self._depth = depth
        self._in_link = in_link
        self._open: list[Element | None] = [element]
        """None for a tag that is only shown."""
        self._into = [element]
        self._text: list[str] = []

    def write(self, parts: Sequence[Part]) -> None:
        """Append parts; pairs of tags among them become elements."""
        real = paired(parts)
        for index, part in enumerate(parts):
            if isinstance(part, str):
                self._text.append(part)
            elif isinstance(part, Tag):
                self._tag(part, real=index in real)
            else:
                self._element(part)

    def flush(self) -> None:
        """Write the text collected so far. Collecting it keeps a long paragraph linear."""
        text = "".join(self._text)
        self._text.clear()
        parent = self._into[-1]
        if text and len(parent):
            parent[-1].tail = (parent[-1].tail or "") + text
        elif text:
            parent.text = (parent.text or "") + text

    def _append(self, element: Element) -> None:
        self.flush()
        self._into[-1].append(element)

    def _depth_here(self) -> int:
        return self._depth + len(self._into) - 1

    def _link_open(self) -> bool:
        return self._in_link or any(outer.tag == "a" for outer in self._into[1:])

    def _element(self, element: Element) -> None:
        inline = self._resolver.is_inline(element)
        if inline and element.tag == "a" and self._link_open():
            self._resolver.note("WP206", f"[{plain_text(element)}]")
            self.write(["[", *self._resolver.parts_of_child(element), f"]({element.get('href', '')})"])
        elif inline and self._depth_here() >= MAX_DEPTH:
            self._resolver.note("WP202", "")
            self.write(self._resolver.words(element))
        else:
            depth = self._depth_here() + 1 if inline else 0
            self._append(self._resolver.child(element, depth=depth, in_link=self._link_open()))

    def _tag(self, tag: Tag, *, real: bool) -> None:
        if not real:
            self._resolver.note("WP203", tag.written)
            self._text.append(tag.written)
        elif tag.closes:
            if self._open.pop() is None:
                self._text.append(tag.written)
            else:
                self.flush()
                self._into.pop()
        elif tag.stands_alone:
            self._append(Element(tag.name, tag.attributes))
        else:
            self._begin(tag)

    def _begin(self, tag: Tag) -> None:
        nested_link = tag.name == "a" and self._link_open()
        if nested_link or self._depth_here() >= MAX_DEPTH:
            self._resolver.note("WP206" if nested_link else "WP202", tag.written)
            self._text.append(tag.written)
            self._open.append(None)
            return
        element = Element(tag.name, tag.attributes)
        self._append(element)
        self._open.append(element)
        self._into.append(element)


def _close_image(image: Element) -> None:
    """Make what stood in the brackets the alternative text."""
    if "alt" not in image.attrib:
        alt, title = plain_text(image), image.attrib.pop("title", None)
        image.set("alt", alt)
        if title is not None:
            image.set("title", title)
    image.text = None
    for child in list(image):
        image.remove(child)
