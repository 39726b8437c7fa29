"""HTML between words, where no parser of Markdown has read it: a <summary>'s, say."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wppush.rendering.markdown.content import read_html, write
from wppush.rendering.markdown.entities import decoded
from wppush.rendering.markdown.tags import CLOSE_TAG, OPEN_TAG

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

    from wppush.rendering.markdown.content import Part

_TAG = re.compile(rf"({OPEN_TAG}|{CLOSE_TAG})")


def write_html(element: Element, written: str) -> None:
    """Write an element's content, given as HTML; a tag without a partner is shown."""
    write(element, list(_parts(written)), _Alone())


def _parts(written: str) -> Iterator[Part]:
    for index, piece in enumerate(_TAG.split(written)):
        if piece:
            yield read_html(piece) if index % 2 else decoded(piece)


class _Alone:
    """A supply for parts that hold no elements."""

    def note(self, code: str, about: str) -> None:
        """Say nothing: the author sees the tag."""

    def is_inline(self, element: Element) -> bool:  # noqa: ARG002 - the interface
        """Say yes."""
        return True

    def child(self, element: Element, *, depth: int, in_link: bool) -> Element:  # noqa: ARG002 - the interface
        """Give the element."""
        return element

    def parts_of_child(self, element: Element) -> list[Part]:
        """Give the words, as there is nothing else."""
        return self.words(element)

    def words(self, element: Element) -> list[Part]:
        """Give the words."""
        return ["".join(element.itertext())]
