"""The marks for what was taken out of a text, made elements of the tree again."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from markdown.util import AtomicString

from wppush.rendering.codes import Code
from wppush.rendering.markdown.flow import elements
from wppush.rendering.markdown.notices import Notices
from wppush.rendering.markdown.taken import MARKED
from wppush.rendering.markdown.tree import CONTAINER, WP_BLOCK

if TYPE_CHECKING:
    from wppush.rendering.markdown.notices import Notice
    from wppush.rendering.markdown.taken import Piece, Taken
    from wppush.rendering.markdown.tree import Tree

_MAX_DEPTH = 16
_OURS = frozenset(["class", "id", "name", "titled"])


def give_back(tree: Tree, taken: Taken) -> Tree:
    """Give the tree with elements for what was taken out of its text."""
    notices = Notices()
    pending = [(root, 0) for root in (tree.root, *tree.footnotes.values())]
    while pending:
        parent, depth = pending.pop()
        if any(_piece(child, taken) for child in parent):
            parent[:] = _Rebuilt(taken, notices, _MAX_DEPTH - depth).children(parent)
        pending += [(child, depth + (child.tag == CONTAINER)) for child in parent if len(child)]
    for element in elements(tree):
        element.text = _as_written(element.text, taken)
        element.tail = _as_written(element.tail, taken)
        for key, value in element.items():
            if MARKED.search(value):
                element.set(key, _as_written(value, taken) or "")
    lines = {element: _origin(line, taken) for element, line in tree.lines.items()}
    known = [tuple(_moved(notice, taken) for notice in some) for some in tree.notices]
    return replace(tree, lines=lines, notices=(*known, tuple(sorted(notices.all, key=_line))))


def _line(notice: Notice) -> int:
    return notice.line or 0


def _origin(line: int, taken: Taken) -> int:
    return taken.origins[min(line, len(taken.origins) - 1)]


def _moved(notice: Notice, taken: Taken) -> Notice:
    return notice if notice.line is None else replace(notice, line=_origin(notice.line, taken))


def _piece(element: Element, taken: Taken) -> Piece | None:
    """Give what a paragraph that begins with a mark stands for."""
    found = MARKED.match((element.text or "").lstrip()) if element.tag == "p" else None
    return taken.pieces[int(found[1])] if found else None


class _Rebuilt:
    """The content of one element while marks in it become elements."""

    def __init__(self, taken: Taken, notices: Notices, room: int) -> None:
        self._taken = taken
        self._notices = notices
        self._room = room
        self._within = [Element("div")]
        self._begun: list[Piece] = []

    def children(self, parent: Element) -> list[Element]:
        """Give the new children."""
        for child in parent:
            piece = _piece(child, self._taken)
            if piece is None:
                self._within[-1].append(child)
            elif piece.block:
                element = Element(WP_BLOCK)
                element.text = AtomicString(piece.written)
                self._within[-1].append(element)
            elif piece.opening:
                self._open(child, piece)
            elif len(self._within) > 1:
                self._within.pop()
                self._begun.pop()
            else:
                self._notices.note(Code.CONTAINER_NOT_OPEN, piece.written, line=piece.line)
                self._within[-1].append(child)
        for piece in self._begun:
            self._notices.note(Code.CONTAINER_OPEN, piece.written, line=piece.line)
        return list(self._within[0])

    def _open(self, paragraph: Element, piece: Piece) -> None:
        opening = piece.opening
        if opening is None or len(self._within) > self._room:
            self._notices.note(Code.NESTED_TOO_DEEPLY, piece.written, line=piece.line)
            self._within[-1].append(paragraph)
            return
        settings = {key: value for key, value in opening.settings.items() if key not in _OURS}
        container = Element(CONTAINER, {**settings, "name": opening.name})
        if opening.classes:
            container.set("class", " ".join(opening.classes))
        if opening.anchor:
            container.set("id", opening.anchor)
        if opening.title:
            container.set("titled", "")
            paragraph.text = MARKED.sub("", paragraph.text or "", count=1).lstrip()
            container.append(paragraph)
        self._within[-1].append(container)
        self._within.append(container)
        self._begun.append(piece)


def _as_written(text: str | None, taken: Taken) -> str | None:
    if not text or not MARKED.search(text):
        return text
    return AtomicString(MARKED.sub(lambda found: taken.pieces[int(found[1])].written, text))
