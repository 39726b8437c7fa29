"""wppush publishes Markdown files to WordPress as native blocks: run it twice and nothing changes."""

from __future__ import annotations

__all__ = ["__version__", "render"]

__version__ = "0.1.0"


def render(text: str) -> str:
    """Give the block markup that a post of this Markdown would have, as the block editor itself would save it.

    Installed block handlers take part; there is no configuration, and no diagnostics: those are with
    `wppush.project.Project`. Footnotes are a list at its end. The text has no front matter. Raises ConfigError for a
    handler that cannot be loaded, and SourceError for one that fails.
    """
    from wppush import rendering

    # A string has no field beside it that would keep the words of footnotes: here they are a list.
    return rendering.render(text, target=rendering.Target(footnotes=False), rows=rendering.rows()).content
