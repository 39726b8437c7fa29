"""The pieces of a text while its inline markup is being read."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Opening:
    """An element that begins at a piece."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    literal: str = ""
    """What stands there instead where the element cannot be made."""


@dataclass(slots=True)
class Closing:
    """An element that ends at a piece."""

    tag: str
    literal: str = ""


@dataclass(slots=True)
class Piece:
    """A piece: first elements end, then text stands, then elements begin."""

    text: str = ""
    closes: list[Closing] = field(default_factory=list)
    opens: list[Opening] = field(default_factory=list)
    """Outermost first."""
    void: str = ""
    """An element without content: `br`."""
    code: bool = False
    """The text is that of a code span."""
    tag: str = ""
    """A raw HTML tag, as written."""
    comment: bool = False
    """An HTML comment stood here."""

    @property
    def is_text(self) -> bool:
        """Say whether the piece is nothing but text."""
        return not (self.closes or self.opens or self.void or self.code or self.tag or self.comment)
