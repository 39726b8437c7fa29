"""What a construct may ask for while it makes its blocks: the blocks of its children, and to be heard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wppush.config import MarkdownConfig
from wppush.rendering import classic
from wppush.rendering.markdown import Notices, line_of
from wppush.rendering.table import ROWS, row_for
from wppush.rendering.target import Target

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from xml.etree.ElementTree import Element

    from wppush.blocks import Block
    from wppush.rendering.table import Row


class Context:
    """One rendering: collects notices."""

    def __init__(
        self,
        sources: Mapping[Element, str],
        *,
        markdown: MarkdownConfig | None = None,
        target: Target | None = None,
        rows: Sequence[Row] = ROWS,
    ) -> None:
        self.notices = Notices()
        self.markdown = markdown or MarkdownConfig()
        self.target = target or Target()
        self._sources = sources
        self._rows = rows

    def blocks(self, elements: Iterable[Element]) -> tuple[Block, ...]:
        """Give the blocks that some elements become, in their order."""
        return tuple(block for element in elements for block in row_for(element, self._rows).build(element, self))

    def html(self, elements: Iterable[Element], *, between: str = "") -> str:
        """Give some elements as HTML without blocks, in their order."""
        written = ((row_for(element, self._rows).html or classic.element)(element, self) for element in elements)
        return between.join(filter(None, written))

    def note(self, code: str, element: Element, about: str) -> None:
        """Say something about an element; its words tell the place where `about` is not in the text."""
        source = next((self._sources[part] for part in element.iter() if part in self._sources), "")
        words = next((line for text in element.itertext() if (line := text.strip())), "")
        self.notices.note(code, about, within=line_of(about, source) if source else "", near=words.split("\n", 1)[0])
