"""Markdown to native blocks; pure: text in, blocks and diagnostics out."""

from __future__ import annotations

from wppush.rendering.comparison import compare_flavors
from wppush.rendering.context import Context
from wppush.rendering.conversion import Rendered, render
from wppush.rendering.markdown import plain_text
from wppush.rendering.markup import outer_html, rich_text
from wppush.rendering.plugins import rows
from wppush.rendering.references import Reference, ReferenceKind
from wppush.rendering.slugs import find_section, is_of_page
from wppush.rendering.slugs import slug as anchor_of
from wppush.rendering.target import Bound, ImageLink, MediaItem, MediaSize, Target

__all__ = [
    "Bound",
    "Context",
    "ImageLink",
    "MediaItem",
    "MediaSize",
    "Reference",
    "ReferenceKind",
    "Rendered",
    "Target",
    "anchor_of",
    "compare_flavors",
    "find_section",
    "is_of_page",
    "outer_html",
    "plain_text",
    "render",
    "rich_text",
    "rows",
]
