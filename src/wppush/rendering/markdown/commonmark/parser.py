"""markdown-it-py, set up as GitHub reads Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

from wppush.rendering.markdown.commonmark import autolinks, links, rules, smart, strikethrough

if TYPE_CHECKING:
    from collections.abc import Iterable

    from wppush.config import MarkdownConfig
    from wppush.rendering.markdown.commonmark.plugins import Plugin

_MAX_NESTING = 100
"""Tokens within each other, of blocks or of links. Our own bound on quotes and lists comes first."""


class _Reader(MarkdownIt):
    """Addresses are left as the author wrote them: the readable form is the one that is compared and shown."""

    def normalizeLink(self, url: str) -> str:  # noqa: N802 - markdown-it's name
        return url.strip().replace(" ", "%20").replace("\n", "")

    def normalizeLinkText(self, link: str) -> str:  # noqa: N802 - markdown-it's name
        return link

    def validateLink(self, url: str) -> bool:  # noqa: ARG002, N802 - markdown-it's name; CommonMark knows no bad schemes
        return True


def parser(markdown: MarkdownConfig, plugins: Iterable[Plugin]) -> MarkdownIt:
    """Give a parser by the settings, with plugins."""
    reader = _Reader("commonmark", {"maxNesting": _MAX_NESTING})
    reader.enable("table")
    strikethrough.install(reader)
    rules.install(reader)
    links.install(reader)
    if markdown.smart:
        smart.install(reader)
    for plugin in plugins:
        plugin.install(reader)
    autolinks.install(reader)
    return reader
