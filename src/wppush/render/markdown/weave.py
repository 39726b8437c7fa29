"""From pieces to elements: the last step of reading inline markup."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from markdown.util import AtomicString

from wppush.render.markdown.raw_tags import attributes_of, name_of, paired, stands_alone

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from wppush.render.markdown.pieces import Closing, Opening, Piece

    Notes = Callable[[str, str], None]

MAX_DEPTH = 32
"""Inline elements within each other; deeper markup stays text."""


def weave(pieces: Sequence[Piece], element: Element, note: Notes) -> None:
    """Append the pieces to an element as text and child elements."""
    loom = _Loom(element, note)
    real = paired(pieces)
    for index, piece in enumerate(pieces):
        for closing in piece.closes:
            loom.close(closing)
        if piece.tag:
            loom.raw(piece.tag, real=index in real)
        elif piece.void:
            loom.append(Element(piece.void))
        elif piece.code:
            code = Element("code")
            code.text = AtomicString(piece.text)
            loom.append(code)
        else:
            loom.say(piece.text)
        for opening in piece.opens:
            loom.open(opening)
    loom.flush()


def plain_text(element: Element) -> str:
    """Give an element's words: an image's are its alternative text, a line break is a blank."""
    out: list[str] = []
    pending: list[Element | str] = [element]
    while pending:
        part = pending.pop()
        if isinstance(part, str):
            out.append(part)
            continue
        if part.tag == "img":
            out.append(part.get("alt", ""))
        elif part.tag == "br":
            out.append(" ")
        for child in reversed(part):
            pending += [child.tail or "", child]
        pending.append(part.text or "")
    return "".join(out)


class _Loom:
    def __init__(self, element: Element, note: Notes) -> None:
        self._note = note
        self._open: list[Element | None] = [element]
        """None for an element that is only written as text."""
        self._into = [element]
        self._text: list[str] = []

    def say(self, text: str) -> None:
        self._text.append(text)

    def flush(self) -> None:
        """Write the text collected so far. Collecting it keeps a long paragraph linear."""
        if not self._text:
            return
        text = "".join(self._text)
        self._text.clear()
        parent = self._into[-1]
        if len(parent):
            parent[-1].tail = (parent[-1].tail or "") + text
        else:
            parent.text = (parent.text or "") + text

    def append(self, element: Element) -> None:
        self.flush()
        self._into[-1].append(element)

    def _enter(self, element: Element, literal: str) -> None:
        nested_link = element.tag == "a" and any(outer.tag == "a" for outer in self._into)
        if nested_link or len(self._into) > MAX_DEPTH:
            self._note("WP206" if nested_link else "WP202", literal)
            self.say(literal)
            self._open.append(None)
            return
        self.append(element)
        self._open.append(element)
        self._into.append(element)

    def _leave(self, literal: str) -> Element | None:
        element = self._open.pop()
        if element is None:
            self.say(literal)
        else:
            self.flush()
            self._into.pop()
        return element

    def open(self, opening: Opening) -> None:
        self._enter(Element(opening.tag, opening.attributes), opening.literal)

    def close(self, closing: Closing) -> None:
        element = self._leave(closing.literal)
        if element is not None and closing.tag == "img":
            _close_image(element)

    def raw(self, tag: str, *, real: bool) -> None:
        """Take a raw tag. One without its partner is shown as it was typed."""
        if not real:
            self._note("WP203", tag)
            self.say(tag)
        elif tag.startswith("</"):
            self._leave(tag)
        elif stands_alone(tag):
            self.append(Element(name_of(tag), attributes_of(tag)))
        else:
            self._enter(Element(name_of(tag), attributes_of(tag)), tag)


def _close_image(image: Element) -> None:
    """Make what stood in the brackets the alternative text."""
    alt, title = plain_text(image), image.get("title")
    source, tail = image.get("src", ""), image.tail
    image.clear()
    image.tail = tail
    image.set("src", source)
    image.set("alt", alt)
    if title is not None:
        image.set("title", title)
