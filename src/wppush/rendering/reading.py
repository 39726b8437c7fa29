"""A text between parsing and blocks: its tree, and all that a step may want to know."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from wppush.rendering.markdown import Notices

if TYPE_CHECKING:
    from wppush.config import MarkdownConfig
    from wppush.rendering.markdown import Tree
    from wppush.rendering.target import Target


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a step works on: it changes the tree in its place."""

    text: str
    """The Markdown: a step whose characters are not in it has nothing to do."""
    tree: Tree
    markdown: MarkdownConfig
    target: Target
    notices: Notices = field(default_factory=Notices)
    """The step's own, in the order of the text."""
