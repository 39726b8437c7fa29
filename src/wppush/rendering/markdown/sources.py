"""What an element's text was before inline markup in it was read: the words by which its place can be found."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markdown.treeprocessors import Treeprocessor
from markdown.util import ETX, STX, AtomicString

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from markdown import Markdown

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
    """Give the line of a text in which some words stand; its first where they do not."""
    first = about.split("\n", 1)[0]
    lines = source.strip().split("\n")
    return next((line for line in lines if first and first in line), lines[0]).strip()
