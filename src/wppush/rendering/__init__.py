"""Markdown to native blocks; pure: text in, blocks and diagnostics out."""

from __future__ import annotations

from wppush.rendering.comparison import compare_flavors
from wppush.rendering.context import Context
from wppush.rendering.conversion import Rendered, render
from wppush.rendering.markdown import plain_text
from wppush.rendering.markup import outer_html, rich_text
from wppush.rendering.plugins import rows
from wppush.rendering.target import Target

__all__ = [
    "Context",
    "Rendered",
    "Target",
    "compare_flavors",
    "outer_html",
    "plain_text",
    "render",
    "rich_text",
    "rows",
]
