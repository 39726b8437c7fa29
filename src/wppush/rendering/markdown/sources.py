"""What an element's text was before inline markup in it was read: the words by which its place can be found."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markdown.treeprocessors import Treeprocessor
from markdown.util import ETX, STX, AtomicString

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from markdown import Markdown

_AROUND = 300
_MARK = re.compile(f"{STX}[^{STX}{ETX}]*{ETX}")


class Sources(Treeprocessor):
    """Remembers texts. It has to run right before Python-Markdown's own `inline`."""

    def __init__(self, md: Markdown) -> None:
        super().__init__(md)
        self.texts: dict[Element, str] = {}

    def run(self, root: Element) -> None:
        self.texts = {
            element: _MARK.sub("", element.text)
            for element in root.iter()
            if element.text and element.text.strip() and not isinstance(element.text, AtomicString)
        }


def line_of(about: str, source: str) -> str:
    """Give the line of a text in which some words stand; its first where they do not. Of a very long line, a part."""
    first = about.split("\n", 1)[0]
    found = source.find(first) if first else -1
    found = found if found >= 0 else len(source) - len(source.lstrip())
    start = max(source.rfind("\n", 0, found) + 1, found - _AROUND)
    end = source.find("\n", found, found + len(first) + _AROUND)
    return source[start : end if end >= 0 else found + len(first) + _AROUND].strip()
