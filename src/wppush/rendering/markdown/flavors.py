"""Who parses: the flavours of Markdown, which give trees of one kind."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

if TYPE_CHECKING:
    from wppush.config import MarkdownConfig
    from wppush.rendering.markdown.tree import Tree


def parse(text: str, markdown: MarkdownConfig) -> Tree:
    """Parse Markdown into a tree. Raises ConfigError for an extension that cannot be loaded."""
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
