"""What people write beyond GitHub's rules, one file each: extensions of Python-Markdown that are always there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wppush.rendering.markdown.beyond import admonitions, definition_lists, footnotes, math, smart

if TYPE_CHECKING:
    from markdown.extensions import Extension

    from wppush.config import MarkdownConfig


def extensions(markdown: MarkdownConfig, text: str) -> tuple[Extension, ...]:
    """Give the extensions that the settings ask for and whose characters are in the text."""
    found: list[Extension] = []
    if "[^" in text or "^[" in text:
        found.append(footnotes.FootnoteExtension())
    if markdown.math and "$" in text:
        found.append(math.MathExtension())
    if markdown.smart:
        found.append(smart.SmartExtension())
    if "!!!" in text or "???" in text:
        found.append(admonitions.AdmonitionExtension())
    if definition_lists.LINE.search(text):
        found.append(definition_lists.DefinitionListExtension())
    return tuple(found)
