"""What a construct may ask for while it makes its blocks: the blocks of its children, and to be heard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wppush.render.markdown import Notice
from wppush.render.table import row_for

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from xml.etree.ElementTree import Element

    from wppush.blocks import Block


class Context:
    """One rendering: collects notices, and knows the lines of the elements."""

    def __init__(self, lines: Mapping[Element, int]) -> None:
        self.notices: list[Notice] = []
        self._lines = lines

    def blocks(self, elements: Iterable[Element]) -> tuple[Block, ...]:
        """Give the blocks that some elements become, in their order."""
        return tuple(block for element in elements for block in row_for(element).build(element, self))

    def note(self, code: str, element: Element, about: str) -> None:
        """Say something about an element."""
        self.notices.append(Notice(code=code, line=self._lines.get(element, 0), about=about))
