"""An element's content, written from parts: the end of parsing that all flavours share.

Pairs of raw tags among the parts become elements, a link in a link and what is nested too deeply become words.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Protocol
from xml.etree.ElementTree import Element

from wppush.rendering.codes import Code
from wppush.rendering.markdown.tags import Tag, paired, read_tag
from wppush.rendering.markdown.tree import MATH, RAW_HTML

if TYPE_CHECKING:
    from collections.abc import Sequence

    Part = str | Tag | Element

    class Supply(Protocol):
        """Whoever knows what stands in the elements among the parts."""

        def note(self, code: str, about: str) -> None:
            """Say something about the characters that come next in the text."""

        def is_inline(self, element: Element) -> bool:
            """Say whether an element stands among words."""

        def child(self, element: Element, *, depth: int, in_link: bool) -> Element:
            """Give an element with its content."""

        def parts_of_child(self, element: Element) -> list[Part]:
            """Give the parts of an element's content, to be written in its parent's."""

        def words(self, element: Element) -> list[Part]:
            """Give an element's words without its elements."""


MAX_DEPTH = 32
"""Inline elements within each other; deeper markup is left out, its words stay."""

_ONE_TAG = re.compile(r"<[^<>]*>")
_COMMENT = re.compile(r"<!--(?:[^-]|-(?!->))*+-->")


class Comment(str):
    """What is shown of a comment: nothing."""

    __slots__ = ("written",)

    def __new__(cls, written: str) -> Comment:
        """Make one of the comment as the author wrote it."""
        comment = super().__new__(cls, "")
        comment.written = written
        return comment

    written: str


def read_html(written: str) -> Part:
    """Give what raw HTML between words is: a tag, nothing for a comment, else HTML that no rich text can hold.

    What only looks like a tag is text.
    """
    if tag := read_tag(written):
        return tag
    if _COMMENT.fullmatch(written.strip()):
        return Comment(written.strip())
    if _ONE_TAG.fullmatch(written) or not written.lstrip().startswith("<"):
        return written
    element = Element(RAW_HTML)
    element.text = written
    return element


def plain_text(element: Element) -> str:
    """Give an element's words: an image's are its alternative text, a formula's its LaTeX, a line break is a blank."""
    out: list[str] = []
    pending: list[Element | str] = [element]
    while pending:
        part = pending.pop()
        if isinstance(part, str):
            out.append(part)
            continue
        out.append({"img": part.get("alt", ""), "br": " ", MATH: part.get("data-latex", "")}.get(part.tag, ""))
        if part.tag == MATH:
            continue
        for child in reversed(part):
            pending += [child.tail or "", child]
        pending.append(part.text or "")
    return "".join(out)


def write(element: Element, parts: Sequence[Part], supply: Supply, *, depth: int = 0, in_link: bool = False) -> None:
    """Write an element's content; a picture's becomes its alternative text."""
    if len(parts) == 1 and type(parts[0]) is str and not len(element) and element.tag != "img":
        # What most elements have: nothing but words.
        if parts[0]:
            element.text = (element.text or "") + parts[0]
        return
    content = _Content(element, supply, depth=depth, in_link=in_link or element.tag == "a")
    content.write(parts)
    content.flush()
    if element.tag == "img":
        _close_image(element)


class _Content:
    """An element's content while it is written."""

    def __init__(self, element: Element, supply: Supply, *, depth: int, in_link: bool) -> None:
        self._supply = supply
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
            if isinstance(part, Comment):
                self._supply.note(Code.COMMENT, part.written)
            elif isinstance(part, str):
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
        inline = self._supply.is_inline(element)
        if inline and element.tag == "a" and self._link_open():
            self._shown_link(element)
        elif inline and self._depth_here() >= MAX_DEPTH:
            self._supply.note(Code.NESTED_TOO_DEEPLY, "")
            self.write(self._supply.words(element))
        else:
            depth = self._depth_here() + 1 if inline else 0
            self._append(self._supply.child(element, depth=depth, in_link=self._link_open()))

    def _shown_link(self, link: Element) -> None:
        """Write a link as its words. Those of a bare address are all there is to it, so nothing is said."""
        parts, address = self._supply.parts_of_child(link), link.get("href", "")
        words = "".join(map(_words, parts))
        bare = address in {words, f"http://{words}", f"mailto:{words}"}
        if bare:
            self.write(parts)
        else:
            self._supply.note(Code.LINK_IN_LINK, f"[{words}]")
            self.write(["[", *parts, f"]({address})"])

    def _tag(self, tag: Tag, *, real: bool) -> None:
        if not real and tag.ends_nothing:
            self._supply.note(Code.CLOSES_NOTHING, tag.written)
        elif not real:
            self._supply.note(Code.LONELY_TAG, tag.written)
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
            self._supply.note(Code.LINK_IN_LINK if nested_link else Code.NESTED_TOO_DEEPLY, tag.written)
            self._text.append(tag.written)
            self._open.append(None)
            return
        element = Element(tag.name, tag.attributes)
        self._append(element)
        self._open.append(element)
        self._into.append(element)


def _words(part: Part) -> str:
    return part if isinstance(part, str) else part.written if isinstance(part, Tag) else plain_text(part)


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
