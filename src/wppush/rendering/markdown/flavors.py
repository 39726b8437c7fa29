"""Who parses: the flavours of Markdown, which give trees of one kind."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from wppush.errors import ConfigError

if TYPE_CHECKING:
    from wppush.config import MarkdownConfig
    from wppush.rendering.markdown.tree import Tree


def parse(text: str, markdown: MarkdownConfig) -> Tree:
    """Parse Markdown into a tree. Raises ConfigError for an extension that cannot be loaded."""
    match markdown.flavor:
        case "python-markdown":
            from wppush.rendering.markdown import beyond, engine

            configs = {name: dict(settings) for name, settings in markdown.extension_configs.items()}
            return engine.parse(text, [*beyond.extensions(markdown), *markdown.extensions], configs)
        case "gfm":
            raise ConfigError("the flavor gfm is not there yet")
        case _:
            assert_never(markdown.flavor)
