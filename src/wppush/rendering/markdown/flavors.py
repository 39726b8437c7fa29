"""Who parses: the flavours of Markdown, which give trees of one kind."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, assert_never

from wppush.rendering.markdown.comments import without_comments

if TYPE_CHECKING:
    from wppush.config import MarkdownConfig
    from wppush.rendering.markdown.tree import Tree


def parse(text: str, markdown: MarkdownConfig) -> Tree:
    """Parse Markdown into a tree. Raises ConfigError for an extension that cannot be loaded."""
    if ":::" in text or "<!-- wp:" in text:
        from wppush.rendering.markdown.given_back import give_back
        from wppush.rendering.markdown.taken import take

        taken = take(text)
        if taken is not None:
            return give_back(_commented(taken.text, markdown), taken)
    return _commented(text, markdown)


def _commented(text: str, markdown: MarkdownConfig) -> Tree:
    if "%%" not in text:
        return _parse(text, markdown)
    text, left_out = without_comments(text)
    tree = _parse(text, markdown)
    return replace(tree, notices=(*tree.notices, left_out))


def _parse(text: str, markdown: MarkdownConfig) -> Tree:
    match markdown.flavor:
        case "python-markdown":
            from wppush.rendering.markdown import beyond, engine

            configs = {name: dict(settings) for name, settings in markdown.extension_configs.items()}
            return engine.parse(text, [*beyond.extensions(markdown, text), *markdown.extensions], configs)
        case "gfm":
            from wppush.rendering.markdown import commonmark

            return commonmark.parse(text, markdown)
        case _:
            assert_never(markdown.flavor)
