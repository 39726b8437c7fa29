"""A text between parsing and blocks: its tree, and all that a step may want to know."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from wppush.rendering.markdown import Notices

if TYPE_CHECKING:
    from wppush.config import MarkdownConfig
    from wppush.rendering.markdown import Tree
    from wppush.rendering.references import Reference
    from wppush.rendering.target import Target


@dataclass(slots=True, kw_only=True)
class Findings:
    """What steps find out about a text, beside what they change in it."""

    references: list[Reference] = field(default_factory=list)
    """Their locations have lines of the text given, and no path."""
    headings: list[str] = field(default_factory=list)
    sections: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a step works on: it changes the tree in its place."""

    text: str
    """The Markdown: a step whose characters are not in it has nothing to do."""
    tree: Tree
    markdown: MarkdownConfig
    target: Target
    findings: Findings = field(default_factory=Findings)
    """Of all steps."""
    notices: Notices = field(default_factory=Notices)
    """The step's own, in the order of the text."""
