"""From markdown-it-py's tokens to the tree: what stands among words."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from markdown_it.common.utils import unescapeAll

from wppush.rendering.markdown.commonmark.autolinks import with_mail
from wppush.rendering.markdown.content import read_html, write
from wppush.rendering.markdown.entities import without_controls
from wppush.rendering.markdown.flow import is_block
from wppush.rendering.markdown.sources import line_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from markdown_it.token import Token

    from wppush.rendering.markdown.commonmark.plugins import Make
    from wppush.rendering.markdown.content import Part
    from wppush.rendering.markdown.notices import Notices


def plain(written: str) -> str:
    """Give an attribute's value without escapes."""
    return without_controls(unescapeAll(written))


class Words:
    """The contents of the elements of one document."""

    def __init__(self, elements: Mapping[str, Make], notices: Notices) -> None:
        self.source = ""
        """The text whose tokens are being read."""
        self.line: int | None = None
        """Where it begins."""
        self._elements = elements
        self._notices = notices
        self._parts: dict[Element, list[Part]] = {}

    def parts(self, tokens: Iterable[Token]) -> list[Part]:
        """Give the parts of a text; those of the elements among them are kept until they are asked for."""
        stack: list[list[Part]] = [[]]
        for token in tokens:
            if token.nesting < 0:
                stack.pop()
                continue
            if token.type == "text":
                stack[-1].extend(with_mail(without_controls(token.content)))
                continue
            part = self._part(token)
            stack[-1].append(part)
            if token.nesting > 0 and isinstance(part, Element):
                stack.append(self._parts.setdefault(part, []))
        return stack[0]

    def note(self, code: str, about: str) -> None:
        """Say something about the characters that come next in the text."""
        within = line_of(about, self.source) if self.source else ""
        self._notices.note(code, about, within=within, line=self.line)

    def is_inline(self, element: Element) -> bool:
        """Say whether an element stands among words."""
        return not is_block(element)

    def child(self, element: Element, *, depth: int, in_link: bool) -> Element:
        """Give an element with its content."""
        parts = self._parts.pop(element, None)
        if parts is not None:
            write(element, parts, self, depth=depth, in_link=in_link)
        return element

    def parts_of_child(self, element: Element) -> list[Part]:
        """Give the parts of an element's content, to be written in its parent's."""
        return self._parts.pop(element, [element.text or ""])

    def words(self, element: Element) -> list[Part]:
        """Give an element's words without its elements. Explicit stack: it may be nested thousands of levels deep."""
        out: list[Part] = []
        pending: list[Part] = [element]
        while pending:
            part = pending.pop()
            if not isinstance(part, Element):
                out.append(part)
            elif part in self._parts:
                pending += reversed(self._parts.pop(part))
            elif part.text:
                out.append(part.text)
        return out

    def _part(self, token: Token) -> Part:
        match token.type:
            case "softbreak":
                return "\n"
            case "hardbreak":
                return Element("br")
            case "html_inline":
                return read_html(token.content)
            case "code_inline":
                code = Element("code")
                code.text = token.content
                return code
            case "image":
                image = _element(token)
                image.attrib.pop("alt", None)
                self._parts[image] = self.parts(token.children or ())
                return image
            case _:
                make = self._elements.get(token.type, _element)
                return make(token)


def _element(token: Token) -> Element:
    attributes = {name: " ".join(without_controls(str(value)).split()) for name, value in token.attrs.items()}
    return Element(token.tag or "span", attributes)
