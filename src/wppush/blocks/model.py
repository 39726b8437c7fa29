"""The block model: what a post is made of, before it is markup.

A block is a name, its delimiter's attributes, and its content: pieces of HTML with inner blocks between them, as
WordPress's own parser describes a block (`innerContent`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    JSON = str | int | float | bool | None | list["JSON"] | dict[str, "JSON"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One block. `content` alternates freely between HTML text and inner blocks, in the order they are written."""

    name: str
    """Without `core/` for WordPress's own: `paragraph`, `list-item`; a plugin's keeps its namespace."""
    attributes: Mapping[str, JSON] = field(default_factory=dict)
    """What the delimiter says, in the order in which WordPress would write it; empty for none."""
    content: tuple[str | Block, ...] = ()
    """HTML as it stands between the delimiters (no newline right inside them), and inner blocks. Empty: void form."""
    markup: str = ""
    """A block that its author wrote by hand, delimiters included; then the fields above but for the name are empty."""
