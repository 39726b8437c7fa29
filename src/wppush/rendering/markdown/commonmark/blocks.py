"""From markdown-it-py's tokens to the tree: the blocks."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from wppush.rendering.markdown.commonmark.words import Words, plain
from wppush.rendering.markdown.content import write
from wppush.rendering.markdown.info import code_element
from wppush.rendering.markdown.tree import RAW_HTML

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from markdown_it.token import Token

    from wppush.rendering.markdown.commonmark.plugins import Make
    from wppush.rendering.markdown.notices import Notices

_ALIGN = "text-align:"


class Builder:
    """The tree of one document while it is built."""

    def __init__(self, elements: Mapping[str, Make], notices: Notices) -> None:
        self.root = Element("div")
        self.sources: dict[Element, str] = {}
        self.lines: dict[Element, int] = {}
        self._elements = {**_ELEMENTS, **elements}
        self._words = Words(elements, notices)

    def build(self, tokens: Sequence[Token]) -> None:
        """Build what the tokens say."""
        stack = [self.root]
        for token in tokens:
            if token.type == "inline":
                self.sources[stack[-1]] = self._words.source = token.content
                self._words.line = token.map[0] if token.map else None
                write(stack[-1], self._words.parts(token.children or ()), self._words)
            elif token.nesting < 0:
                stack.pop()
            else:
                make = self._elements.get(token.type, _plain_element)
                element = make(token)
                stack[-1].append(element)
                if token.map:
                    self.lines[element] = token.map[0]
                if token.nesting > 0:
                    stack.append(element)


def _plain_element(token: Token) -> Element:
    return Element(token.tag or "div", {name: str(value) for name, value in token.attrs.items()})


def _cell(token: Token) -> Element:
    style = str(token.attrs.get("style", ""))
    return Element(token.tag, {"align": style.removeprefix(_ALIGN)} if style else {})


def _code(token: Token) -> Element:
    pre = code_element(plain(token.info))
    pre[0].text = token.content.removesuffix("\n") if token.type == "fence" else token.content.rstrip("\n")
    return pre


def _raw_html(token: Token) -> Element:
    element = Element(RAW_HTML)
    element.text = token.content.removesuffix("\n")
    return element


_ELEMENTS: Mapping[str, Make] = {
    "th_open": _cell,
    "td_open": _cell,
    "fence": _code,
    "code_block": _code,
    "html_block": _raw_html,
}
