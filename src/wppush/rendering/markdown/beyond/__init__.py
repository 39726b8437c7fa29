"""What people write beyond GitHub's rules, one file each: extensions of Python-Markdown that are always there."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown.extensions import Extension

    from wppush.config import MarkdownConfig


def extensions(markdown: MarkdownConfig) -> tuple[Extension, ...]:  # noqa: ARG001 - none depends on the settings so far
    """Give the extensions that the settings ask for."""
    return ()
