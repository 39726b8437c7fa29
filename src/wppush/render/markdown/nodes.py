"""The blocks of a document while they are being read, before they are elements."""

from __future__ import annotations

from enum import Enum, auto


class Kind(Enum):
    """What a block is. The first four contain blocks, the others lines."""

    DOCUMENT = auto()
    QUOTE = auto()
    LIST = auto()
    ITEM = auto()
    PARAGRAPH = auto()
    HEADING = auto()
    BREAK = auto()
    FENCE = auto()
    INDENTED = auto()
    HTML = auto()
    TABLE = auto()


CONTAINERS = frozenset({Kind.DOCUMENT, Kind.QUOTE, Kind.LIST, Kind.ITEM})
VERBATIM = frozenset({Kind.FENCE, Kind.INDENTED, Kind.HTML})


class Node:
    """A block: its children or its lines, and what its first line said."""

    __slots__ = (
        "align", "char", "children", "info", "kind", "level", "line", "lines", "number", "offset", "until", "width"
    )  # fmt: skip

    def __init__(self, kind: Kind, line: int) -> None:
        self.kind = kind
        self.line = line
        self.children: list[Node] = []
        self.lines: list[str] = []
        self.level = 0
        """A heading's."""
        self.char = ""
        """The bullet, the delimiter of an ordered list, or the character of a fence."""
        self.number: int | None = None
        """Of an ordered list's first item."""
        self.offset = 0
        """A list item's: columns to its content. A fence's: its own indentation."""
        self.width = 0
        """A fence's number of characters."""
        self.info = ""
        self.until = ""
        """What ends an HTML block; empty for a blank line."""
        self.align: tuple[str | None, ...] = ()
        """A table's columns."""
