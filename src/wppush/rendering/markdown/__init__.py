"""Markdown as Python-Markdown reads it, by GitHub's rules, and the tree it gives.

Python-Markdown does the parsing, so that its extensions work. `gfm` holds the rules in which GitHub differs, one a
file, registered like any other extension's; `resolve` reads what the parser leaves for its serialiser into elements.
Nesting is bounded, and no rule looks at a text more than a few times.
"""

from __future__ import annotations

from wppush.rendering.markdown.content import plain_text
from wppush.rendering.markdown.flavors import parse
from wppush.rendering.markdown.notices import Notice, Notices
from wppush.rendering.markdown.sources import line_of
from wppush.rendering.markdown.tags import VOID, name_of
from wppush.rendering.markdown.tree import FOOTNOTE_REF, MATH, RAW_HTML, SHORTCODE, WP_BLOCK, Tree

__all__ = [
    "FOOTNOTE_REF",
    "MATH",
    "RAW_HTML",
    "SHORTCODE",
    "VOID",
    "WP_BLOCK",
    "Notice",
    "Notices",
    "Tree",
    "line_of",
    "name_of",
    "parse",
    "plain_text",
]
